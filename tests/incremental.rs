//! Building again gives what building afresh gives, byte for byte, whatever was changed in between.
//!
//! Any case of `cases/ok/` is where a sequence of edits starts: lines are taken out, doubled, moved to another page,
//! pages come, go and get other names. What the compiler remembers may only ever save time.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;
use sitegen::read::{self, Assets, Content, Source, SourcePath, Sources};
use sitegen::{Compiled, Compiler, Options, compile};

/// One thing that an author does.
#[derive(Clone, Debug)]
enum Edit {
    TakeOutLine(Index, Index),
    DoubleLine(Index, Index),
    /// Most of all headings and titles, which other pages show.
    ChangeLine(Index, Index),
    /// From one page into another.
    CopyLine(Index, Index, Index, Index),
    AddWords(Index),
    LinkTo(Index, Index),
    /// From one page into another, in a file of its own or as the page that it is.
    Include(Index, Index, Index),
    /// In a file that is only there to be included.
    ChangePart(Index),
    RemovePart(Index),
    RemovePage(Index),
    CopyPage(Index),
    RenamePage(Index),
    RemoveAttachment(Index),
    RemoveSettings,
    /// Saved without a change.
    Nothing,
}

fn edit() -> impl Strategy<Value = Edit> {
    let index = any::<Index>;
    prop_oneof![
        4 => (index(), index()).prop_map(|(page, line)| Edit::TakeOutLine(page, line)),
        2 => (index(), index()).prop_map(|(page, line)| Edit::DoubleLine(page, line)),
        8 => (index(), index()).prop_map(|(page, line)| Edit::ChangeLine(page, line)),
        4 => (index(), index(), index(), index()).prop_map(|(a, b, c, d)| Edit::CopyLine(a, b, c, d)),
        3 => index().prop_map(Edit::AddWords),
        3 => (index(), index()).prop_map(|(from, to)| Edit::LinkTo(from, to)),
        3 => (index(), index(), index()).prop_map(|(a, b, c)| Edit::Include(a, b, c)),
        2 => index().prop_map(Edit::ChangePart),
        1 => index().prop_map(Edit::RemovePart),
        1 => index().prop_map(Edit::RemovePage),
        2 => index().prop_map(Edit::CopyPage),
        2 => index().prop_map(Edit::RenamePage),
        1 => index().prop_map(Edit::RemoveAttachment),
        1 => Just(Edit::RemoveSettings),
        1 => Just(Edit::Nothing),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn building_again_is_building_afresh(start in any::<Index>(), edits in prop::collection::vec(edit(), 1..10)) {
        let cases = cases();
        let mut sources = read::sources(&cases[start.index(cases.len())]).expect("a case can be read");
        let options = Options { live: true };
        let mut compiler = Compiler::new(options);
        let assets = Assets::default();
        same(&compiler.compile(&sources, &assets), &compile(&sources, &assets, options))?;
        for edit in edits {
            apply(&edit, &mut sources);
            same(&compiler.compile(&sources, &assets), &compile(&sources, &assets, options))?;
        }
    }
}

/// The pages of a small site: three playbooks, of which one leads to another, and pages that link to each other.
fn handbook() -> Sources {
    let page = |path: &str, text: &str| Source {
        path: SourcePath::new(path).expect("a path of this test"),
        content: Content::from_bytes(text.as_bytes().to_vec()),
    };
    let playbook = |title: &str, choice: &str| {
        format!(
            "---\nkind: playbook\ntitle: {title}\n---\n\n## 确认告警\n\n- [ ] 通知值班\n\n是否恢复？\n\n- **是** → [处置](#处置)\n- **否** → {choice}\n\n## 处置\n\n重启后观察。\n\n## 观察\n\n看十分钟。\n"
        )
    };
    let pages = vec![
        page("cache.md", &playbook("缓存雪崩", "[数据库](database.md)")),
        page("database.md", &playbook("连接耗尽", "[观察](#观察)")),
        page("notes/a.md", "# Paging\n\nSee [b](b.md).\n"),
        page("notes/b.md", "# Handover\n\nEvery morning.\n"),
        page("queue.md", &playbook("队列积压", "[观察](#观察)")),
    ];
    Sources {
        pages,
        ..Sources::default()
    }
}

/// How many pages are written again after a text was put in the place of another.
fn written_again(path: &str, old: &str, new: &str) -> usize {
    let mut sources = handbook();
    let mut memory = Compiler::new(Options { live: true });
    let mut rendered = |sources: &Sources| {
        let again = memory.compile(sources, &Assets::default());
        let again = again.expect("the layouts are sound");
        let said = again.diagnostics;
        again.site.unwrap_or_else(|| panic!("{said:#?}")).rendered
    };
    assert_eq!(rendered(&sources), sources.pages.len());
    assert_eq!(rendered(&sources), 0, "nothing was changed");
    let page = sources
        .pages
        .iter_mut()
        .find(|page| page.path.as_str() == path);
    let page = page.expect("a page of the handbook");
    assert!(page.text().contains(old));
    page.content = Content::from_bytes(page.text().replace(old, new).into_bytes());
    rendered(&sources)
}

#[test]
fn words_of_a_page_are_shown_on_that_page_alone() {
    assert_eq!(written_again("notes/b.md", "Every morning", "At nine"), 1);
    assert_eq!(written_again("queue.md", "重启后观察", "扩容后观察"), 1);
    assert_eq!(
        written_again("database.md", "重启后观察", "切换后观察"),
        1,
        "what leads to a playbook shows its title, not its words"
    );
}

#[test]
fn a_title_is_shown_on_every_page_beside_it() {
    assert_eq!(written_again("notes/b.md", "# Handover", "# Handoff"), 5);
}

fn same(
    again: &anyhow::Result<Compiled>,
    afresh: &anyhow::Result<Compiled>,
) -> Result<(), TestCaseError> {
    let (Ok(again), Ok(afresh)) = (again, afresh) else {
        return Err(TestCaseError::fail("the layouts are sound"));
    };
    prop_assert_eq!(&again.diagnostics, &afresh.diagnostics);
    let (Some(again), Some(afresh)) = (&again.site, &afresh.site) else {
        prop_assert_eq!(again.site.is_some(), afresh.site.is_some());
        return Ok(());
    };
    let names = |site: &sitegen::Site| site.files.keys().cloned().collect::<Vec<_>>();
    prop_assert_eq!(names(again), names(afresh));
    for (path, file) in &again.files {
        prop_assert_eq!(
            String::from_utf8_lossy(file),
            String::from_utf8_lossy(&afresh.files[path]),
            "{}",
            path
        );
    }
    prop_assert_eq!(&again.version, &afresh.version);
    Ok(())
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/ok");
    let entries = folder.read_dir().expect("a folder of cases can be listed");
    let mut cases: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path().join("input"))
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

fn apply(edit: &Edit, sources: &mut Sources) {
    match edit {
        Edit::RemoveAttachment(which) => {
            if !sources.attachments.is_empty() {
                let paths: Vec<SourcePath> = sources.attachments.keys().cloned().collect();
                sources.attachments.remove(which.get(&paths));
            }
        }
        Edit::RemoveSettings => sources.config = None,
        Edit::ChangePart(which) => {
            if !sources.parts.is_empty() {
                let paths: Vec<SourcePath> = sources.parts.keys().cloned().collect();
                let path = which.get(&paths);
                let text = format!("{}\nMore words.\n", sources.parts[path].text());
                add_part(sources, path.as_str(), &text);
            }
        }
        Edit::RemovePart(which) => {
            if !sources.parts.is_empty() {
                let paths: Vec<SourcePath> = sources.parts.keys().cloned().collect();
                sources.parts.remove(which.get(&paths));
            }
        }
        Edit::Nothing => {}
        _ if sources.pages.is_empty() => {}
        Edit::TakeOutLine(page, line) => edit_lines(sources, *page, |lines| {
            if !lines.is_empty() {
                lines.remove(line.index(lines.len()));
            }
        }),
        Edit::DoubleLine(page, line) => edit_lines(sources, *page, |lines| {
            if !lines.is_empty() {
                let line = line.index(lines.len());
                lines.insert(line, lines[line].clone());
            }
        }),
        Edit::ChangeLine(page, line) => edit_lines(sources, *page, |lines| {
            let mut shown: Vec<&mut String> = lines
                .iter_mut()
                .filter(|line| line.starts_with('#') || line.starts_with("title:"))
                .collect();
            if !shown.is_empty() {
                let line = line.index(shown.len());
                let at = shown[line]
                    .find(['{', '（', '('])
                    .unwrap_or(shown[line].len());
                shown[line].insert_str(at, " again ");
            }
        }),
        Edit::CopyLine(from, line, to, place) => {
            let text = from.get(&sources.pages).text().to_owned();
            let Some(line) = text.lines().nth(line.index(text.lines().count().max(1))) else {
                return;
            };
            edit_lines(sources, *to, |lines| {
                lines.insert(place.index(lines.len() + 1), line.to_owned());
            });
        }
        Edit::AddWords(page) => edit_lines(sources, *page, |lines| {
            lines.push("\nMore words.".to_owned());
        }),
        Edit::LinkTo(from, to) => {
            let target = to.get(&sources.pages).path.clone();
            edit_lines(sources, *from, |lines| {
                lines.push(format!("\nSee [that](/{target})."));
            });
        }
        Edit::Include(from, to, place) => {
            let included = to.get(&sources.pages);
            let (path, text) = (included.path.clone(), included.text().to_owned());
            let path = if place.index(2) == 0 {
                path
            } else {
                let name = format!("parts/_{}", path.file_name());
                add_part(sources, &name, &text);
                SourcePath::new(&name).expect("a path stays one")
            };
            edit_lines(sources, *from, |lines| {
                lines.insert(
                    place.index(lines.len() + 1),
                    format!("\n{{{{#include /{path}}}}}\n"),
                );
            });
        }
        Edit::RemovePage(page) => {
            let page = page.index(sources.pages.len());
            sources.pages.remove(page);
        }
        Edit::CopyPage(page) => {
            let copy = renamed(page.get(&sources.pages));
            add(sources, copy);
        }
        Edit::RenamePage(page) => {
            let page = page.index(sources.pages.len());
            let old = sources.pages.remove(page);
            add(sources, renamed(&old));
        }
    }
}

fn add_part(sources: &mut Sources, path: &str, text: &str) {
    let path = SourcePath::new(path).expect("a path stays one");
    let content = Content::from_bytes(text.as_bytes().to_vec());
    sources.parts.insert(path.clone(), Source { path, content });
}

fn edit_lines(sources: &mut Sources, page: Index, edit: impl FnOnce(&mut Vec<String>)) {
    let page = page.index(sources.pages.len());
    let source = &mut sources.pages[page];
    let mut lines: Vec<String> = source.text().lines().map(str::to_owned).collect();
    edit(&mut lines);
    source.content = Content::from_bytes((lines.join("\n") + "\n").into_bytes());
}

fn renamed(page: &Source) -> Source {
    let path = SourcePath::new(&format!("{}-2.md", page.path.stem())).expect("a path stays one");
    Source {
        path,
        content: page.content.clone(),
    }
}

/// The reader gives pages in the order of their paths, and never two of one name.
fn add(sources: &mut Sources, page: Source) {
    match sources
        .pages
        .binary_search_by(|other| other.path.cmp(&page.path))
    {
        Ok(at) => sources.pages[at] = page,
        Err(at) => sources.pages.insert(at, page),
    }
}
