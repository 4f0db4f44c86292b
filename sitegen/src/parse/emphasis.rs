//! Emphasis beside Chinese, Japanese and Korean, where there are no spaces to tell its two ends apart.
//!
//! `**注意：**马上回滚` is no emphasis in CommonMark: a mark behind punctuation and before a letter cannot close. The
//! [CJK-friendly amendment](https://github.com/tats-u/markdown-cjk-friendly) counts such punctuation as letters, and
//! such letters as punctuation where other punctuation stands across the mark. The Markdown library knows nothing of
//! it, so it is given a text of the same length in which the characters beside a mark are replaced by ones that it
//! reads that way, and what it makes of them is turned back. Text without such marks is not touched.

use std::collections::{BTreeMap, HashMap, HashSet};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// Private characters, which are neither white space nor punctuation.
const LETTERS: std::ops::Range<u32> = 0xe000..0xe100;
/// Braille patterns and hexagrams, which are punctuation to CommonMark and no part of what people write.
const MARKS: [std::ops::Range<u32>; 2] = [0x2800..0x2900, 0x4dc0..0x4e00];
/// What all of these and nearly all that they stand for take.
const BYTES: usize = 3;

/// A body in which some characters stand for others of the same length.
pub(super) struct StandIns {
    /// What the Markdown library is given.
    pub(super) text: String,
    /// What the characters in it stand for.
    originals: HashMap<char, char>,
}

/// How a character beside a mark is to be read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Role {
    Letter,
    Mark,
    /// As it is, which is as a mark.
    Itself,
}

/// The stand-ins that a body needs; `None` when CommonMark does well without.
pub(super) fn stand_ins(body: &str) -> Option<StandIns> {
    if body.is_ascii() {
        return None;
    }
    let roles = roles(body);
    if roles.values().all(|&role| role == Role::Itself) {
        return None;
    }
    let used: HashSet<char> = body.chars().collect();
    let free = |range: std::ops::Range<u32>| {
        let characters = range.filter_map(char::from_u32);
        characters
            .filter(|character| !used.contains(character))
            .collect::<Vec<_>>()
            .into_iter()
    };
    let mut letters = free(LETTERS);
    let mut marks = MARKS
        .into_iter()
        .flat_map(free)
        .collect::<Vec<_>>()
        .into_iter();
    let mut stand_in_for: HashMap<(char, Role), char> = HashMap::new();
    let mut text = String::with_capacity(body.len());
    let mut from = 0;
    for (at, role) in roles {
        let Some(original) = body[at..].chars().next().filter(|_| role != Role::Itself) else {
            continue;
        };
        let next = match role {
            Role::Letter => &mut letters,
            Role::Mark | Role::Itself => &mut marks,
        };
        // With hundreds of different ones on a page there may be none left: then CommonMark has its way.
        let known = stand_in_for.get(&(original, role)).copied();
        let Some(stand_in) = known.or_else(|| next.next()) else {
            continue;
        };
        stand_in_for.insert((original, role), stand_in);
        text.push_str(&body[from..at]);
        text.push(stand_in);
        from = at + BYTES;
    }
    text.push_str(&body[from..]);
    let originals = stand_in_for
        .into_iter()
        .map(|((original, _), stand_in)| (stand_in, original))
        .collect();
    Some(StandIns { text, originals })
}

/// The characters beside the marks of a body, by their places.
fn roles(body: &str) -> BTreeMap<usize, Role> {
    let bytes = body.as_bytes();
    let mut roles = BTreeMap::new();
    let mut at = 0;
    while let Some(start) = bytes[at..]
        .iter()
        .position(|byte| matches!(byte, b'*' | b'~'))
        .map(|found| at + found)
    {
        let mark = bytes[start];
        let length = bytes[start..]
            .iter()
            .take_while(|&&byte| byte == mark)
            .count();
        at = start + length;
        if mark == b'*' || length == 2 {
            beside(body, start, at, &mut roles);
        }
    }
    roles
}

