//! How many bytes the page loads.

use crate::bench::table::Table;
use crate::progress::kilobytes;
use crate::server::encoding::Encoding;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The sizes of files, by kind: as they are, and as a server would send them at best.
pub struct Weights {
    kinds: BTreeMap<&'static str, Weight>,
}

impl Weights {
    /// Compresses the files.
    pub fn of(files: &BTreeSet<PathBuf>) -> Result<Self> {
        let mut kinds: BTreeMap<_, Weight> = BTreeMap::new();
        for file in files {
            kinds.entry(kind(file)).or_default().add(Weight::of(file)?);
        }
        Ok(Self { kinds })
    }

    /// All of them together, in bytes, compressed as well as can be.
    pub fn total(&self) -> usize {
        self.kinds.values().map(|weight| weight.brotli).sum()
    }

    /// A row for each kind, and one for all.
    pub fn table(&self) -> Table {
        let mut total = Weight::default();
        self.kinds.values().for_each(|weight| total.add(*weight));
        let mut table = Table::new(1, &["kind", "files", "plain", "gzip", "brotli"]);
        for (kind, weight) in self.kinds.iter().chain([(&"all", &total)]) {
            let sizes = [weight.plain, weight.gzip, weight.brotli].map(kilobytes);
            table.row([(*kind).to_owned(), weight.files.to_string()].into_iter().chain(sizes));
        }
        table
    }
}

/// What a file is to the page.
fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "markup and sample",
        Some("css") => "styles",
        Some("js") => "scripts",
        Some("wasm") => "core with its models",
        _ => "pictures and other",
    }
}

/// Bytes in each form.
#[derive(Clone, Copy, Default)]
struct Weight {
    files: usize,
    plain: usize,
    gzip: usize,
    brotli: usize,
}

impl Weight {
    fn of(file: &PathBuf) -> Result<Self> {
        let bytes =
            std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let compressed =
            |encoding: Encoding| Ok::<_, anyhow::Error>(encoding.compress(&bytes, 9)?.len());
        Ok(Self {
            files: 1,
            plain: bytes.len(),
            gzip: compressed(Encoding::Gzip)?,
            brotli: compressed(Encoding::Brotli)?,
        })
    }

    fn add(&mut self, other: Self) {
        self.files += other.files;
        self.plain += other.plain;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}
