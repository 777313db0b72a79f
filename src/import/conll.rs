//! Words with BIO tags: our own [CoNLL-U Plus](https://universaldependencies.org/ext-format.html).
//!
//! The words are the article's, in its order and with nothing but white space between them, or, where
//! blocks leave some of the text out, where the file says that they stand. What the file says of a
//! mark is in a comment; a mark without one is what its columns make of it.

use super::ImportError;
use super::found::{Cast, Found, Stray, bare, checked};
use crate::annotation::{Annotation, Body, Claim, ClaimKind, Document, Quote, QuoteKind, Status};
use crate::article::Article;
use crate::export::conll::{COLUMNS, MARK, PARTS};
use crate::selector::Unanchored;
use crate::span::{CodePoint, OffsetMap, Span};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

/// Whether a file begins as CoNLL-U Plus does.
pub(super) fn is_conll(file: &str) -> bool {
    file.trim_start_matches('\u{feff}').starts_with(COLUMNS)
}

/// Brings the marks onto the article of `document`.
///
/// # Errors
/// When a line is not what such a file has, or the article does not go on with its word.
pub(super) fn onto(file: &str, document: &Document) -> Result<Found, ImportError> {
    let mut reader = Reader::of(&document.article);
    for (index, line) in file.trim_start_matches('\u{feff}').lines().enumerate() {
        let wrong = |reason| ImportError::Line { line: index + 1, reason };
        if index == 0 {
            reader.columns = Columns::of(line).ok_or_else(|| {
                wrong("it has to name the column FORM and one of Sayso's, as SAYSO:CONTENT".into())
            })?;
        } else if let Some(about) = line.strip_prefix(MARK) {
            reader.about(about).map_err(wrong)?;
        } else if !line.is_empty() && !line.starts_with('#') {
            reader.row(line).map_err(wrong)?;
        }
    }
    let mut found = Found::default();
    let mut cast = Cast::of(document);
    for (id, mark) in reader.in_order() {
        match annotation(id, mark, &document.article, &mut cast) {
            Ok(mark) => found.annotations.push(mark),
            Err(why) => {
                found.unanchored.push(Stray { at: id.to_owned(), exact: String::new(), why });
            }
        }
    }
    found.annotations.sort_by(Annotation::in_text_order);
    found.speakers = cast.speakers;
    Ok(found)
}

/// Which column has what.
#[derive(Default)]
struct Columns {
    count: usize,
    form: usize,
    misc: Option<usize>,
    /// Those of [`PARTS`].
    parts: [Option<usize>; 4],
}

impl Columns {
    /// The columns as the first line names them, if there is what is needed.
    fn of(line: &str) -> Option<Self> {
        let names: Vec<&str> = line.strip_prefix(COLUMNS)?.split_whitespace().collect();
        let at = |name: &str| names.iter().position(|known| *known == name);
        let parts = PARTS.map(|(_, name)| at(name));
        let some = parts.iter().any(Option::is_some);
        let form = at("FORM").filter(|_| some)?;
        Some(Self { count: names.len(), form, misc: at("MISC"), parts })
    }
}

/// What a comment says of a mark.
#[derive(Default, Deserialize)]
#[serde(default)]
struct About {
    kind: Value,
    speaker: Option<String>,
    status: Option<Status>,
}

/// A mark as it is gathered from the rows.
#[derive(Default)]
struct Mark {
    /// How many of the file came before it.
    number: usize,
    about: About,
    /// The fragments of each of [`PARTS`], in bytes of the source text.
    parts: [Vec<Span>; 4],
    /// The row that each of them reaches.
    rows: [usize; 4],
}

struct Reader<'f, 'a> {
    columns: Columns,
    map: OffsetMap<'a, CodePoint>,
    /// Where the last word ended, in bytes of the source text.
    reached: usize,
    row: usize,
    marks: HashMap<&'f str, Mark>,
}

impl<'f, 'a> Reader<'f, 'a> {
    fn of(article: &'a Article) -> Self {
        let map = OffsetMap::new(article.source_text());
        Self { columns: Columns::default(), map, reached: 0, row: 0, marks: HashMap::new() }
    }

    fn mark(&mut self, id: &'f str) -> &mut Mark {
        let number = self.marks.len();
        self.marks.entry(id).or_insert_with(|| Mark { number, ..Mark::default() })
    }

    /// The marks, those first that the file names first.
    fn in_order(&self) -> Vec<(&'f str, &Mark)> {
        let mut marks: Vec<_> = self.marks.iter().map(|(id, mark)| (*id, mark)).collect();
        marks.sort_unstable_by_key(|(_, mark)| mark.number);
        marks
    }

