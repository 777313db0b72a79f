//! How soon the page shows what is done in it, and whether a killed tab loses anything.

use super::speed::texts;
use super::table::Table;
use crate::browser::{self, Programs};
use crate::command::{output, program};
use crate::progress::Steps;
use crate::server::Site;
use crate::{check, site};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::Path;

/// How much to measure.
#[derive(clap::Args)]
pub struct Options {
    /// How often each thing is done and timed
    #[arg(long, default_value_t = 40)]
    runs: usize,
    /// How often the tab is killed
    #[arg(long, default_value_t = 50)]
    rounds: usize,
    /// What the choice of marks, edits and moments begins with
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

/// The text that is opened has more marks than [`MARKS`].
const TEXT_BYTES: usize = 135_000;
const MARKS: u64 = 2_000;

/// One frame of a screen that shows 60 a second.
const FRAME_MS: f64 = 1e3 / 60.0;

/// Measures and prints the tables.
///
/// # Errors
/// Also when an edit is lost.
pub fn run(options: &Options) -> Result<()> {
    let mut steps = Steps::default();
    let programs = steps.run("Finding Chromium and Node", browser::find)?;
    site::build(&mut steps)?;
    steps.run("Fetching the libraries of the page's tests", check::install_page_tests)?;
    let text = texts::write_news(&super::folder("page")?, TEXT_BYTES)?;
    let site = Site::start()?;
    let paints = steps
        .run("Timing the page in Chromium", || Paints::measure(&site, &programs, &text, options))?;
    println!(
        "\nFrom an input to the painted frame, with {} marks, {} times each\n\n{}",
        paints.marks,
        options.runs,
        paints.table()
    );
    let rounds = steps.run("Killing the tab", || Crashes::count(&site, &programs, options))?;
    println!("\nKilled tabs\n\n{}", rounds.table());
    ensure!(rounds.lost == 0, "{} acknowledged edits were lost", rounds.lost);
    Ok(())
}

/// What a script of the page's tests prints, an object a line.
fn script(
    site: &Site,
    programs: &Programs,
    name: &str,
    arguments: &[String],
) -> Result<Vec<Value>> {
    let mut node = program("node");
    node.arg(format!("tests/browser/{name}")).args(arguments);
    node.env("BASE_URL", site.address()).env(browser::CHROMIUM, &programs.chromium);
    let text = output(&mut node)?;
    let lines = text.lines().filter(|line| line.starts_with('{'));
    lines.map(|line| serde_json::from_str(line).context("a measurement is not JSON")).collect()
}

/// What was done in the page, each with the milliseconds until it was painted.
struct Paints {
    marks: u64,
    times: Vec<(String, Vec<f64>)>,
}

impl Paints {
    fn measure(site: &Site, programs: &Programs, text: &Path, options: &Options) -> Result<Self> {
        let arguments =
            [text.display().to_string(), options.runs.to_string(), options.seed.to_string()];
        let lines = script(site, programs, "page-bench.mjs", &arguments)?;
        let paints = Self::from_json(lines.first().context("the page was not measured")?)?;
        ensure!(paints.marks >= MARKS, "the text has only {} marks", paints.marks);
        Ok(paints)
    }

    fn from_json(line: &Value) -> Result<Self> {
        let times = line["times"].as_array().context("a measurement has no times")?;
        let row = |row: &Value| {
            let mut all: Vec<f64> = row[1].as_array()?.iter().filter_map(Value::as_f64).collect();
            all.sort_by(f64::total_cmp);
            (!all.is_empty()).then_some((row[0].as_str()?.to_owned(), all))
        };
        Ok(Self {
            marks: line["marks"].as_u64().context("a measurement has no marks")?,
            times: times.iter().map(row).collect::<Option<_>>().context("a time is missing")?,
        })
    }

    /// A row for each thing that was done; those that the browser does alone come first, and the
    /// first of them is what the others are held against.
    fn table(&self) -> Table {
        let alone = self.times.first().map_or(0.0, |(_, times)| quantile(times, 0.5));
        let mut table =
            Table::new(1, &["ms", "median", "95 %", "worst", "beyond the browser", "a frame"]);
        for (name, times) in &self.times {
            let median = quantile(times, 0.5);
            let figures = [median, quantile(times, 0.95), quantile(times, 1.0), median - alone];
            let word = match name.starts_with("the browser alone") {
                true => "",
                false if median - alone <= FRAME_MS => "met",
                false => "missed",
            };
            let cells = figures.map(|figure| format!("{figure:.1}")).into_iter();
            table.row([name.clone()].into_iter().chain(cells).chain([word.to_owned()]));
        }
        table
    }
}

/// The value that a share of the sorted ones does not exceed.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() as f64 * share).ceil() as usize;
    sorted[place.clamp(1, sorted.len()) - 1]
}

/// What became of the edits of all rounds.
#[derive(Debug, Default, PartialEq)]
struct Crashes {
    rounds: u64,
    /// Rounds in which the tab was killed before it had acknowledged all edits.
    early: u64,
    sent: u64,
    acknowledged: u64,
    lost: u64,
}

impl Crashes {
    fn count(site: &Site, programs: &Programs, options: &Options) -> Result<Self> {
        let arguments = [options.rounds.to_string(), options.seed.to_string()];
        let crashes = Self::from_json(&script(site, programs, "page-crash.mjs", &arguments)?)?;
        ensure!(crashes.rounds == options.rounds as u64, "not every round was made");
        Ok(crashes)
    }

    fn from_json(lines: &[Value]) -> Result<Self> {
        let mut all = Self::default();
        for line in lines {
            let number = |key: &str| {
                line[key].as_u64().with_context(|| format!("a round has no {key}: {line}"))
            };
            let (sent, acknowledged) = (number("sent")?, number("acknowledged")?);
            all.rounds += 1;
            all.early += u64::from(acknowledged < sent);
            all.sent += sent;
            all.acknowledged += acknowledged;
            all.lost += number("lost")?;
        }
        Ok(all)
    }

    fn table(&self) -> Table {
        let mut table = Table::new(1, &["", "count"]);
        for (what, count) in [
            ("rounds", self.rounds),
            ("rounds ended while an edit was being made", self.early),
            ("edits sent", self.sent),
            ("edits acknowledged", self.acknowledged),
            ("acknowledged edits lost", self.lost),
        ] {
            table.row([what.to_owned(), count.to_string()]);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_done_is_held_against_the_browser_alone() {
        let times =
            json!([["the browser alone", [9, 1, 2]], ["undo", [10, 12, 30]], ["slow", [40]]]);
        let paints = Paints::from_json(&json!({"marks": 2000, "times": times})).unwrap();
        let table = paints.table().to_string();
        let row = |name: &str| table.lines().find(|line| line.contains(name)).unwrap().to_owned();
        assert!(row("undo").ends_with("|   12.0 | 30.0 |  30.0 |               10.0 |     met |"));
        assert!(row("slow").ends_with("missed |"), "{table}");
    }

    #[test]
    fn rounds_are_summed_up() {
        let lines = [
            json!({"sent": 3, "acknowledged": 3, "lost": 0}),
            json!({"sent": 5, "acknowledged": 4, "lost": 1}),
        ];
        let sum = Crashes { rounds: 2, early: 1, sent: 8, acknowledged: 7, lost: 1 };
        assert_eq!(Crashes::from_json(&lines).unwrap(), sum);
        assert!(Crashes::from_json(&[json!({"sent": 3})]).is_err());
    }
}
