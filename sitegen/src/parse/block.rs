//! What stands under a heading, told apart: prose, checks, blanks, commands, callouts, tables, choices.

use domain::{CalloutKind, CommandPart};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag};

use crate::markup::{Markup, Piece, Span, inside, is_inline, parts, span, text};

use super::check::{RawCheck, check};
use super::choice::{RawChoice, RawChoices, choice, has_arrow};
use super::command::{command_language, command_parts};
use super::field::{RawField, field};
use super::mermaid::{Flowchart, MermaidFault, flowchart};
use super::table::{RawTable, table};

/// One thing under a heading, as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RawBlock {
    /// Anything that is only read.
    Prose(Markup),
    /// A task-list item.
    Check(RawCheck),
    /// A blank on its own line.
    Field(RawField, Markup),
    /// A fenced block to copy.
    Command(RawCommand),
    /// A GitHub alert.
    Callout {
        /// Which of the five.
        kind: CalloutKind,
        /// What it says.
        markup: Markup,
    },
    /// A table; what it means depends on the page's kind.
    Table(RawTable),
    /// A list that may be the step's choices.
    Choices(RawChoices),
    /// A Mermaid diagram.
    Mermaid(RawMermaid),
}

/// A Mermaid diagram: drawn when it is understood, else shown as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RawMermaid {
    pub(crate) chart: Result<Flowchart, MermaidFault>,
    /// As it is written.
    pub(crate) markup: Markup,
    /// Where its content begins.
    pub(crate) content: usize,
}

/// A fenced block to copy.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RawCommand {
    /// The language of the fence.
    pub(crate) language: String,
    /// The text with its inputs cut out.
    pub(crate) parts: Vec<CommandPart>,
    /// The text as written.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) span: Span,
}

impl RawMermaid {
    /// A place in the fence as a place in the file. A fence that is indented is shorter than what stands in the
    /// file; what would lie behind it is cut off.
    pub(crate) fn place(&self, in_fence: &Span) -> Span {
        let end = self.markup.span().end;
        let place = |at: usize| (self.content + at).min(end);
        place(in_fence.start)..place(in_fence.end)
    }
}

/// Tells blocks apart. Their nesting is bounded by the caller.
pub(crate) fn blocks(pieces: &[Piece]) -> Vec<RawBlock> {
    let mut found = Vec::new();
    for part in parts(pieces) {
        block(part, &mut found);
    }
    found
}

fn block(part: &[Piece], found: &mut Vec<RawBlock>) {
    match part.first().map(|(event, _)| event) {
        Some(Event::Start(Tag::Paragraph)) => paragraph(part, found),
        Some(Event::Start(Tag::List(start))) => list(part, *start, found),
        Some(Event::Start(Tag::BlockQuote(Some(kind)))) => {
            found.push(RawBlock::Callout {
                kind: callout_kind(*kind),
                markup: Markup::of(inside(part)),
            });
        }
        Some(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))) => {
            if info.split([' ', ',', '{']).next() == Some("mermaid") {
                found.push(RawBlock::Mermaid(mermaid(part)));
                return;
            }
            match command(part, info) {
                Some(command) => found.push(RawBlock::Command(command)),
                None => found.push(prose(part)),
            }
        }
        Some(Event::Start(Tag::Table(_))) => found.push(RawBlock::Table(table(part))),
        _ => found.push(prose(part)),
    }
}

fn prose(part: &[Piece]) -> RawBlock {
    RawBlock::Prose(Markup::of(part))
}

fn callout_kind(kind: BlockQuoteKind) -> CalloutKind {
    match kind {
        BlockQuoteKind::Note => CalloutKind::Note,
        BlockQuoteKind::Tip => CalloutKind::Tip,
        BlockQuoteKind::Important => CalloutKind::Important,
        BlockQuoteKind::Warning => CalloutKind::Warning,
        BlockQuoteKind::Caution => CalloutKind::Caution,
    }
}

