//! `cargo xtask serve | build | test | bench`: everything that is done with the project, from a
//! fresh clone, without anything to be set up by hand.

mod bench;
mod bindings;
mod browser;
mod check;
mod command;
mod debian;
mod interop;
mod npm_tool;
mod offline;
mod optimise;
mod pack;
mod progress;
mod project;
mod server;
mod site;
mod toolchain;

use anyhow::Result;
use clap::{Parser, Subcommand};
use progress::Steps;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, serves, tests and measures Sayso")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the page's WebAssembly and its bindings into www/pkg, and what is taken along into
    /// target/pack: sayso.html, the npm package, the browser extension
    Build,
    /// Build, then serve the page on this computer
    Serve(server::Options),
    /// Check everything: formatting, lints, tests, the page in Chromium and Firefox
    Test,
    /// Measure
    #[command(subcommand)]
    Bench(bench::Benchmark),
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Build => {
            let mut steps = Steps::default();
            site::build(&mut steps)?;
            steps.run("Packing what is taken along", pack::all)
        }
        Task::Serve(options) => {
            site::build(&mut Steps::default())?;
            server::serve(&options)
        }
        Task::Test => check::all(),
        Task::Bench(benchmark) => bench::run(&benchmark),
    }
}
