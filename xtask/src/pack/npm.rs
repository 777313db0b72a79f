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
        let content = text(&project::www().join(&module))?;
        let folder = module.rsplit_once('/').map_or("", |(folder, _)| folder);
        for before in ["from \"./", "import \"./", "import(\"./"] {
            let names = content.split(before).skip(1).filter_map(|rest| rest.split('"').next());
            let paths =
                names.map(|name| format!("{folder}/{name}").trim_start_matches('/').to_owned());
            open.extend(paths.filter(|path| is_module(path) && !found.contains(path)));
        }
        found.insert(module);
    }
    Ok(found)
}

/// Types are imported as if they were modules, in comments.
fn is_module(path: &str) -> bool {
    project::www().join(path).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedding_module_needs_the_bindings_but_not_the_page() {
        let all = modules(&["sayso.js", "worker.js"]);
        // Without a build there are no bindings to look into.
        let Ok(all) = all else { return };
        for needed in ["client.js", "core.js", "pkg/sayso.js", "worker.js"] {
            assert!(all.contains(needed), "{all:?}");
        }
        assert!(!all.contains("app.js") && !all.contains("store.js"), "{all:?}");
    }
}
