//! When words of a script mean words of a playbook: widths, case, white space and quotes do not matter, and the
//! beginning is enough where nothing else begins so.

/// Words as they are compared: half-width, lower case, without white space and quotes.
pub(super) fn folded(text: &str) -> String {
    let narrow = |character: char| match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '。' => '.',
        '、' => ',',
        '—' | '–' => '-',
        other => other,
    };
    let characters = text.chars().map(narrow).flat_map(char::to_lowercase);
    let kept = characters
        .filter(|c| !c.is_whitespace() && !matches!(c, '"' | '“' | '”' | '「' | '」' | '\u{fe0f}'));
    let folded: String = kept.collect();
    folded.trim_end_matches(['.', ',', ':', ';']).to_owned()
}

/// Whether `part` is the whole of `full`, or its first words up to a punctuation mark: `是` of `是，或说不清`.
pub(super) fn names(full: &str, part: &str) -> bool {
    let (full, part) = (folded(full), folded(part));
    if part.is_empty() {
        return false;
    }
    full.strip_prefix(part.as_str())
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The one of the known words that is meant: the same, else the only one that begins so.
pub(super) fn meant<'k>(
    written: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Option<usize> {
    let same = folded(written);
    if let Some(at) = known.clone().position(|word| folded(word) == same) {
        return Some(at);
    }
    let mut fitting = known.enumerate().filter(|(_, word)| names(word, written));
    match (fitting.next(), fitting.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    }
}

/// The destination of a Markdown link, if the words are one; else the words.
pub(super) fn destination(written: &str) -> &str {
    let in_brackets = written
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once("]("))
        .map(|(_, destination)| destination);
    in_brackets.unwrap_or(written).trim()
}

/// A path as ids are: from the source folder, without extension.
pub(super) fn bare_path(written: &str) -> String {
    let path = written.trim_start_matches("./").trim_start_matches("../");
    let path = path.trim_start_matches('/');
    path.strip_suffix(".md").unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_and_the_end_of_a_label_do_not_matter() {
        let labels = ["是，或说不清", "否，是误报", "P1：核心功能严重受损", "Yes"];
        let meant = |written: &str| meant(written, labels.iter().copied());
        assert_eq!(meant("是，或说不清"), Some(0));
        assert_eq!(meant("是,或说不清。"), Some(0));
        assert_eq!(meant("是"), Some(0));
        assert_eq!(meant("p1"), Some(2));
        assert_eq!(meant("YES"), Some(3));
        assert_eq!(meant("否是"), None);
        assert_eq!(meant(""), None);
    }

    #[test]
    fn what_fits_two_is_not_meant() {
        let labels = ["是", "是，而且早已止损"];
        assert_eq!(meant("是", labels.iter().copied()), Some(0));
        let labels = ["是，在下降", "是，而且早已止损"];
        assert_eq!(meant("是", labels.iter().copied()), None);
    }

    #[test]
    fn a_playbook_is_named_by_path_or_link() {
        assert_eq!(destination("[P0](../p0.md)"), "../p0.md");
        assert_eq!(bare_path("../db/pool.md"), "db/pool");
        assert_eq!(bare_path("/db/pool"), "db/pool");
    }
}