/// The characters before and after one run of marks.
fn beside(body: &str, start: usize, end: usize, roles: &mut BTreeMap<usize, Role>) {
    let (Some(before), Some(after)) = (
        body[..start].chars().next_back(),
        body[end..].chars().next(),
    ) else {
        return;
    };
    if before.is_whitespace() || after.is_whitespace() {
        return;
    }
    let places = [(start - before.len_utf8(), before), (end, after)];
    let is_mark_already = matches!(roles.get(&places[0].0), Some(Role::Mark | Role::Itself));
    let others = is_other_punctuation(before) || is_other_punctuation(after);
    for (place, character) in places {
        if !is_cjk(character) || character.len_utf8() != BYTES {
            continue;
        }
        let role = match (others || is_mark_already, character.is_alphanumeric()) {
            (true, true) => Role::Mark,
            (true, false) => Role::Itself,
            (false, false) => Role::Letter,
            (false, true) => continue,
        };
        let known = roles.entry(place).or_insert(role);
        *known = role.max(*known);
    }
}

fn is_other_punctuation(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace() && !is_cjk(character)
}

/// Whether a character belongs to Chinese, Japanese or Korean: letters and full-width punctuation.
pub(crate) fn is_cjk(character: char) -> bool {
    matches!(
        u32::from(character),
        0x1100..=0x11ff // Hangul
            | 0x2e80..=0x303e // radicals, punctuation
            | 0x3041..=0x33ff // kana, bopomofo, compatibility
            | 0x3400..=0x4dbf
            | 0x4e00..=0xa4cf // Han, Yi
            | 0xa960..=0xa97f
            | 0xac00..=0xd7ff // Hangul
            | 0xf900..=0xfaff // Han
            | 0xfe10..=0xfe1f
            | 0xfe30..=0xfe6f // forms of punctuation
            | 0xff01..=0xffee // full and half width
            | 0x20000..=0x3fffd
    )
}

