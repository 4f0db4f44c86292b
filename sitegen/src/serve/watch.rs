//! Watches the source folder; a burst of changes is one.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use notify_debouncer_full::notify::{self, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

/// Editors write a file in several steps within this time.
const QUIET: Duration = Duration::from_millis(80);

/// Stops watching when it is dropped.
pub(super) struct Watcher {
    _debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
}

/// Calls back, on a thread of its own, after anything below the folder has changed.
pub(super) fn watch(
    folder: &Path,
    changed: impl FnMut() + Send + 'static,
) -> notify::Result<Watcher> {
    let (sender, receiver) = channel();
    let mut debouncer = new_debouncer(QUIET, None, move |events| tell(&sender, events))?;
    debouncer.watch(folder, RecursiveMode::Recursive)?;
    for folder in own_folders() {
        debouncer.watch(folder, RecursiveMode::Recursive)?;
    }
    thread::spawn(move || work(&receiver, changed));
    Ok(Watcher {
        _debouncer: debouncer,
    })
}

/// A debug build reads the app and its looks from the working copy, so they are watched as well.
fn own_folders() -> Vec<PathBuf> {
    if !cfg!(debug_assertions) {
        return Vec::new();
    }
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["../target/app", "../app/style", "../public"]
        .into_iter()
        .map(|folder| package.join(folder))
        .filter(|folder| folder.is_dir())
        .collect()
}

fn tell(sender: &Sender<()>, events: DebounceEventResult) {
    let is_change = match events {
        // Reading the folder is seen as well, and must not lead to reading it again.
        Ok(events) => events.iter().any(|event| !event.kind.is_access()),
        Err(_) => true,
    };
    if is_change {
        // The receiver goes with the process only.
        let _ = sender.send(());
    }
}

fn work(receiver: &Receiver<()>, mut changed: impl FnMut()) {
    while receiver.recv().is_ok() {
        while receiver.try_recv().is_ok() {}
        changed();
    }
}
