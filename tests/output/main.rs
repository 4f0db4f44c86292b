//! What comes out, whatever goes in: pages that are whole, links that lead somewhere, the same bytes each time, and ids that
//! stay when something else is edited.

mod html;
mod site;
mod soup;
mod stable;

use std::path::Path;
use std::sync::LazyLock;

use breakglass_tests::cases;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rayon::ThreadPoolBuilder;
use sitegen::read::{self, Assets, Files, Sources};
use sitegen::{Compiled, Options, Paint, compile, rendered};

/// Enough for every pair of pieces to meet now and then; more on a day when the generator has changed.
const FOLDERS: u32 = 192;

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    })
}

/// Without the app, which is no part of what is looked at; its icon and scripts are what pages refer to.
fn compiled(sources: &Sources) -> Compiled {
    static ASSETS: LazyLock<Assets> = LazyLock::new(|| Assets {
        app: Files::default(),
        ..Assets::embedded()
    });
    compile(sources, &ASSETS, Options::default()).expect("the layouts are sound")
}

fn pages(sources: &Sources) -> String {
    let pages: Vec<String> = sources
        .pages
        .iter()
        .map(|page| format!("==== {}\n{}", page.path, page.text()))
        .collect();
    pages.concat()
}

#[test]
fn neither_cores_nor_order_change_a_byte() {
    let pools: Vec<_> = [1, 4]
        .map(|threads| ThreadPoolBuilder::new().num_threads(threads).build())
        .into_iter()
        .collect::<Result<_, _>>()
        .expect("there are threads");
    let outcome = runner(FOLDERS / 4).run(&soup::folder(true), |sources| {
        let [one, four] = [0, 1].map(|pool: usize| {
            let Compiled { site, diagnostics } = pools[pool].install(|| compiled(&sources));
            let said = rendered(&diagnostics, &sources, Paint::Plain);
            (said, site.map(|site| (site.version, site.files)))
        });
        prop_assert!(one == four, "{}", pages(&sources));
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn the_order_of_the_disk_is_not_seen() {
    for case in cases("ok") {
        let sources = read::sources(&case.join("input")).expect("a case can be read");
        let paths: Vec<&str> = sources
            .pages
            .iter()
            .map(|page| page.path.as_str())
            .collect();
        assert!(paths.is_sorted(), "{}: {paths:?}", case.display());
    }
}

#[test]
fn good_cases_become_whole_sites() {
    let mut wrong = Vec::new();
    for case in cases("ok") {
        let sources = read::sources(&case.join("input")).expect("a case can be read");
        let site = compiled(&sources).site.expect("the case is sound");
        let problems = site::problems(&site);
        wrong.extend(
            problems
                .into_iter()
                .map(|what| format!("{}: {what}", case.display())),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// With everything that Breakglass adds to a site.
#[test]
fn our_own_folders_become_whole_sites() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in ["playbooks", "docs"] {
        let sources = read::sources(&root.join(folder)).expect("the folder is there");
        let compiled = compile(&sources, &Assets::embedded(), Options::default());
        let Compiled { site, diagnostics } = compiled.expect("the layouts are sound");
        let said = rendered(&diagnostics, &sources, Paint::Plain);
        let site = site.unwrap_or_else(|| panic!("{folder} does not compile:\n{said}"));
        let problems = site::problems(&site);
        assert!(problems.is_empty(), "{folder}: {problems:#?}");
    }
}
