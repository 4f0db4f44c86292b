//! The rules of ARCHITECTURE.md that no compiler holds: each test reads the sources and names what strays.

use std::path::{Path, PathBuf};

/// Every file below a folder of the repository with that ending, with its text.
fn sources(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut unread = vec![root.join(folder)];
    let mut found = Vec::new();
    while let Some(path) = unread.pop() {
        if path.is_dir() {
            unread.extend(entries(&path));
        } else if path.extension().is_some_and(|found| found == ending) {
            let name = path
                .strip_prefix(&root)
                .unwrap_or(&path)
                .display()
                .to_string();
            found.push((name, read(&path)));
        }
    }
    assert!(
        !found.is_empty(),
        "{folder} holds no .{ending}: the rule would hold of nothing"
    );
    found.sort();
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = folder
        .read_dir()
        .expect("a folder of the repository can be listed");
    entries.flatten().map(|entry| entry.path()).collect()
}

#[expect(clippy::disallowed_methods, reason = "the sources are what is tested")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a source is UTF-8")
}

/// The lines of the files in which something stands, as `file:line`; comments and tests' data left out.
fn lines_with(files: &[(String, String)], stands: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in files {
        // Not at `#[cfg(test)]`: such an attribute may stand on an import at the top.
        let code = text.split("\nmod tests {").next().unwrap_or_default();
        let lines = code.lines().enumerate();
        let lines = lines.filter(|(_, line)| !line.trim_start().starts_with("//") && stands(line));
        found.extend(lines.map(|(number, line)| format!("{name}:{}: {}", number + 1, line.trim())));
    }
    found
}

fn without(files: Vec<(String, String)>, folders: &[&str]) -> Vec<(String, String)> {
    let outside = |name: &str| !folders.iter().any(|folder| name.starts_with(folder));
    files
        .into_iter()
        .filter(|(name, _)| outside(name))
        .collect()
}

#[test]
fn only_the_browser_room_calls_the_browser() {
    let files = without(sources("app/src", "rs"), &["app/src/browser/"]);
    let strays = lines_with(&files, |line| {
        ["web_sys", "js_sys", "gloo_", "wasm_bindgen"]
            .iter()
            .any(|name| line.contains(name))
    });
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn the_domain_knows_no_clock_disk_or_browser() {
    let strays = lines_with(&sources("domain/src", "rs"), |line| {
        [
            "::now(",
            "std::fs",
            "std::net",
            "SystemTime",
            "Instant",
            "web_sys",
            "pulldown",
        ]
        .iter()
        .any(|name| line.contains(name))
    });
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn only_the_compilers_ends_touch_the_disk() {
    // `serve` asks which folders there are to watch.
    let owners = ["read", "write", "serve"].map(|room| format!("sitegen/src/{room}/"));
    let files = without(
        sources("sitegen/src", "rs"),
        &owners.each_ref().map(String::as_str),
    );
    let strays = lines_with(&files, |line| {
        [
            "fs::",
            "std::fs",
            "File::",
            "OpenOptions",
            ".read_dir(",
            ".metadata(",
            ".exists(",
            ".is_dir(",
            ".is_file(",
        ]
        .iter()
        .any(|name| line.contains(name))
    });
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn html_is_set_only_where_it_is_the_compilers_or_the_reports() {
    let known = [
        "app/src/component/check_row.rs",
        "app/src/component/step.rs",
        "app/src/page/notices.rs",
        "app/src/page/report.rs",
    ];
    let files = without(sources("app/src", "rs"), &known);
    let strays = lines_with(&files, |line| {
        ["inner_html", "insert_adjacent_html"]
            .iter()
            .any(|name| line.contains(name))
    });
    assert!(strays.is_empty(), "{strays:#?}");
}

/// Where the code names what authors write in Chinese, or a hint quotes it: all other Chinese of the compiler is in its
/// locales.
const AUTHORING_SYNTAX: [&str; 14] = [
    "sitegen/src/check/choices/",
    "sitegen/src/check/fields/kind.rs",
    "sitegen/src/check/outline.rs",
    "sitegen/src/check/rule/",
    "sitegen/src/check/scenarios/",
    "sitegen/src/check/tables/",
    "sitegen/src/parse/check.rs",
    "sitegen/src/parse/choice.rs",
    "sitegen/src/parse/duration/",
    "sitegen/src/parse/field.rs",
    "sitegen/src/parse/scenario/",
    "sitegen/src/parse/interval.rs",
    "sitegen/src/parse/numeral.rs",
    "sitegen/src/parse/table.rs",
];

#[test]
fn words_for_people_are_not_in_the_code() {
    let mut files = without(sources("app/src", "rs"), &["app/src/update/"]);
    files.extend(without(sources("sitegen/src", "rs"), &AUTHORING_SYNTAX));
    files.extend(sources("public", "js"));
    let strays = lines_with(&files, |line| {
        line.chars()
            .any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
    });
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn colours_are_tokens() {
    let files = without(sources("app/style", "css"), &["app/style/tokens.css"]);
    let is_colour = |word: &str| {
        let digits = word.strip_prefix('#').unwrap_or_default();
        let digits = digits.trim_end_matches([';', ',', ')']);
        matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit())
    };
    let strays = lines_with(&files, |line| {
        let value = line
            .split_once(':')
            .map(|(_, value)| value)
            .unwrap_or_default();
        value.split_whitespace().any(is_colour)
            || ["rgb(", "rgba(", "hsl(", "hsla(", "oklch("]
                .iter()
                .any(|name| value.contains(name))
    });
    assert!(strays.is_empty(), "{strays:#?}");
}

/// How light a colour is (WCAG 2.2, relative luminance).
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let byte = u8::from_str_radix(&colour[at..at + 2], 16).expect("six hexadecimal digits");
        let part = f64::from(byte) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn code_is_legible_in_light_and_dark() {
    let (_, tokens) = sources("app/style", "css")
        .into_iter()
        .find(|(name, _)| name.ends_with("tokens.css"))
        .expect("the tokens are there");
    let both = |line: &str| {
        let (name, value) = line.trim().split_once(": light-dark(")?;
        let (light, dark) = value.trim_end_matches(");").split_once(", ")?;
        Some((name.to_owned(), [light, dark].map(luminance)))
    };
    let (_, ground) = tokens
        .lines()
        .filter(|line| line.contains("--sunken:"))
        .find_map(both)
        .expect("code has a ground");
    let parts = tokens
        .lines()
        .filter(|line| line.contains("--code-"))
        .filter_map(both);
    let mut count = 0;
    for (name, ink) in parts {
        for (ink, ground) in ink.into_iter().zip(ground) {
            let contrast = (ink.max(ground) + 0.05) / (ink.min(ground) + 0.05);
            assert!(contrast >= 7.0, "{name}: {contrast:.2}");
        }
        count += 1;
    }
    assert_eq!(count, 8);
}

#[test]
fn the_playbooks_hold_no_code() {
    let strays: Vec<_> = ["rs", "js", "html"]
        .iter()
        .flat_map(|ending| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../playbooks");
            let ending = (*ending).to_owned();
            entries(&root).into_iter().filter(move |path| {
                path.extension()
                    .is_some_and(|found| found.to_string_lossy() == ending)
            })
        })
        .collect();
    assert!(strays.is_empty(), "{strays:#?}");
}
