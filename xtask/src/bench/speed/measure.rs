//! Running what measures: natively a bench of the crate, in Chromium a script.

use super::texts::Text;
use crate::browser::{self, Programs};
use crate::command::{output, program};
use crate::server::Site;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::Path;

/// How one text was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The text's length.
    pub bytes: f64,
    /// Words, numbers and signs in it.
    pub tokens: f64,
    /// What reading it took.
    pub milliseconds: f64,
    /// Each step with its milliseconds; none where only the whole was timed.
    pub steps: Vec<(String, f64)>,
}

impl Reading {
    /// The same text, read elsewhere in another time.
    pub fn taking(&self, milliseconds: f64) -> Self {
        Self { milliseconds, steps: Vec::new(), ..*self }
    }

    /// How many tokens are read in a second.
    pub fn tokens_a_second(&self) -> f64 {
        self.tokens / self.milliseconds * 1e3
    }

    fn from_json(line: &Value) -> Result<Self> {
        let steps = line["steps"].as_array().map_or(&[][..], Vec::as_slice);
        let step = |step: &Value| Some((step[0].as_str()?.to_owned(), step[1].as_f64()?));
        let steps: Vec<_> = steps.iter().filter_map(step).collect();
        let milliseconds = steps.iter().map(|step| step.1).sum();
        Ok(Self {
            bytes: number(line, "bytes")?,
            tokens: number(line, "tokens")?,
            milliseconds,
            steps,
        })
    }
}

/// What was measured in Chromium, in milliseconds.
#[derive(Clone, Debug)]
pub struct InChromium {
    /// From asking for the page until it shows its first marks.
    pub opened: f64,
    /// The longest task of the page's thread; 0 when none took 50 ms.
    pub longest: f64,
    /// The same while 100,000 words are opened.
    pub longest_of_long: f64,
    /// From the first byte of another host's page of 1,000 words until Sayso has painted a mark on it.
    pub embedded: f64,
    /// The longest task of that page's thread until then; 0 when none took 50 ms.
    pub embedded_longest: f64,
    /// Reading 1,000 words, once, for one thousand after the other.
    pub unseen: Vec<f64>,
    /// Reading each text.
    pub milliseconds: Vec<f64>,
}

impl InChromium {
    /// What 1,000 words take as a rule.
    pub fn unseen_median(&self) -> f64 {
        let mut sorted = self.unseen.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }

    /// What 1,000 words take when nothing else disturbs.
    pub fn unseen_fastest(&self) -> f64 {
        self.unseen.iter().copied().fold(f64::INFINITY, f64::min)
    }

    fn from_json(lines: &[Value]) -> Result<Self> {
        let [page, embedded, unseen, texts @ ..] = lines else {
            anyhow::bail!("the page was not measured");
        };
        let all = unseen["unseen"].as_array().context("a measurement has no unseen words")?;
        Ok(Self {
            opened: number(page, "opened")?,
            longest: number(page, "longest")?,
            longest_of_long: number(page, "longestOfLong")?,
            embedded: number(embedded, "embedded")?,
            embedded_longest: number(embedded, "longest")?,
            unseen: all.iter().filter_map(Value::as_f64).collect(),
            milliseconds: texts
                .iter()
                .map(|line| number(line, "milliseconds"))
                .collect::<Result<_>>()?,
        })
    }
}

/// Reads each text natively.
pub fn natively(texts: &[Text]) -> Result<Vec<Reading>> {
    let mut cargo = program("cargo");
    cargo.args(["bench", "--package", "sayso", "--bench", "speed", "--"]);
    cargo.args(texts.iter().map(|text| &text.file));
    let readings: Vec<_> =
        lines(&output(&mut cargo)?)?.iter().map(Reading::from_json).collect::<Result<_>>()?;
    ensure!(readings.len() == texts.len(), "not every text was measured");
    Ok(readings)
}

/// Reads in Chromium: unseen words, a long text, and each text.
pub fn in_chromium(
    site: &Site,
    programs: &Programs,
    [unseen, long]: [&Path; 2],
    texts: &[Text],
) -> Result<InChromium> {
    let mut node = program("node");
    node.arg("tests/browser/speed.mjs").args([unseen, long]);
    node.args(texts.iter().map(|text| &text.file));
    node.env("BASE_URL", site.address()).env(browser::CHROMIUM, &programs.chromium);
    let measured = InChromium::from_json(&lines(&output(&mut node)?)?)?;
    ensure!(measured.milliseconds.len() == texts.len(), "not every text was measured");
    Ok(measured)
}

fn lines(text: &str) -> Result<Vec<Value>> {
    let lines = text.lines().filter(|line| line.starts_with('{'));
    lines.map(|line| serde_json::from_str(line).context("a measurement is not JSON")).collect()
}

fn number(line: &Value, key: &str) -> Result<f64> {
    line[key].as_f64().with_context(|| format!("a measurement has no {key}: {line}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_reading_takes_as_long_as_its_steps() {
        let line =
            json!({"bytes": 4000, "tokens": 800, "steps": [["language", 1.5], ["claims", 2.5]]});
        let reading = Reading::from_json(&line).unwrap();
        assert_eq!(reading.milliseconds, 4.0);
        assert_eq!(reading.tokens_a_second(), 200_000.0);
    }

    #[test]
    fn what_the_script_prints_is_understood() {
        let lines = lines(
            "note\n{\"opened\":90.5,\"longest\":0,\"longestOfLong\":55}\n{\"embedded\":60,\"longest\":51}\n{\"unseen\":[80,40,50]}\n{\"milliseconds\":7}\n",
        );
        let measured = InChromium::from_json(&lines.unwrap()).unwrap();
        assert_eq!((measured.opened, measured.longest), (90.5, 0.0));
        assert_eq!(measured.longest_of_long, 55.0);
        assert_eq!((measured.embedded, measured.embedded_longest), (60.0, 51.0));
        assert_eq!((measured.unseen_median(), measured.unseen_fastest()), (50.0, 40.0));
        assert_eq!(measured.milliseconds, [7.0]);
        assert!(InChromium::from_json(&[json!({})]).is_err());
    }
}
