//! brat [standoff](https://brat.nlplab.org/standoff.html): the annotation file, whose offsets count
//! code points of the text beside it.
//!
//! Events are read as `Content`, `Cue` and `Source` of one attribution, a text-bound `Claim` as a
//! claim, a `Content` of no event as a quotation without cue and source. Other events, relations and
//! what else brat knows are passed over. A place is believed where its words stand; where they do not, they are
//! looked for, and taken where they are in the article only once. With their text in an archive they
//! are what `archive.rs` opens.

use super::ImportError;
use super::found::{Cast, Found, Stray, bare, checked};
use crate::annotation::{Annotation, Body, Claim, ClaimKind, Document, Quote, QuoteKind, Status};
use crate::article::Article;
use crate::selector::{Finder, Selector, Unanchored};
use crate::span::{CodePoint, OffsetMap, Span};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as NoSuchName, StrDeserializer};
use std::collections::{HashMap, HashSet};

/// Whether a file looks like a list of annotations: its first line is one.
pub(super) fn is_standoff(file: &str) -> bool {
    let first = file.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty());
    first.and_then(|line| line.split_once('\t')).is_some_and(|(id, rest)| {
        let number = id.trim_start_matches(['T', 'E', 'R', 'A', '#']);
        number.len() + 1 == id.len()
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && rest.contains(' ')
    })
}

/// Brings the annotations onto the article of `document`.
///
/// # Errors
/// When a line is not what standoff has.
pub(super) fn onto(file: &str, document: &Document) -> Result<Found, ImportError> {
    let lines = Lines::read(file.trim_start_matches('\u{feff}'))?;
    let mut found = Found::default();
    let mut reader = Reader {
        lines: &lines,
        article: &document.article,
        map: OffsetMap::new(document.article.source_text()),
        finder: Finder::new(&document.article.text),
        cast: Cast::of(document),
    };
    let in_events: HashSet<&str> =
        lines.events.iter().flat_map(|(_, roles)| roles.iter().map(|(_, id)| *id)).collect();
    let alone = lines.bounds.iter().filter(|(id, bound)| {
        bound.label == "Claim" || (bound.label == "Content" && !in_events.contains(*id))
    });
    let mut alone: Vec<_> =
        alone.map(|(id, bound)| (bound.line, *id, vec![(bound.label, *id)])).collect();
    alone.sort_unstable_by_key(|(line, ..)| *line);
    let is_ours = |(role, _): &(&str, &str)| PARTS.contains(&part_of(role));
    let events = lines.events.iter().filter(|(_, roles)| roles.iter().any(is_ours));
    let events = events.map(|(id, roles)| (*id, roles.clone()));
    for (id, roles) in events.chain(alone.into_iter().map(|(_, id, roles)| (id, roles))) {
        match reader.mark(id, &roles) {
            Ok(mark) => found.annotations.push(mark),
            Err(why) => {
                let exact = roles.iter().find_map(|(_, id)| lines.bounds.get(id));
                let exact = exact.map(|bound| bound.words.to_owned()).unwrap_or_default();
                found.unanchored.push(Stray { at: id.to_owned(), exact, why });
            }
        }
    }
    found.annotations.sort_by(Annotation::in_text_order);
    found.speakers = reader.cast.speakers;
    Ok(found)
}

/// The roles in an event that is a mark.
const PARTS: [&str; 4] = ["Content", "Cue", "Source", "Claim"];

/// A role without its number: several of one kind are `Content`, `Content2`.
fn part_of(role: &str) -> &str {
    role.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// A text-bound annotation.
struct Bound<'f> {
    line: usize,
    label: &'f str,
    /// Offsets in code points.
    places: Vec<[usize; 2]>,
    words: &'f str,
}

/// The file, line by line.
#[derive(Default)]
struct Lines<'f> {
    bounds: HashMap<&'f str, Bound<'f>>,
    /// Each event with the roles in it.
    events: Vec<(&'f str, Vec<(&'f str, &'f str)>)>,
    /// What is said of which annotation: (annotation, name) → value.
    about: HashMap<(&'f str, &'f str), &'f str>,
}

