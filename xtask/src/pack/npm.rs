//! The npm package: the embedding module with all that it loads, its types, licence and guide.

use super::{copy, folder, fresh, text, version};
use crate::command::{is_installed, output, program};
use crate::project;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// Makes the tarball, or where npm is missing the folder that it is made of; gives its path.
pub fn make() -> Result<PathBuf> {
    let root = project::root();
    let package = fresh(folder().join("npm"))?;
    for module in modules(&["sayso.js", "worker.js"])? {
        let target = package.join(&module);
        copy(&project::www().join(&module), target.parent().context("it lies in a folder")?)?;
    }
    for types in ["sayso.d.ts", "types.d.ts"] {
        copy(&project::www().join(types), &package)?;
    }
    copy(&project::pkg().join("sayso_bg.wasm"), &package.join("pkg"))?;
    copy(&project::pkg().join("sayso.d.ts"), &package.join("pkg"))?;
    for file in ["LICENSE-MIT", "LICENSE-APACHE", "npm/README.md"] {
        copy(&root.join(file), &package)?;
    }
    let about = text(&root.join("npm/package.json"))?.replace("0.0.0", &version()?);
    fs::write(package.join("package.json"), about)?;
    if !is_installed("npm") {
        return Ok(package);
    }
    let mut npm = program("npm");
    let name =
        output(npm.current_dir(&package).args(["pack", "--silent", "--pack-destination", ".."]))?;
    Ok(folder().join(name.trim()))
}

/// The modules of `www/` that `entries` load, themselves among them.
fn modules(entries: &[&str]) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut open: Vec<String> = entries.iter().map(|&entry| entry.to_owned()).collect();
    while let Some(module) = open.pop() {
        if !module.starts_with(BINDINGS) {
            let content = text(&project::www().join(&module))?;
            for before in ["from \"./", "import \"./", "import(\"./"] {
                let names = content.split(before).skip(1).filter_map(|rest| rest.split('"').next());
                let new = names.filter(|name| is_module(name) && !found.contains(*name));
                open.extend(new.map(str::to_owned));
            }
        }
        found.insert(module);
    }
    Ok(found)
}

/// Where the build puts the bindings, which load no module themselves. They need not be there yet.
const BINDINGS: &str = "pkg/";

/// Types are imported as if they were modules, in comments.
fn is_module(name: &str) -> bool {
    let is_there = || name.starts_with(BINDINGS) || project::www().join(name).is_file();
    name.ends_with(".js") && is_there()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedding_module_needs_the_bindings_but_not_the_page() {
        let all = modules(&["sayso.js", "worker.js"]).unwrap();
        for needed in ["client.js", "core.js", "pkg/sayso.js", "worker.js"] {
            assert!(all.contains(needed), "{all:?}");
        }
        for other in ["app.js", "store.js", "types.js", "sayso.d.ts"] {
            assert!(!all.contains(other), "{all:?}");
        }
    }
}
