//! `sayso`: the same reading as in the browser, for files and batches.
//!
//! Exit status: 0 when everything was done, 1 when something in the input could not be read, 2 for
//! wrong usage. A reader that goes away (`sayso … | head`) is no error.

mod annotate;
mod batch;
mod claims;
mod export;
mod import;
mod input;
mod line;
mod verbatim;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use sayso::article;
use sayso::export::{Format, Only};
use sayso::import::ImportError;
use sayso::span::Offsets;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads news articles and marks who said what and what can be checked.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Mark the quotations and claims of an article, or of each article of a batch.
    Annotate(Annotate),
    /// Write saved annotations in another format.
    Export(Export),
    /// Bring annotations of elsewhere onto an article: native JSON, W3C Web Annotations, Hypothesis,
    /// brat, CoNLL. What is saved is written, what became of them said.
    Import(Import),
    /// Say of each quotation in quotation marks whether it is what was said, by a transcript. Saved
    /// annotations are written with the results, and how many there are of each is said.
    Verbatim(Verbatim),
    /// List all formats.
    Formats,
    /// Say of single sentences how much they are worth a check.
    Claims(Claims),
}

/// What `sayso claims` is asked to do.
#[derive(clap::Args)]
struct Claims {
    /// The sentences; standard input for "-" or when none is given.
    file: Option<PathBuf>,
    /// Read one JSON object a line, {"id", "text"}; write {"id", "score", "checkable", "kind",
    /// "why"} for each, in order. There is no other form yet, so it has to be given.
    #[arg(long, required = true)]
    jsonl: bool,
    /// Where to write; standard output when it is not given.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

/// What `sayso annotate` is asked to do.
#[derive(clap::Args)]
struct Annotate {
    /// The article; standard input for "-" or when none is given.
    file: Option<PathBuf>,
    /// What the article is written in.
    #[arg(long, default_value = "auto", value_parser = from_parser(), value_name = "KIND")]
    from: From,
    #[command(flatten)]
    written: Written,
    /// Read one JSON object a line, {"id", "text"} or {"id", "html"}; write one line of native JSON
    /// for each, in order.
    #[arg(long, conflicts_with_all = ["from", "format", "accepted", "only", "bom"])]
    jsonl: bool,
}

/// What `sayso export` is asked to do.
#[derive(clap::Args)]
struct Export {
    /// The saved annotations; standard input for "-" or when none is given.
    file: Option<PathBuf>,
    #[command(flatten)]
    written: Written,
}

/// What `sayso import` is asked to do.
#[derive(clap::Args)]
struct Import {
    /// The annotations; standard input for "-". From brat an .ann file, or a ZIP archive with it and
    /// its text.
    file: PathBuf,
    /// What they are brought onto: an article, or saved annotations with theirs.
    #[arg(long)]
    article: PathBuf,
    #[command(flatten)]
    written: Written,
}

/// What `sayso verbatim` is asked to do.
#[derive(clap::Args)]
struct Verbatim {
    /// The saved annotations; standard input for "-".
    file: PathBuf,
    /// The transcript, or another text that the quotations are from: text, HTML or Markdown;
    /// standard input for "-".
    #[arg(long)]
    transcript: PathBuf,
    #[command(flatten)]
    written: Written,
}

/// How a document is to be written.
#[derive(clap::Args)]
struct Written {
    /// What to write; "sayso formats" lists all.
    #[arg(long, default_value = "json", value_parser = format_parser(), value_name = "FORMAT", hide_possible_values = true)]
    format: Format,
    /// What offsets count, in formats that leave that open.
    #[arg(long, default_value = "codepoint", value_parser = offsets_parser(), value_name = "UNIT")]
    offsets: Offsets,
    /// Write only what was accepted, edited or made by hand.
    #[arg(long)]
    accepted: bool,
    /// Write only quotations, or only claims.
    #[arg(long, value_parser = only_parser(), value_name = "TYPE")]
    only: Option<Only>,
    /// Begin tables as text with a byte-order mark, for Excel.
    #[arg(long)]
    bom: bool,
    /// Where to write; standard output when it is not given. Formats of several files get one
    /// archive there and for a name that ends in ".zip", else files of this name with their own
    /// endings.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

/// What an article is written in; `None` to find out.
#[derive(Clone, Copy)]
struct From(Option<article::Format>);

fn from_parser() -> impl TypedValueParser<Value = From> {
    PossibleValuesParser::new(["auto", "text", "html", "markdown"])
        .map(|id| From(article::Format::from_id(&id)))
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(|format| format.about().id))
        .try_map(|id| Format::from_id(&id).ok_or("no such format"))
}

fn only_parser() -> impl TypedValueParser<Value = Only> {
    PossibleValuesParser::new(["quote", "claim"]).map(|id| match id.as_str() {
        "quote" => Only::Quote,
        _ => Only::Claim,
    })
}

fn offsets_parser() -> impl TypedValueParser<Value = Offsets> {
    PossibleValuesParser::new(["codepoint", "utf16", "byte"]).map(|unit| match unit.as_str() {
        "utf16" => Offsets::Utf16,
        "byte" => Offsets::Byte,
        _ => Offsets::CodePoint,
    })
}

/// Why the program stops early. Displays as a sentence.
enum Failure {
    /// Something could not be read, or the output not be written.
    Named(String, Box<dyn std::error::Error>),
    /// Lines of a batch could not be read; each has said so in its place.
    Lines(usize),
    /// Who reads the output has gone away.
    BrokenPipe,
}

impl Failure {
    /// What went wrong with `what`, a file's name.
    fn of(what: impl fmt::Display, why: impl Into<Box<dyn std::error::Error>>) -> Self {
        Self::Named(what.to_string(), why.into())
    }

    /// Why the saved file `what` could not be opened.
    fn opening(what: impl fmt::Display, why: ImportError) -> Self {
        match why {
            ImportError::NoArticle => Self::of(
                what,
                "The file has annotations without their article. Bring them onto it: \
                 sayso import FILE --article ARTICLE",
            ),
            why => Self::of(what, why),
        }
    }

    /// What went wrong when writing to `what`.
    fn writing(what: impl fmt::Display, why: io::Error) -> Self {
        match why.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::of(what, why),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(what, why) => write!(f, "{what}: {why}"),
            Self::Lines(1) => f.write_str("one line could not be read"),
            Self::Lines(count) => write!(f, "{count} lines could not be read"),
            Self::BrokenPipe => f.write_str("nobody reads the output any more"),
        }
    }
}

/// Does what the command line says.
pub fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Annotate(arguments) if arguments.jsonl => {
            let (file, output) = (arguments.file.as_deref(), arguments.written.output.as_deref());
            let offsets = arguments.written.offsets;
            batch::run(file, output, move |line, number| line::annotate(line, number, offsets))
        }
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Verbatim(arguments) => verbatim::run(&arguments),
        Command::Formats => export::list(),
        Command::Claims(arguments) => {
            batch::run(arguments.file.as_deref(), arguments.output.as_deref(), claims::judge)
        }
    };
    match done {
        Ok(()) | Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("sayso: {failure}");
            ExitCode::FAILURE
        }
    }
}
