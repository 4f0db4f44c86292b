//! Addresses that stand bare in a text, as GitHub links them; beside Chinese they end where the Chinese begins.

use std::ops::Range;

use crate::parse::is_cjk;

/// An address in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Autolink {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// What a link to it begins with that is not written.
    pub(super) prefix: &'static str,
}

/// Every bare address of a text, in order.
pub(super) fn autolinks(text: &str) -> Vec<Autolink> {
    let mut found: Vec<Autolink> = Vec::new();
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if at < from {
            continue;
        }
        let link = match byte {
            b'h' => address(text, at),
            b'w' => site(text, at),
            b'@' => mail(text, from, at),
            _ => None,
        };
        if let Some(link) = link {
            from = link.range.end;
            found.push(link);
        }
    }
    found
}

/// `https://…`
fn address(text: &str, at: usize) -> Option<Autolink> {
    let rest = &text[at..];
    let scheme = ["http://", "https://"]
        .into_iter()
        .find(|scheme| rest.starts_with(scheme))?;
    let is_inside_a_word = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let host = host_length(&rest[scheme.len()..]);
    if is_inside_a_word || host == 0 {
        return None;
    }
    let length = scheme.len() + host;
    Some(Autolink {
        range: at..at + length + path_length(rest, length),
        prefix: "",
    })
}

/// `www.…`
fn site(text: &str, at: usize) -> Option<Autolink> {
    let rest = &text[at..];
    let begins = text[..at]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || "*_~(".contains(c) || !c.is_ascii());
    if !begins || !rest.starts_with("www.") {
        return None;
    }
    let host = host_length(rest);
    (host > 4).then(|| Autolink {
        range: at..at + host + path_length(rest, host),
        prefix: "http://",
    })
}

/// `name@host`, the `@` at `at`; the name begins after `from`.
fn mail(text: &str, from: usize, at: usize) -> Option<Autolink> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte);
    let name = text[from..at]
        .bytes()
        .rev()
        .take_while(|&byte| is_name(byte))
        .count();
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let host = text[at + 1..]
        .bytes()
        .take_while(|&byte| is_host(byte))
        .count();
    let host = text[at + 1..at + 1 + host].trim_end_matches('.');
    let fits = name > 0
        && host.contains('.')
        && !host.ends_with(['-', '_'])
        && host.split('.').all(|part| !part.is_empty());
    fits.then(|| Autolink {
        range: at - name..at + 1 + host.len(),
        prefix: "mailto:",
    })
}

/// How long the host at the start of a text is, its port included; 0 when it is none.
fn host_length(text: &str) -> usize {
    let length = text
        .bytes()
        .take_while(|&byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        .count();
    let host = text[..length].trim_end_matches(['.', '-', '_']);
    let last_two = host.rsplit('.').take(2);
    if host.is_empty()
        || host.starts_with('.')
        || last_two.into_iter().any(|part| part.contains('_'))
    {
        0
    } else {
        host.len()
    }
}

/// How much of what follows the host belongs to the address.
fn path_length(text: &str, host: usize) -> usize {
    let rest = &text[host..];
    let end = rest
        .find(|c: char| c.is_whitespace() || c == '<' || is_cjk(c) || "“”‘’…—".contains(c))
        .unwrap_or(rest.len());
    let mut path = &rest[..end];
    if !path.starts_with(['/', '?', '#', ':']) {
        return 0;
    }
    // A closing bracket belongs to it as long as it closes one of its own.
    let mut open = path.matches('(').count();
    let mut close = path.matches(')').count();
    loop {
        let shorter = match path.as_bytes().last() {
            Some(b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"') => {
                path.len() - 1
            }
            Some(b')') if close > open => path.len() - 1,
            Some(b';') => entity_start(path).unwrap_or(path.len() - 1),
            _ => return path.len(),
        };
        let cut = &path[shorter..];
        open -= cut.matches('(').count();
        close -= cut.matches(')').count();
        path = &path[..shorter];
    }
}

/// Where the entity begins that a text with a `;` at its end ends in. Looks no further back than the entity is long.
fn entity_start(text: &str) -> Option<usize> {
    let before = &text[..text.len() - 1];
    let and = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    (and.len() < before.len() && and.ends_with('&')).then(|| and.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_a_reader_sees_them_end() {
        for (text, expected) in [
            ("见https://a.example/b?c=1，然后", "https://a.example/b?c=1"),
            ("（https://a.example/b）", "https://a.example/b"),
            (
                "(see http://localhost:8080/x(y).)",
                "http://localhost:8080/x(y)",
            ),
            ("www.example.com/a. Then", "http://www.example.com/a"),
            ("打开www.example.com/路", "http://www.example.com/"),
            ("Mail oncall@example.com.", "mailto:oncall@example.com"),
            (
                "联系sre+p0@db.example.com。",
                "mailto:sre+p0@db.example.com",
            ),
            ("http://a.example/x&amp;", "http://a.example/x"),
            ("http://a.example/x&amp;&;;", "http://a.example/x&amp;&"),
            ("xhttp://a.example https://_a_", ""),
            ("https:// www. a@b a@b.c- @a.b", ""),
            ("https://a.example.", "https://a.example"),
        ] {
            let shown: Vec<String> = autolinks(text)
                .into_iter()
                .map(|link| format!("{}{}", link.prefix, &text[link.range]))
                .collect();
            assert_eq!(shown.join(" "), expected, "{text}");
        }
    }
}
