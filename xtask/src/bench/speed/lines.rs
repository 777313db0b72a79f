//! How much JavaScript there is to read.

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::path::Path;

/// The scripts that `index.html` names.
const OF_THE_PAGE: [&str; 2] = ["app.js", "theme.js"];

/// The script that other people's pages load.
const OF_OTHERS: &str = "sayso.js";

/// Lines that have anything but comments.
pub struct Lines {
    /// In the page's own scripts.
    pub page: usize,
    /// In what other people's pages load besides.
    pub others: usize,
}

impl Lines {
    /// Counts them.
    ///
    /// # Errors
    /// When a script that another one names cannot be read.
    pub fn count(www: &Path) -> Result<Self> {
        let page = lines_from(www, &OF_THE_PAGE)?;
        let [app, theme] = OF_THE_PAGE;
        Ok(Self { page, others: lines_from(www, &[app, theme, OF_OTHERS])? - page })
    }
}

/// Lines of code in some scripts and in all beside them that one of these names.
fn lines_from(www: &Path, entries: &[&str]) -> Result<usize> {
    let mut named: Vec<String> = entries.iter().map(|&name| name.to_owned()).collect();
    let (mut seen, mut lines) = (BTreeSet::new(), 0);
    while let Some(name) = named.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let script = std::fs::read_to_string(www.join(&name))
            .with_context(|| format!("cannot read the script {name}"))?;
        lines += lines_of_code(&script);
        let literals = script.split('"').filter_map(|literal| literal.strip_prefix("./"));
        let scripts = literals.filter(|name| name.ends_with(".js") && !name.contains('/'));
        named.extend(scripts.filter(|name| *name != "types.js").map(str::to_owned));
    }
    Ok(lines)
}

/// Lines that have anything but comments and white space. A comment that begins behind code on one
/// line and ends on another is taken for code.
fn lines_of_code(script: &str) -> usize {
    let mut is_comment = false;
    let has_code = |line: &&str| {
        let mut rest = line.trim();
        loop {
            if is_comment {
                let Some((_, after)) = rest.split_once("*/") else { return false };
                (is_comment, rest) = (false, after.trim_start());
            }
            match rest.strip_prefix("/*") {
                Some(after) => (is_comment, rest) = (true, after),
                None => return !rest.is_empty() && !rest.starts_with("//"),
            }
        }
    };
    script.lines().filter(has_code).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn comments_and_empty_lines_are_no_code() {
        let script = "// one\n/** @type {X} */ let x = 1;\n\n/**\n * two\n */\nx += 1; // three\n/* a */ /* b */\n";
        assert_eq!(lines_of_code(script), 2);
    }

    #[test]
    fn the_page_is_small_enough_to_be_read() {
        let Lines { page, others } = Lines::count(&project::www()).unwrap();
        assert!((2_000..3_000).contains(&page), "the page's own scripts have {page} lines");
        assert!((100..1_000).contains(&others), "those of other people's pages have {others}");
    }
}
