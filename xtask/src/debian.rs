//! Installing packages where that can be done without asking: as root on Debian.

use crate::command::{on_path, output, program};
use crate::progress::say;
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether this is Debian (or a child of it) and we may install packages.
pub fn can_install() -> bool {
    let root = output(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    root && crate::command::is_installed("apt-get")
}

/// Installs packages; those that are there already cost nothing but the question.
pub fn install(packages: &[&str]) -> Result<()> {
    if packages.iter().all(|package| is_installed(package)) {
        return Ok(());
    }
    say(format!("installing {} with apt-get", packages.join(" and ")));
    refresh_lists()?;
    output(apt().args(["install", "-y", "--no-install-recommends"]).args(packages)).map(drop)
}

/// A program without which tests can do, by the path that `variable` has, or by one of its names; it is
/// installed when it is missing and that can be done without asking. Where it cannot be had, it is
/// said that what the tests do with it is left out.
pub fn spared(title: &str, variable: &str, names: &[&str], packages: &[&str]) -> Option<PathBuf> {
    let there = || {
        let chosen = std::env::var_os(variable).filter(|chosen| !chosen.is_empty());
        chosen.map(PathBuf::from).or_else(|| names.iter().find_map(|name| on_path(name)))
    };
    if there().is_none() && can_install() {
        // Not every child of Debian has packages of these names.
        if let Err(why) = install(packages) {
            say(format!("{title} cannot be installed: {why:#}"));
        }
    }
    let found = there();
    if found.is_none() {
        let name = names[0];
        say(format!(
            "no {title}: its tests are left out (name one with {variable}=/path/to/{name})"
        ));
    }
    found
}

/// The version of an installed package.
pub fn version(package: &str) -> Result<String> {
    output(program("dpkg-query").args(["-Wf", "${Version}", package]))
}

/// An `apt-get` that asks nothing and waits its turn.
pub fn apt() -> Command {
    let mut command = program("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command.args(["-qq", "-o", "DPkg::Lock::Timeout=300"]);
    command
}

/// Asks Debian which versions there are now, once a run.
pub fn refresh_lists() -> Result<()> {
    static FRESH: AtomicBool = AtomicBool::new(false);
    if !FRESH.load(Ordering::Relaxed) {
        output(apt().arg("update"))?;
        FRESH.store(true, Ordering::Relaxed);
    }
    Ok(())
}

fn is_installed(package: &str) -> bool {
    output(program("dpkg-query").args(["-Wf", "${Status}", package]))
        .is_ok_and(|status| status.ends_with("ok installed"))
}
