//! The fuzz targets without a fuzzer: bytes of the compiler's own cases, mutated by a generator that starts from one seed,
//! so that a failure comes again. It runs for a bounded time and needs nothing installed; `cargo xtask fuzz` looks deeper.

use std::any::Any;
use std::fmt::Write as _;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sitegen::fuzz::{TARGETS, Target};

/// For all targets together. More of them are tried on a faster machine; none is needed for the test to mean something.
const TIME: Duration = Duration::from_secs(12);

/// Even the slowest machine tries so many of each.
const FEWEST: usize = 200;

const LARGEST_BYTES: usize = 4096;

/// What the format, and whoever attacks it, is made of.
const TOKENS: [&str; 44] = [
    "---\n",
    "+++\n",
    "\n\n",
    "# ",
    "## ",
    "- [ ] ",
    "- ",
    "1. ",
    "→ ",
    "-> ",
    "[a](#b)",
    "[[a]]",
    "](",
    "![",
    "```sh\n",
    "```",
    "> [!CAUTION]\n",
    "| a | b |\n|---|---|\n",
    "|",
    "：____",
    "（0-5分钟）",
    "(30 min)",
    "{#a}",
    "{{a}}",
    "{{#a}}",
    "{{/a}}",
    "<pod>",
    "<script>",
    "<!--",
    "&#0;",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{fe0f}",
    "\r",
    "\t",
    "\\",
    "*",
    "_",
    "~~",
    "[^1]",
    "&a [*a]",
    "kind: playbook\n",
    "是 / 否",
];

#[test]
fn mutated_cases_break_nothing() {
    let seeds = seeds();
    assert!(seeds.len() > 20, "the cases hold the seeds");
    for target in TARGETS {
        let begun = Instant::now();
        let share = TIME / u32::try_from(TARGETS.len()).unwrap();
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let mut tried = 0;
        while tried < FEWEST || begun.elapsed() < share {
            let bytes = mutated(&seeds, &mut random);
            survives(target, &bytes);
            tried += 1;
        }
    }
}

#[test]
fn every_case_is_taken_by_every_target() {
    for target in TARGETS {
        for seed in seeds() {
            survives(target, &seed);
        }
    }
}

/// What grows without end in one direction: each costs a stack, a square or a fortune when it is read carelessly.
#[test]
fn endless_nesting_and_repetition_are_taken() {
    const MANY: usize = 20_000;
    let nested = |open: &str, close: &str| open.repeat(MANY) + "a" + &close.repeat(MANY);
    let mut aliases = String::new();
    for at in 1..30 {
        let _ = writeln!(aliases, "a{at}: &a{at} [*a{0}, *a{0}, *a{0}]", at - 1);
    }
    let inputs = [
        nested(">", ""),
        nested("- ", ""),
        nested("1. ", ""),
        nested("[", "]"),
        nested("![", "](a)"),
        nested("*", "*"),
        nested("**a ", "**"),
        nested("_a *", "*_"),
        nested("~~", "~~"),
        nested("<b>", "</b>"),
        nested("<", ">"),
        nested("(", ")"),
        nested("{", "}"),
        nested("{{#a}}", "{{/a}}"),
        nested("{% a ", "%}"),
        nested("[[a|", "]]"),
        nested("`", ""),
        nested("a`", "``"),
        nested("&", ";"),
        nested("\0", ""),
        nested("[^1]", "\n\n[^1]: a"),
        nested("# a\n", ""),
        nested("- [ ] a →\n", ""),
        nested("```\n", ""),
        nested("---\n", ""),
        nested("____", ""),
        nested("（0-5分钟）", ""),
        nested("is / no / ", ""),
        format!("{}\n{}\n", "|a".repeat(MANY), "|-".repeat(MANY)),
        format!("|a|\n|-|\n{}", "|a".repeat(MANY)),
        format!("---\na: {}\n---\n", nested("[", "]")),
        format!("---\na: {}\n---\n", nested("{a: ", "}")),
        format!("---\n{}a\n---\n", "- ".repeat(MANY)),
        format!("---\na0: &a0 [a, a]\n{aliases}---\n"),
        format!("+++\na = {}\n+++\n", nested("[", "]")),
        format!("+++\na{} = 1\n+++\n", ".a".repeat(MANY)),
        "\u{202e}\u{2066}\u{feff}".repeat(MANY),
    ];
    for input in inputs {
        for target in TARGETS {
            survives(target, input.as_bytes());
        }
    }
}

fn survives(target: &Target, bytes: &[u8]) {
    if let Err(panic) = catch_unwind(|| (target.run)(bytes)) {
        panic!(
            "{} breaks: {}\non {:?}",
            target.name,
            words(panic.as_ref()),
            String::from_utf8_lossy(&bytes[..bytes.len().min(LARGEST_BYTES)])
        );
    }
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or_default()
}

/// Cuts, copies, and puts tokens and odd bytes into a case.
fn mutated(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len() + 1);
        let end = at + random.below((bytes.len() - at).min(64) + 1);
        match random.below(6) {
            0 => {
                bytes.drain(at..end);
            }
            1 => {
                let copy = bytes[at..end].repeat(1 + random.below(20));
                splice(&mut bytes, at, &copy);
            }
            2 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                let to = from + random.below((other.len() - from).min(400) + 1);
                splice(&mut bytes, at, &other[from..to]);
            }
            3 if at < bytes.len() => bytes[at] = random.byte(),
            _ => splice(
                &mut bytes,
                at,
                TOKENS[random.below(TOKENS.len())].as_bytes(),
            ),
        }
        bytes.truncate(LARGEST_BYTES);
    }
    bytes
}

fn splice(bytes: &mut Vec<u8>, at: usize, new: &[u8]) {
    bytes.splice(at..at, new.iter().copied());
}

/// Marsaglia's xorshift: enough for mutation, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or_default()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

#[expect(clippy::disallowed_methods, reason = "the cases are files")]
fn seeds() -> Vec<Vec<u8>> {
    let mut unread = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = unread.pop() {
        for entry in folder
            .read_dir()
            .expect("a folder of cases can be listed")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                unread.push(path);
            } else if path.extension().is_some_and(|extension| {
                ["md", "toml", "yml", "yaml"]
                    .iter()
                    .any(|seed| extension == *seed)
            }) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
        .iter()
        .map(|file| std::fs::read(file).expect("a case can be read"))
        .collect()
}
