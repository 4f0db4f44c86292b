//! Templates from anybody: no panic, no blow-up in time or memory, no hole left open.

use domain::{FaultKind, Filling, Mustache, Shape, Value};
use proptest::prelude::*;

fn shape() -> Shape {
    Shape::record([
        ("title", Shape::Text),
        ("drill", Shape::Flag),
        ("rows", Shape::list_of_texts(&["text", "local"])),
        ("notes", Shape::list_of_texts(&["text"])),
        ("fields", Shape::record([("cause", Shape::Text)])),
    ])
}

fn data(rows: usize) -> Value {
    let row = |_| Value::record([("text", Value::text("R")), ("local", Value::text("L"))]);
    let note = |_| Value::record([("text", Value::text("N"))]);
    Value::record([
        ("title", Value::text("T")),
        ("drill", Value::Flag(true)),
        ("rows", Value::List((0..rows).map(row).collect())),
        ("notes", Value::List((0..rows).map(note).collect())),
        ("fields", Value::record([("cause", Value::text("C"))])),
    ])
}

const MEGABYTE: usize = 1 << 20;

fn megabyte_of(text: &str) -> String {
    text.repeat(MEGABYTE / text.len())
}

#[test]
fn a_megabyte_of_malice_is_read_and_checked() {
    let unclosed = megabyte_of("{{#title}}");
    let spaced = format!("{{{{#a}}}}{}{{{{/a}}}}", megabyte_of(" "));
    let long_name = format!("{{{{#{}}}}}{}", megabyte_of("x"), megabyte_of("{{/b}}"));
    let mut sources = vec![unclosed, spaced, long_name];
    let pieces = [
        "{{",
        "}}",
        "{",
        "{{a}}",
        "{{/a}}",
        "{{! }}   ",
        "{{!}}\n",
        "{{a.",
        " \n",
        "{{#a}}{{/a}}",
        "{{=",
        "{{a.b.c}}",
    ];
    sources.extend(pieces.map(megabyte_of));
    sources.push(format!("{{{{{}}}}}", megabyte_of("a.")));
    for source in sources {
        match Mustache::parse(&source) {
            Ok(template) => assert!(template.check(&shape()).len() <= 100),
            // After so many the rest are told once these are mended.
            Err(faults) => assert!((1..=100).contains(&faults.len())),
        }
    }
}

#[test]
fn long_names_are_told_in_short() {
    let source = format!("{{{{#{}}}}}{{{{/b}}}}", "长".repeat(MEGABYTE));
    for fault in Mustache::parse(&source).unwrap_err() {
        assert!(format!("{fault:?}").len() < 1_000);
    }
}

#[test]
fn a_list_is_not_repeated_for_each_row_of_another() {
    // Thirty levels of a thousand rows would never end.
    let nested = format!("{}{}", "{{#rows}}".repeat(30), "{{/rows}}".repeat(30));
    for source in [nested.as_str(), "{{#rows}}{{#notes}}{{/notes}}{{/rows}}"] {
        let faults = Mustache::parse(source).unwrap().check(&shape());
        assert!(
            faults.iter().any(|fault| fault.kind == FaultKind::TooDeep),
            "{source}"
        );
    }
    let side_by_side = "{{#rows}}{{^notes}}-{{/notes}}{{/rows}}{{#notes}}{{text}}{{/notes}}";
    assert_eq!(Mustache::parse(side_by_side).unwrap().check(&shape()), []);
}

#[test]
fn what_is_shown_for_nothing_has_nothing_to_name() {
    let faults = Mustache::parse("{{^fields}}{{cause}}{{/fields}}")
        .unwrap()
        .check(&shape());
    assert_eq!(faults.len(), 1);
}

proptest! {
    #[test]
    fn any_text_can_be_parsed(text in "\\PC{0,200}", tags in "[{}#^/!.a \n\r\u{4e2d}]{0,200}") {
        for source in [text, tags] {
            match Mustache::parse(&source) {
                Ok(template) => { template.render(&data(2), |filling| format!("{filling:?}")); }
                Err(faults) => for fault in faults {
                    prop_assert!(source.get(fault.span).is_some(), "a span within the source");
                },
            }
        }
    }

    #[test]
    fn what_passes_the_check_is_filled(pieces in prop::collection::vec(prop::sample::select(vec![
        "{{title}}", "{{text}}", "{{local}}", "{{fields.cause}}", "{{#rows}}", "{{/rows}}", "{{#notes}}", "{{/notes}}",
        "{{#drill}}", "{{/drill}}", "{{^drill}}", "{{#fields}}", "{{cause}}", "{{/fields}}", "{{! c }}", "\n", " ", "x",
    ]), 0..12)) {
        // What fills a hole is `T`, `R`, `L`, `N` or `C`, and nothing else of the source is upper case.
        let source = pieces.concat();
        if let Ok(template) = Mustache::parse(&source) && template.check(&shape()).is_empty() {
            let written = template.render(&data(1), |filling| match filling {
                Filling::Text(text) | Filling::Code { code: text, .. } => format!("({text})"),
            });
            prop_assert!(!written.contains("{{") && !written.contains("()"));
            let inverted = source.matches("{{^").count();
            let holes = ["{{title}}", "{{text}}", "{{local}}", "{{fields.cause}}", "{{cause}}"];
            let holes: usize = holes.iter().map(|hole| source.matches(hole).count()).sum();
            let filled = written.matches('(').count();
            prop_assert!(filled == holes || (inverted > 0 && filled <= holes), "{} -> {}", source, written);
        }
    }
}
