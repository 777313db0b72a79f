//! Texts that people have marked, and the machine's reading of them.

use super::predictions;
use crate::command::{program, run, words};
use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A file with one marked article a line: `{"id", "text", "attributions", …}`.
pub struct Corpus {
    /// What it is called in the table.
    pub name: &'static str,
    /// Where it is in the data folder; may be compressed.
    pub texts: &'static str,
    /// The file in the data folder that tells who the speakers are; without one, the marks do.
    pub speakers: Option<&'static str>,
}

/// What the machine is told about the texts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// Nothing but the texts: what a reader gets.
    Nothing,
    /// Who said what, so that the steps after that are measured by themselves.
    Attributions,
    /// What the rules find of who said what: the baseline.
    Rules,
}

/// What reads.
pub struct Readers {
    /// The command line.
    pub sayso: PathBuf,
    /// The crate's example that attributes by rules alone.
    pub rules: PathBuf,
}

/// The machine's reading of a corpus.
pub struct Reading {
    /// The corpus, and what was given.
    pub name: String,
    /// People's marks, not compressed.
    pub gold: PathBuf,
    /// The machine's, in the form that every scorer reads.
    pub predictions: PathBuf,
    /// Who the speakers are, by the ids of people's marks.
    pub speakers: PathBuf,
}

impl Corpus {
    /// Lets the command line read the texts; its files go into `folder`.
    pub fn read(
        &self,
        data: &Path,
        folder: &Path,
        readers: &Readers,
        given: Given,
    ) -> Result<Reading> {
        let lines = json_lines(&unpack(&data.join(self.texts))?)?;
        let (suffix, addition) = match given {
            Given::Nothing => ("", ""),
            Given::Attributions => ("-attributed", ", attributions given"),
            Given::Rules => ("-rules", ", attributions by rules"),
        };
        let stem = self.name.to_lowercase().replace(' ', "-");
        let file = |part: &str| folder.join(format!("{stem}{suffix}.{part}.jsonl"));
        let input: Vec<_> = lines.iter().map(|article| question(article, given)).collect();
        write_lines(&file("input"), &input)?;
        write_lines(&file("gold"), &lines)?;
        let input = match given {
            Given::Nothing | Given::Attributions => file("input"),
            Given::Rules => attribute(&readers.rules, &file("input"), file("attributed"))?,
        };
        let answers = annotate(&readers.sayso, &input)?;
        let predictions: Vec<_> = answers.iter().map(predictions::of).collect::<Result<_>>()?;
        write_lines(&file("predictions"), &predictions)?;
        let speakers = match self.speakers {
            Some(known) => data.join(known),
            None => {
                write_lines(&file("speakers"), &lines.iter().map(speakers_of).collect::<Vec<_>>())?;
                file("speakers")
            }
        };
        Ok(Reading {
            name: format!("{}{addition}", self.name),
            gold: file("gold"),
            predictions: file("predictions"),
            speakers,
        })
    }
}

/// Adds to each line of input what the rules find, and gives the file that has it.
fn attribute(rules: &Path, input: &Path, attributed: PathBuf) -> Result<PathBuf> {
    let open = || Ok::<_, std::io::Error>((fs::File::open(input)?, fs::File::create(&attributed)?));
    let (from, to) = open().with_context(|| format!("cannot write {}", attributed.display()))?;
    run(program(rules).stdin(from).stdout(to))?;
    Ok(attributed)
}

/// A line of input for the command line.
fn question(article: &Value, given: Given) -> Value {
    let mut question = json!({"id": article["id"], "text": article["text"]});
    if given == Given::Attributions {
        let all = article["attributions"].as_array().map_or(&[][..], Vec::as_slice);
        // People may leave the content open; the command line asks for some.
        let has_content = |a: &&Value| a["content"].as_array().is_some_and(|c| !c.is_empty());
        let marks = all.iter().filter(has_content).map(|a| {
            json!({"source": a["source"], "cue": a["cue"], "content": a["content"], "kind": a["kind"]})
        });
        question["attributions"] = marks.collect();
    }
    question
}

/// Who is said to speak by the marks of an article, in the form of the scorer. It is not told how
/// their sources are written.
fn speakers_of(article: &Value) -> Value {
    let marks = article["attributions"].as_array().map_or(&[][..], Vec::as_slice);
    let known = marks.iter().filter(|mark| mark["speaker"].is_string()).filter_map(|mark| {
        let who = json!({"speaker": mark["speaker"], "aliases": mark["aliases"], "how": "name"});
        Some((mark["id"].as_str()?.to_owned(), who))
    });
    json!({"id": article["id"], "speakers": known.collect::<serde_json::Map<_, _>>()})
}

/// Runs `sayso annotate --jsonl` and gives its answers.
fn annotate(sayso: &Path, input: &Path) -> Result<Vec<Value>> {
    let mut command = program(sayso);
    command.args(["annotate", "--jsonl", "--offsets", "codepoint"]).arg(input);
    let output = command.output().with_context(|| format!("cannot run {}", sayso.display()))?;
    let answers = json_lines(&String::from_utf8_lossy(&output.stdout))?;
    if let Some(error) = answers.iter().find_map(|answer| answer["error"].as_str()) {
        bail!("`{}` could not read a text: {error}", words(&command));
    }
    if !output.status.success() {
        bail!("`{}` failed: {}", words(&command), String::from_utf8_lossy(&output.stderr));
    }
    Ok(answers)
}

fn unpack(file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut text = String::new();
    let read = if file.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(&bytes[..]).read_to_string(&mut text)
    } else {
        (&bytes[..]).read_to_string(&mut text)
    };
    read.with_context(|| format!("cannot unpack {}", file.display()))?;
    Ok(text)
}

fn json_lines(text: &str) -> Result<Vec<Value>> {
    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).context("a line is not JSON")).collect()
}

fn write_lines(file: &Path, lines: &[Value]) -> Result<()> {
    let mut text = Vec::new();
    for line in lines {
        writeln!(text, "{line}")?;
    }
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_tell_who_speaks() {
        let mark = |id, speaker| json!({"id": id, "speaker": speaker, "aliases": ["Ruiz"]});
        let marks = [mark("A1", json!("Ana Ruiz")), mark("A2", Value::Null)];
        assert_eq!(
            speakers_of(&json!({"id": "a", "attributions": marks})),
            json!({"id": "a", "speakers": {
                "A1": {"speaker": "Ana Ruiz", "aliases": ["Ruiz"], "how": "name"},
            }})
        );
    }

    #[test]
    fn attributions_are_given_only_when_asked() {
        let mark =
            json!({"id": "E1", "source": [], "cue": [], "content": [[0, 2]], "kind": "direct"});
        let open =
            json!({"id": "E2", "source": [[3, 4]], "cue": [], "content": [], "kind": "direct"});
        let article =
            json!({"id": "a", "text": "Hi.", "attributions": [mark, open], "date": "2020"});
        assert_eq!(question(&article, Given::Nothing), json!({"id": "a", "text": "Hi."}));
        let question = question(&article, Given::Attributions);
        assert_eq!(question["attributions"].as_array().unwrap().len(), 1);
        assert_eq!(question["attributions"][0]["content"], json!([[0, 2]]));
    }
}
