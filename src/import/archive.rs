//! A ZIP archive with a text and its annotations in brat's standoff, as our own export is.
//!
//! Annotations that come with the text they were made on are found in another version of it by the
//! words around them, which the `.ann` file alone does not have.

use super::found::{Found, Stray, transfer};
use super::zip::{Entry, entries, wrong};
use super::{ImportError, brat, native};
use crate::annotation::Document;
use crate::article::{self, Article};
use std::collections::HashMap;

/// The article of an archive with its annotations.
///
/// # Errors
/// When the archive cannot be read or has not one article, or an annotation has no place in it.
pub(super) fn open(archive: &[u8]) -> Result<Document, ImportError> {
    let Pair { text, annotations } = only(pairs(archive)?)?;
    let document = bare(article::from_text(&text));
    let Found { annotations, speakers, unanchored } = brat::onto(&annotations, &document)?;
    if let Some(Stray { at, why, .. }) = unanchored.into_iter().next() {
        return Err(ImportError::Form { at, reason: why.to_string() });
    }
    native::unique("annotations", annotations.iter().map(|mark| &mark.id))?;
    Ok(Document { annotations, speakers, ..document })
}

/// Brings the annotations of an archive onto the article of `document`: of several texts, those of
/// the one that the article is.
///
/// # Errors
/// When the archive cannot be read, or has several texts and none is that of the article.
pub(super) fn onto(archive: &[u8], document: &Document) -> Result<Found, ImportError> {
    let mut pairs = pairs(archive)?;
    let is_it = |pair: &Pair| pair.text == document.article.source_text();
    let Pair { text, annotations } = match pairs.iter().position(is_it) {
        Some(same) => pairs.swap_remove(same),
        None => only(pairs)?,
    };
    let theirs = bare(Article { text, ..Article::default() });
    let Found { annotations, speakers, unanchored } = brat::onto(&annotations, &theirs)?;
    let mut found = transfer(Document { annotations, speakers, ..theirs }, document);
    found.unanchored.splice(0..0, unanchored);
    Ok(found)
}

fn bare(article: Article) -> Document {
    Document { article, speakers: Vec::new(), annotations: Vec::new(), scare: Vec::new() }
}

/// A text and its annotations: files with one name, but for their endings.
struct Pair {
    text: String,
    annotations: String,
}

fn only(mut pairs: Vec<Pair>) -> Result<Pair, ImportError> {
    match (pairs.pop(), pairs.len()) {
        (Some(pair), 0) => Ok(pair),
        (None, _) => Err(wrong("it has no text and annotations of one name, as a.txt and a.ann")),
        (Some(_), more) => Err(wrong(format!("it has {} articles; take one out", more + 1))),
    }
}

