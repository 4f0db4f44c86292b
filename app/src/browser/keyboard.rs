//! Keys, when they are meant for the app and not for a field, a button or the browser.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{Listener, page};

/// A key that the app may act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A printing key, as it prints: `?`, `j`, `1`.
    Character(char),
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
}

impl Key {
    fn parse(name: &str) -> Option<Self> {
        let mut characters = name.chars();
        Some(match (name, characters.next(), characters.next()) {
            (_, Some(character), None) => Self::Character(character),
            ("Enter", ..) => Self::Enter,
            ("Escape", ..) => Self::Escape,
            ("ArrowLeft", ..) => Self::Left,
            ("ArrowRight", ..) => Self::Right,
            ("ArrowUp", ..) => Self::Up,
            ("ArrowDown", ..) => Self::Down,
            _ => return None,
        })
    }
}

/// Calls back for every key that is meant for the app, for as long as the page lives. The callback says whether it
/// made use of the key; the browser then does not.
///
/// Left out: keys with Ctrl, Meta or Alt; keys of an input method; keys held down; all but Escape while text is typed;
/// Enter, space and arrows where the focused control needs them itself.
pub fn on_key(callback: impl Fn(Key) -> bool + 'static) {
    let Some(document) = page::document() else {
        return;
    };
    Listener::on(&document, "keydown", move |event| {
        // Filling in a saved address sends a keydown that is no keyboard event at all.
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if event.default_prevented() {
            return;
        }
        if let Some(key) = meant_for_app(pressed)
            && callback(key)
        {
            event.prevent_default();
        }
    })
    .forever();
}

/// The code that stands for “an input method is at work” in browsers that do not say so otherwise.
const INPUT_METHOD_KEY_CODE: u32 = 229;

fn meant_for_app(pressed: &KeyboardEvent) -> Option<Key> {
    let combined = pressed.ctrl_key() || pressed.meta_key() || pressed.alt_key();
    let composing = pressed.is_composing() || pressed.key_code() == INPUT_METHOD_KEY_CODE;
    if combined || composing || pressed.repeat() {
        return None;
    }
    let key = Key::parse(&pressed.key())?;
    let focused = pressed
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let free = focused.is_none_or(|element| Control::of(&element).leaves(key));
    free.then_some(key)
}

/// What the focused element does with keys of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Control {
    /// Takes text: every key but Escape is its own.
    Text,
    /// Is pressed: Enter and space are its own.
    Button,
    /// Is moved within: Enter, space and the arrows are its own.
    Options,
    /// Takes none.
    Other,
}

impl Control {
    fn of(element: &Element) -> Self {
        if element
            .dyn_ref::<HtmlElement>()
            .is_some_and(HtmlElement::is_content_editable)
        {
            return Self::Text;
        }
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            return match input.type_().as_str() {
                "checkbox" | "button" | "submit" | "reset" | "file" => Self::Button,
                "radio" | "range" => Self::Options,
                _ => Self::Text,
            };
        }
        match element.tag_name().to_ascii_uppercase().as_str() {
            "TEXTAREA" | "SELECT" => Self::Text,
            "BUTTON" | "A" | "SUMMARY" => Self::Button,
            _ => Self::Other,
        }
    }

    fn leaves(self, key: Key) -> bool {
        let presses = matches!(key, Key::Enter | Key::Character(' '));
        let moves = matches!(key, Key::Left | Key::Right | Key::Up | Key::Down);
        match self {
            Self::Text => key == Key::Escape,
            Self::Button => !presses,
            Self::Options => !presses && !moves,
            Self::Other => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_by_name() {
        assert_eq!(Key::parse("?"), Some(Key::Character('?')));
        assert_eq!(Key::parse("好"), Some(Key::Character('好')));
        assert_eq!(Key::parse("Enter"), Some(Key::Enter));
        assert_eq!(Key::parse("F5"), None);
        assert_eq!(Key::parse(""), None);
    }

    #[test]
    fn controls_keep_their_own_keys() {
        assert!(Control::Text.leaves(Key::Escape));
        assert!(!Control::Text.leaves(Key::Character('1')));
        assert!(Control::Button.leaves(Key::Character('1')));
        assert!(!Control::Button.leaves(Key::Enter));
        assert!(!Control::Options.leaves(Key::Down));
    }
}
