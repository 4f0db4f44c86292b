//! The files that Breakglass brings along: the app, what browsers ask every site for, the starter playbooks.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../target/app"]
#[exclude = "*.html"]
#[exclude = ".*"]
#[allow_missing = true]
struct App;

#[derive(RustEmbed)]
#[folder = "../public"]
#[allow_missing = true]
struct Public;

// The looks of a page are needed whether or not the app was built.
#[derive(RustEmbed)]
#[folder = "../app/style"]
#[include = "*.css"]
#[allow_missing = true]
struct Style;

#[derive(RustEmbed)]
#[folder = "../playbooks"]
#[exclude = ".*"]
#[allow_missing = true]
struct Starter;

/// Files by name.
pub type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// What Breakglass adds to every site.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The built app: `app.js`, `app_bg.wasm`; empty when this Breakglass was built without it.
    pub app: Files,
    /// Style sheets by file name.
    pub style: Files,
    /// Scripts of the page, the service worker, the icon.
    pub public: Files,
}

fn all<E: RustEmbed>() -> Files {
    E::iter()
        .filter_map(|name| E::get(&name).map(|file| (name.into_owned(), file.data)))
        .collect()
}

impl Assets {
    /// What this binary carries; a debug build reads it from the working copy each time.
    pub fn embedded() -> Self {
        Self {
            app: all::<App>(),
            style: all::<Style>(),
            public: all::<Public>(),
        }
    }
}

/// The playbooks that `breakglass new` starts from.
pub(crate) fn starter() -> Files {
    all::<Starter>()
}
