//! The browser: the only modules that call `web-sys`, `js-sys`, `gloo` and IndexedDB.
//!
//! Each adapter turns one thing that the browser offers into plain data and callbacks, and no failure of the
//! browser's into a panic: what can fail says so in its type.

pub mod bundle;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod drafts;
pub mod keyboard;
pub mod location;
pub mod offline;
pub mod page;
pub mod preferences;
pub mod print;
pub mod random;
pub mod storage;
pub mod timer;

mod failure;
mod listener;

use failure::words_of;
use listener::Listener;
