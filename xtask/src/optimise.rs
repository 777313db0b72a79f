//! `wasm-opt`, which makes the module a tenth smaller: used when it is there or can be fetched.

use crate::command::{is_installed, output, program, succeeds_within};
use crate::progress::say;
use crate::project;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The release of npm's `binaryen` that is fetched.
const BINARYEN: &str = "132.0.0";

/// What the module uses beyond the first WebAssembly: the compiler's own choice for this target,
/// and SIMD. Every browser has them since 2023.
const FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// A way to call `wasm-opt`, if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Optimiser {
    /// The one that is installed.
    Installed,
    /// The one from npm: a script for Node.
    Fetched(PathBuf),
    /// None: the page works all the same, and is a little larger.
    Missing,
}

/// Finds it, or fetches it once.
pub fn find() -> Optimiser {
    if is_installed("wasm-opt") {
        return Optimiser::Installed;
    }
    let folder = project::tools().join(format!("binaryen-{BINARYEN}"));
    let script = folder.join("node_modules/binaryen/bin/wasm-opt");
    if script.exists() || fetch(&folder) {
        return Optimiser::Fetched(script);
    }
    say(
        "wasm-opt is not to be had: the page's module stays about a tenth larger (to change that, \
         install binaryen, or Node with npm)",
    );
    Optimiser::Missing
}

fn fetch(folder: &Path) -> bool {
    if !is_installed("npm") || fs::create_dir_all(folder).is_err() {
        return false;
    }
    say("fetching wasm-opt from npm (once, 20 MB)");
    let mut npm = program("npm");
    npm.args(["install", "--silent", "--no-save", "--no-audit", "--no-fund", "--prefix"]);
    npm.arg(folder).arg(format!("binaryen@{BINARYEN}"));
    succeeds_within(&mut npm, Duration::from_secs(300))
}

impl Optimiser {
    /// Rewrites a module in place, smaller and a little faster.
    pub fn shrink(&self, module: &Path) -> Result<()> {
        let Some(mut command) = self.command() else { return Ok(()) };
        say("shrinking the module");
        let smaller = module.with_extension("smaller");
        command.arg("-O2").args(FEATURES).arg(module).arg("-o").arg(&smaller);
        output(&mut command)?;
        fs::rename(&smaller, module).with_context(|| format!("cannot replace {}", module.display()))
    }

    fn command(&self) -> Option<Command> {
        match self {
            Self::Installed => Some(program("wasm-opt")),
            Self::Fetched(script) => {
                let mut node = program("node");
                node.arg(script);
                Some(node)
            }
            Self::Missing => None,
        }
    }
}
