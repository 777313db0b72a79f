//! How fast each step of the reading is, on one thread.
//!
//!     cargo bench --bench speed -- FILE...
//!
//! prints one JSON object a line for each text; `cargo xtask bench speed` makes texts and tables.
//! What is counted is the processor's time, so that a busy computer gives the same figures as an
//! idle one.

use cpu_time::ThreadTime;
use sayso::Analysis;
use sayso::annotation::Document;
use sayso::{article, attribution, claims, language, speakers};
use serde_json::json;
use std::process::ExitCode;
use std::time::Duration;

/// A text is read again and again for at least this long.
const ENOUGH: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let files: Vec<_> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if files.is_empty() {
        eprintln!("Name the texts to read: cargo bench --bench speed -- FILE...");
    }
    for file in files {
        match std::fs::read_to_string(&file) {
            Ok(text) => println!("{}", measure(&text)),
            Err(error) => {
                eprintln!("error: cannot read {file}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// The milliseconds of each step in the fastest run, which is the one that was disturbed least.
fn measure(text: &str) -> serde_json::Value {
    let mut fastest = read(text);
    let mut spent = fastest.total();
    while spent < ENOUGH {
        let run = read(text);
        spent += run.total();
        if run.total() < fastest.total() {
            fastest = run;
        }
    }
    let steps = fastest.steps.map(|(name, time)| json!([name, time.as_secs_f64() * 1000.0]));
    json!({
        "bytes": text.len(),
        "words": text.split_whitespace().count(),
        "tokens": fastest.tokens,
        "annotations": fastest.annotations,
        "steps": steps,
    })
}

/// One reading of a text.
struct Run {
    steps: [(&'static str, Duration); 6],
    tokens: usize,
    annotations: usize,
}

impl Run {
    fn total(&self) -> Duration {
        self.steps.iter().map(|step| step.1).sum()
    }
}

/// The pipeline, as `sayso::annotate` runs it, with a clock between its steps.
fn read(text: &str) -> Run {
    let (article, to_article) = timed(|| article::from_text(text));
    let (structure, to_structure) = timed(|| language::read(&article));
    let (attributions, to_attributions) = timed(|| attribution::attribute(&article, &structure));
    let (speakers, to_speakers) = timed(|| speakers::resolve(&article, &structure, &attributions));
    let (claims, to_claims) =
        timed(|| claims::find(&article, &structure, &attributions, &speakers));
    let tokens = structure.tokens.len();
    let analysis = Analysis { structure, attributions, speakers, claims };
    let (document, to_document): (Document, _) = timed(|| analysis.into_document(article));
    Run {
        steps: [
            ("article", to_article),
            ("language", to_structure),
            ("attribution", to_attributions),
            ("speakers", to_speakers),
            ("claims", to_claims),
            ("annotations", to_document),
        ],
        tokens,
        annotations: document.annotations.len(),
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = ThreadTime::now();
    let result = work();
    (result, start.elapsed())
}
