//! The table that people read.

use std::fmt::Write;

/// One figure, and what it should be.
#[derive(Debug)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) label: String,
    /// How it came out, with its unit.
    pub(crate) figure: String,
    /// More about it: the spread, a share.
    pub(crate) detail: String,
    /// The budget, if it has one, and whether it is kept.
    pub(crate) budget: Option<Budget>,
}

/// What a figure should stay within.
#[derive(Debug)]
pub(crate) struct Budget {
    limit: String,
    kept: bool,
}

impl Row {
    /// A figure without a budget.
    pub(crate) fn new(label: impl Into<String>, figure: String, detail: String) -> Self {
        Self {
            label: label.into(),
            figure,
            detail,
            budget: None,
        }
    }

    /// Compares a figure with its budget, both in the same unit.
    pub(crate) fn within(mut self, figure: f64, limit: f64, words: &str) -> Self {
        self.budget = Some(Budget {
            limit: words.to_owned(),
            kept: figure <= limit,
        });
        self
    }
}

/// The rows, in columns.
pub(crate) fn table(title: &str, rows: &[Row]) -> String {
    let width = |column: fn(&Row) -> &str| {
        let lengths = rows.iter().map(|row| column(row).chars().count());
        lengths.max().unwrap_or(0)
    };
    let labels = width(|row| &row.label);
    let figures = width(|row| &row.figure);
    let details = width(|row| &row.detail);
    let mut text = format!("\n{title}\n");
    for row in rows {
        let mut line = format!(
            "  {:labels$}  {:>figures$}  {:details$}",
            row.label, row.figure, row.detail
        );
        if let Some(budget) = &row.budget {
            let verdict = if budget.kept { "kept" } else { "MISSED" };
            // Writing to a string cannot fail.
            let _ = write!(line, "  budget {}: {verdict}", budget.limit);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.trim_end().to_owned()
}

/// The middle one of some figures.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_lines_up_and_tells_the_verdict() {
        let rows = [
            Row::new("breakglass", "0.5 s".to_owned(), "0.4–0.7".to_owned())
                .within(0.5, 0.6, "0.6 s"),
            Row::new("mdbook", "12.1 s".to_owned(), String::new()),
        ];
        let expected =
            "\nBuild\n  breakglass   0.5 s  0.4–0.7  budget 0.6 s: kept\n  mdbook      12.1 s";
        assert_eq!(table("Build", &rows), expected);
    }

    #[test]
    fn median_is_the_middle() {
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!(median(Vec::new()).is_nan());
    }
}
