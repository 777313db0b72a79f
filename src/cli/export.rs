//! `sayso export FILE`: a saved file in, another format out; and what all formats are called.

use super::{Export, Failure, Written, input};
use sayso::annotation::Document;
use sayso::export::{self, Choice, Exported, Format, Options};
use sayso::import;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Opens the file and writes it in another format.
pub(super) fn run(arguments: &Export) -> Result<(), Failure> {
    let source = input::Source::of(arguments.file.as_deref());
    let file = input::read(&source)?;
    let document = import::open(&file).map_err(|why| Failure::opening(source, why))?;
    write(&document, &arguments.written)
}

/// Writes a document as it is asked for.
pub(super) fn write(document: &Document, written: &Written) -> Result<(), Failure> {
    let &Written { format, offsets, accepted, only, bom, ref output } = written;
    let choice = Choice { accepted, only };
    let exported = export::export(document, format, Options { offsets, now: None, choice, bom });
    match (exported, output) {
        (Exported::Files(files), Some(path)) if path.extension().is_none_or(|end| end != "zip") => {
            if path.is_dir() {
                let why = "It is a folder. Give the name that the files in it are to have.";
                return Err(Failure::of(path.display(), why));
            }
            let endings: Vec<_> = files.iter().map(|(ending, _)| *ending).collect();
            for (ending, text) in &files {
                let beside = beside(path, ending, &endings);
                // An article is not an output: what stands there may be all that there is of it.
                if *ending == "txt" && fs::read(&beside).is_ok_and(|there| there != text.as_bytes())
                {
                    let why = "It is there already, with another text. Give another name.";
                    return Err(Failure::of(beside.display(), why));
                }
                // A folder that has this file already is set up as its owner likes.
                if ending.contains('.') && beside.exists() {
                    continue;
                }
                write_file(Some(&beside), text.as_bytes())?;
            }
            Ok(())
        }
        (exported, path) => {
            let name = path.as_deref().and_then(Path::file_stem).and_then(|name| name.to_str());
            write_file(path.as_deref(), &exported.into_bytes(name.unwrap_or("article")))
        }
    }
}

/// The path of the file with this ending, of several that are called alike: an ending that one of
/// them has anyway is taken off first. With a dot in it, it is all of the file's name.
fn beside(path: &Path, ending: &str, endings: &[&str]) -> PathBuf {
    if ending.contains('.') {
        return path.with_file_name(ending);
    }
    let has_one = path.extension().is_some_and(|own| endings.iter().any(|ending| own == *ending));
    let mut path = if has_one { path.with_extension("") } else { path.to_owned() }.into_os_string();
    path.push(".");
    path.push(ending);
    path.into()
}

fn write_file(path: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    let (mut out, name) = input::create(path)?;
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.map_err(|why| Failure::writing(name, why))
}

/// `sayso formats`: every format with its name, a line each.
pub(super) fn list() -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for about in Format::ALL.map(Format::about) {
        let reads = if about.reads { "reads and writes" } else { "writes" };
        writeln!(out, "{:<12} .{:<8} {:<17} {}", about.id, about.extension, reads, about.label)
            .map_err(|why| Failure::writing("standard output", why))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_belong_together_are_called_alike() {
        for (given, expected) in
            [("out/bridge", "out/bridge.ann"), ("bridge.txt", "bridge.ann"), ("a.b", "a.b.ann")]
        {
            assert_eq!(beside(Path::new(given), "ann", &["txt", "ann"]), Path::new(expected));
        }
    }
}
