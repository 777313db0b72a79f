//! How fast the reading is, natively and in Chromium, and how much the page loads.

mod texts;
mod weight;

use super::table::Table;
use crate::browser::{self, Programs};
use crate::command::{output, program};
use crate::progress::Steps;
use crate::server::Site;
use crate::{check, site};
use anyhow::{Context, Result};
use serde_json::Value;
use texts::Text;

/// Measures and prints the tables.
pub fn run() -> Result<()> {
    let mut steps = Steps::default();
    let programs = steps.run("Finding Chromium and Node", browser::find)?;
    site::build(&mut steps)?;
    steps.run("Fetching the libraries of the page's tests", check::install_page_tests)?;
    let texts = texts::write(&super::folder("speed")?)?;
    let native = steps.run("Reading natively, on one thread", || natively(&texts))?;
    let site = Site::start()?;
    let (opened, chromium) =
        steps.run("Reading in Chromium", || in_chromium(&site, &programs, &texts))?;
    println!("\nNative, one thread\n\n{}", speeds(&texts, &native)?);
    println!("Share of each step, natively, in 1 MB of news\n\n{}", shares(&native[1]));
    println!("In Chromium\n\n{}", speeds(&texts, &chromium)?);
    println!("The page shows its first marks {opened:.0} ms after it is asked for.\n");
    println!("What the page loads\n\n{}", weight::table(&site.served())?);
    Ok(())
}

/// How one text was read.
struct Timing {
    bytes: f64,
    words: f64,
    milliseconds: f64,
    /// Each step with its milliseconds; none where only the whole was timed.
    steps: Vec<(String, f64)>,
}

impl Timing {
    fn from_json(line: &Value) -> Result<Self> {
        let number = |key: &str| {
            line[key].as_f64().with_context(|| format!("a measurement has no {key}: {line}"))
        };
        let steps = line["steps"].as_array().map_or(&[][..], Vec::as_slice);
        let step = |step: &Value| Some((step[0].as_str()?.to_owned(), step[1].as_f64()?));
        let steps: Vec<_> = steps.iter().filter_map(step).collect();
        let milliseconds = match steps.is_empty() {
            true => number("milliseconds")?,
            false => steps.iter().map(|step| step.1).sum(),
        };
        Ok(Self { bytes: number("bytes")?, words: number("words")?, milliseconds, steps })
    }
}

fn natively(texts: &[Text]) -> Result<Vec<Timing>> {
    let mut cargo = program("cargo");
    cargo.args(["bench", "--package", "sayso", "--bench", "speed", "--"]);
    timings(&lines(&output(cargo.args(texts.iter().map(|text| &text.file)))?)?)
}

/// The milliseconds until the page shows its first marks, and how each text was read.
fn in_chromium(site: &Site, programs: &Programs, texts: &[Text]) -> Result<(f64, Vec<Timing>)> {
    let mut node = program("node");
    node.arg("tests/browser/speed.mjs").args(texts.iter().map(|text| &text.file));
    node.env("BASE_URL", site.address()).env(browser::CHROMIUM, &programs.chromium);
    let lines = lines(&output(&mut node)?)?;
    let (first, rest) = lines.split_first().context("the page was not measured")?;
    Ok((first["opened"].as_f64().context("the page was not opened")?, timings(rest)?))
}

fn lines(text: &str) -> Result<Vec<Value>> {
    let lines = text.lines().filter(|line| line.starts_with('{'));
    lines.map(|line| serde_json::from_str(line).context("a measurement is not JSON")).collect()
}

fn timings(lines: &[Value]) -> Result<Vec<Timing>> {
    lines.iter().map(Timing::from_json).collect()
}

fn speeds(texts: &[Text], timings: &[Timing]) -> Result<Table> {
    anyhow::ensure!(texts.len() == timings.len(), "not every text was measured");
    let head = ["text", "kB", "ms", "MB/s", "ms per 1,000 words", "times a tenth"];
    let mut table = Table::new(1, &head);
    let mut before = f64::NAN;
    for (text, timing) in texts.iter().zip(timings) {
        let Timing { bytes, words, milliseconds, .. } = timing;
        let growth =
            if text.is_tenfold { format!("{:.1}", milliseconds / before) } else { String::new() };
        // A text without words has no time for a thousand of them.
        let per_words = if *words >= 1e3 {
            format!("{:.2}", milliseconds / words * 1e3)
        } else {
            String::new()
        };
        table.row([
            text.what.to_owned(),
            format!("{:.0}", bytes / 1e3),
            format!("{milliseconds:.1}"),
            format!("{:.2}", bytes / 1e3 / milliseconds),
            per_words,
            growth,
        ]);
        before = *milliseconds;
    }
    Ok(table)
}

fn shares(timing: &Timing) -> Table {
    let mut table = Table::new(1, &["step", "ms", "share"]);
    for (name, milliseconds) in &timing.steps {
        let share = milliseconds / timing.milliseconds * 100.0;
        table.row([name.clone(), format!("{milliseconds:.1}"), format!("{share:.0} %")]);
    }
    table
}
