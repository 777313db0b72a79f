//! `cargo xtask bench`: how fast the reading is, how well it reads, how surely marks are found
//! again, and how the page answers.

mod anchor;
mod page;
mod quality;
mod speed;
mod table;

use crate::project;
use anyhow::{Context, Result};
use std::path::PathBuf;

/// What to measure.
#[derive(clap::Subcommand)]
pub enum Benchmark {
    /// How surely marks find their words again in edited texts, and how fast
    Anchor(anchor::Options),
    /// How soon the page shows what is done in it, and whether a killed tab loses anything
    Page(page::Options),
    /// How well attributions, speakers and claims are found, against texts marked by people
    Quality(quality::Options),
    /// How fast texts are read, natively and in Chromium, and how much the page loads
    Speed,
}

/// Measures it and prints a table.
pub fn run(benchmark: &Benchmark) -> Result<()> {
    match benchmark {
        Benchmark::Anchor(options) => anchor::run(options),
        Benchmark::Page(options) => page::run(options),
        Benchmark::Quality(options) => quality::run(options),
        Benchmark::Speed => speed::run(),
    }
}

/// A folder for what a benchmark writes.
fn folder(name: &str) -> Result<PathBuf> {
    let folder = project::target().join("bench").join(name);
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    Ok(folder)
}