    /// Reads `q1 = {"kind": "direct", …}`.
    fn about(&mut self, line: &'f str) -> Result<(), String> {
        let (id, about) = line.split_once(" = ").ok_or("a mark has an id, \" = \" and JSON")?;
        let about = serde_json::from_str(about);
        self.mark(id).about = about.map_err(|why| format!("what is said of {id:?}: {why}"))?;
        Ok(())
    }

    fn row(&mut self, line: &'f str) -> Result<(), String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let count = self.columns.count;
        if cells.len() != count {
            return Err(format!("it has {} columns instead of {count}", cells.len()));
        }
        let form = cells[self.columns.form];
        let stands = self.columns.misc.and_then(|misc| self.said(cells[misc]));
        let word = stands.filter(|span| self.is_word(*span, form)).or_else(|| self.next(form));
        let word = word.ok_or_else(|| format!("the article does not go on with {form:?}"))?;
        self.reached = word.end;
        self.row += 1;
        for (part, column) in self.columns.parts.into_iter().enumerate() {
            let tags = column.map_or("_", |column| cells[column]);
            for tag in tags.split('|').filter(|tag| !matches!(*tag, "_" | "O" | "")) {
                self.tag(tag, part, word)?;
            }
        }
        Ok(())
    }

    /// Takes `word` into the mark of a tag: `B-q1`, `I-q1`.
    fn tag(&mut self, tag: &'f str, part: usize, word: Span) -> Result<(), String> {
        let row = self.row;
        let (letter, id) = tag.split_once('-').unwrap_or_default();
        let mark = self.mark(id);
        let before = std::mem::replace(&mut mark.rows[part], row);
        match (letter, mark.parts[part].last_mut()) {
            ("B", _) => mark.parts[part].push(word),
            ("I", Some(last)) if before + 1 == row => *last = last.hull(word),
            ("I", _) => return Err(format!("{tag:?} goes on with what the row before has not")),
            _ => return Err(format!("{tag:?} is no tag: it begins with B- or I-")),
        }
        Ok(())
    }

    /// Where the file says that a word stands: `start_char=3|end_char=9`.
    fn said(&self, misc: &str) -> Option<Span> {
        let said = |name: &str| {
            let mut pairs = misc.split('|').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name)?.1.parse().ok()
        };
        let (start, end): (usize, usize) = (said("start_char")?, said("end_char")?);
        (start < end).then(|| self.map.to_bytes(Span::new(start, end)))?
    }

    /// Where the article goes on, if that is with `form`.
    fn next(&self, form: &str) -> Option<Span> {
        let rest = &self.map.text()[self.reached..];
        let start = self.reached + rest.len() - rest.trim_start().len();
        let letters = self.map.text()[start..].chars().take(form.chars().count());
        let word = Span::new(start, start + letters.map(char::len_utf8).sum::<usize>());
        self.is_word(word, form).then_some(word)
    }

    /// Whether it stands at a place that is not behind. A control character is written as U+FFFD.
    fn is_word(&self, span: Span, form: &str) -> bool {
        let written = |c: char| if c.is_control() { '\u{fffd}' } else { c };
        let is_ahead = span.start >= self.reached && span.start < span.end;
        is_ahead && span.of(self.map.text()).chars().map(written).eq(form.chars())
    }
}

