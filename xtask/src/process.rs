//! Runs other programs. Their output is kept and shown only when they fail; meanwhile its last line is the step's message.

use std::{
    env,
    ffi::OsString,
    io::{BufRead, BufReader, IsTerminal, Read, stderr},
    path::PathBuf,
    process::{Command, Stdio},
    sync::Mutex,
    thread,
};

use anyhow::{Context, Result, bail};

use crate::progress::Step;

/// What a program left behind.
#[derive(Debug)]
pub(crate) struct Finished {
    /// Whether it said that all went well.
    pub(crate) success: bool,
    /// Its standard output.
    pub(crate) stdout: String,
    /// Everything it wrote for people, in the order in which it came.
    pub(crate) log: String,
}

impl Finished {
    /// What to show when it failed: all but the names of the crates that went well before.
    pub(crate) fn complaint(&self) -> String {
        let lines = self.log.lines().filter(|line| !is_cargo_progress(line));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Runs a program to its end, whatever that is. An error means that it could not be started.
pub(crate) fn capture(step: &Step, command: &mut Command) -> Result<Finished> {
    if stderr().is_terminal() {
        // Cargo sees a pipe; what it writes ends up on the terminal all the same.
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", describe(command)))?;
    let log = Mutex::new(String::new());
    let stdout = Mutex::new(String::new());
    thread::scope(|scope| {
        if let Some(pipe) = child.stderr.take() {
            scope.spawn(|| each_line(pipe, |line| keep(step, &log, line)));
        }
        if let Some(pipe) = child.stdout.take() {
            each_line(pipe, |line| {
                append(&stdout, line);
                if !is_cargo_message(line) {
                    keep(step, &log, line);
                }
            });
        }
    });
    let status = child
        .wait()
        .with_context(|| format!("lost {}", describe(command)))?;
    Ok(Finished {
        success: status.success(),
        stdout: stdout.into_inner().unwrap_or_default(),
        log: log.into_inner().unwrap_or_default(),
    })
}

/// Runs a program that must succeed and gives its standard output; the error holds all it wrote.
pub(crate) fn run(step: &Step, command: &mut Command) -> Result<String> {
    let finished = capture(step, command)?;
    if !finished.success {
        bail!("{} failed:\n{}", describe(command), finished.complaint());
    }
    Ok(finished.stdout)
}

/// The first of these programs that is on the search path.
pub(crate) fn find_on_path(programs: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    programs.iter().find_map(|program| {
        let file_name = format!("{program}{}", env::consts::EXE_SUFFIX);
        folders
            .iter()
            .map(|folder| folder.join(&file_name))
            .find(|file| file.is_file())
    })
}

/// The search path with some folders put first.
pub(crate) fn path_with(first: &[PathBuf]) -> Result<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let folders = first.iter().cloned().chain(env::split_paths(&rest));
    env::join_paths(folders).context("a folder's name does not fit into PATH")
}

/// The cargo that runs us, so that nothing is built by another version.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Node's package manager, which Windows knows by its script.
pub(crate) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Cargo's `--message-format=json` on standard output is for programs.
fn is_cargo_message(line: &str) -> bool {
    line.starts_with(r#"{"reason":""#)
}

/// Lines such as `   Compiling serde v1.0.0`, with or without colour.
fn is_cargo_progress(line: &str) -> bool {
    let words = line.trim_start_matches(|character: char| !character.is_ascii_uppercase());
    let verbs = ["Checking", "Compiling", "Downloaded", "Downloading"];
    line.starts_with([' ', '\u{1b}']) && verbs.iter().any(|verb| words.starts_with(verb))
}

fn describe(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(
        command
            .get_args()
            .map(|argument| argument.to_string_lossy()),
    );
    format!("`{}`", words.join(" "))
}

fn each_line(pipe: impl Read, mut take: impl FnMut(&str)) {
    let mut reader = BufReader::new(pipe);
    let mut line = Vec::new();
    while matches!(reader.read_until(b'\n', &mut line), Ok(1..)) {
        take(&String::from_utf8_lossy(&line));
        line.clear();
    }
}

fn keep(step: &Step, log: &Mutex<String>, line: &str) {
    if !line.trim().is_empty() {
        step.say(line);
    }
    append(log, line);
}

fn append(text: &Mutex<String>, line: &str) {
    if let Ok(mut text) = text.lock() {
        text.push_str(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaint_leaves_out_what_went_well() {
        let finished = Finished {
            success: false,
            stdout: String::new(),
            log: "   Compiling serde v1.0.0\n\u{1b}[1m\u{1b}[92m  Downloaded\u{1b}[0m hex v0.4.3\nerror: oh no\n Checking\n"
                .to_owned(),
        };
        assert_eq!(finished.complaint(), "error: oh no");
    }
}