impl StandIns {
    /// An event with everything turned back.
    pub(super) fn turned_back<'e>(&self, event: Event<'e>) -> Event<'e> {
        match event {
            Event::Text(text) => Event::Text(self.back(text)),
            Event::Code(text) => Event::Code(self.back(text)),
            Event::Html(text) => Event::Html(self.back(text)),
            Event::InlineHtml(text) => Event::InlineHtml(self.back(text)),
            Event::FootnoteReference(name) => Event::FootnoteReference(self.back(name)),
            Event::Start(tag) => Event::Start(self.tag_back(tag)),
            other => other,
        }
    }

    fn tag_back<'e>(&self, tag: Tag<'e>) -> Tag<'e> {
        match tag {
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => Tag::Link {
                link_type,
                dest_url: self.back(dest_url),
                title: self.back(title),
                id: self.back(id),
            },
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => Tag::Image {
                link_type,
                dest_url: self.back(dest_url),
                title: self.back(title),
                id: self.back(id),
            },
            Tag::FootnoteDefinition(name) => Tag::FootnoteDefinition(self.back(name)),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                Tag::CodeBlock(CodeBlockKind::Fenced(self.back(info)))
            }
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => Tag::Heading {
                level,
                id: id.map(|id| self.back(id)),
                classes: classes.into_iter().map(|class| self.back(class)).collect(),
                attrs: attrs
                    .into_iter()
                    .map(|(key, value)| (self.back(key), value.map(|value| self.back(value))))
                    .collect(),
            },
            other => other,
        }
    }

    fn back<'e>(&self, text: CowStr<'e>) -> CowStr<'e> {
        if text.is_ascii() || !text.chars().any(|c| self.originals.contains_key(&c)) {
            return text;
        }
        let original = |c: char| self.originals.get(&c).copied().unwrap_or(c);
        CowStr::from(text.chars().map(original).collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::TagEnd;

    use super::*;
    use crate::markup::{Destination, HtmlContext, Medium, to_html};

    /// Emphasis as `<s>`, `<e>` and `<d>`.
    fn read(markdown: &str) -> String {
        let page = crate::parse::tests::read_page(markdown);
        let pieces = page.blocks().filter_map(|block| match block {
            crate::parse::RawBlock::Prose(markup) => Some(markup.0.clone()),
            _ => None,
        });
        let mut shown = String::new();
        for (event, _) in pieces.flatten() {
            match event {
                Event::Text(text) | Event::Code(text) => shown.push_str(&text),
                Event::Start(Tag::Strong) => shown.push_str("<s>"),
                Event::Start(Tag::Emphasis) => shown.push_str("<e>"),
                Event::Start(Tag::Strikethrough) => shown.push_str("<d>"),
                Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough) => {
                    shown.push_str("</>");
                }
                _ => {}
            }
        }
        shown
    }

    #[test]
    fn emphasis_ends_and_begins_at_punctuation() {
        for (markdown, expected) in [
            ("**真，**她", "<s>真，</>她"),
            (
                "**注意：**马上*回滚。*然后",
                "<s>注意：</>马上<e>回滚。</>然后",
            ),
            ("先**“引号”**后", "先<s>“引号”</>后"),
            ("中文**（注）**文", "中文<s>（注）</>文"),
            ("看**[说明](#a)**再做", "看<s>说明</>再做"),
            ("用**`rm`**时", "用<s>rm</>时"),
            ("**(a)**后**(b)**", "<s>(a)</>后<s>(b)</>"),
            ("**这是“一”**后**“二”**字", "<s>这是“一”</>后<s>“二”</>字"),
            ("~~删掉。~~留下", "<d>删掉。</>留下"),
            ("**この文。**次の", "<s>この文。</>次の"),
            ("**패키지(`a`)**는", "<s>패키지(a)</>는"),
            ("**真，**她和**假，**他", "<s>真，</>她和<s>假，</>他"),
        ] {
            assert_eq!(read(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn what_commonmark_reads_well_stays() {
        for (markdown, expected) in [
            ("a **b** c", "a <s>b</> c"),
            ("中**强**文", "中<s>强</>文"),
            ("2 * 3 * 4，** 不是 **", "2 * 3 * 4，** 不是 **"),
            ("（_强调_）", "（<e>强调</>）"),
            (
                "`**真，**她` 与 \\*\\*真，\\*\\*她",
                "**真，**她 与 **真，**她",
            ),
            ("**a.**b", "**a.**b"),
        ] {
            assert_eq!(read(markdown), expected, "{markdown}");
        }
        assert!(stand_ins("a **b** c").is_none());
        assert!(stand_ins("中**强**文").is_none());
    }

    #[test]
    fn everything_is_turned_back() {
        let body = "**，**a [**看，**它](b，**c，**d.md \"**题，**目\") ![**图，**片](x.png)\n\n```**，**a\n**看，**它\n```\n\n<i t=\"**，**a\">\u{2800}";
        let stand_ins = stand_ins(body).unwrap();
        assert_eq!(stand_ins.text.len(), body.len());
        let html = html(body);
        assert!(
            !html.contains(|c| stand_ins.originals.contains_key(&c)),
            "{html}"
        );
        for kept in ["，**d.md", "，**目", "图，片", "**看，**它\n", "\u{2800}"] {
            assert!(html.contains(kept), "{kept} in {html}");
        }
    }

    fn html(body: &str) -> String {
        let page = crate::parse::tests::read_page(body);
        let link = |link: &str| Destination::Href(link.to_owned());
        let context = HtmlContext::new(&link, &page.footnotes, Medium::Walk);
        let prose = page.blocks().filter_map(|block| match block {
            crate::parse::RawBlock::Prose(markup) => Some(to_html(markup, &context)),
            _ => None,
        });
        prose.collect()
    }

    proptest::proptest! {
        #[test]
        fn no_stand_in_is_left(body in "([*~_`\\[\\]()a 真，（）“”。\n]|\\*\\*){0,40}") {
            let page = crate::parse::tests::read_page(&body);
            for character in crate::parse::words(&page).chars() {
                proptest::prop_assert!(body.contains(character) || character == ' ', "{character}");
            }
        }
    }
}
