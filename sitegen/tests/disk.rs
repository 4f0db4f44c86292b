//! The program and the disk: folders that hold what is no page, places that cannot be written to, and builds that are
//! stopped or come at once. Whatever happens, the site that was there before stays whole.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its folder is to fail"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests are about what is on the disk"
)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder with a source folder `docs` in it.
struct Place(TempDir);

/// How the program ended, and what it said.
struct Ended {
    code: Option<i32>,
    said: String,
}

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.put("docs/index.md", "# Home\n\n[A](a.md)\n");
        place.put("docs/a.md", "# A\n");
        place
    }

    /// With a site built from it in `out`.
    fn with_a_site() -> Self {
        let place = Self::new();
        assert_eq!(place.build("docs", "out").code, Some(0));
        place.put("docs/new.md", "# New\n");
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_breakglass"));
        command.args(arguments).current_dir(self.0.path());
        command
    }

    fn build(&self, folder: &str, output: &str) -> Ended {
        ended(&mut self.command(&["build", folder, "-o", output]))
    }

    /// The site as it was built first, and nothing else beside it.
    fn assert_old_site(&self, beside: &[&str]) {
        assert!(self.path("out/a.html").is_file());
        assert!(!self.path("out/new.html").exists());
        self.assert_beside(beside);
    }

    fn assert_beside(&self, expected: &[&str]) {
        let mut names: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names, expected);
    }
}

