//! `cargo xtask fuzz`: mutated input for the compiler, led by the code that it reaches.
//!
//! libFuzzer does the work. It is C++, and the coverage that leads it is put in by the code generator: both work with
//! the stable toolchain. What it starts from are the compiler's cases; what it found interesting stays in
//! `target/fuzz/corpus`, and what breaks a target in `target/fuzz/found`.

use std::{
    collections::hash_map::DefaultHasher,
    env, fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    process::{capture, cargo, find_on_path, run},
    progress::{self, Step, step},
    workspace::Workspace,
};

/// Coverage of edges, and of what is compared with what.
const COVERAGE: &str = "-C passes=sancov-module -C llvm-args=-sanitizer-coverage-level=3 \
     -C llvm-args=-sanitizer-coverage-inline-8bit-counters -C llvm-args=-sanitizer-coverage-pc-table \
     -C llvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// A page that is larger shows nothing that a smaller one does not, and takes longer.
const LARGEST_INPUT_BYTES: usize = 4096;

/// An input that takes longer than this hangs, and one that takes more memory eats it.
const LONGEST_SECONDS: u32 = 10;
const MOST_MEMORY_MIB: u32 = 1024;

/// Fuzzes one target, or each of them in turn, for so long each.
pub(crate) fn fuzz(workspace: &Workspace, target: Option<&str>, seconds: u32) -> Result<()> {
    let programs = build(workspace)?;
    let source = workspace.path("sitegen/src/fuzz.rs");
    let source =
        fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
    let fuzzer = program(&programs, "fuzz");
    let all = names(&source);
    let targets = match target {
        Some(name) if all.contains(&name) => vec![name],
        Some(name) => bail!("there is no target `{name}`; they are {}", all.join(", ")),
        None => all,
    };
    let folder = workspace.path("target/fuzz");
    let (mut broken, mut counts) = (Vec::new(), Vec::new());
    for name in targets {
        let found = step(&format!("Fuzz {name} for {seconds} s"), |step| {
            one(step, workspace, &fuzzer, &folder, name, seconds)
        });
        match found {
            Ok(count) => counts.push(format!("{name}: {count} executions")),
            Err(error) => {
                progress::error(&error);
                counts.push(format!("{name}: broke"));
                broken.push(name);
            }
        }
    }
    progress::result(&counts.join("\n"));
    if !broken.is_empty() {
        bail!("these targets broke: {}", broken.join(", "));
    }
    Ok(())
}

/// The names of the targets, as they are listed in the source: a program that has them could not be linked with coverage
/// and without a fuzzer.
fn names(source: &str) -> Vec<&str> {
    let lines = source.lines();
    lines
        .filter_map(|line| line.trim().strip_prefix("name: \"")?.strip_suffix("\","))
        .collect()
}

/// Gives the folder of the programs.
fn build(workspace: &Workspace) -> Result<PathBuf> {
    if env::var_os("CXX").is_none() && find_on_path(&["c++", "g++", "clang++"]).is_none() {
        bail!(
            "libFuzzer needs a C++ compiler: install g++ or clang++, or name one in CXX. \
             `cargo test -p breakglass-tests --test hostile` mutates the same input without one"
        );
    }
    let host = host()?;
    let folder = workspace.path("fuzz");
    let target_folder = workspace.path("target/fuzz/build");
    step("Build the fuzzer", |step| {
        let mut command = cargo();
        command
            .args(["build", "--release", "--target", &host])
            .env("RUSTFLAGS", COVERAGE)
            .env("CARGO_TARGET_DIR", &target_folder)
            .current_dir(&folder);
        run(step, &mut command).map(drop)
    })?;
    Ok(target_folder.join(host).join("release"))
}

fn program(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// With a target named, cargo leaves build scripts and macros alone: they have no fuzzer to report to.
fn host() -> Result<String> {
    let version = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .arg("-vV")
        .output()
        .context("cannot start rustc")?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}

fn one(
    step: &Step,
    workspace: &Workspace,
    fuzzer: &Path,
    folder: &Path,
    name: &str,
    seconds: u32,
) -> Result<String> {
    let corpus = folder.join("corpus").join(name);
    let found = folder.join("found").join(name);
    for folder in [&corpus, &found] {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
    }
    sow(&workspace.path("tests/cases"), &corpus)?;
    let mut command = Command::new(fuzzer);
    command
        .env("BREAKGLASS_FUZZ_TARGET", name)
        .arg(&corpus)
        .arg(format!("-artifact_prefix={}/", found.display()))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={LARGEST_INPUT_BYTES}"))
        .arg(format!("-timeout={LONGEST_SECONDS}"))
        .arg(format!("-rss_limit_mb={MOST_MEMORY_MIB}"))
        .arg("-print_final_stats=1");
    let finished = capture(step, &mut command)?;
    if !finished.success {
        let lines: Vec<&str> = finished.log.lines().collect();
        let last = &lines[lines.len().saturating_sub(40)..];
        bail!("{name} broke:\n{}", last.join("\n"));
    }
    let mut lines = finished.log.lines();
    let count = lines.find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    Ok(count.map_or("?", str::trim).to_owned())
}

/// The Markdown of the compiler's cases is what mutation starts from.
fn sow(cases: &Path, corpus: &Path) -> Result<()> {
    let mut unread = vec![cases.to_owned()];
    while let Some(folder) = unread.pop() {
        for entry in fs::read_dir(&folder)
            .with_context(|| format!("cannot list {}", folder.display()))?
            .flatten()
        {
            let path = entry.path();
            let extension = path.extension().and_then(|extension| extension.to_str());
            if path.is_dir() {
                unread.push(path);
            } else if path.components().any(|part| part.as_os_str() == "input")
                && matches!(extension, Some("md" | "toml" | "yml" | "yaml"))
            {
                let bytes = fs::read(&path)?;
                let mut hasher = DefaultHasher::new();
                bytes.hash(&mut hasher);
                fs::write(corpus.join(format!("case-{:016x}", hasher.finish())), bytes)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_in_their_source() {
        let found = names(include_str!("../../sitegen/src/fuzz.rs"));
        assert!(
            found.contains(&"front-matter") && found.contains(&"site"),
            "{found:?}"
        );
        assert_eq!(found.len(), 13);
    }
}
