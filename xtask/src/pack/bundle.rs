//! Several modules as one script, by esbuild.

use crate::command::{output, program};
use crate::project;
use anyhow::Result;
use std::path::Path;

/// The release of esbuild that is fetched.
pub const VERSION: &str = "0.28.2";

/// The module `entry` of `www/` with all that it imports, as one module without imports.
pub fn bundle(bundler: &Path, entry: &str) -> Result<String> {
    let mut esbuild = program(bundler);
    let options = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--charset=utf8"];
    output(esbuild.arg(project::www().join(entry)).args(options).arg("--log-level=error"))
}
