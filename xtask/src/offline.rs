//! `pkg/build.js`: which files make the page, and a name for what they hold. With it the page's service
//! worker keeps all of them, and notices when one has changed.

use crate::project;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Where it is, from the page.
pub const ADDRESS: &str = "/pkg/build.js";

/// Writes it; leaves one that is right already as it is.
pub fn write() -> Result<()> {
    let path = project::pkg().join("build.js");
    let script = script(&project::www())?;
    if fs::read_to_string(&path).is_ok_and(|there| there == script) {
        return Ok(());
    }
    // Put there in one go: a browser may be asking for it.
    let made = path.with_extension(format!("{}", std::process::id()));
    fs::write(&made, script).with_context(|| format!("cannot write {}", made.display()))?;
    fs::rename(&made, &path).with_context(|| format!("cannot write {}", path.display()))
}

fn script(www: &Path) -> Result<String> {
    let mut files = Vec::new();
    collect(www, "", &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        let content = fs::read(www.join(file)).with_context(|| format!("cannot read {file}"))?;
        hash.update(file);
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    let version = hash.finalize().iter().take(8).fold(String::new(), |mut version, byte| {
        let _ = write!(version, "{byte:02x}");
        version
    });
    // The page is asked for by its folder.
    let names = files.iter().map(|file| if file == "index.html" { "./" } else { file });
    let build = serde_json::json!({ "version": version, "files": names.collect::<Vec<_>>() });
    Ok(format!("self.SAYSO_BUILD = {build};\n"))
}

/// The files of a folder that the page loads, by their addresses.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            if name != "examples" {
                collect(&entry.path(), &format!("{name}/"), files)?;
            }
        } else if is_loaded(&name) {
            files.push(name);
        }
    }
    Ok(())
}

/// What is not part of the page: what keeps it, and what brings Sayso over other people's pages.
const OTHERS: [&str; 6] =
    ["service-worker.js", "pkg/build.js", "sayso.js", "panel.js", "painter.js", "host-text.js"];

fn is_loaded(name: &str) -> bool {
    let is_hidden = name.split('/').any(|part| part.starts_with('.'));
    !is_hidden && !name.ends_with(".ts") && !OTHERS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_another_build() {
        let www = std::env::temp_dir().join(format!("sayso-offline-{}", std::process::id()));
        fs::create_dir_all(www.join("pkg")).unwrap();
        fs::create_dir_all(www.join("examples")).unwrap();
        let files = [
            "index.html",
            "a.js",
            "types.d.ts",
            "pkg/core.wasm",
            "pkg/build.js",
            "sayso.js",
            "examples/x.html",
        ];
        for file in files {
            fs::write(www.join(file), "one").unwrap();
        }
        let first = script(&www).unwrap();
        assert!(first.contains(r#""files":["a.js","./","pkg/core.wasm"]"#), "{first}");
        assert_eq!(script(&www).unwrap(), first);
        fs::write(www.join("a.js"), "two").unwrap();
        assert_ne!(script(&www).unwrap(), first);
        fs::remove_dir_all(www).unwrap();
    }
}
