//! Where the command line reads from and writes to.

use super::Failure;
use sayso::article::{Article, Format, Input};
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// A file to read, or standard input.
pub(super) struct Source(Option<PathBuf>);

impl Source {
    /// `-` and nothing at all are standard input.
    pub(super) fn of(file: Option<&Path>) -> Self {
        Self(file.filter(|file| *file != Path::new("-")).map(Path::to_owned))
    }

    /// Opens it.
    pub(super) fn open(&self) -> Result<Box<dyn Read + Send>, Failure> {
        match &self.0 {
            None => Ok(Box::new(io::stdin())),
            Some(path) => match File::open(path) {
                Ok(file) => Ok(Box::new(file)),
                Err(why) => Err(Failure::of(self, why)),
            },
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("standard input"),
            Some(path) => path.display().fmt(f),
        }
    }
}

/// Reads a file.
pub(super) fn read(source: &Source) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    source.open()?.read_to_end(&mut bytes).map_err(|why| Failure::of(source, why))?;
    Ok(bytes)
}

/// Reads an article of the given format, or of whatever its name and beginning say.
pub(super) fn read_article(source: &Source, format: Option<Format>) -> Result<Article, Failure> {
    article_of(source, &read(source)?, format)
}

/// The article in the `bytes` of a file, likewise.
pub(super) fn article_of(
    source: &Source,
    bytes: &[u8],
    format: Option<Format>,
) -> Result<Article, Failure> {
    let name = source.to_string();
    let input = Input { name: Some(&name), format, ..Input::default() };
    input.read_bytes(bytes).map_err(|why| Failure::of(source, why))
}

/// Refuses to read two files from standard input.
pub(super) fn only_once(one: &Path, other: &Path) -> Result<(), Failure> {
    match [one, other].map(|file| file == Path::new("-")) {
        [true, true] => Err(Failure::of(
            "standard input",
            "It can be read once. Give one of the two by its name.",
        )),
        _ => Ok(()),
    }
}

/// Whether two paths lead to one file that is there.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Opens what is written to, with its name for messages.
pub(super) fn create(path: Option<&Path>) -> Result<(Box<dyn Write>, String), Failure> {
    let Some(path) = path else {
        return Ok((Box::new(io::stdout().lock()), "standard output".to_owned()));
    };
    let name = path.display().to_string();
    match File::create(path) {
        Ok(file) => Ok((Box::new(file), name)),
        Err(why) if why.kind() == io::ErrorKind::NotFound => {
            Err(Failure::of(name, "Its folder does not exist."))
        }
        Err(why) => Err(Failure::of(name, why)),
    }
}
