//! Small numbers in Chinese characters.

/// The value of one digit: `半` is a half, `两` is two.
pub(crate) fn han_digit(character: char) -> Option<f64> {
    const DIGITS: &str = "零一二三四五六七八九十";
    match character {
        '半' => Some(0.5),
        '两' => Some(2.0),
        _ => DIGITS
            .chars()
            .zip(0u8..)
            .find(|&(digit, _)| digit == character)
            .map(|(_, value)| f64::from(value)),
    }
}

/// `半`, `三`, `十`, `十五`, `三十`, `四十五`.
pub(crate) fn han_number(text: &str) -> Option<f64> {
    let digits: Vec<f64> = text.chars().map(han_digit).collect::<Option<_>>()?;
    let is_ten = |digit: f64| (digit - 10.0).abs() < f64::EPSILON;
    match digits[..] {
        [one] => Some(one),
        [ten, one] if is_ten(ten) && !is_ten(one) => Some(10.0 + one),
        [tens, ten] if is_ten(ten) && !is_ten(tens) => Some(tens * 10.0),
        [tens, ten, one] if is_ten(ten) => Some(tens * 10.0 + one),
        _ => None,
    }
}

/// A whole number from 1 at the start of a text, in digits or characters, and what follows it: `3. 回滚`, `三、回滚`.
pub(crate) fn leading_number(text: &str) -> Option<(usize, &str)> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    if digits > 0 {
        return Some((text[..digits].parse().ok()?, &text[digits..]));
    }
    let end = text
        .find(|c: char| c == '半' || c == '两' || han_digit(c).is_none())
        .unwrap_or(text.len());
    let value = han_number(&text[..end])?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 99, and whole without 半"
    )]
    let value = value as usize;
    Some((value, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_in_digits_and_characters() {
        for (text, expected) in [
            ("3. 回滚", Some((3, ". 回滚"))),
            ("三、回滚", Some((3, "、回滚"))),
            ("十二 回滚", Some((12, " 回滚"))),
            ("回滚", None),
            ("", None),
            ("99999999999999999999999", None),
        ] {
            assert_eq!(leading_number(text), expected, "{text}");
        }
    }
}
