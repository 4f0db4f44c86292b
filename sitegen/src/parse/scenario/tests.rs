use super::*;
use crate::parse::markdown_options;

fn read(markdown: &str) -> RawScenario {
    let pieces: Vec<Piece> = pulldown_cmark::Parser::new_ext(markdown, markdown_options())
        .into_offset_iter()
        .map(|(event, span)| (event.into_static(), span))
        .collect();
    scenario(&pieces)
}

/// The first reading of every turn as `step > answer @ seconds`.
fn turns(markdown: &str) -> Vec<String> {
    let shown = |turn: &RawTurn| {
        let reading = &turn.readings[0];
        let place = match &reading.place {
            RawPlace::Link { destination, .. } => destination,
            RawPlace::Words(words) => words,
        };
        let answer = reading.answer.as_ref().map(|answer| format!(" > {answer}"));
        let time = turn.elapsed_seconds.map(|seconds| format!(" @ {seconds}"));
        format!(
            "{place}{}{}",
            answer.unwrap_or_default(),
            time.unwrap_or_default()
        )
    };
    read(markdown).turns.iter().map(shown).collect()
}

#[test]
fn items_are_written_in_many_ways() {
    for (item, expected) in [
        (
            "[确认](../p0.md#confirm) → **是，真实故障**",
            "../p0.md#confirm > 是，真实故障",
        ),
        (
            "[确认](../p0.md#confirm) -> 是（2分钟）",
            "../p0.md#confirm > 是 @ 120",
        ),
        (
            "[确认](../p0.md#confirm)：是 (T+5 min)",
            "../p0.md#confirm > 是 @ 300",
        ),
        (
            "[Confirm](../p0.md#confirm): **Yes** (5 min)",
            "../p0.md#confirm > Yes @ 300",
        ),
        (
            "[Confirm](../p0.md#confirm) → **Yes** → [Next](../p0.md#next)",
            "../p0.md#confirm > Yes",
        ),
        ("**[确认](../p0.md#confirm)** ⇒ 是", "../p0.md#confirm > 是"),
        (
            "[确认](../p0.md#confirm) → **是**：因为返回 `503`",
            "../p0.md#confirm > 是",
        ),
        ("确认告警 → 否（误报）", "确认告警 > 否（误报）"),
        ("`confirm` → 否", "confirm > 否"),
        ("[通知](../p0.md#notify)", "../p0.md#notify"),
    ] {
        assert_eq!(turns(&format!("1. {item}\n")), [expected], "{item}");
    }
}

#[test]
fn words_with_colons_can_be_read_in_more_than_one_way() {
    let scenario = read("1. [a](#a) → b\n2. PostgreSQL：数连接：是\n3. 定级：**P1**\n");
    let readings = &scenario.turns[1].readings;
    let shown: Vec<_> = readings
        .iter()
        .map(|reading| (reading.place.clone(), reading.answer.as_deref()))
        .collect();
    let words = |words: &str| RawPlace::Words(words.to_owned());
    assert_eq!(
        shown,
        [
            (words("PostgreSQL：数连接：是"), None),
            (words("PostgreSQL"), Some("数连接：是")),
            (words("PostgreSQL：数连接"), Some("是")),
        ]
    );
    assert_eq!(scenario.turns[2].readings[0].answer.as_deref(), Some("P1"));
}

#[test]
fn what_stands_under_an_item_is_done_there() {
    let scenario = read(
        "1. [a](#a) → **b**\n   - 受影响用户数：5000\n   - [x] 通知值班\n\n   > 主持人：此时\n2. [c](#c)\n\n   words\n",
    );
    let deeds = &scenario.turns[0].deeds;
    assert_eq!(deeds.len(), 2);
    assert_eq!(
        (deeds[0].text.as_str(), deeds[0].ticked),
        ("受影响用户数：5000", None)
    );
    assert_eq!(
        (deeds[1].text.as_str(), deeds[1].ticked),
        ("通知值班", Some(true))
    );
    assert_eq!(scenario.turns[1].deeds, []);
}

#[test]
fn the_end_is_a_line_an_item_or_a_heading() {
    for markdown in [
        "1. [a](#a) → b\n\n结局：**误报**。\n最终等级：P1\n",
        "1. [a](#a) → b\n2. 结局：误报\n3. 等级：P1\n",
        "1. [a](#a) → b\n\n- **结局**：误报\n- Severity: P1\n",
        "1. [a](#a) → b\n\n## 预期结局\n\n误报\n\n## 等级\n\nP1\n",
    ] {
        let scenario = read(markdown);
        assert_eq!(scenario.turns.len(), 1, "{markdown}");
        assert!(
            matches!(&scenario.ends[..], [RawEnd::Outcome(outcome)] if outcome.value == "误报"),
            "{markdown}"
        );
        assert_eq!(scenario.severity.unwrap().value, "P1", "{markdown}");
    }
    let stops = read("1. [a](#a) → b\n\nStops at: [War room](p0.md#war-room)\n");
    assert!(
        matches!(&stops.ends[..], [RawEnd::Step(RawPlace::Link { destination, .. }, _)] if destination == "p0.md#war-room")
    );
}

#[test]
fn the_situation_is_no_script() {
    let scenario = read("# 深夜\n\n等级：P1\n\n1. 开会议\n2. 发公告\n\n- [a](#a) → b\n");
    assert_eq!(scenario, RawScenario::default());
}