impl<'f> Lines<'f> {
    fn read(file: &'f str) -> Result<Self, ImportError> {
        let mut lines = Self::default();
        for (index, line) in file.lines().enumerate() {
            let wrong = |reason: &str| {
                let reason = reason.to_owned();
                ImportError::Line { line: index + 1, reason }
            };
            let Some((id, rest)) = line.split_once('\t') else {
                if line.trim().is_empty() || line.starts_with('*') {
                    continue;
                }
                return Err(wrong("it has no tab after its id"));
            };
            match id.bytes().next() {
                Some(b'T') => {
                    let bound = bound(rest, index + 1).ok_or_else(|| {
                        wrong("a text-bound annotation has a label, offsets and words")
                    })?;
                    lines.bounds.insert(id, bound);
                }
                Some(b'E') => {
                    let roles = rest.split_whitespace().map(|role| role.split_once(':'));
                    let roles: Option<Vec<_>> = roles.collect();
                    let roles = roles.ok_or_else(|| wrong("an event has roles with ids"))?;
                    // The first is the trigger.
                    lines.events.push((id, roles.into_iter().skip(1).collect()));
                }
                Some(b'A' | b'M') => {
                    let mut parts = rest.splitn(3, ' ');
                    if let (Some(name), Some(of), Some(value)) =
                        (parts.next(), parts.next(), parts.next())
                    {
                        lines.about.insert((of, name), value);
                    }
                }
                Some(b'#') => {
                    let (head, words) = rest.split_once('\t').unwrap_or((rest, ""));
                    if let Some((name, of)) = head.split_once(' ') {
                        lines.about.insert((of, name), words);
                    }
                }
                _ => {}
            }
        }
        Ok(lines)
    }

    /// The words that a note or attribute has on an annotation.
    fn about(&self, id: &str, name: &str) -> Option<&'f str> {
        self.about.get(&(id, name)).copied().map(str::trim).filter(|words| !words.is_empty())
    }

    /// One of the names that `T` has.
    fn named<T: Deserialize<'f>>(&self, id: &str, name: &str) -> Option<T> {
        let name: StrDeserializer<'f, NoSuchName> = self.about(id, name)?.into_deserializer();
        T::deserialize(name).ok()
    }
}

fn bound(rest: &str, line: usize) -> Option<Bound<'_>> {
    let (head, words) = rest.split_once('\t')?;
    let (label, places) = head.split_once(' ')?;
    let place = |place: &str| {
        let (start, end) = place.split_once(' ')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start < end).then_some([start, end])
    };
    let places = places.split(';').map(place).collect::<Option<Vec<_>>>()?;
    Some(Bound { line, label, places, words })
}

struct Reader<'l, 'f> {
    lines: &'l Lines<'f>,
    article: &'l Article,
    map: OffsetMap<'l, CodePoint>,
    finder: Finder<'l>,
    cast: Cast,
}

impl Reader<'_, '_> {
    /// The mark of an event or of an annotation that stands alone.
    fn mark(&mut self, id: &str, roles: &[(&str, &str)]) -> Result<Annotation, Unanchored> {
        let claim = self.fragments(roles, "Claim")?;
        let content = self.fragments(roles, "Content")?;
        let lines = self.lines;
        let speaker = lines.about(id, "Speaker").map(|name| self.cast.named(name, None));
        let body = if claim.is_empty() {
            let kind = lines.named(id, "Kind");
            Body::Quote(Quote {
                kind: kind.unwrap_or_else(|| QuoteKind::of(&self.article.text, &content)),
                content,
                cue: self.fragments(roles, "Cue")?,
                source: self.fragments(roles, "Source")?,
                speaker,
            })
        } else {
            let kind = lines.named(id, "Kind").unwrap_or(ClaimKind::Other);
            Body::Claim(Claim { kind, span: claim, asserted_by: speaker, quantities: Vec::new() })
        };
        if body.target().is_empty() {
            return Err(Unanchored::Undescribed);
        }
        let status = lines.named(id, "Status").unwrap_or(Status::Accepted);
        let tags = lines.about(id, "Tags").into_iter().flat_map(|tags| tags.split(", "));
        checked(&body, &self.article.text)?;
        Ok(Annotation {
            note: lines.about(id, "AnnotatorNotes").map(str::to_owned),
            tags: tags.map(str::to_owned).collect(),
            ..bare(id, body, status)
        })
    }

    /// The fragments that have this role, in text order.
    fn fragments(&self, roles: &[(&str, &str)], name: &str) -> Result<Vec<Span>, Unanchored> {
        let mut fragments: Vec<Span> = Vec::new();
        for (_, id) in roles.iter().filter(|(role, _)| part_of(role) == name) {
            let bound = self.lines.bounds.get(id).ok_or(Unanchored::Undescribed)?;
            let mut words = bound.words.chars();
            for &[start, end] in &bound.places {
                let words: String = words.by_ref().take(end - start + 1).collect();
                fragments.push(self.place([start, end], words.trim())?);
            }
        }
        fragments.sort_unstable();
        Ok(self.joined(fragments))
    }

