//! How many tests passed and failed, from what the test runners print.

use std::{fmt, ops::AddAssign, process::ExitCode};

use crate::process::Finished;

/// Passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// How many did what they should.
    pub(crate) passed: u64,
    /// How many did not, those that could not be run among them.
    pub(crate) failed: u64,
}

impl Tally {
    /// One passed or one failed.
    pub(crate) fn of_one(passed: bool) -> Self {
        Self {
            passed: u64::from(passed),
            failed: u64::from(!passed),
        }
    }

    /// A step that holds no tests is one itself.
    pub(crate) fn of_step(finished: &Finished) -> Self {
        Self::of_one(finished.success)
    }

    /// `cargo test`: the sum over all `test result: ok. 3 passed; 0 failed; …`.
    pub(crate) fn of_libtest(finished: &Finished) -> Self {
        let mut tally = Self::default();
        for line in finished
            .stdout
            .lines()
            .filter(|line| line.starts_with("test result:"))
        {
            tally.passed += number_before(line, " passed");
            tally.failed += number_before(line, " failed");
        }
        tally.or_failed(finished.success)
    }

    /// `breakglass test`: its closing `5 passed, 0 failed; 71 % of all branches (53 of 74)`.
    pub(crate) fn of_drills(finished: &Finished) -> Self {
        let last = finished.stdout.lines().last().unwrap_or_default();
        let tally = Self {
            passed: number_before(last, " passed"),
            failed: number_before(last, " failed"),
        };
        // No scenario at all, or too few branches taken, is no success.
        tally.or_failed(finished.success && tally.passed > 0)
    }

    /// `node --test`: its closing `ℹ pass 3`, `ℹ fail 0`, `ℹ cancelled 0`.
    pub(crate) fn of_journeys(finished: &Finished) -> Self {
        let summary = |word: &str| -> u64 {
            let lines = finished.stdout.lines().rev();
            lines
                .filter_map(|line| line.trim_start_matches(['ℹ', '#', ' ']).strip_prefix(word))
                .find_map(|number| number.trim().parse().ok())
                .unwrap_or(0)
        };
        let tally = Self {
            passed: summary("pass "),
            failed: summary("fail ") + summary("cancelled "),
        };
        // No journey at all is no success: most likely they were not found.
        tally.or_failed(finished.success && tally.passed > 0)
    }

    /// The exit code that CI understands.
    pub(crate) fn exit_code(self) -> ExitCode {
        if self.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    /// A runner that failed without naming a test (it did not compile, say) counts as one failure.
    fn or_failed(mut self, success: bool) -> Self {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The number that stands right before a word.
fn number_before(line: &str, word: &str) -> u64 {
    let before = line.split(word).next().unwrap_or_default();
    let number = before.rsplit(' ').next().unwrap_or_default();
    number.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(success: bool, stdout: &str) -> Finished {
        Finished {
            success,
            stdout: stdout.to_owned(),
            log: String::new(),
        }
    }

    #[test]
    fn libtest_results_add_up() {
        let output = "\
running 3 tests
test record::tests::replay ... ok

test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
test result: FAILED. 12 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s
";
        let tally = Tally::of_libtest(&finished(false, output));
        assert_eq!(tally.to_string(), "15 passed, 2 failed");
    }

    #[test]
    fn tests_that_do_not_compile_are_one_failure() {
        let tally = Tally::of_libtest(&finished(false, "error[E0425]: cannot find value"));
        assert_eq!(
            tally,
            Tally {
                passed: 0,
                failed: 1
            }
        );
    }

    #[test]
    fn journeys_are_read_from_the_summary() {
        let output = "✔ offline (812ms)\nℹ tests 6\nℹ suites 1\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\n";
        let tally = Tally::of_journeys(&finished(false, output));
        assert_eq!(
            tally,
            Tally {
                passed: 4,
                failed: 2
            }
        );
    }

    #[test]
    fn drills_are_read_from_the_last_line() {
        let output =
            "ok      a.md  A (3 answers)\n\n5 passed, 2 failed; 71 % of all branches (53 of 74)\n";
        let tally = Tally::of_drills(&finished(false, output));
        assert_eq!(tally.to_string(), "5 passed, 2 failed");
        let too_few = "5 passed, 0 failed; 3 % of all branches (2 of 74)\n";
        let tally = Tally::of_drills(&finished(false, too_few));
        assert_eq!(tally.to_string(), "5 passed, 1 failed");
    }

    #[test]
    fn no_journeys_are_a_failure() {
        let tally = Tally::of_journeys(&finished(true, "ℹ tests 0\nℹ pass 0\nℹ fail 0\n"));
        assert_eq!(
            tally,
            Tally {
                passed: 0,
                failed: 1
            }
        );
    }
}
