//! The command itself: what goes where, and how it ends.

use std::path::Path;
use std::process::{Command, Output};

fn breakglass(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_breakglass"))
        .args(arguments)
        .env("SOURCE_DATE_EPOCH", "1795132800")
        .output()
        .expect("the command runs")
}

fn case(name: &str) -> String {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    cases.join(name).join("input").display().to_string()
}

fn ends_with(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{output:?}");
}

#[test]
fn errors_end_with_one_and_warnings_with_none() {
    ends_with(&breakglass(&["check", &case("err/no-steps")]), 1);
    let warned = breakglass(&["check", &case("ok/retries")]);
    ends_with(&warned, 0);
    assert!(warned.stdout.is_empty(), "people read standard error");
    ends_with(
        &breakglass(&["check", "--deny", "warnings", &case("ok/retries")]),
        1,
    );
    ends_with(
        &breakglass(&["check", "--deny", "bg0087", &case("ok/retries")]),
        1,
    );
    ends_with(
        &breakglass(&[
            "check",
            "--deny=warnings",
            "--allow=87",
            &case("ok/retries"),
        ]),
        0,
    );
}

#[test]
fn wrong_usage_ends_with_two() {
    for arguments in [
        &["explain", "BG9999"][..],
        &["explain", "nonsense"],
        &["check", "--deny", "BG9999"],
        &["check", "--allow", "BG0030"],
        &["check", "--format", "xml"],
        &["chekc"],
    ] {
        ends_with(&breakglass(arguments), 2);
    }
    let nearest = breakglass(&["explain", "BG0810"]);
    assert!(
        String::from_utf8_lossy(&nearest.stderr).contains("did you mean `BG0"),
        "{nearest:?}"
    );
}

#[test]
fn codes_are_explained_however_they_are_written() {
    let texts =
        ["BG0012", "bg0012", "bg12", "12"].map(|code| breakglass(&["explain", code]).stdout);
    assert!(texts.iter().all(|text| text == &texts[0]));
    assert!(String::from_utf8_lossy(&texts[0]).starts_with("BG0012 (error): "));
    let all = breakglass(&["explain"]).stdout;
    assert!(String::from_utf8_lossy(&all).lines().count() > 40);
}

#[test]
fn machines_get_one_document_on_standard_output() {
    for format in ["json", "sarif"] {
        let output = breakglass(&["check", "--format", format, &case("ok/retries")]);
        ends_with(&output, 0);
        serde_json::from_slice::<serde_json::Value>(&output.stdout).expect("it is JSON");
        assert!(output.stderr.is_empty(), "{output:?}");
    }
}

#[test]
fn the_day_of_a_build_can_be_fixed() {
    let late = breakglass(&["check", "--format", "json", &case("ok/long-checklists")]);
    let text = String::from_utf8_lossy(&late.stdout);
    assert!(text.contains("111 days overdue"), "{text}");
}
