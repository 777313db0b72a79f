//! `sayso.html`: the page with its styles, its scripts, the core and the models in one file, which
//! opens from a disk without any network.

use super::bundle::bundle;
use super::{folder, text};
use crate::project;
use crate::server::encoding::Encoding;
use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Makes the file and gives its path.
pub fn make(bundler: &Path) -> Result<PathBuf> {
    let www = project::www();
    let page = text(&www.join("index.html"))?;
    let style =
        styles(&page).into_iter().map(|name| text(&www.join(name))).collect::<Result<String>>()?;
    // An end tag inside a script would end it.
    let script = bundle(bundler, "app.js")?.replace("</script", "<\\/script");
    let core = fs::read(project::pkg().join("sayso_bg.wasm")).context("the core is not built")?;
    let icon =
        format!("data:image/svg+xml;base64,{}", STANDARD.encode(text(&www.join("icon.svg"))?));
    let carried = format!(
        "<script type=\"text/plain\" id=\"sayso-core\">{}</script>\n\
         <script type=\"text/plain\" id=\"sayso-sample\">{}</script>\n\
         <script type=\"module\">{script}</script>\n</body>",
        STANDARD.encode(Encoding::Gzip.compress(&core, 9)?),
        text(&www.join("sample.html"))?,
    );
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src data: blob:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types sayso",
        source(&script),
        source(&style)
    );
    let mut page = Edited(page);
    page.replace_between("Content-Security-Policy\" content=\"", "\"", &policy)?;
    page.cut("  <link rel=\"manifest\"", "  <link rel=\"icon\"")?;
    page.cut("  <link rel=\"stylesheet\"", "<script type=\"module\" src=\"theme.js\"")?;
    page.replace("<script type=\"module\" src=\"theme.js\" blocking=\"render\"></script>\n", "")?;
    page.replace(
        "<script type=\"module\" src=\"app.js\"></script>",
        &format!("<style>{style}</style>"),
    )?;
    page.0 = page.0.replace("\"icon.svg\"", &format!("\"{icon}\""));
    page.replace("</body>", &carried)?;
    let path = folder().join("sayso.html");
    fs::write(&path, page.0).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

/// The style sheets that the page names, in its order.
fn styles(page: &str) -> Vec<&str> {
    let links = page.split("<link rel=\"stylesheet\" href=\"").skip(1);
    links.filter_map(|link| Some(link.split_once('"')?.0)).collect()
}

/// What a content security policy calls an inline script or style.
fn source(content: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// The page while it is changed; each change says when there was nothing to change.
struct Edited(String);

impl Edited {
    fn replace(&mut self, what: &str, by: &str) -> Result<()> {
        ensure!(self.0.contains(what), "index.html has no {what:?} any more");
        self.0 = self.0.replacen(what, by, 1);
        Ok(())
    }

    fn between(&self, from: &str, to: &str) -> Result<(usize, usize)> {
        let start = self.0.find(from).with_context(|| format!("index.html has no {from:?}"))?;
        let end = self.0[start + from.len()..].find(to).context("index.html goes on")?;
        Ok((start, start + from.len() + end))
    }

    fn replace_between(&mut self, from: &str, to: &str, by: &str) -> Result<()> {
        let (start, end) = self.between(from, to)?;
        self.0.replace_range(start + from.len()..end, by);
        Ok(())
    }

    fn cut(&mut self, from: &str, to: &str) -> Result<()> {
        let (start, end) = self.between(from, to)?;
        self.0.replace_range(start..end, "");
        Ok(())
    }
}
