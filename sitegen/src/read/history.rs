//! When each file was last changed, as git knows it. Without git, outside a repository, or in a clone that was cut
//! off, nothing is known, and nothing is said.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::SourcePath;

/// Marks the line that holds a day among the lines that hold paths.
const DAY: char = '\u{1}';

/// The day of the last change of every file below a folder, by one question to git.
pub fn changed(folder: &Path) -> BTreeMap<SourcePath, String> {
    if is_cut_off(folder) {
        return BTreeMap::new();
    }
    let answer = Command::new("git")
        .arg("-C")
        .arg(folder)
        // What somebody set for themselves must change neither the answer nor what runs.
        .args([
            "-c",
            "core.quotePath=false",
            "-c",
            "log.showSignature=false",
        ])
        .args([
            "log",
            "--no-color",
            "--no-renames",
            "--no-ext-diff",
            "--relative",
        ])
        .args([
            "--name-only",
            "--diff-filter=AM",
            "--format=%x01%cs",
            "--",
            ".",
        ])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    match answer {
        Ok(answer) if answer.status.success() => days(&String::from_utf8_lossy(&answer.stdout)),
        _ => BTreeMap::new(),
    }
}

/// Reads days, each followed by the files that were changed on it, the latest first.
fn days(log: &str) -> BTreeMap<SourcePath, String> {
    let mut found = BTreeMap::new();
    let mut day = "";
    for line in log.lines() {
        if let Some(next) = line.strip_prefix(DAY) {
            day = next;
        } else if let Some(path) = SourcePath::new(line) {
            found.entry(path).or_insert_with(|| day.to_owned());
        }
    }
    found
}

/// In a shallow clone every file seems to be as old as the oldest commit that was fetched.
fn is_cut_off(folder: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else {
        return true;
    };
    let git = folder.ancestors().map(|above| above.join(".git"));
    git.into_iter()
        .find(|git| git.exists())
        .is_some_and(|git| shared(git).join("shallow").exists())
}

/// The folder that all worktrees of a repository share: `.git` of a worktree is a file that names its own part of it.
fn shared(git: PathBuf) -> PathBuf {
    let Ok(Some(own)) = super::bytes_up_to(&git, 4096).map(|(bytes, _)| named(&bytes)) else {
        return git;
    };
    match own.parent().and_then(Path::parent) {
        Some(shared) if own.components().any(|part| part.as_os_str() == "worktrees") => {
            shared.to_owned()
        }
        _ => own,
    }
}

/// `gitdir: /path`
fn named(file: &[u8]) -> Option<PathBuf> {
    let text = std::str::from_utf8(file).ok()?;
    Some(PathBuf::from(text.strip_prefix("gitdir: ")?.trim_end()))
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the test sets up a repository of its own"
)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_day_counts() {
        let found = days("\u{1}2026-11-20\n\na.md\n值班/b c.md\n\u{1}2026-01-02\n\na.md\nd.md\n");
        let shown: Vec<String> = found
            .iter()
            .map(|(path, day)| format!("{path} {day}"))
            .collect();
        assert_eq!(
            shown,
            [
                "a.md 2026-11-20",
                "d.md 2026-01-02",
                "值班/b c.md 2026-11-20"
            ]
        );
    }

    #[test]
    fn days_come_from_the_repository_around_the_folder() {
        let repository = tempfile::tempdir().unwrap();
        let docs = repository.path().join("docs");
        std::fs::create_dir(&docs).unwrap();
        std::fs::write(docs.join("缓存.md"), "a").unwrap();
        assert!(changed(&docs).is_empty());
        let git = |arguments: &[&str]| {
            let done = Command::new("git")
                .arg("-C")
                .arg(repository.path())
                .args([
                    "-c",
                    "user.name=a",
                    "-c",
                    "user.email=a@b.c",
                    "-c",
                    "commit.gpgSign=false",
                ])
                .args(arguments)
                .env("GIT_COMMITTER_DATE", "2025-03-04T05:06:07Z")
                .stdout(Stdio::null())
                .status();
            done.is_ok_and(|status| status.success())
        };
        // Where git is not installed there is nothing to ask.
        if !git(&["--version"]) {
            return;
        }
        for step in [&["init", "-q"][..], &["add", "."], &["commit", "-qm", "a"]] {
            assert!(git(step), "{step:?}");
        }
        let path = SourcePath::new("缓存.md").unwrap();
        assert_eq!(
            changed(&docs).get(&path).map(String::as_str),
            Some("2025-03-04")
        );
        std::fs::write(repository.path().join(".git/shallow"), "").unwrap();
        assert!(changed(&docs).is_empty());
    }
}
