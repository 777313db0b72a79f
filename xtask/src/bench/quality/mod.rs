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
use corpus::{Corpus, Given};
use scores::{Measure, Score};
use std::path::{Path, PathBuf};

/// Where to find what is measured with.
#[derive(clap::Args)]
pub struct Options {
    /// The folder with the marked texts (data/) and the scorers (score/) [default: ../shared]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Political news, the development part of PolNeAR: who said what.
const POLNEAR: Corpus = Corpus { name: "PolNeAR dev", texts: "data/polnear/dev.jsonl.gz" };

/// Wikinews: who said what, and what can be checked.
const NEWS: Corpus = Corpus { name: "Wikinews dev", texts: "data/news/news.dev.jsonl" };

/// Who the sources of some of PolNeAR's attributions are.
const SPEAKERS: &str = "data/speakers/speakers.dev.jsonl";

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
    let program = steps.run("Building the command line", build)?;
    let scores = steps.run("Reading the texts and scoring", || measure(&data, &program))?;
    println!("\n{}", table(&scores));
    Ok(())
}

fn missing(data: &Path) -> Option<PathBuf> {
    let scorers = scores::SCORERS.map(|name| data.join(name));
    let texts = [POLNEAR.texts, NEWS.texts, SPEAKERS].map(|name| data.join(name));
    scorers.into_iter().chain(texts).find(|path| !path.exists())
}

fn build() -> Result<PathBuf> {
    if !command::is_installed("python3") {
        bail!("the scorers need Python 3: install it, so that `python3` can be called");
    }
    run_command(program("cargo").args([
        "build",
        "--release",
        "--package",
        "sayso",
        "--bin",
        "sayso",
    ]))?;
    let name = format!("sayso{}", std::env::consts::EXE_SUFFIX);
    Ok(project::target().join("release").join(name))
}

fn measure(data: &Path, program: &Path) -> Result<Vec<Score>> {
    let folder = super::folder("quality")?;
    let polnear = POLNEAR.read(data, &folder, program, Given::Nothing)?;
    let polnear_given = POLNEAR.read(data, &folder, program, Given::Attributions)?;
    let news = NEWS.read(data, &folder, program, Given::Nothing)?;
    let news_given = NEWS.read(data, &folder, program, Given::Attributions)?;
    let scorer = scores::Scorer { folder: data, speakers: &data.join(SPEAKERS) };
    let mut scores = scorer.run(&Measure::Attribution, &polnear)?;
    scores.extend(scorer.run(&Measure::Attribution, &news)?);
    for reading in [&polnear, &polnear_given] {
        scores.extend(scorer.run(&Measure::Speakers, reading)?);
    }
    for reading in [&news, &news_given] {
        scores.extend(scorer.run(&Measure::Claims, reading)?);
    }
    Ok(scores)
}

fn table(scores: &[Score]) -> Table {
    let mut table = Table::new(3, &["texts", "what", "measure", "P", "R", "F1 or share"]);
    let figure = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.1}"));
    for score in scores {
        let [texts, what, measure] = [&score.texts, &score.what, &score.measure].map(Clone::clone);
        let figures = [score.precision, score.recall, Some(score.value)].map(figure);
        table.row([texts, what, measure].into_iter().chain(figures));
    }
    table
}
