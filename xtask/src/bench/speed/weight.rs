//! How many bytes the page loads.

use crate::bench::table::Table;
use crate::progress::kilobytes;
use crate::server::encoding::Encoding;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The sizes of files, by kind: as they are, and as a server would send them at best.
pub fn table(files: &BTreeSet<PathBuf>) -> Result<Table> {
    let mut kinds: BTreeMap<String, Weight> = BTreeMap::new();
    let mut total = Weight::default();
    for file in files {
        let weight = Weight::of(file)?;
        let kind = file.extension().unwrap_or_default().to_string_lossy().into_owned();
        kinds.entry(kind).or_default().add(weight);
        total.add(weight);
    }
    let mut table = Table::new(1, &["kind", "files", "plain", "gzip", "brotli"]);
    for (kind, weight) in kinds.iter().chain([(&"all".to_owned(), &total)]) {
        let sizes = [weight.plain, weight.gzip, weight.brotli].map(kilobytes);
        table.row([kind.clone(), weight.files.to_string()].into_iter().chain(sizes));
    }
    Ok(table)
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