fn pairs(archive: &[u8]) -> Result<Vec<Pair>, ImportError> {
    let entries = entries(archive)?;
    let mut room = native::LIMIT;
    let mut unpack = |entry: &Entry<'_>| {
        let bytes = entry.unpack(&mut room)?;
        let no_text = |_| wrong(format!("{:?} is not text in UTF-8", entry.name));
        String::from_utf8(bytes).map_err(no_text)
    };
    let texts: HashMap<_, _> = entries.iter().filter_map(|file| file.named(".txt")).collect();
    let mut pairs = Vec::new();
    for (name, file) in entries.iter().filter_map(|file| file.named(".ann")) {
        // macOS puts a file about each file beside it: `__MACOSX/._a.ann`.
        if let Some(text) = texts.get(name).filter(|_| !name.starts_with("__MACOSX/")) {
            pairs.push(Pair { text: unpack(text)?, annotations: unpack(file)? });
        }
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Body, Status};
    use crate::export::zip::Archive;
    use crate::export::{Exported, Format, Options, export};
    use crate::import::{self, found};
    use crate::samples::any_document;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const TEXT: &str = "“We open in May,” said Ana Ruiz.";
    const MARKS: &str = "T1\tContent 0 17\t“We open in May,”\nT2\tSource 23 31\tAna Ruiz\n\
                         T3\tCue 18 22\tsaid\nE1\tAttribution:T3 Content:T1 Source:T2\n\
                         E2\tMeeting:T3 Where:T1\n";

    fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = Archive::default();
        files.iter().for_each(|(name, text)| archive.add(name, text.as_bytes()));
        archive.finish()
    }

    fn written(document: &Document) -> Vec<u8> {
        export(document, Format::Brat, Options::default()).into_bytes("article")
    }

    #[test]
    fn a_text_opens_with_its_annotations() {
        let files = [
            ("set/annotation.conf", "[entities]\n"),
            ("set/a.ann", MARKS),
            ("__MACOSX/set/a.ann", "?"),
            ("__MACOSX/set/a.txt", "?"),
            ("set/a.txt", TEXT),
        ];
        let document = import::open(archive(&files)).expect("it holds");
        assert_eq!(document.article.text, TEXT);
        let [mark] = document.annotations.as_slice() else { panic!("other events are not ours") };
        assert_eq!(mark.body.target()[0].of(TEXT), "“We open in May,”");
    }

    #[test]
    fn annotations_come_onto_another_version_of_the_text() {
        let now = article::from_text(&format!("Port Ellery. {TEXT} “No,” he said."));
        let files = [("a.txt", TEXT), ("a.ann", MARKS)];
        let found = import::onto(archive(&files), &bare(now)).expect("it holds");
        let Body::Quote(quote) = &found.annotations[0].body else { panic!("it is a quotation") };
        assert_eq!(quote.source[0].start, "Port Ellery. “We open in May,” said ".len());
        assert_eq!(found.unanchored, []);
    }

    #[test]
    fn of_several_articles_the_open_one_is_meant() {
        let files = [("a.txt", TEXT), ("a.ann", MARKS), ("b.txt", "It rains."), ("b.ann", "")];
        let archive = archive(&files);
        let onto = |text| import::onto(&archive, &bare(article::from_text(text)));
        assert_eq!(onto(TEXT).expect("it holds").annotations.len(), 1);
        assert_eq!(onto("It rains.").expect("it holds"), Found::default());
        let several = "The archive cannot be read: it has 2 articles; take one out.";
        assert_eq!(onto("It snows.").expect_err("which?").to_string(), several);
        assert_eq!(import::open(&archive).expect_err("which?").to_string(), several);
    }

    #[test]
    fn what_has_no_annotations_is_refused() {
        for files in [vec![], vec![("a.txt", TEXT), ("b.ann", MARKS)]] {
            assert_eq!(
                import::open(archive(&files)).expect_err("nothing of brat's").to_string(),
                "The archive cannot be read: it has no text and annotations of one name, as a.txt \
                 and a.ann."
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(mut document in any_document()) {
            document.annotations.retain(|mark| mark.status != Status::Rejected);
            let Exported::Files(files) = export(&document, Format::Brat, Options::default()) else {
                panic!("it is files");
            };
            let archive = written(&document);
            let there = Document { annotations: Vec::new(), ..document };
            let found = import::onto(&archive, &there).expect("it holds");
            prop_assert_eq!(found, brat::onto(&files[1].1, &there).expect("it holds"));
            // Opened, the text is normalised; from then on nothing changes any more.
            if let Ok(opened) = import::open(&archive) {
                let again = import::open(written(&opened)).expect("it holds");
                // Speakers are numbered as they come, so they are known by their names.
                let bodies = |document: &Document| -> Vec<Body> {
                    let mut marks = document.annotations.clone();
                    for id in marks.iter_mut().filter_map(|mark| mark.body.speaker_mut().as_mut()) {
                        let speaker = document.speakers.iter().find(|speaker| speaker.id == *id);
                        id.clone_from(&speaker.expect("it is there").name);
                    }
                    marks.into_iter().map(|mark| mark.body).collect()
                };
                prop_assert_eq!(&again.article.text, &opened.article.text);
                prop_assert_eq!(bodies(&again), bodies(&opened));
            }
        }

        #[test]
        fn no_archive_brings_it_down(changes in vec((0.0..1.0_f64, any::<u8>()), 1..9)) {
            let mut archive = archive(&[("a.txt", TEXT), ("a.ann", MARKS)]);
            for (at, byte) in changes {
                let at = (at * archive.len() as f64) as usize;
                archive[at] = byte;
            }
            let _ = import::open(&archive);
            let _: Result<found::Found, _> = import::onto(&archive, &bare(article::from_text(TEXT)));
        }
    }
}