fn annotation(
    id: &str,
    mark: &Mark,
    article: &Article,
    cast: &mut Cast,
) -> Result<Annotation, Unanchored> {
    let of_article = |spans: &Vec<Span>| {
        let spans = spans.iter().filter_map(|span| article.from_source(*span).trim(&article.text));
        spans.collect::<Vec<_>>()
    };
    let [content, cue, source, claim] = mark.parts.each_ref().map(of_article);
    let About { kind, speaker, status } = &mark.about;
    let speaker = speaker.as_ref().map(|name| cast.named(name, None));
    let body = if claim.is_empty() {
        let kind = QuoteKind::deserialize(kind);
        let kind = kind.unwrap_or_else(|_| QuoteKind::of(&article.text, &content));
        Body::Quote(Quote { kind, content, cue, source, speaker })
    } else {
        let kind = ClaimKind::deserialize(kind).unwrap_or(ClaimKind::Other);
        Body::Claim(Claim { kind, span: claim, asserted_by: speaker, quantities: Vec::new() })
    };
    if body.target().is_empty() {
        return Err(Unanchored::Undescribed);
    }
    checked(&body, &article.text)?;
    Ok(bare(id, body, status.unwrap_or(Status::Accepted)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Origin;
    use crate::export::{Exported, Format, Options, export};
    use crate::import::{onto, open};
    use crate::samples::any_document;
    use proptest::prelude::*;

    const HEAD: &str = "# global.columns = ID FORM SAYSO:CONTENT SAYSO:SOURCE SAYSO:CLAIM\n";

    fn document(text: &str) -> Document {
        let article = crate::article::from_text(text);
        Document { article, speakers: Vec::new(), annotations: Vec::new(), scare: Vec::new() }
    }

    fn complaint(rows: &str) -> String {
        let file = format!("{HEAD}{rows}");
        onto(&file, &document("Yes, said Ana.")).expect_err("it is spoilt").to_string()
    }

    #[test]
    fn words_lead_to_their_places() {
        let file = format!(
            "{HEAD}# mark q1 = {{\"kind\":\"mixed\",\"speaker\":\"Ana\",\"status\":\"suggested\"}}\n\
             1\t“\tB-q1\t_\t_\n2\tYes\tI-q1\t_\tB-x\n3\t”\tI-q1\t_\tI-x\n\n1\tAna\t_\tB-q1\t_\n"
        );
        assert_eq!(open(&file), Err(ImportError::NoArticle));
        let text = "“Yes”\n\nAna";
        let found = onto(&file, &document(text)).expect("it holds");
        let [quote, claim] = found.annotations.as_slice() else { panic!("{found:?}") };
        let Body::Quote(said) = &quote.body else { panic!("it is a quotation") };
        assert_eq!((said.kind, said.content[0].of(text)), (QuoteKind::Mixed, "“Yes”"));
        assert_eq!((said.source[0].of(text), said.speaker.as_deref()), ("Ana", Some("s1")));
        assert_eq!((quote.origin, quote.status), (Origin::Machine, Status::Suggested));
        assert_eq!(claim.body.target()[0].of(text), "Yes”");
        assert_eq!((claim.origin, claim.status), (Origin::Human, Status::Accepted));
    }

    #[test]
    fn what_does_not_hold_is_told_by_its_line() {
        for (rows, sentence) in [
            (
                "1\tYes\t_\t_\t_\n2\tAna\t_\t_\t_",
                "Line 3: the article does not go on with \"Ana\".",
            ),
            ("1\tYes\t_\t_", "Line 2: it has 4 columns instead of 5."),
            ("1\tYes\tI-q1\t_\t_", "Line 2: \"I-q1\" goes on with what the row before has not."),
            ("1\tYes\tquote\t_\t_", "Line 2: \"quote\" is no tag: it begins with B- or I-."),
            ("# mark q1", "Line 2: a mark has an id, \" = \" and JSON."),
        ] {
            assert_eq!(complaint(rows), sentence);
        }
        let other = "# global.columns = ID FORM UPOS\n1\tYes\tINTJ\n";
        assert_eq!(
            onto(other, &document("Yes.")).expect_err("no column of ours").to_string(),
            "Line 1: it has to name the column FORM and one of Sayso's, as SAYSO:CONTENT."
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(document in any_document()) {
            let Exported::Text(file) = export(&document, Format::Conll, Options::default()) else {
                panic!("it is text");
            };
            let bare_document = Document { annotations: Vec::new(), ..document.clone() };
            let found = onto(&file, &bare_document).expect("it holds");
            prop_assert_eq!(&found.speakers, &document.speakers);
            // Words neither begin nor end with white space, and Python takes more for that than Rust.
            let text = document.article.text.as_str();
            let trim = |spans: Vec<Span>| -> Vec<Span> {
                let is_space = |c: char| c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}');
                spans.iter().filter_map(|span| span.trim_matches(text, is_space)).collect()
            };
            let mut held = Vec::new();
            for mark in document.annotations.iter().filter(|mark| mark.status != Status::Rejected) {
                let body = match mark.body.clone() {
                    Body::Quote(quote) => Body::Quote(Quote {
                        content: trim(quote.content),
                        cue: trim(quote.cue),
                        source: trim(quote.source),
                        ..quote
                    }),
                    Body::Claim(claim) => Body::Claim(Claim {
                        span: trim(claim.span),
                        quantities: Vec::new(),
                        ..claim
                    }),
                };
                if !body.target().is_empty() {
                    held.push(bare(&mark.id, body, mark.status));
                }
            }
            held.sort_by(Annotation::in_text_order);
            prop_assert_eq!(found.annotations, held);
        }

        #[test]
        fn no_file_brings_it_down(
            misc in "(start_char=[0-9]{1,20}\\|end_char=[0-9]{1,20}|.{0,9})",
            rows in "([0-9]\t(Yes|,|said|Ana|.)\t([BI]-q[12]|_|O|.{0,4})\t_\t(_|B-c)\n?){0,6}.{0,9}",
        ) {
            let file = format!("{HEAD}{rows}");
            let _ = onto(&file, &document("Yes, said Ana."));
            let _ = open(&file);
            let placed = format!("# global.columns = FORM MISC SAYSO:CUE\nsaid\t{misc}\tB-q1");
            let _ = onto(placed, &document("said Ana."));
        }
    }
}
