//! Where the reader was on a screen: how far it was scrolled, and what had the focus. Survives the tab.

use super::{page, preferences};

const PLACE: &str = "breakglass.place";

/// Remembers the place on the screen of that name (its hash).
pub fn remember(screen: &str) {
    let scrolled = web_sys::window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or(0.0);
    let focused = page::document()
        .and_then(|document| document.active_element())
        .map(|element| element.id())
        .unwrap_or_default();
    preferences::write(PLACE, &format!("{screen}\n{scrolled:.0}\n{focused}"));
}

/// Goes back to the place that was remembered last, if it was on that screen; whether it was.
pub fn restore(screen: &str) -> bool {
    let Some(kept) = preferences::read(PLACE) else {
        return false;
    };
    let mut lines = kept.split('\n');
    if lines.next() != Some(screen) {
        return false;
    }
    let scrolled = lines
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0.0);
    if let Some(focused) = lines.next().filter(|id| !id.is_empty()) {
        page::focus(focused);
    }
    // After the focus, which scrolls as well.
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, scrolled);
    }
    true
}
