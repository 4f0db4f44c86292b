//! A generator, how to have it build, and what one build costs.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::progress::step;

/// A generator, and how to have it build the corpus.
pub(super) struct Candidate {
    pub(super) name: &'static str,
    /// What it does of what the others do.
    pub(super) features: &'static str,
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<PathBuf>,
    /// Emptied before each run, so that every build is a whole one.
    pub(super) output: PathBuf,
}

/// One build.
pub(super) struct Sample {
    pub(super) seconds: f64,
    /// What all cores worked together, where the system tells. Unlike the time on the clock it hardly changes when the machine has
    /// other work.
    pub(super) cpu_seconds: Option<f64>,
    /// The most memory it held at once, where the system tells.
    pub(super) peak_memory: Option<u64>,
    /// What it wrote.
    pub(super) output_bytes: u64,
}

/// Builds with each candidate in turn, again and again, so that whatever else the machine does meets all of them alike.
pub(super) fn samples(candidates: &[Candidate], runs: u32) -> Result<Vec<Vec<Sample>>> {
    let mut samples: Vec<Vec<Sample>> = candidates.iter().map(|_| Vec::new()).collect();
    step("Build the corpus", |step| {
        for run in 1..=runs {
            for (candidate, samples) in candidates.iter().zip(&mut samples) {
                step.say(&format!("{}, run {run} of {runs}", candidate.name));
                samples.push(candidate.build()?);
            }
        }
        Ok(())
    })?;
    Ok(samples)
}

impl Candidate {
    pub(super) fn build(&self) -> Result<Sample> {
        if self.output.exists() {
            fs::remove_dir_all(&self.output)
                .with_context(|| format!("cannot empty {}", self.output.display()))?;
        }
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let cpu_before = cpu_of_children();
        let started = Instant::now();
        let mut child = command
            .spawn()
            .with_context(|| format!("cannot start {}", self.name))?;
        let watcher = watch_memory(&child);
        let status = child.wait()?;
        let seconds = started.elapsed().as_secs_f64();
        if !status.success() {
            bail!(
                "{} does not build the corpus ({status}); run {command:?}",
                self.name
            );
        }
        let cpu_seconds = cpu_of_children()
            .zip(cpu_before)
            .map(|(after, before)| after - before);
        Ok(Sample {
            seconds,
            cpu_seconds,
            peak_memory: watcher.join().ok().flatten(),
            output_bytes: bytes_below(&self.output)?,
        })
    }
}

fn bytes_below(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() {
            bytes_below(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(bytes)
}

/// Follows the high-water mark of a process that Linux keeps. It is read often, so that little happens after the last reading.
fn watch_memory(child: &Child) -> thread::JoinHandle<Option<u64>> {
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    thread::spawn(move || {
        let mut peak = None;
        // A process that has ended keeps its status until it is waited for, but without this line.
        while let Some(mark) = fs::read_to_string(&status)
            .ok()
            .as_deref()
            .and_then(high_water_mark)
        {
            peak = peak.max(Some(mark));
            thread::sleep(Duration::from_millis(2));
        }
        peak
    })
}

/// Bytes, from the line `VmHWM:   12345 kB`.
fn high_water_mark(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// The time that processes which this one has waited for were at work, on Linux.
fn cpu_of_children() -> Option<f64> {
    fs::read_to_string("/proc/self/stat")
        .ok()
        .as_deref()
        .and_then(child_seconds)
}

/// Fields 16 and 17, in hundredths of a second; the second field is a name that may hold blanks and brackets.
fn child_seconds(stat: &str) -> Option<f64> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(13);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    Some(f64::from(user + system) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn high_water_mark_is_read_in_bytes() {
        let status = "Name:\tbreakglass\nVmHWM:\t   20480 kB\nVmRSS:\t 100 kB\n";
        assert_eq!(high_water_mark(status), Some(20_971_520));
        assert_eq!(high_water_mark("Name:\tzombie\n"), None);
    }

    #[test]
    fn time_of_children_is_read_behind_any_name() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194304 1 2 3 4 11 12 150 25 20 0 1";
        assert_eq!(child_seconds(stat), Some(1.75));
    }
}