fn mermaid(part: &[Piece]) -> RawMermaid {
    RawMermaid {
        chart: flowchart(&text(inside(part))),
        markup: Markup::of(part),
        content: span(inside(part)).start,
    }
}

fn command(part: &[Piece], info: &str) -> Option<RawCommand> {
    let text = text(inside(part));
    let text = text.trim_end_matches('\n');
    if text.trim().is_empty() {
        return None;
    }
    let language = command_language(info, text)?.to_lowercase();
    Some(RawCommand {
        parts: command_parts(text, &language),
        language,
        text: text.to_owned(),
        span: span(part),
    })
}

/// A paragraph whose every line is a blank is a row of fields.
fn paragraph(part: &[Piece], found: &mut Vec<RawBlock>) {
    let lines: Vec<&[Piece]> = inside(part)
        .split(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak))
        .collect();
    let fields: Option<Vec<RawBlock>> = lines.iter().map(|line| field_line(line)).collect();
    match fields {
        Some(fields) => found.extend(fields),
        None => found.push(prose(part)),
    }
}

fn field_line(line: &[Piece]) -> Option<RawBlock> {
    let whole = text(line);
    let field = field(whole.trim_end())?;
    let label = Markup::of(line).cut_after(field.label_bytes);
    Some(RawBlock::Field(field, label))
}

/// The content of a list item: its own words, then the blocks under them.
struct Item<'p> {
    whole: &'p [Piece],
    inline: &'p [Piece],
    rest: &'p [Piece],
    is_task: bool,
    is_done: bool,
}

fn item(whole: &[Piece]) -> Item<'_> {
    let content = inside(whole);
    let (inline, rest) = if let Some((Event::Start(Tag::Paragraph), _)) = content.first() {
        let first = parts(content)
            .first()
            .map_or(0, |paragraph| paragraph.len());
        (inside(&content[..first]), &content[first..])
    } else {
        let end = content
            .iter()
            .position(|(event, _)| !is_inline(event))
            .unwrap_or(content.len());
        content.split_at(end)
    };
    let is_task = matches!(inline.first(), Some((Event::TaskListMarker(_), _)));
    let is_done = matches!(inline.first(), Some((Event::TaskListMarker(true), _)));
    Item {
        whole,
        inline: if is_task { &inline[1..] } else { inline },
        rest,
        is_task,
        is_done,
    }
}

impl Item<'_> {
    fn field(&self) -> Option<RawBlock> {
        if self.rest.is_empty() {
            field_line(self.inline)
        } else {
            None
        }
    }

    /// Whether more than reading is asked for, here or further in.
    fn is_special(&self) -> bool {
        self.is_task
            || self.field().is_some()
            || self.rest.windows(2).any(|pair| match &pair[0].0 {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    command_language(info, &text(&pair[1..])).is_some()
                }
                Event::Start(Tag::BlockQuote(kind)) => kind.is_some(),
                Event::TaskListMarker(_) => true,
                _ => false,
            })
    }

    /// Whether what stands under it only explains: words without an arrow, a link or a block of their own.
    fn explains(&self) -> bool {
        self.rest.iter().all(|(event, _)| match event {
            Event::Start(tag) => matches!(
                tag,
                Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::Emphasis | Tag::Strong
            ),
            Event::Text(words) => !has_arrow(words),
            Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Code(_) => true,
            _ => false,
        })
    }

    /// The list at its end, when that looks like choices: `2. 主库可用吗？` with its answers under it.
    fn choices_under_it(&self) -> Option<&[Piece]> {
        let last = parts(self.rest).pop()?;
        let Some((Event::Start(Tag::List(_)), _)) = last.first() else {
            return None;
        };
        let items: Vec<Item<'_>> = parts(inside(last)).into_iter().map(item).collect();
        let found = choices(last, &items)?;
        let leads = found.items.iter().any(RawChoice::leads_by_its_looks);
        leads.then_some(last)
    }
}

