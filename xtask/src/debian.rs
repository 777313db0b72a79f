//! Installing packages where that can be done without asking: as root on Debian.

use crate::command::{output, program};
use crate::progress::say;
use anyhow::Result;
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
