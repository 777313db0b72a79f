//! Opens what Sayso exports with the programs that people will open it with: `tests/interop`.

use crate::command::{is_installed, output, program, run};
use crate::progress::say;
use crate::project;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    project::root().join("tests/interop")
}

/// Where the Python libraries are kept.
fn environment() -> PathBuf {
    project::tools().join("interop")
}

/// The Python of the environment.
fn python() -> PathBuf {
    let name = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    environment().join(name)
}

/// Installs what `requirements.txt` names, unless that was done for this very list.
pub fn install() -> Result<()> {
    let list = folder().join("requirements.txt");
    let wanted = fs::read(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let stamp = environment().join("installed.txt");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say("pip install (once for each change of requirements.txt)");
    let Some(system) = ["python3", "python"].into_iter().find(|name| is_installed(name)) else {
        bail!(
            "Python 3.11 or later is needed to open the exported files; install it and try again"
        );
    };
    output(program(system).args(["-m", "venv"]).arg(environment()))
        .context("Python has to come with its module venv (python3-venv on Debian)")?;
    let mut pip = program(python());
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    output(pip.arg(&list))?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Runs the tests with the program that was built for the native ones.
pub fn test() -> Result<()> {
    run(program("cargo").args(["build", "--quiet", "--package", "sayso", "--bin", "sayso"]))?;
    let name = format!("sayso{}", std::env::consts::EXE_SUFFIX);
    let mut tests = program(python());
    tests.args(["-m", "unittest", "discover", "--start-directory"]).arg(folder());
    tests.env("SAYSO", project::target().join("debug").join(name));
    run(tests.env("PYTHONDONTWRITEBYTECODE", "1"))
}
