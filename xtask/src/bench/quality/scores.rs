//! The scorers, and the figures that the table takes from them.

use super::corpus::Reading;
use crate::command::{output, program};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;

/// One figure of the table, in per cent.
#[derive(Debug, PartialEq)]
pub struct Score {
    /// Which texts, and what was given.
    pub texts: String,
    /// What is scored.
    pub what: String,
    /// How it is scored.
    pub measure: String,
    /// Precision, where the measure has one.
    pub precision: Option<f64>,
    /// Recall, where the measure has one.
    pub recall: Option<f64>,
    /// F1, or a share.
    pub value: f64,
}

/// What is measured.
pub enum Measure {
    /// Source, cue and content of each attribution.
    Attribution,
    /// Who the speakers are.
    Speakers,
    /// What can be checked.
    Claims,
}

/// The scorers' places in the data folder.
pub const SCORERS: [&str; 3] =
    ["score/score_attribution.py", "score/score_speakers.py", "score/score_news_claims.py"];

/// Where to score and with what.
pub struct Scorer<'a> {
    /// The folder that has the scorers.
    pub folder: &'a Path,
}

impl Scorer<'_> {
    /// Scores a reading.
    pub fn run(&self, measure: &Measure, reading: &Reading) -> Result<Vec<Score>> {
        let [attribution, speakers, claims] = SCORERS.map(|name| self.folder.join(name));
        let mut python = program("python3");
        match measure {
            Measure::Attribution => python.arg(attribution).arg(&reading.gold),
            Measure::Speakers => python.arg(speakers).args([&reading.gold, &reading.speakers]),
            Measure::Claims => python.arg(claims).arg(&reading.gold),
        };
        let answer = output(python.arg(&reading.predictions).arg("--json"))?;
        let found = serde_json::from_str(&answer).context("a scorer's answer is not JSON")?;
        let figures = Figures { texts: &reading.name, found: &found };
        match measure {
            Measure::Attribution => figures.attribution(),
            Measure::Speakers => figures.speakers(),
            Measure::Claims => figures.claims(),
        }
    }
}

/// What a scorer found.
struct Figures<'a> {
    texts: &'a str,
    found: &'a Value,
}

impl Figures<'_> {
    fn attribution(&self) -> Result<Vec<Score>> {
        let wanted = [
            ("content", "exact"),
            ("content", "overlap"),
            ("content", "token"),
            ("source", "exact"),
            ("cue", "exact"),
            ("attribution", "lenient"),
            ("attribution", "strict"),
        ];
        let score =
            |(what, measure)| self.f1(what, measure, &format!("/overall/{what}/{measure}"), 100.0);
        wanted.into_iter().map(score).collect()
    }

    fn speakers(&self) -> Result<Vec<Score>> {
        let wanted = [
            ("all", "any of the names", "name_acc"),
            ("all", "any of the names, of those found", "name_acc_matched"),
            ("all", "the full name", "canonical_acc"),
            ("name", "any of the names", "name_acc"),
            ("pronoun", "any of the names", "name_acc"),
            ("description", "any of the names", "name_acc"),
        ];
        // Of some texts it is not known how the sources are written: then all are of one kind.
        let count = |how: &str| self.found["cells"][how]["n"].as_u64().unwrap_or(0);
        let is_there = |(how, _, _): &(&str, _, _)| {
            *how == "all" || (count(how) > 0 && count(how) != count("all"))
        };
        let score = |(how, measure, key)| {
            self.share(&format!("speaker, {how}"), measure, &format!("/cells/{how}/{key}"), 100.0)
        };
        wanted.into_iter().filter(is_there).map(score).collect()
    }

    fn claims(&self) -> Result<Vec<Score>> {
        Ok(vec![
            self.share("sentences by worth", "average precision", "/sentence_ap", 1.0)?,
            self.f1("sentences with a claim", "yes or no", "/sentence_f1", 1.0)?,
            self.f1("claim", "token", "/span_token", 1.0)?,
            self.share("claim", "right kind", "/kind", 1.0)?,
            self.share("claim found", "right speaker", "/asserted_by", 1.0)?,
        ])
    }

    /// Precision, recall and F1 that stand at a place; `scale` makes them per cent.
    fn f1(&self, what: &str, measure: &str, place: &str, scale: f64) -> Result<Score> {
        let value =
            |key: &str| Ok::<_, anyhow::Error>(self.number(&format!("{place}/{key}"))? * scale);
        let mut score = self.score(what, measure, value("f1")?);
        (score.precision, score.recall) = (Some(value("p")?), Some(value("r")?));
        Ok(score)
    }

    fn share(&self, what: &str, measure: &str, place: &str, scale: f64) -> Result<Score> {
        Ok(self.score(what, measure, self.number(place)? * scale))
    }

    fn score(&self, what: &str, measure: &str, value: f64) -> Score {
        let [texts, what, measure] = [self.texts, what, measure].map(str::to_owned);
        Score { texts, what, measure, precision: None, recall: None, value }
    }

    fn number(&self, place: &str) -> Result<f64> {
        let value = self.found.pointer(place).and_then(Value::as_f64);
        value.with_context(|| format!("a scorer's answer has no figure at {place}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn shares_become_per_cent() {
        let found = json!({"overall": {"content": {"exact": {"p": 0.5, "r": 0.25, "f1": 0.375}}}});
        let figures = Figures { texts: "t", found: &found };
        let score = figures.f1("content", "exact", "/overall/content/exact", 100.0).unwrap();
        assert_eq!((score.precision, score.recall, score.value), (Some(50.0), Some(25.0), 37.5));
        assert!(figures.share("x", "y", "/nowhere", 1.0).is_err());
    }
}
