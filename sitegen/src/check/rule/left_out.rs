//! Something in the folder that could not be made a part of the site.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, Severity};
use crate::read::WhyLeftOut;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(160),
    level: Level::Error,
    meaning: "a file or folder was left out",
    why: "A runbook that is in the folder and not in the site is missed when it is needed. What the disk refuses to give is an error; symbolic links, pipes and names that are not Unicode are a warning, as they may be meant for something else.",
    bad: Example::Files(&[
        ("index.md", "# Home\n"),
        ("oncall.md -> ../team/oncall.md", ""),
    ]),
    good: Example::Files(&[("index.md", "# Home\n"), ("oncall.md", "# On call\n")]),
    check,
};

/// What the disk refuses is an error: it may well be the runbook that is needed. The rest is as its author left it.
fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (path, why) in survey
        .places
        .left_out()
        .filter(|(_, why)| why.is_to_be_said())
    {
        let severity = match why {
            WhyLeftOut::Unreadable { .. } => Severity::Error,
            _ => Severity::Warning,
        };
        let (message, hint) = words(why);
        report.in_file(severity, path.clone(), message).hint(hint);
    }
}

fn words(why: &WhyLeftOut) -> (String, &'static str) {
    match why {
        WhyLeftOut::Link => (
            "this is a symbolic link, and links are not followed".to_owned(),
            "put the file or folder itself here, or leave out the link",
        ),
        WhyLeftOut::Name => (
            "this name is not Unicode, so nothing can link to it and it is left out".to_owned(),
            "rename it; for example `convmv -f GB18030 -t UTF-8 --notest`",
        ),
        WhyLeftOut::Unreadable { error } => (
            format!("this cannot be read: {error}"),
            "make it readable for whoever builds the site, or take it out of the folder",
        ),
        WhyLeftOut::NoFile | WhyLeftOut::TooLarge { .. } | WhyLeftOut::Kind | WhyLeftOut::Part => (
            "this is a pipe, a device or a socket, and only files are read".to_owned(),
            "take it out of the folder",
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::read::{SourcePath, Sources, WhyLeftOut};

    #[test]
    fn what_is_left_out_is_said() {
        let path = |path| SourcePath::new(path).unwrap();
        let error = "Permission denied".to_owned();
        let sources = Sources {
            left_out: BTreeMap::from([
                (path("a.md"), WhyLeftOut::Unreadable { error }),
                (path("b.md"), WhyLeftOut::Link),
                (path("c.rs"), WhyLeftOut::Kind),
            ]),
            ..Sources::default()
        };
        let found = crate::check::check(&sources, &[]).1;
        let said: Vec<String> = found
            .iter()
            .map(|found| format!("{:?} {}: {}", found.severity, found.path, found.message))
            .collect();
        assert_eq!(
            said,
            [
                "Error a.md: this cannot be read: Permission denied",
                "Warning b.md: this is a symbolic link, and links are not followed"
            ]
        );
    }
}
