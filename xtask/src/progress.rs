//! Says what is being done, and how long it took. Progress goes to standard error, so that a command's result on standard output
//! stays clean. A terminal gets a spinner with the child's last line; a log gets a line at the start, one at the end, and a sign of
//! life every half minute in between.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the one module that writes to the terminal"
)]

use std::{
    io::{IsTerminal, stderr},
    sync::Mutex,
    time::{Duration, Instant},
};

use anyhow::{Error, Result};
use indicatif::{ProgressBar, ProgressStyle};

/// How often a log hears of a step that is still going on.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// A piece of work under way.
pub(crate) struct Step {
    title: String,
    started: Instant,
    display: Display,
}

enum Display {
    Spinner(ProgressBar),
    Log { last_line: Mutex<Instant> },
}

/// Does a piece of work while showing its title; says afterwards how it ended and how long it took.
pub(crate) fn step<T>(title: &str, work: impl FnOnce(&Step) -> Result<T>) -> Result<T> {
    let step = Step::start(title);
    let result = work(&step);
    step.finish(result.is_ok());
    result
}

impl Step {
    fn start(title: &str) -> Self {
        let display = if stderr().is_terminal() {
            Display::Spinner(spinner(title))
        } else {
            eprintln!("… {title}");
            Display::Log {
                last_line: Mutex::new(Instant::now()),
            }
        };
        Self {
            title: title.to_owned(),
            started: Instant::now(),
            display,
        }
    }

    /// Shows the latest thing heard from the work.
    pub(crate) fn say(&self, line: &str) {
        match &self.display {
            Display::Spinner(bar) => bar.set_message(line.trim().to_owned()),
            Display::Log { last_line } => {
                let Ok(mut last_line) = last_line.lock() else {
                    return;
                };
                if last_line.elapsed() >= SIGN_OF_LIFE {
                    let elapsed = duration(self.started.elapsed());
                    eprintln!("… {}: {} ({elapsed})", self.title, line.trim());
                    *last_line = Instant::now();
                }
            }
        }
    }

    fn finish(self, succeeded: bool) {
        if let Display::Spinner(bar) = &self.display {
            bar.finish_and_clear();
        }
        let mark = if succeeded { "✓" } else { "✗" };
        let elapsed = duration(self.started.elapsed());
        eprintln!("{mark} {} ({elapsed})", self.title);
    }
}

/// Tells something that is no step.
pub(crate) fn note(text: &str) {
    eprintln!("{text}");
}

/// Tells why a command stopped, with all causes.
pub(crate) fn error(error: &Error) {
    eprintln!("error: {error:#}");
}

/// Prints a line of a command's result.
pub(crate) fn result(text: &str) {
    println!("{text}");
}

fn spinner(title: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    // The template is a constant; were it wrong, the plain spinner would do.
    if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix} {elapsed} {wide_msg:.dim}")
    {
        bar.set_style(style);
    }
    bar.set_prefix(title.to_owned());
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// `0.4 s`, `34 s`, `2 min 05 s`.
pub(crate) fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// `13.1 MB`, `24.9 KB`, `512 B`.
#[expect(clippy::cast_precision_loss, reason = "shown with three digits")]
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_naturally() {
        assert_eq!(duration(Duration::from_millis(420)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(34)), "34 s");
        assert_eq!(duration(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn sizes_read_naturally() {
        assert_eq!(size(512), "512 B");
        assert_eq!(size(24_935), "24.9 KB");
        assert_eq!(size(13_100_000), "13.1 MB");
    }
}
