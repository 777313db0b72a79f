//! The browser extension (Manifest V3): a folder to load unpacked, and the zip that stores take.

use super::bundle::bundle;
use super::{copy, folder, fresh, text, version};
use crate::project;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;

/// Makes both and gives the path of the zip.
pub fn make(bundler: &Path) -> Result<PathBuf> {
    let source = project::root().join("extension");
    let made = fresh(folder().join("extension"))?;
    let manifest = text(&source.join("manifest.json"))?.replace("0.0.0", &version()?);
    fs::write(made.join("manifest.json"), manifest)?;
    for script in ["background.js", "annotate.js"] {
        copy(&source.join(script), &made)?;
    }
    for size in ["16", "48", "128"] {
        copy(&source.join(format!("icon-{size}.png")), &made)?;
    }
    fs::write(made.join("sayso.js"), bundle(bundler, "sayso.js")?)?;
    copy(&project::pkg().join("sayso_bg.wasm"), &made)?;
    copy(&project::root().join("LICENSE-MIT"), &made)?;
    let path = folder().join("sayso-extension.zip");
    zip(&made, &path)?;
    Ok(path)
}

fn zip(from: &Path, to: &Path) -> Result<()> {
    let file = File::create(to).with_context(|| format!("cannot write {}", to.display()))?;
    let mut zip = zip::ZipWriter::new(file);
    let mut entries = fs::read_dir(from)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        zip.start_file(entry.file_name().to_string_lossy(), SimpleFileOptions::default())?;
        zip.write_all(&fs::read(entry.path())?)?;
    }
    zip.finish()?;
    Ok(())
}
