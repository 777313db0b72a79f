//! `wasm-opt`, which makes the module a tenth smaller: used when it is there or can be fetched.

use crate::command::{is_installed, output, program};
use crate::npm_tool;
use crate::progress::say;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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
    if let Some(script) = npm_tool::find("binaryen", BINARYEN, "binaryen/bin/wasm-opt") {
        return Optimiser::Fetched(script);
    }
    say(
        "wasm-opt is not to be had: the page's module stays about a tenth larger (to change that, \
         install binaryen, or Node with npm)",
    );
    Optimiser::Missing
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
