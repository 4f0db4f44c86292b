//! HTML that an author wrote into Markdown: what is kept, what goes.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

/// Elements that do harm or reach outside the page, beside every unknown one.
const HARMFUL: [&str; 24] = [
    "applet", "audio", "base", "body", "button", "embed", "form", "frame", "frameset", "head",
    "html", "iframe", "input", "link", "meta", "noscript", "object", "script", "select", "style",
    "svg", "template", "textarea", "video",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(["figure", "figcaption", "mark", "section"])
        .add_generic_attributes(["class"])
        .add_tag_attributes("code", ["tabindex"])
        .add_tag_attributes("pre", ["tabindex"])
        .add_tag_attributes("div", ["tabindex"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("img", ["loading"])
        .add_generic_attributes(["id"])
        // An id of the author's could stand in for one of the page's own; those of footnotes are ours.
        .attribute_filter(|_, name, value| {
            (name != "id" || value.starts_with("fn-") || value.starts_with("fnref-"))
                .then_some(value.into())
        })
        .link_rel(None)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]));
    builder
});

static KEPT: LazyLock<HashSet<&'static str>> = LazyLock::new(|| SANITISER.clone_tags());

/// HTML with everything taken out that could run, load from elsewhere or change the page's looks.
pub(crate) fn sanitised(html: &str) -> String {
    SANITISER.clean(&swallowing_nothing(html)).to_string()
}

/// Elements whose content is no HTML: without an end, everything after them would be their content, and be gone.
const SWALLOWING: [&str; 10] = [
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
];

/// The same, where a tag or comment that would swallow the rest of the page has become words.
fn swallowing_nothing(html: &str) -> Cow<'_, str> {
    let place = |tag: &str| {
        let name = element_name(tag)?;
        SWALLOWING.iter().position(|&known| known == name)
    };
    let last_comment_end = html.rfind("-->").unwrap_or_default();
    let last_tag_end = html.rfind('>').unwrap_or_default();
    let mut last_end = [0; SWALLOWING.len()];
    let mut opened = Vec::new();
    let mut unended = Vec::new();
    for (at, _) in html.match_indices('<') {
        let Some(element) = place(&html[at..]) else {
            let is_unended = match &html.as_bytes()[at + 1..] {
                [b'!', b'-', b'-', ..] => last_comment_end < at,
                [b'!' | b'?', ..] => last_tag_end < at,
                _ => false,
            };
            unended.extend(is_unended.then_some(at));
            continue;
        };
        if html[at..].starts_with("</") {
            last_end[element] = at;
        } else {
            opened.push((at, element));
        }
    }
    let elements = opened
        .into_iter()
        .filter(|&(at, element)| last_end[element] < at);
    unended.extend(elements.map(|(at, _)| at));
    unended.sort_unstable();
    let mut safe = String::new();
    let mut from = 0;
    for at in unended {
        safe.push_str(&html[from..at]);
        safe.push_str("&lt;");
        from = at + 1;
    }
    if from == 0 {
        return Cow::Borrowed(html);
    }
    safe.push_str(&html[from..]);
    Cow::Owned(safe)
}