fn ended(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code(),
        said: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Whoever may read everything is made somebody who may not.
fn as_anybody(place: &Place, command: &mut Command) {
    const NOBODY: u32 = 65_534;
    if fs::metadata(place.0.path()).unwrap().uid() == 0 {
        fs::set_permissions(place.0.path(), fs::Permissions::from_mode(0o777)).unwrap();
        command.uid(NOBODY).gid(NOBODY);
    }
}

#[test]
fn what_is_no_file_is_told_and_never_opened() {
    let place = Place::new();
    let secret = tempfile::tempdir().unwrap();
    fs::write(secret.path().join("secret.md"), "# Secret").unwrap();
    symlink(secret.path().join("secret.md"), place.path("docs/out.md")).unwrap();
    symlink(secret.path(), place.path("docs/elsewhere")).unwrap();
    symlink(".", place.path("docs/loop")).unwrap();
    symlink("nothing.md", place.path("docs/dangling.md")).unwrap();
    let made = Command::new("mkfifo")
        .arg(place.path("docs/pipe.md"))
        .status();
    assert!(made.unwrap().success());
    let _socket = UnixListener::bind(place.path("docs/socket")).unwrap();
    let built = place.build("docs", "out");
    assert_eq!(built.code, Some(0), "{}", built.said);
    for path in [
        "out.md",
        "elsewhere",
        "loop",
        "dangling.md",
        "pipe.md",
        "socket",
    ] {
        assert!(
            built.said.contains(&format!("--> {path}")),
            "{path}: {}",
            built.said
        );
    }
    assert!(!place.path("out/out.html").exists());
    assert!(!place.path("out/elsewhere").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_unicode_is_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let place = Place::new();
    let name = OsStr::from_bytes(b"\xc1\xf7\xb3\xcc.md");
    fs::write(place.path("docs").join(name), "# x").unwrap();
    let folder = place.path("docs").join(OsStr::from_bytes(b"\xc1\xf7"));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("b.md"), "# x").unwrap();
    let built = place.build("docs", "out");
    assert_eq!(built.code, Some(0), "{}", built.said);
    assert_eq!(
        built.said.matches("this name is not Unicode").count(),
        2,
        "{}",
        built.said
    );
}

#[test]
fn what_cannot_be_read_is_an_error() {
    for (path, sealed) in [("docs/b.md", "docs/b.md"), ("docs/db/b.md", "docs/db")] {
        let place = Place::with_a_site();
        place.put(path, "# B\n");
        fs::set_permissions(place.path(sealed), fs::Permissions::from_mode(0o000)).unwrap();
        let mut command = place.command(&["build", "docs", "-o", "out"]);
        as_anybody(&place, &mut command);
        let built = ended(&mut command);
        fs::set_permissions(place.path(sealed), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(built.code, Some(1), "{}", built.said);
        let said = built.said.to_lowercase();
        assert!(
            said.contains("this cannot be read: permission denied"),
            "{said}"
        );
        place.assert_old_site(&["docs", "out"]);
    }
}

#[test]
fn large_files_and_text_of_two_bytes_a_character_are_refused() {
    let place = Place::with_a_site();
    let large = fs::File::create(place.path("docs/large.md")).unwrap();
    large.set_len(100 * 1024 * 1024).unwrap();
    fs::write(place.path("docs/wide.md"), b"\xff\xfe#\0 \0").unwrap();
    let built = place.build("docs", "out");
    assert_eq!(built.code, Some(1));
    assert!(
        built.said.contains("100 MiB; 4 MiB is the most"),
        "{}",
        built.said
    );
    assert!(
        built.said.contains("this file is UTF-16 text"),
        "{}",
        built.said
    );
    place.assert_old_site(&["docs", "out"]);
}

#[test]
fn a_folder_without_pages_is_said_to_be_one() {
    let place = Place::with_a_site();
    fs::create_dir(place.path("empty")).unwrap();
    place.put("pictures/a.png", "png");
    for folder in ["empty", "pictures"] {
        let built = place.build(folder, "out");
        assert_eq!(built.code, Some(1));
        assert!(
            built.said.contains(&format!("{folder} holds no Markdown")),
            "{}",
            built.said
        );
    }
    place.assert_old_site(&["docs", "empty", "out", "pictures"]);
}

#[test]
fn wrong_usage_ends_with_2_and_writes_nothing() {
    let place = Place::with_a_site();
    place.put("out/docs/a.md", "# Inside what would be replaced\n");
    symlink("nowhere", place.path("dangling")).unwrap();
    for (folder, output, words) in [
        ("docs", "docs", "holds the source folder"),
        ("docs", ".", "holds the source folder"),
        ("out/docs", "out", "holds the source folder"),
        ("docs", "/", "names no folder to write to"),
        ("docs", "dangling", "names no folder to write to"),
        ("missing", "new", "it is not a folder"),
        ("docs/a.md", "new", "it is not a folder"),
    ] {
        let built = place.build(folder, output);
        assert_eq!(built.code, Some(2), "{folder} {output}: {}", built.said);
        assert!(
            built.said.contains(words),
            "{folder} {output}: {}",
            built.said
        );
    }
    place.assert_old_site(&["dangling", "docs", "out"]);
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let place = Place::new();
    place.put("theirs/thesis.txt", "years");
    place.put("file", "text");
    for output in ["theirs", "file"] {
        let built = place.build("docs", output);
        assert_eq!(built.code, Some(1), "{}", built.said);
        assert!(
            built.said.contains("was not written by breakglass"),
            "{}",
            built.said
        );
    }
    assert_eq!(
        fs::read_to_string(place.path("theirs/thesis.txt")).unwrap(),
        "years"
    );
    place.assert_beside(&["docs", "file", "theirs"]);
}

#[test]
fn an_output_in_the_source_is_no_source() {
    let place = Place::new();
    for _ in 0..2 {
        let built = place.build("docs", "docs/site");
        assert_eq!(built.code, Some(0), "{}", built.said);
    }
    assert!(place.path("docs/site/a.html").is_file());
    assert!(!place.path("docs/site/site").exists());
}

#[test]
fn an_output_behind_a_link_is_replaced_where_it_is() {
    let place = Place::new();
    fs::create_dir(place.path("real")).unwrap();
    symlink("real", place.path("link")).unwrap();
    for _ in 0..2 {
        assert_eq!(place.build("docs", "link").code, Some(0));
    }
    assert!(place.path("link").is_symlink());
    assert!(place.path("real/a.html").is_file());
    place.assert_beside(&["docs", "link", "real"]);
}

#[test]
fn a_place_that_cannot_be_written_to_keeps_its_site() {
    let place = Place::with_a_site();
    let mut command = place.command(&["build", "docs", "-o", "out"]);
    as_anybody(&place, &mut command);
    fs::set_permissions(place.0.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let built = ended(&mut command);
    fs::set_permissions(place.0.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(built.code, Some(1), "{}", built.said);
    assert!(built.said.contains("Permission denied"), "{}", built.said);
    place.assert_old_site(&["docs", "out"]);
}

/// A file that may not grow stands for a disk that is full: the write fails, and needs no rights to be set up.
#[test]
fn a_full_disk_keeps_the_site_before() {
    let place = Place::with_a_site();
    place.put("docs/long.md", &"words ".repeat(20_000));
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 8; exec \"$0\" build docs -o out",
        ])
        .arg(env!("CARGO_BIN_EXE_breakglass"))
        .current_dir(place.0.path());
    let built = ended(&mut command);
    assert_eq!(built.code, Some(1), "{}", built.said);
    assert!(built.said.contains("too large"), "{}", built.said);
    place.assert_old_site(&["docs", "out"]);
}

#[test]
fn builds_at_once_take_turns() {
    let place = Place::new();
    let mut builds: Vec<_> = (0..6)
        .map(|_| {
            let mut command = place.command(&["build", "docs", "-o", "out"]);
            command.stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for build in &mut builds {
        assert!(build.wait().unwrap().success());
    }
    assert!(place.path("out/a.html").is_file());
    place.assert_beside(&["docs", "out"]);
}

#[test]
fn a_killed_build_leaves_a_whole_site_and_its_leftovers_go() {
    let place = Place::new();
    for page in 0..400 {
        place.put(&format!("docs/{page}.md"), "# Page\n\nwords\n");
    }
    assert_eq!(place.build("docs", "out").code, Some(0));
    let whole = files(&place.path("out"));
    let mut was_writing = 0;
    for _ in 0..5 {
        let mut build = place.command(&["build", "docs", "-o", "out"]);
        let mut build = build.stderr(Stdio::null()).spawn().unwrap();
        while leftovers(&place) == 0 && build.try_wait().unwrap().is_none() {}
        build.kill().unwrap();
        build.wait().unwrap();
        was_writing += leftovers(&place);
        assert_eq!(files(&place.path("out")), whole);
    }
    assert!(was_writing > 0, "no build was stopped while it wrote");
    assert_eq!(place.build("docs", "out").code, Some(0));
    place.assert_beside(&["docs", "out"]);
}

fn leftovers(place: &Place) -> usize {
    let entries = fs::read_dir(place.0.path()).unwrap().flatten();
    entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(".out."))
        .count()
}

fn files(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().flatten();
    entries
        .map(|entry| match entry.path() {
            path if path.is_dir() => files(&path),
            _ => 1,
        })
        .sum()
}
