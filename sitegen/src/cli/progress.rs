//! A line that says what is going on, for whatever takes longer than a moment.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shown on a terminal while it lives.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins with a first thing to do.
    pub(crate) fn begin(doing: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        bar.set_message(doing.to_owned());
        // The first tick draws: a build that is over by then shows nothing.
        bar.enable_steady_tick(Duration::from_millis(700));
        Self { bar }
    }

    /// What is going on now.
    pub(crate) fn now(&self, doing: &str) {
        self.bar.set_message(doing.to_owned());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