    /// Where `words` stand that stood at `start..end`.
    fn place(&self, [start, end]: [usize; 2], words: &str) -> Result<Span, Unanchored> {
        let source = self.map.text();
        let stood = self.map.to_bytes(Span::new(start, end));
        let stands = |span: &Span| {
            let blank = |c: char| if c.is_control() { ' ' } else { c };
            span.of(source).chars().map(blank).collect::<String>().trim() == words
        };
        if let Some(span) = stood.filter(stands) {
            let span = self.article.from_source(span).trim(&self.article.text);
            return span.ok_or(Unanchored::Undescribed);
        }
        self.finder.resolve(&Selector { exact: words.to_owned(), ..Selector::default() })
    }

    /// The fragments with those put together that only the end of a line within a paragraph parts: no
    /// fragment of standoff crosses one.
    fn joined(&self, fragments: Vec<Span>) -> Vec<Span> {
        let blocks = &self.article.blocks;
        let begins_block =
            |span: Span| blocks.binary_search_by_key(&span.start, |block| block.span.start).is_ok();
        let mut joined: Vec<Span> = Vec::with_capacity(fragments.len());
        for fragment in fragments {
            if let Some(last) = joined.last_mut()
                && last.end <= fragment.start
                && let between = &self.article.text[last.end..fragment.start]
                && between.contains('\n')
                && between.trim().is_empty()
                && !begins_block(fragment)
            {
                *last = last.hull(fragment);
            } else {
                joined.push(fragment);
            }
        }
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Exported, Format, Options, export};
    use crate::import::{onto, open};
    use crate::samples::any_document;
    use proptest::prelude::*;

    const TEXT: &str = "“We open in May,” said Ana Ruiz. It cost 4 million euros.";

    fn document() -> Document {
        let article = crate::article::from_text(TEXT);
        Document { article, speakers: Vec::new(), annotations: Vec::new(), scare: Vec::new() }
    }

    #[test]
    fn the_files_of_others_are_read() {
        let file = "T1\tContent 0 17\t“We open in May,”\nT2\tCue 18 22\tsaid\n\
                    T3\tSource 23 31\tAna Ruiz\nT4\tAttribution 18 22\tsaid\n\
                    E1\tAttribution:T4 Content:T1 Cue:T2 Source:T3\n\
                    T5\tClaim 99 106\tIt cost\n#1\tAnnotatorNotes T5\tCheck this.\n\
                    R1\tOther Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\n";
        assert_eq!(open(file), Err(ImportError::NoArticle));
        let found = onto(file, &document()).expect("it holds");
        let [quote, claim] = found.annotations.as_slice() else { panic!("{found:?}") };
        let Body::Quote(said) = &quote.body else { panic!("it is a quotation") };
        assert_eq!(said.source[0].of(TEXT), "Ana Ruiz");
        assert_eq!(said.kind, QuoteKind::Direct);
        assert_eq!(claim.body.target()[0].of(TEXT), "It cost", "moved, but there only once");
        assert_eq!(claim.note.as_deref(), Some("Check this."));
    }

    #[test]
    fn what_is_not_standoff_is_told_by_its_line() {
        let complaint = |file: &str| onto(file, &document()).expect_err("it is spoilt").to_string();
        assert_eq!(
            complaint("T1\tContent 0 17\t“We open\nT2\tCue 9 3\tsaid"),
            "Line 2: a text-bound annotation has a label, offsets and words."
        );
        assert_eq!(
            complaint("T1\tCue 18 22\tsaid\nnonsense"),
            "Line 2: it has no tab after its id."
        );
        let far = "T1\tClaim 4 18446744073709551615\tgone\n";
        let found = onto(far, &document()).expect("it holds");
        assert_eq!(found.unanchored[0].why, Unanchored::Gone);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(mut document in any_document()) {
            document.annotations.retain(|mark| mark.status != Status::Rejected);
            let Exported::Files(files) = export(&document, Format::Brat, Options::default()) else {
                panic!("it is files");
            };
            prop_assume!(is_standoff(&files[1].1));
            let found = onto(&files[1].1, &document).expect("it holds");
            let words = |marks: &[Annotation]| -> Vec<String> {
                let mut words: Vec<_> = marks
                    .iter()
                    .map(|mark| {
                        let target = mark.body.target().iter();
                        let words: String =
                            target.map(|span| span.of(&document.article.text)).collect();
                        words.split_whitespace().collect()
                    })
                    .collect();
                words.sort();
                words
            };
            if found.unanchored.is_empty() {
                prop_assert_eq!(words(&found.annotations), words(&document.annotations));
            }
            let placed = found.annotations.len() + found.unanchored.len();
            prop_assert_eq!(placed, document.annotations.len());
        }

        #[test]
        fn no_file_brings_it_down(lines in proptest::collection::vec("[TEA#R*][0-9]{0,3}\t[ -~]{0,30}(\t.{0,20})?", 0..8)) {
            let file = lines.join("\n");
            let _ = onto(&file, &document());
            let _ = open(&file);
        }
    }
}
