//! The page that the app lives in.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, FocusEvent, HtmlElement, HtmlInputElement, Node};

use super::Listener;

/// Where the index of the bundle is, relative to the page: `#app[data-bundle]`.
pub fn bundle_url() -> Option<String> {
    app_fact("data-bundle")
}

/// The element of that id, to mount into.
pub fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Says whether the home page or the app is to be seen: `<html data-screen="home|app">`.
pub fn show_home(home: bool) {
    set_root_attribute("data-screen", if home { "home" } else { "app" });
}

/// Says that the screen can be used: `<html data-ready>`.
pub fn mark_ready() {
    set_root_attribute("data-ready", "true");
}

/// Sets the interface language of the whole page: `<html lang data-ui>`.
pub fn set_language(language: &str) {
    set_root_attribute("lang", language);
    set_root_attribute("data-ui", language);
}

/// The interface language that the page has: `<html data-ui>`.
pub fn language() -> Option<String> {
    root()?.get_attribute("data-ui")
}

/// The first language that the reader asks the browser for.
pub fn browser_language() -> Option<String> {
    web_sys::window()?.navigator().language()
}

/// Calls back when `<html data-ui>` is changed by a click on a `[data-set-language]` outside the app, with the language
/// that was clicked.
pub fn on_language_click(callback: impl Fn(String) + 'static) {
    let listener = Listener::capturing("click", move |event| {
        let clicked = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let switch =
            clicked.and_then(|element| element.closest("[data-set-language]").ok().flatten());
        if let Some(language) = switch.and_then(|switch| switch.get_attribute("data-set-language"))
        {
            callback(language);
        }
    });
    if let Some(listener) = listener {
        listener.forever();
    }
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Moves the focus to the element of that id, whatever it is; whether there is one.
pub fn focus(id: &str) -> bool {
    let Some(element) = element(id) else {
        return false;
    };
    let focusable = element.tab_index() >= 0 || element.has_attribute("tabindex");
    if !focusable {
        element.set_tab_index(-1);
    }
    element.focus().is_ok()
}

/// Moves the focus to the element of that id once what was just changed is on the screen.
pub fn focus_soon(id: &'static str) {
    super::timer::soon(move || {
        focus(id);
    });
}

/// Begins at the heading of that id once it is on the screen: at the top of the page, focus on the heading.
pub fn begin_at(heading: &'static str) {
    super::timer::soon(move || {
        focus(heading);
        scroll_to_top();
    });
}

/// Takes the focus from the field that has it; whether one had.
pub fn leave_field() -> bool {
    let active = document().and_then(|document| document.active_element());
    let field = active.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    field.is_some_and(|field| field.tag_name() != "BODY" && field.blur().is_ok())
}

/// Moves the focus to the next (`step` 1) or previous (-1) of the elements that a selector finds, from the one that has
/// it; to the first when none has. Whether there is one.
pub fn focus_next(selector: &str, step: isize) -> bool {
    let all = all(selector);
    let active = document().and_then(|document| document.active_element());
    let at = active.and_then(|active| all.iter().position(|element| **element == active));
    let next = at.map_or(0, |at| at.saturating_add_signed(step));
    all.get(next).is_some_and(|element| element.focus().is_ok())
}

/// Clicks the element inside the container that has the focus; whether there is one.
pub fn click_around_focus(container: &str, inside: &str) -> bool {
    let active = document().and_then(|document| document.active_element());
    let around = active.and_then(|active| active.closest(container).ok().flatten());
    let found = around.and_then(|around| around.query_selector(inside).ok().flatten());
    let found = found.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    found.inspect(HtmlElement::click).is_some()
}

/// Whether what is in the input that the event came from cannot be read yet, such as half a date.
pub fn is_half_typed(event: &Event) -> bool {
    let target = event.target();
    let input = target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    input.is_some_and(|input| input.validity().bad_input())
}

/// Whether the focus only moves to another place inside the element that listens.
pub fn stays_within(event: &FocusEvent) -> bool {
    let around = event.current_target();
    let around = around.and_then(|target| target.dyn_into::<Node>().ok());
    let next = event.related_target();
    let next = next.and_then(|target| target.dyn_into::<Node>().ok());
    next.is_some_and(|next| around.is_some_and(|around| around.contains(Some(&next))))
}

/// Shows what stands in for the app when it has broken down: the home page, and that something is wrong.
pub fn break_down() {
    set_root_attribute("data-boot", "failed");
    show_home(true);
    if let Some(message) = element("boot-error") {
        message.set_hidden(false);
    }
}

fn all(selector: &str) -> Vec<HtmlElement> {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let Some(found) = found else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .collect()
}

/// Clicks the first element that a selector finds; whether there is one.
pub fn click_first(selector: &str) -> bool {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    match found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        Some(element) => {
            element.click();
            true
        }
        None => false,
    }
}

/// Scrolls to the top.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

pub(super) fn root() -> Option<Element> {
    document()?.document_element()
}

fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute(name, value);
    }
}

fn app_fact(attribute: &str) -> Option<String> {
    document()?
        .get_element_by_id("app")?
        .get_attribute(attribute)
}
