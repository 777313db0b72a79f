//! How surely marks find their words again in edited texts, and how fast.

use super::table::Table;
use crate::command::{output, program};
use anyhow::{Context, Result};
use serde_json::Value;

/// How many texts to edit.
#[derive(clap::Args)]
pub struct Options {
    /// How many texts are edited, each a few times
    #[arg(long, default_value_t = 10_000)]
    texts: usize,
}

/// Measures and prints the tables.
pub fn run(options: &Options) -> Result<()> {
    let mut cargo = program("cargo");
    cargo.args(["bench", "--package", "sayso", "--bench", "anchor", "--"]);
    let lines = output(cargo.arg(options.texts.to_string()))?;
    let lines = lines.lines().filter(|line| line.starts_with('{'));
    let lines = lines.map(|line| serde_json::from_str(line).context("a count is not JSON"));
    let mut lines: Vec<Value> = lines.collect::<Result<_>>()?;
    let speed = lines.pop().context("nothing was measured")?;
    println!("\nMarks in {} edited texts, by what became of their words\n", options.texts);
    println!("{}", places(&lines)?);
    let time = |name: &str| speed[name].as_f64().with_context(|| format!("no time to {name}"));
    println!(
        "In a page of 10,000 words, with {} marks, each takes {:.3} ms to describe and {:.3} ms to \
         find.",
        speed["marks"],
        time("describe")?,
        time("find")?
    );
    Ok(())
}

fn places(lines: &[Value]) -> Result<Table> {
    let names = ["right", "wrong", "unanchored"];
    let mut table = Table::new(1, &["words", "marks", "right", "wrong", "unanchored"]);
    let mut sums = [0; 3];
    let mut row = |words: &str, counts: [u64; 3]| {
        let all: u64 = counts.iter().sum();
        let share = |count: u64| format!("{:.2} %", count as f64 * 100.0 / all.max(1) as f64);
        table.row([words.to_owned(), all.to_string()].into_iter().chain(counts.map(share)));
    };
    for line in lines {
        let mut counts = [0; 3];
        for (i, name) in names.iter().enumerate() {
            counts[i] = line[name].as_u64().with_context(|| format!("no count of {name}"))?;
            sums[i] += counts[i];
        }
        row(line["words"].as_str().unwrap_or_default(), counts);
    }
    row("all", sums);
    Ok(table)
}
