//! Diagnostics as people and machines get them: the page of all rules, JSON, SARIF, and how strict a run is.
//!
//! `SNAPSHOTS=overwrite cargo test -p breakglass-tests --test diagnostics` renews the files in `docs/`.

use std::path::{Path, PathBuf};

use serde_json::Value;
use sitegen::read::{self, Assets, Content, Source, SourcePath, Sources};
use sitegen::{Code, Options, Severity, Strictness, check_only, compile, json, sarif};
use snapbox::Data;
use snapbox::assert::Assert;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn is_kept_at(path: &str, actual: String) {
    let expected = Data::read_from(&repository().join(path), None).raw();
    Assert::new()
        .action_env("SNAPSHOTS")
        .normalize_paths(false)
        .eq(Data::text(actual), expected);
}

#[test]
fn the_page_of_all_rules_is_what_the_rules_say() {
    is_kept_at("docs/diagnostics.md", sitegen::diagnostics_page());
}

#[test]
fn the_schema_is_that_of_the_json() {
    let schema =
        serde_json::to_string_pretty(&sitegen::diagnostics_schema()).expect("a schema is JSON");
    is_kept_at("docs/diagnostics.schema.json", schema + "\n");
}

fn case(name: &str) -> Sources {
    let folder = repository()
        .join("tests/cases/err")
        .join(name)
        .join("input");
    read::sources(&folder).expect("a case has a folder `input`")
}

#[test]
fn json_counts_lines_and_characters() {
    let sources = case("duplicate-ids");
    let found = serde_json::to_value(json(&check_only(&sources), &sources)).expect("it is JSON");
    assert_eq!(found["version"], 1);
    assert_eq!(found["errors"], 2);
    let second = &found["diagnostics"][1];
    assert_eq!(second["code"], "BG0025");
    assert_eq!(second["path"], "a.md");
    let (start, end) = (&second["range"]["start"], &second["range"]["end"]);
    assert_eq!(
        (&start["line"], &start["column"]),
        (&Value::from(10), &Value::from(1))
    );
    let heading = "## 结束 {#验证}";
    let bytes = end["byte"]
        .as_u64()
        .zip(start["byte"].as_u64())
        .map(|(end, start)| end - start);
    assert_eq!(
        bytes,
        Some(heading.len() as u64 + 1),
        "the heading and its line end"
    );
    assert_eq!(second["related"][0]["range"]["start"]["line"], 6);
}

#[test]
fn json_says_of_a_whole_file_that_it_has_no_place() {
    let sources = case("not-utf8");
    let found = serde_json::to_value(json(&check_only(&sources), &sources)).expect("it is JSON");
    assert_eq!(found["diagnostics"][0]["range"], Value::Null);
}

/// What the standard requires of a log, and what code hosts require beyond it.
#[test]
fn sarif_has_all_that_is_required() {
    for name in ["duplicate-ids", "not-utf8", "settings", "translations"] {
        let sources = case(name);
        let found = check_only(&sources);
        let log = sarif(&found, &sources);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "breakglass");
        for rule in driver["rules"].as_array().expect("rules are a list") {
            for property in ["shortDescription", "fullDescription", "help"] {
                assert!(
                    rule[property]["text"]
                        .as_str()
                        .is_some_and(|text| !text.is_empty()),
                    "{rule}"
                );
            }
        }
        let results = run["results"].as_array().expect("results are a list");
        assert_eq!(results.len(), found.len());
        for result in results {
            assert!(result["message"]["text"].is_string(), "{result}");
            assert!(
                ["error", "warning"]
                    .iter()
                    .any(|level| result["level"] == *level)
            );
            let index = result["ruleIndex"]
                .as_u64()
                .and_then(|index| usize::try_from(index).ok());
            let rule = &driver["rules"][index.expect("every result names its rule")];
            assert_eq!(rule["id"], result["ruleId"]);
            let place = &result["locations"][0]["physicalLocation"];
            assert!(place["artifactLocation"]["uri"].is_string(), "{result}");
            if place["region"].is_object() {
                assert!(place["region"]["startLine"].as_u64() >= Some(1), "{result}");
                assert!(
                    place["region"]["startColumn"].as_u64() >= Some(1),
                    "{result}"
                );
            }
        }
    }
}

fn folder(files: &[(&str, &str)]) -> Sources {
    let pages = files.iter().map(|(path, text)| Source {
        path: SourcePath::new(path).expect("a path"),
        content: Content::from_bytes(text.as_bytes().to_vec()),
    });
    Sources {
        pages: pages.collect(),
        ..Sources::default()
    }
}

fn with(strictness: Strictness, files: &[(&str, &str)]) -> (Vec<(String, Severity)>, bool) {
    let sources = Sources {
        strictness,
        ..folder(files)
    };
    let compiled =
        compile(&sources, &Assets::default(), Options::default()).expect("the layouts are sound");
    let found = compiled
        .diagnostics
        .iter()
        .map(|found| (found.code.to_string(), found.severity));
    (found.collect(), compiled.site.is_some())
}

const SKIPS: &[(&str, &str)] = &[("a.md", "# a\n\n### b\n")];

fn code(text: &str) -> Code {
    text.parse().expect("a code")
}

#[test]
fn denied_warnings_leave_no_site() {
    let (found, has_site) = with(Strictness::default(), SKIPS);
    assert_eq!(
        (found, has_site),
        (vec![("BG0089".to_owned(), Severity::Warning)], true)
    );
    for strictness in [
        Strictness {
            deny_warnings: true,
            ..Strictness::default()
        },
        Strictness {
            deny: vec![code("bg89")],
            ..Strictness::default()
        },
    ] {
        let (found, has_site) = with(strictness, SKIPS);
        assert_eq!(
            (found, has_site),
            (vec![("BG0089".to_owned(), Severity::Error)], false)
        );
    }
    let other = Strictness {
        deny: vec![code("85")],
        ..Strictness::default()
    };
    assert!(with(other, SKIPS).1);
}

#[test]
fn what_is_allowed_is_not_heard_even_when_all_is_denied() {
    let strictness = Strictness {
        deny_warnings: true,
        allow: vec![code("BG0089")],
        ..Strictness::default()
    };
    assert_eq!(with(strictness, SKIPS), (Vec::new(), true));
}

#[test]
fn nothing_to_walk_cannot_be_allowed() {
    let broken = [("a.md", "---\nkind: playbook\n---\n# a\n")];
    let strictness = Strictness {
        allow: vec![code("BG0030")],
        ..Strictness::default()
    };
    assert!(!with(strictness, &broken).1);
}
