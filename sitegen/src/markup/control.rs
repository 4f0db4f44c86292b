//! Control markers in text: `[CHECK:DOC-001]`.

/// How a marker begins.
pub(crate) const CONTROL_MARK: &str = "[CHECK:";

/// Longer than any control has; what is longer is text.
const LONGEST_ID_BYTES: usize = 64;

/// Where the next marker starts and ends.
pub(crate) fn next_control(text: &str, mut from: usize) -> Option<(usize, usize)> {
    while let Some(start) = text[from..].find(CONTROL_MARK).map(|at| from + at) {
        let id_start = start + CONTROL_MARK.len();
        let length = text[id_start..]
            .bytes()
            .take(LONGEST_ID_BYTES)
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')));
        match length {
            Some(length) if length > 0 && text[id_start + length..].starts_with(']') => {
                return Some((start, id_start + length + 1));
            }
            _ => from = id_start,
        }
    }
    None
}