/// The name of the element that a tag opens or closes: `<script src="x">` is `script`.
fn element_name(tag: &str) -> Option<String> {
    let rest = tag.trim_start().strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(rest.len());
    (end > 0 && rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        .then(|| rest[..end].to_ascii_lowercase())
}

/// `<pod>` in prose: no element of HTML at all, so its author meant the words.
pub(crate) fn is_foreign_element(tag: &str) -> bool {
    let bare = tag.trim();
    let Some(name) = element_name(bare) else {
        return false;
    };
    let without_attributes = bare.len() <= name.len() + 3;
    without_attributes
        && !HARMFUL.contains(&name.as_str())
        && !is_kept(&name)
        && !is_obsolete(&name)
}

/// Old or rarely used elements that are dropped while their text stays.
fn is_obsolete(name: &str) -> bool {
    const OBSOLETE: [&str; 14] = [
        "address", "big", "blink", "dialog", "dir", "fieldset", "font", "label", "legend", "main",
        "marquee", "menu", "option", "picture",
    ];
    OBSOLETE.contains(&name)
}

fn is_kept(name: &str) -> bool {
    KEPT.contains(name)
}

/// What the sanitiser takes out of a piece of HTML, in words for the author: elements and handlers, each once.
pub(crate) fn removed_by_sanitiser(html: &str) -> Vec<String> {
    /// Enough for an author to see what kind of page it is.
    const MOST_NAMED: usize = 8;
    const LONGEST_TAG_BYTES: usize = 2000;
    const MOST_TAGS: usize = 5000;
    let mut removed = Vec::new();
    for (at, _) in html.match_indices('<').take(MOST_TAGS) {
        if removed.len() >= MOST_NAMED {
            break;
        }
        let tag = &html[at..];
        let Some(name) = element_name(tag) else {
            continue;
        };
        let shown = format!("<{name}>");
        if !is_kept(&name) && !removed.contains(&shown) {
            removed.push(shown);
        }
        let end = tag
            .bytes()
            .take(LONGEST_TAG_BYTES)
            .position(|byte| byte == b'>');
        let inside = &tag[..end.unwrap_or(name.len() + 1)];
        for attribute in ["style", "srcdoc"] {
            if has_attribute(inside, |name| name == attribute)
                && !removed.contains(&attribute.to_owned())
            {
                removed.push(attribute.to_owned());
            }
        }
        let handler = "on…".to_owned();
        if has_attribute(inside, |name| name.starts_with("on")) && !removed.contains(&handler) {
            removed.push(handler);
        }
    }
    removed
}

fn has_attribute(tag: &str, is_it: impl Fn(&str) -> bool) -> bool {
    tag.split([' ', '\n', '\t', '/', '"', '\''])
        .skip(1)
        .any(|word| {
            word.split_once('=')
                .is_some_and(|(name, _)| is_it(name.trim().to_ascii_lowercase().as_str()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_is_taken_out() {
        let dirty = r#"<p onclick="x()" style="color:red">a<script>alert(1)</script><img src="x" onerror="y()">
            <a href="javascript:z()">b</a><iframe src="//evil"></iframe></p>"#;
        let clean = sanitised(dirty);
        for harm in [
            "script",
            "onclick",
            "onerror",
            "javascript",
            "iframe",
            "style",
            "alert",
        ] {
            assert!(!clean.contains(harm), "{harm} in {clean}");
        }
        assert_eq!(
            removed_by_sanitiser(dirty),
            ["style", "on…", "<script>", "<iframe>"]
        );
    }

    #[test]
    fn an_element_without_an_end_swallows_nothing() {
        assert_eq!(
            sanitised("<p>a <style> b</p><p>c <SCRIPT src=x>d</p>"),
            "<p>a &lt;style&gt; b</p><p>c &lt;SCRIPT src=x&gt;d</p>"
        );
        assert_eq!(sanitised("a<style>b</style>c<title>d"), "ac&lt;title&gt;d");
    }

    #[test]
    fn a_comment_without_an_end_is_words() {
        assert_eq!(
            sanitised("<p>a <!-- b</p><p>c</p>"),
            "<p>a &lt;!-- b</p><p>c</p>"
        );
        assert_eq!(sanitised("<p>a <!-- b --> c</p>"), "<p>a  c</p>");
    }

    #[test]
    fn harmless_elements_stay() {
        let html = "<details open=\"\"><summary>a</summary>b <kbd>c</kbd></details>";
        assert_eq!(sanitised(html), html);
        assert!(removed_by_sanitiser(html).is_empty());
    }

    #[test]
    fn placeholders_are_words() {
        assert!(is_foreign_element("<pod>"));
        assert!(is_foreign_element("</pod-name>"));
        for element in [
            "<b>",
            "</script>",
            "<br/>",
            "<font>",
            "<!-- x -->",
            "<my-tag onclick=x>",
        ] {
            assert!(!is_foreign_element(element), "{element}");
        }
    }
}
