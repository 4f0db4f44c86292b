//! Watches the source folder; a burst of changes is one.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

/// A file that was closed or moved into place is whole; what else was saved with it follows at once.
const QUIET_AFTER_WHOLE: Duration = Duration::from_millis(8);

/// Where the system does not tell when a file is closed, editors write one in several steps within this time.
const QUIET_AFTER_PART: Duration = Duration::from_millis(80);

/// Something that never stops writing must not keep everything else from being seen.
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// Stops watching when it is dropped.
pub(super) struct Watcher {
    _watcher: RecommendedWatcher,
}

/// What was changed since the last time.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// The files and folders that were named.
    pub(super) paths: Vec<PathBuf>,
    /// Some were not: anything may have changed.
    pub(super) lost_count: bool,
}

/// Calls back, on a thread of its own, after anything below the folder has changed.
pub(super) fn watch(
    folder: &Path,
    changed: impl FnMut(Change) + Send + 'static,
) -> notify::Result<Watcher> {
    let (sender, receiver) = channel();
    // The receiver goes with the process only.
    let mut watcher = notify::recommended_watcher(move |event| {
        let _ = sender.send(event);
    })?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    for folder in own_folders() {
        watcher.watch(&folder, RecursiveMode::Recursive)?;
    }
    thread::spawn(move || work(&receiver, changed));
    Ok(Watcher { _watcher: watcher })
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

fn work(receiver: &Receiver<notify::Result<Event>>, mut changed: impl FnMut(Change)) {
    while let Ok(first) = receiver.recv() {
        let begun = Instant::now();
        let mut change = Change::default();
        let mut quiet = change.take(first);
        // `None` until there is a change to speak of: reading the folder is seen as well.
        while let Some(wait) = quiet {
            let wait = wait.min(LONGEST_WAIT.saturating_sub(begun.elapsed()));
            match receiver.recv_timeout(wait) {
                Ok(event) => quiet = change.take(event).or(quiet),
                Err(RecvTimeoutError::Timeout) => {
                    changed(std::mem::take(&mut change));
                    quiet = None;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}

impl Change {
    /// Adds an event; gives how long to wait for more, or nothing when nothing has changed by it.
    fn take(&mut self, event: notify::Result<Event>) -> Option<Duration> {
        let Ok(event) = event else {
            self.lost_count = true;
            return Some(QUIET_AFTER_PART);
        };
        let quiet = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Remove(_)
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) => {
                QUIET_AFTER_WHOLE
            }
            EventKind::Access(_) => return None,
            _ => QUIET_AFTER_PART,
        };
        self.lost_count |= event.need_rescan() || event.paths.is_empty();
        for path in event.paths {
            if self.paths.last() != Some(&path) {
                self.paths.push(path);
            }
        }
        Some(quiet)
    }
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the test saves a file of its own"
)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_file_is_named_and_a_read_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("a.md");
        std::fs::write(&page, "before").unwrap();
        let (sender, receiver) = channel();
        let _watcher = watch(folder.path(), move |change| {
            let _ = sender.send(change);
        })
        .unwrap();
        std::fs::read(&page).unwrap();
        std::fs::write(&page, "after").unwrap();
        let change = receiver.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(!change.lost_count);
        assert!(
            change.paths.iter().all(|path| path.ends_with("a.md")),
            "{change:?}"
        );
    }
}
