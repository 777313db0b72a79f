//! What is taken along: the page as one file, the npm package and the browser extension, in
//! `target/pack`. All of them are made of `www/` as it is served.

mod bundle;
mod extension;
mod npm;
mod page;

use crate::progress::{kilobytes, say};
use crate::{npm_tool, project};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Where everything is put.
pub fn folder() -> PathBuf {
    project::target().join("pack")
}

/// Makes all of it; says so and makes nothing where the bundler cannot be had.
pub fn all() -> Result<()> {
    let Some(bundler) = npm_tool::find("esbuild", bundle::VERSION, "esbuild/bin/esbuild") else {
        say(
            "esbuild is not to be had: sayso.html, the npm package and the extension are not made \
             (to change that, install Node with npm)",
        );
        return Ok(());
    };
    let folder = folder();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for made in [page::make(&bundler)?, npm::make()?, extension::make(&bundler)?] {
        let size = usize::try_from(fs::metadata(&made)?.len())?;
        say(format!("{}: {}", made.display(), kilobytes(size)));
    }
    Ok(())
}

/// A file of the project as text.
fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Copies a file into a folder, under its own name.
fn copy(path: &Path, folder: &Path) -> Result<()> {
    let name = path.file_name().context("a file has a name")?;
    fs::create_dir_all(folder)?;
    fs::copy(path, folder.join(name)).with_context(|| format!("cannot copy {}", path.display()))?;
    Ok(())
}

/// An empty folder.
fn fresh(folder: PathBuf) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The version of the crate, which is that of everything.
fn version() -> Result<String> {
    let manifest = text(&project::root().join("Cargo.toml"))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("version = \""));
    Ok(line.and_then(|rest| rest.strip_suffix('"')).context("Cargo.toml has a version")?.to_owned())
}
