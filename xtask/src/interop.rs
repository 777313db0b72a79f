//! Opens what Sayso exports with the programs that people will open it with: `tests/interop`.

use crate::command::{is_installed, output, program, run};
use crate::progress::say;
use crate::{debian, project};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

/// Names LibreOffice where it is not called `soffice`.
const LIBREOFFICE: &str = "SAYSO_SOFFICE";

/// LibreOffice, without which the tests can do.
fn libreoffice() -> Option<PathBuf> {
    let packages = ["libreoffice-writer-nogui", "libreoffice-calc-nogui"];
    debian::spared("LibreOffice", LIBREOFFICE, &["soffice"], &packages)
}

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

/// Installs what `requirements.txt` names, and what `alone.txt` names without what that asks for in
/// turn: Label Studio's library would bring libraries for images and tables along, of which
/// checking a task needs nothing, and of the others only the schemas are of use. Unless both was
/// done for these very lists.
pub fn install() -> Result<()> {
    let lists = ["requirements.txt", "alone.txt"].map(|name| folder().join(name));
    let mut wanted = Vec::new();
    for list in &lists {
        wanted.extend(fs::read(list).with_context(|| format!("cannot read {}", list.display()))?);
    }
    let stamp = environment().join("installed.txt");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say("pip install (once for each change of what tests/interop needs)");
    let Some(system) = ["python3", "python"].into_iter().find(|name| is_installed(name)) else {
        bail!(
            "Python 3.11 or later is needed to open the exported files; install it and try again"
        );
    };
    output(program(system).args(["-m", "venv"]).arg(environment()))
        .context("Python has to come with its module venv (python3-venv on Debian)")?;
    for (list, options) in lists.iter().zip([&[][..], &["--no-deps"]]) {
        let mut pip = program(python());
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        output(pip.args(options).arg("--requirement").arg(list))?;
    }
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Runs the tests with the program that was built for the native ones.
pub fn test() -> Result<()> {
    run(program("cargo").args(["build", "--quiet", "--package", "sayso", "--bin", "sayso"]))?;
    let name = format!("sayso{}", std::env::consts::EXE_SUFFIX);
    let mut tests = program(python());
    tests.args(["-m", "unittest", "discover", "--start-directory"]).arg(folder());
    tests.env("SAYSO", project::target().join("debug").join(name));
    if let Some(libreoffice) = libreoffice() {
        tests.env(LIBREOFFICE, libreoffice);
    }
    run(tests.env("PYTHONDONTWRITEBYTECODE", "1"))
}
