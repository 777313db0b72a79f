//! `cargo xtask test`: everything that has to be right, from formatting to the page in a browser.

use crate::browser::{self, Programs};
use crate::command::{output, program, run, succeeds};
use crate::progress::{Steps, say};
use crate::server::Site;
use crate::toolchain::{Toolchain, WASM};
use crate::{bindings, interop, pack, project, site};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs every check, and tells how long each took; the first that fails ends it.
pub fn all() -> Result<()> {
    let mut steps = Steps::default();
    let result = each(&mut steps);
    eprintln!("\n{}", steps.summary());
    let step = steps.failed().unwrap_or_default();
    result.with_context(|| format!("the step “{step}” failed, and with it the tests"))?;
    eprintln!("Everything is all right.");
    Ok(())
}

fn each(steps: &mut Steps) -> Result<()> {
    // What is missing is found out first, not after minutes of building.
    let programs = steps.run("Finding Chromium and Node", browser::find)?;
    let toolchain = steps.run("Finding a toolchain for WebAssembly", site::toolchain)?;
    steps.run("Formatting", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    steps.run("Lints", lints)?;
    steps.run("Documentation", documentation)?;
    steps.run("Native tests", native_tests)?;
    steps.run("Examples in the documentation", doc_tests)?;
    steps.run("Fetching the programs that open exported files", interop::install)?;
    steps.run("Opening exported files with them", interop::test)?;
    let runner = steps.run("Building the runner of the wasm tests", test_runner)?;
    steps.run("Wasm tests in Chromium", || wasm_tests(&toolchain, &runner, &programs))?;
    site::build_with(&toolchain, steps)?;
    steps.run("Packing what is taken along", pack::all)?;
    steps.run("Fetching the libraries of the page's tests", install_page_tests)?;
    steps.run("The page in Chromium and Firefox", || page_tests(&programs))
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = program("cargo");
    command.args(arguments);
    command
}

fn lints() -> Result<()> {
    let arguments = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-Dwarnings"];
    run(&mut cargo(&arguments))
}

/// Private items too: their documentation is for whoever works on them, and its links have to lead
/// somewhere like all others.
fn documentation() -> Result<()> {
    let arguments = ["doc", "--quiet", "--workspace", "--no-deps", "--document-private-items"];
    let mut doc = cargo(&arguments);
    run(doc.env("RUSTDOCFLAGS", "-Dwarnings"))
}

fn native_tests() -> Result<()> {
    if succeeds(&mut cargo(&["nextest", "--version"])) {
        run(&mut cargo(&[
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--status-level",
            "fail",
        ]))
    } else {
        run(&mut cargo(&["test", "--workspace", "--lib", "--bins", "--tests"]))
    }
}

fn doc_tests() -> Result<()> {
    run(&mut cargo(&["test", "--quiet", "--package", "sayso", "--doc"]))
}

/// Builds the runner and gives its path. It is not run through `cargo run`: the cargo that runs the
/// tests holds the lock on the target folder.
fn test_runner() -> Result<PathBuf> {
    run(&mut cargo(&["build", "--quiet", "--package", "wasm-test-runner"]))?;
    let name = format!("wasm-test-runner{}", std::env::consts::EXE_SUFFIX);
    Ok(project::target().join("debug").join(name))
}

/// `tests/wasm.rs` in a browser. Only that: unit tests are the same code on every target, and run
/// natively.
fn wasm_tests(toolchain: &Toolchain, runner: &Path, programs: &Programs) -> Result<()> {
    let folder = project::wasm_target();
    let capabilities = folder.join("webdriver.json");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&capabilities, browser::capabilities(programs)))
        .with_context(|| format!("cannot write {}", capabilities.display()))?;
    let mut cargo = toolchain.cargo();
    cargo.args(["test", "--package", "sayso", "--test", "wasm", "--target", WASM]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    cargo.env("CHROMEDRIVER", &programs.driver);
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
    cargo.env("WASM_BINDGEN_USE_BROWSER", "1");
    // A busy computer may take long to start a browser.
    cargo.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60").env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    run(bindings::for_wasm(&mut cargo))
}

fn page_tests_folder() -> PathBuf {
    project::root().join("tests/browser")
}

/// Installs what the lock file names, unless that was done for this very lock file.
pub fn install_page_tests() -> Result<()> {
    let folder = page_tests_folder();
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say("npm ci (once for each change of package-lock.json)");
    output(browser::npm(&folder).arg("ci"))?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Serves the page on a free port and lets the tests loose on it.
fn page_tests(programs: &Programs) -> Result<()> {
    let site = Site::start()?;
    let mut npm = browser::npm(&page_tests_folder());
    npm.args(["run", "--silent", "test"]);
    npm.env("BASE_URL", site.address()).env(browser::CHROMIUM, &programs.chromium);
    npm.env("PACK", pack::folder());
    if let Some(firefox) = browser::firefox() {
        npm.env(browser::FIREFOX, firefox);
    }
    run(&mut npm)
}
