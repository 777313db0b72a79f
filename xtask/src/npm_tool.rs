//! Programs from npm that make the page better: fetched once, into `target/tools`.

use crate::command::{is_installed, program, succeeds_within};
use crate::progress::say;
use crate::project;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file `script` of a package's release; `None` where it cannot be had.
pub fn find(package: &str, version: &str, script: &str) -> Option<PathBuf> {
    let folder = project::tools().join(format!("{package}-{version}"));
    let script = folder.join("node_modules").join(script);
    (script.exists() || fetch(&folder, &format!("{package}@{version}"))).then_some(script)
}

fn fetch(folder: &Path, release: &str) -> bool {
    if !is_installed("npm") || fs::create_dir_all(folder).is_err() {
        return false;
    }
    say(format!("fetching {release} from npm (once)"));
    let mut npm = program("npm");
    npm.args(["install", "--silent", "--no-save", "--no-audit", "--no-fund", "--prefix"]);
    npm.arg(folder).arg(release);
    succeeds_within(&mut npm, Duration::from_secs(300))
}
