//! A folder of runbook pages made by rule: the same for the same number of pages, on every machine and on every day.
//!
//! Pages alternate between Chinese and English and hold what runbooks hold: headings, paragraphs, lists, tables, code, callouts and
//! links. Every tenth one is a playbook.

mod words;

use std::{fmt::Write, fs, path::Path};

use anyhow::{Context, Result};

use self::words::{CHINESE, COMMANDS, ENGLISH, Words};

/// How long a page becomes, in bytes.
const PAGE_SIZE: usize = 13_000;
/// How many pages a folder holds.
const FOLDER_SIZE: usize = 50;

/// One page.
pub(crate) struct Page {
    /// Its place in the corpus, with `/` between folders.
    pub(crate) path: String,
    /// Its title.
    pub(crate) title: String,
    /// Its Markdown, front matter included.
    pub(crate) markdown: String,
}

/// Makes the pages.
pub(crate) fn pages(count: usize) -> impl Iterator<Item = Page> {
    (0..count).map(move |number| Writer::new(number, count).page())
}

/// Makes the pages into a folder, which then holds nothing else; gives their number of bytes.
pub(crate) fn write(folder: &Path, count: usize) -> Result<usize> {
    write_as(folder, count, |page| page.markdown.clone())
}

/// The same in the form that another generator wants.
pub(crate) fn write_as(
    folder: &Path,
    count: usize,
    text: impl Fn(&Page) -> String,
) -> Result<usize> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    let mut bytes = 0;
    for page in pages(count) {
        let file = folder.join(&page.path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        let text = text(&page);
        fs::write(&file, &text).with_context(|| format!("cannot write {}", file.display()))?;
        bytes += text.len();
    }
    Ok(bytes)
}

/// The page under way.
struct Writer {
    number: usize,
    count: usize,
    words: &'static Words,
    random: Random,
    text: String,
}

impl Writer {
    fn new(number: usize, count: usize) -> Self {
        Self {
            number,
            count,
            words: if number.is_multiple_of(2) {
                &CHINESE
            } else {
                &ENGLISH
            },
            random: Random(number as u64),
            text: String::new(),
        }
    }

    fn page(mut self) -> Page {
        let topic = self.pick(self.words.topics);
        let title = format!("{topic} {}", self.number + 1);
        let kind = if self.number.is_multiple_of(10) {
            "playbook"
        } else {
            "page"
        };
        let language = self.words.language;
        self.line(&format!(
            "---\nkind: {kind}\ntitle: {title}\nlang: {language}\n---\n\n# {title}\n"
        ));
        self.paragraph();
        let mut section = 1;
        while self.text.len() < PAGE_SIZE {
            self.section(section);
            section += 1;
        }
        Page {
            path: path(self.number),
            title,
            markdown: self.text,
        }
    }

    fn section(&mut self, number: usize) {
        let topic = self.pick(self.words.topics);
        self.line(&format!("## {number}. {topic}\n"));
        self.paragraph();
        self.bullets();
        let symptom = self.pick(self.words.topics);
        self.line(&format!("### {number}.1 {symptom}\n"));
        self.paragraph();
        self.table();
        self.commands();
        self.callout();
        self.paragraph();
    }

    fn paragraph(&mut self) {
        let link = self.random.below(FOLDER_SIZE);
        let mut sentences: Vec<&str> = (0..4).map(|_| self.pick(self.words.sentences)).collect();
        let also = self.words.see_also;
        sentences.push(also);
        let text = sentences.join(self.words.space);
        // A neighbour in the same folder, which the last folder may hold fewer of.
        let first = self.number / FOLDER_SIZE * FOLDER_SIZE;
        let target = (first + link).min(self.count - 1);
        let file = path(target);
        let name = file.rsplit('/').next().unwrap_or_default();
        self.line(&format!("{text}[{}]({name})\n", target + 1));
    }

    fn bullets(&mut self) {
        for _ in 0..4 {
            let (topic, sentence) = (
                self.pick(self.words.topics),
                self.pick(self.words.sentences),
            );
            self.line(&format!("- **{topic}**{}{sentence}", self.words.colon));
        }
        self.line("");
    }

    fn table(&mut self) {
        let [metric, normal, action] = self.words.columns;
        self.line(&format!(
            "| {metric} | {normal} | {action} |\n|---|---:|---|"
        ));
        for _ in 0..5 {
            let (topic, number) = (self.pick(self.words.topics), self.random.below(1000));
            let sentence = self.pick(self.words.sentences);
            self.line(&format!("| {topic} | `{number} ms` | {sentence} |"));
        }
        self.line("");
    }

    fn commands(&mut self) {
        let (language, code) = COMMANDS[self.random.below(COMMANDS.len())];
        self.line(&format!("```{language}\n{code}\n```\n"));
    }

    fn callout(&mut self) {
        let sentence = self.pick(self.words.sentences);
        self.line(&format!("> [!WARNING]\n> {sentence}\n"));
    }

    fn pick(&mut self, words: &'static [&'static str]) -> &'static str {
        words[self.random.below(words.len())]
    }

    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }
}

fn path(number: usize) -> String {
    format!(
        "part-{:02}/page-{:04}.md",
        number / FOLDER_SIZE + 1,
        number + 1
    )
}

/// `SplitMix64`: well spread from any start, and ours for ever, unlike a library's generator.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        // The remainder of a 32-bit number fits into any usize.
        (mixed >> 32) as usize % limit
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::fingerprint::Fingerprint;

    fn hash(count: usize) -> String {
        let pages = pages(count);
        pages
            .fold(Fingerprint::default(), |hash, page| {
                hash.word(&page.path).word(&page.markdown)
            })
            .finish()
    }

    #[test]
    fn same_count_gives_same_bytes() {
        assert_eq!(hash(40), hash(40));
        assert_ne!(hash(40), hash(41));
    }

    #[test]
    fn pages_have_the_size_of_real_ones() {
        for page in pages(60) {
            let length = page.markdown.len();
            assert!(
                (PAGE_SIZE..PAGE_SIZE + 4_000).contains(&length),
                "{}: {length}",
                page.path
            );
        }
    }

    #[test]
    fn links_lead_to_pages_of_the_same_folder() {
        let pages: Vec<Page> = pages(60).collect();
        let paths: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
        for page in &pages {
            let folder = page.path.split('/').next().unwrap();
            let links = page
                .markdown
                .split("](")
                .skip(1)
                .filter_map(|rest| rest.split(')').next());
            for link in links {
                assert!(
                    paths.contains(format!("{folder}/{link}").as_str()),
                    "{link} in {}",
                    page.path
                );
            }
        }
    }
}
