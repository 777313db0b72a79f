//! How well the reading agrees with people's: runs the command line over texts that people have
//! marked, and the scorers over what it finds. Neither texts nor scorers are part of the project.

mod corpus;
mod predictions;
mod scores;

use super::table::Table;
use crate::command::{self, program, run as run_command};
use crate::progress::Steps;
use crate::project;
use anyhow::{Result, bail};
use corpus::{Corpus, Given, Readers, Reading};
use scores::{Measure, Score, Scorer};
use std::path::{Path, PathBuf};

/// Where to find what is measured with.
#[derive(clap::Args)]
pub struct Options {
    /// The folder with the marked texts (data/) and the scorers (score/) [default: ../shared]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Political news, the development part of PolNeAR: who said what.
const POLNEAR: Corpus = Corpus {
    name: "PolNeAR dev",
    texts: "data/polnear/dev.jsonl.gz",
    speakers: Some("data/speakers/speakers.dev.jsonl"),
};

/// Wikinews: who said what, and what can be checked.
const NEWS: Corpus =
    Corpus { name: "Wikinews dev", texts: "data/news/news.dev.jsonl", speakers: None };

/// Measures, or says why it cannot.
pub fn run(options: &Options) -> Result<()> {
    let data = options.data.clone().unwrap_or_else(|| project::root().join("../shared"));
    if let Some(missing) = missing(&data) {
        let advice = "name the folder that has score/ and data/ with --data DIR";
        if options.data.is_some() {
            bail!("there is no {}: {advice}", missing.display());
        }
        println!("Quality was not measured: there is no {} ({advice}).", missing.display());
        return Ok(());
    }
    let mut steps = Steps::default();
    let readers = steps.run("Building the command line and the baseline", build)?;
    let rows = steps.run("Reading the texts and scoring", || measure(&data, &readers))?;
    println!("\n{}", table(&rows));
    Ok(())
}

fn missing(data: &Path) -> Option<PathBuf> {
    let scorers = scores::SCORERS.map(|name| data.join(name));
    let texts = [POLNEAR, NEWS].map(|one| [Some(one.texts), one.speakers]);
    let texts = texts.into_iter().flatten().flatten().map(|name| data.join(name));
    scorers.into_iter().chain(texts).find(|path| !path.exists())
}

fn build() -> Result<Readers> {
    if !command::is_installed("python3") {
        bail!("the scorers need Python 3: install it, so that `python3` can be called");
    }
    let targets = ["--package", "sayso", "--bin", "sayso", "--example", "rules"];
    run_command(program("cargo").args(["build", "--release"]).args(targets))?;
    let folder = project::target().join("release");
    let file = |name: &str| format!("{name}{}", std::env::consts::EXE_SUFFIX);
    Ok(Readers {
        sayso: folder.join(file("sayso")),
        rules: folder.join("examples").join(file("rules")),
    })
}

/// A figure with that of the baseline, where that says something else.
struct Row {
    score: Score,
    rules: Option<f64>,
}

fn measure(data: &Path, readers: &Readers) -> Result<Vec<Row>> {
    let folder = super::folder("quality")?;
    let read = |corpus: &Corpus, given| corpus.read(data, &folder, readers, given);
    let polnear = read(&POLNEAR, Given::Nothing)?;
    let polnear_given = read(&POLNEAR, Given::Attributions)?;
    let polnear_rules = read(&POLNEAR, Given::Rules)?;
    let news = read(&NEWS, Given::Nothing)?;
    let news_given = read(&NEWS, Given::Attributions)?;
    let news_rules = read(&NEWS, Given::Rules)?;
    let scorer = Scorer { folder: data };
    let mut rows = Vec::new();
    for (measure, reading, rules) in [
        (Measure::Attribution, &polnear, Some(&polnear_rules)),
        (Measure::Attribution, &news, Some(&news_rules)),
        (Measure::Speakers, &polnear, Some(&polnear_rules)),
        (Measure::Speakers, &polnear_given, None),
        (Measure::Speakers, &news, Some(&news_rules)),
        (Measure::Claims, &news, Some(&news_rules)),
        (Measure::Claims, &news_given, None),
    ] {
        rows.extend(compare(&scorer, &measure, reading, rules)?);
    }
    Ok(rows)
}

/// The scores of a reading, beside those of the baseline's.
fn compare(
    scorer: &Scorer,
    measure: &Measure,
    reading: &Reading,
    rules: Option<&Reading>,
) -> Result<Vec<Row>> {
    let scores = scorer.run(measure, reading)?;
    let rules = rules.map(|rules| scorer.run(measure, rules)).transpose()?.unwrap_or_default();
    let beside = rules.into_iter().map(|score| Some(score.value)).chain(std::iter::repeat(None));
    Ok(scores.into_iter().zip(beside).map(|(score, rules)| Row { score, rules }).collect())
}

fn table(rows: &[Row]) -> Table {
    let head = ["texts", "what", "measure", "P", "R", "F1 or share", "by rules"];
    let mut table = Table::new(3, &head);
    let figure = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.1}"));
    for Row { score, rules } in rows {
        let [texts, what, measure] = [&score.texts, &score.what, &score.measure].map(Clone::clone);
        let figures = [score.precision, score.recall, Some(score.value), *rules].map(figure);
        table.row([texts, what, measure].into_iter().chain(figures));
    }
    table
}
