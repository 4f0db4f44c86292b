//! Random bits for new ids.

/// 128 random bits.
pub fn bits() -> [u8; 16] {
    let mut bits = [0; 16];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bits).is_ok());
    if !filled {
        // Ids need to differ, not to be secret: an incident must not fail for want of a better source.
        for byte in &mut bits {
            *byte = weak_byte();
        }
    }
    bits
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number lies within 0..256"
)]
fn weak_byte() -> u8 {
    (js_sys::Math::random() * 256.0) as u8
}