fn list(part: &[Piece], start: Option<u64>, found: &mut Vec<RawBlock>) {
    let items: Vec<Item<'_>> = parts(inside(part)).into_iter().map(item).collect();
    if let Some(choices) = choices(part, &items) {
        found.push(RawBlock::Choices(choices));
    } else if items.iter().any(Item::is_special) {
        taken_apart(part, start, &items, found);
    } else if !ends_in_choices(part, start, &items, found) {
        found.push(prose(part));
    }
}

/// A list whose last item is a question with its answers under it: the list without them, then the choices.
/// A list with several such items is a tree that one step cannot ask, and stays prose.
fn ends_in_choices(
    part: &[Piece],
    start: Option<u64>,
    items: &[Item<'_>],
    found: &mut Vec<RawBlock>,
) -> bool {
    let Some((last, before)) = items.split_last() else {
        return false;
    };
    let Some(answers) = last.choices_under_it() else {
        return false;
    };
    if has_arrow(&text(last.inline)) || before.iter().any(|item| item.choices_under_it().is_some())
    {
        return false;
    }
    if before.is_empty() && last.rest.len() == answers.len() {
        let place = span(last.inline);
        let mut question = vec![(Event::Start(Tag::Paragraph), place.clone())];
        question.extend_from_slice(last.inline);
        question.push((Event::End(pulldown_cmark::TagEnd::Paragraph), place));
        found.push(RawBlock::Prose(Markup(question)));
    } else {
        let mut pieces = vec![(Event::Start(Tag::List(start)), span(part))];
        for item in before {
            pieces.extend_from_slice(item.whole);
        }
        pieces.extend_from_slice(&last.whole[..last.whole.len() - 1 - answers.len()]);
        pieces.extend(last.whole.last().cloned());
        pieces.extend(part.last().cloned());
        found.push(RawBlock::Prose(Markup(pieces)));
    }
    block(answers, found);
    true
}

fn choices(part: &[Piece], items: &[Item<'_>]) -> Option<RawChoices> {
    if items.is_empty() || items.iter().any(|item| item.is_task) {
        return None;
    }
    let read = |item: &Item<'_>| {
        let mut found = choice(item.inline)?;
        if !item.rest.is_empty() {
            if !found.has_arrow || !item.explains() {
                return None;
            }
            let words = parts(item.rest).into_iter().flat_map(lines_of);
            found.under = words.collect::<Vec<_>>().join(" · ");
        }
        Some(found)
    };
    let choices: Option<Vec<_>> = items.iter().map(read).collect();
    Some(RawChoices {
        items: choices?,
        markup: Markup::of(part),
    })
}

/// The words of a paragraph, or of every item of a list.
fn lines_of(part: &[Piece]) -> Vec<String> {
    let lines = match part.first() {
        Some((Event::Start(Tag::List(_)), _)) => parts(inside(part)),
        _ => vec![part],
    };
    let words = lines.into_iter().map(|line| text(line).trim().to_owned());
    words.filter(|words| !words.is_empty()).collect()
}

/// Takes checks, blanks and commands out of a list; what is left between them stays a list and keeps its numbers.
fn taken_apart(part: &[Piece], start: Option<u64>, items: &[Item<'_>], found: &mut Vec<RawBlock>) {
    for (number, item) in (0u64..).zip(items) {
        if item.is_task {
            found.push(RawBlock::Check(RawCheck {
                done: item.is_done,
                ..check(item.inline)
            }));
            found.extend(blocks(item.rest));
        } else if let Some(field) = item.field() {
            found.push(field);
        } else if item.is_special() {
            let own = &item.whole[..item.whole.len() - 1 - item.rest.len()];
            let number = start.map(|first| first.saturating_add(number));
            found.push(RawBlock::Prose(list_of(part, number, own)));
            found.extend(blocks(item.rest));
        } else {
            let number = start.map(|first| first.saturating_add(number));
            let own = &item.whole[..item.whole.len().saturating_sub(1)];
            found.push(RawBlock::Prose(list_of(part, number, own)));
        }
    }
}

/// One item, its end missing, as a list of its own.
fn list_of(part: &[Piece], number: Option<u64>, item: &[Piece]) -> Markup {
    let end = |at: &[Piece]| at.last().cloned();
    let span = span(part);
    let mut pieces = vec![(Event::Start(Tag::List(number)), span.clone())];
    pieces.extend_from_slice(item);
    pieces.push((Event::End(pulldown_cmark::TagEnd::Item), span));
    pieces.extend(end(part));
    Markup(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown_options;

    fn read(markdown: &str) -> Vec<RawBlock> {
        let pieces: Vec<Piece> = pulldown_cmark::Parser::new_ext(markdown, markdown_options())
            .into_offset_iter()
            .map(|(event, span)| (event.into_static(), span))
            .collect();
        blocks(&pieces)
    }

    fn names(markdown: &str) -> Vec<&'static str> {
        read(markdown)
            .iter()
            .map(|block| match block {
                RawBlock::Prose(_) => "prose",
                RawBlock::Check(_) => "check",
                RawBlock::Field(..) => "field",
                RawBlock::Command(_) => "command",
                RawBlock::Callout { .. } => "callout",
                RawBlock::Table(_) => "table",
                RawBlock::Choices(_) => "choices",
                RawBlock::Mermaid(_) => "mermaid",
            })
            .collect()
    }

    #[test]
    fn tells_blocks_apart() {
        assert_eq!(
            names(
                "a\n\n- [ ] b\n- [x] c\n\n时间：____\n范围：____\n\n```bash\nd\n```\n\n```yaml\ne: 1\n```\n\n> [!WARNING]\n> f\n\n> g\n\n- h → [i](#i)\n"
            ),
            [
                "prose", "check", "check", "field", "field", "command", "prose", "callout",
                "prose", "choices"
            ]
        );
    }

    #[test]
    fn commands_come_out_of_numbered_lists() {
        let blocks = read("3. a\n   ```sh\n   b <c>\n   ```\n4. d\n");
        let [
            RawBlock::Prose(first),
            RawBlock::Command(command),
            RawBlock::Prose(second),
        ] = &blocks[..]
        else {
            panic!("{blocks:?}");
        };
        assert_eq!(command.text, "b <c>");
        assert!(matches!(first.0[0].0, Event::Start(Tag::List(Some(3)))));
        assert!(matches!(second.0[0].0, Event::Start(Tag::List(Some(4)))));
    }

    #[test]
    fn a_list_with_some_arrows_is_prose() {
        assert_eq!(names("- 重启 → 恢复\n- 查看日志\n"), ["prose"]);
        assert_eq!(names("- a → [b](#b)\n  - c → [d](#d)\n"), ["prose"]);
        assert_eq!(names("- [a](#a)\n  - under it\n"), ["prose"]);
    }

    #[test]
    fn choices_may_be_explained_and_may_stand_under_their_question() {
        let blocks = read("- a → [b](#b)\n  - first\n  - second\n- c → [d](#d)\n");
        let [RawBlock::Choices(choices)] = &blocks[..] else {
            panic!("{blocks:?}");
        };
        assert_eq!(choices.items[0].under, "first · second");
        let question = "1. look\n2. is it up?\n   - yes → [a](#a)\n   - no → [b](#b)\n";
        assert_eq!(names(question), ["prose", "choices"]);
        assert_eq!(
            names("- up?\n  - yes → [a](#a)\n  - no → [b](#b)\n"),
            ["prose", "choices"]
        );
        let tree = "- up?\n  - yes → [a](#a)\n- slow?\n  - yes → [b](#b)\n";
        assert_eq!(names(tree), ["prose"]);
        assert_eq!(
            names("- why\n  - load → latency\n  - latency → errors\n"),
            ["prose"]
        );
    }

    #[test]
    fn checks_keep_what_stands_under_them() {
        assert_eq!(
            names("- [ ] a\n\n  b\n\n  ```sh\n  c\n  ```\n- d\n"),
            ["check", "prose", "command", "prose"]
        );
        assert_eq!(
            names("- [ ] a\n  - [ ] b\n    - [ ] c\n"),
            ["check", "check", "check"]
        );
    }
}
