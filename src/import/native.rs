//! Sayso's own JSON, version 1.
//!
//! Every span is checked against the text while the file is still plain JSON, and counted in bytes
//! from there on; so an error can say which part it is in, and nothing unchecked gets further.

use super::{ImportError, wording};
use crate::annotation::{Annotation, Body, Document, Speaker, VERSION};
use crate::article::Article;
use crate::fragments::{self, Fault};
use crate::span::{Byte, CodePoint, OffsetMap, Offsets, Span, Unit, Utf16};
use crate::verbatim::Verbatim;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// The largest file that is opened, in bytes: some fifty times a long book with its annotations.
pub const LIMIT: usize = 256_000_000;

/// The members of an annotation that are lists of fragments.
const FRAGMENTS: [&str; 4] = ["content", "cue", "source", "span"];

/// Reads a file as JSON.
///
/// # Errors
/// When it is too large, or not JSON.
pub fn parse(file: &str) -> Result<Value, ImportError> {
    if file.len() > LIMIT {
        return Err(ImportError::TooLarge { bytes: file.len(), limit: LIMIT });
    }
    let file = file.trim_start_matches('\u{feff}');
    if !file.trim_start().starts_with(['{', '[']) {
        return Err(ImportError::NotSaved);
    }
    serde_json::from_str(file).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
        let reason = wording::plain(reason);
        ImportError::NotJson { line: error.line(), column: error.column(), reason }
    })
}

/// The document of a native file.
///
/// # Errors
/// When it is of another version, when a part is missing or of the wrong kind, when a span is not a
/// place in the text, when an id is not unique or names no speaker.
pub fn read(file: Value) -> Result<Document, ImportError> {
    let Value::Object(mut file) = file else { return Err(ImportError::NotOurs) };
    match file.get("version") {
        Some(version) if version.as_u64() == Some(VERSION.into()) => {}
        Some(version) if file.contains_key("article") => {
            return Err(ImportError::Version(version.to_string()));
        }
        _ => return Err(ImportError::NotOurs),
    }
    match member::<Offsets>(&mut file, "offsets")? {
        Offsets::CodePoint => document::<CodePoint>(file),
        Offsets::Utf16 => document::<Utf16>(file),
        Offsets::Byte => document::<Byte>(file),
    }
}

fn document<U: Unit>(mut file: Map<String, Value>) -> Result<Document, ImportError> {
    let mut article: Map<String, Value> = member(&mut file, "article")?;
    let Some(text) = article.get("text").and_then(Value::as_str).map(str::to_owned) else {
        return Err(form("article.text", "it is missing or not a text"));
    };
    let map = OffsetMap::<U>::new(&text);
    let article = read_article(&mut article, &map)?;
    let speakers: Vec<Value> = optional_member(&mut file, "speakers")?;
    let speakers = each(speakers, "speakers", |speaker, at| read_speaker(speaker, at, &map))?;
    unique("speakers", speakers.iter().map(|speaker| &speaker.id))?;
    let marks: Vec<Value> = optional_member(&mut file, "annotations")?;
    let annotations = each(marks, "annotations", |mark, at| read_annotation(mark, at, &map))?;
    unique("annotations", annotations.iter().map(|mark| &mark.id))?;
    every_speaker_is_known(&annotations, &speakers)?;
    in_bytes(&mut file, "scare", "", &map)?;
    let scare = optional_member(&mut file, "scare")?;
    Ok(Document { article, speakers, annotations, scare })
}

fn read_article<U: Unit>(
    article: &mut Map<String, Value>,
    map: &OffsetMap<'_, U>,
) -> Result<Article, ImportError> {
    let blocks: Vec<Map<String, Value>> = optional(article.remove("blocks"), "article.blocks")?;
    let mut reached = 0;
    let blocks = each(blocks, "article.blocks", |mut block, at| {
        let span = [offset(&block, "start", at)?, offset(&block, "end", at)?];
        let misplaced = |fault| ImportError::Place { at: at.to_owned(), span, fault };
        let place = fragments::place(map, span[0], span[1]).map_err(misplaced)?;
        if place.start < reached {
            return Err(misplaced(Fault::OutOfOrder));
        }
        reached = place.end;
        block.insert("start".to_owned(), place.start.into());
        block.insert("end".to_owned(), place.end.into());
        Ok(Value::Object(block))
    })?;
    article.insert("blocks".to_owned(), Value::Array(blocks));
    read_as(Value::Object(std::mem::take(article)), "article")
}

fn read_speaker<U: Unit>(
    speaker: Value,
    at: &str,
    map: &OffsetMap<'_, U>,
) -> Result<Speaker, ImportError> {
    let mut speaker: Map<String, Value> = read_as(speaker, at)?;
    in_bytes(&mut speaker, "mentions", at, map)?;
    read_as(Value::Object(speaker), at)
}

pub(super) fn read_annotation<U: Unit>(
    mark: Value,
    at: &str,
    map: &OffsetMap<'_, U>,
) -> Result<Annotation, ImportError> {
    let mut mark: Map<String, Value> = read_as(mark, at)?;
    body_in_bytes(&mut mark, at, map)?;
    let inner = format!("{at}.machine");
    let machine = match mark.remove("machine").filter(|machine| !machine.is_null()) {
        None => None,
        Some(machine) => {
            let mut machine: Map<String, Value> = read_as(machine, &inner)?;
            body_in_bytes(&mut machine, &inner, map)?;
            Some(Box::new(read_as::<Body>(Value::Object(machine), &inner)?))
        }
    };
    let inner_verbatim = format!("{at}.verbatim");
    let verbatim: Option<Box<Verbatim>> = optional(mark.remove("verbatim"), &inner_verbatim)?;
    let mark: Annotation = read_as(Value::Object(mark), at)?;
    if let Some(score) = mark.score.filter(|score| !(0.0..=1.0).contains(score)) {
        return Err(form(&format!("{at}.score"), &format!("{score} is not between 0 and 1")));
    }
    if verbatim.is_some() && matches!(mark.body, Body::Claim(_)) {
        return Err(form(&inner_verbatim, "only a quotation can have it"));
    }
    let bodies = [(at, Some(&mark.body)), (inner.as_str(), machine.as_deref())];
    for (at, body) in bodies {
        if body.is_some_and(|body| body.target().is_empty()) {
            return Err(form(at, "it marks nothing"));
        }
    }
    Ok(Annotation { machine, verbatim, ..mark })
}

/// Turns all spans of a body from `U` into bytes, checked.
fn body_in_bytes<U: Unit>(
    body: &mut Map<String, Value>,
    at: &str,
    map: &OffsetMap<'_, U>,
) -> Result<(), ImportError> {
    for name in FRAGMENTS {
        in_bytes(body, name, at, map)?;
    }
    if let Some(figures) = body.remove("quantities") {
        let at = format!("{at}.quantities");
        let figures = each(read_as(figures, &at)?, &at, |figure, at| read_figure(figure, at, map))?;
        body.insert("quantities".to_owned(), Value::Array(figures));
    }
    Ok(())
}

/// The figure with its span in bytes, checked.
fn read_figure<U: Unit>(
    mut figure: Map<String, Value>,
    at: &str,
    map: &OffsetMap<'_, U>,
) -> Result<Value, ImportError> {
    let at = format!("{at}.span");
    let span: [usize; 2] = read_as(figure.remove("span").unwrap_or_default(), &at)?;
    let misplaced = |fault| ImportError::Place { at: at.clone(), span, fault };
    let place = fragments::place(map, span[0], span[1]).map_err(misplaced)?;
    fragments::check(map.text(), &[place]).map_err(|(_, fault)| misplaced(fault))?;
    figure.insert("span".to_owned(), pair(place));
    Ok(Value::Object(figure))
}

/// Turns the fragments in `object[name]`, if there are any, from `U` into bytes, checked.
fn in_bytes<U: Unit>(
    object: &mut Map<String, Value>,
    name: &str,
    at: &str,
    map: &OffsetMap<'_, U>,
) -> Result<(), ImportError> {
    let Some(value) = object.get_mut(name) else { return Ok(()) };
    let at = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    let spans: Vec<[usize; 2]> = read_as(value.take(), &at)?;
    let misplaced = |span, fault| ImportError::Place { at: at.clone(), span, fault };
    let places = spans
        .iter()
        .map(|&span| fragments::place(map, span[0], span[1]).map_err(|why| misplaced(span, why)))
        .collect::<Result<Vec<Span>, _>>()?;
    fragments::check(map.text(), &places).map_err(|(i, why)| misplaced(spans[i], why))?;
    *value = places.into_iter().map(pair).collect();
    Ok(())
}

fn pair(span: Span) -> Value {
    Value::from(vec![span.start, span.end])
}

fn offset(block: &Map<String, Value>, name: &str, at: &str) -> Result<usize, ImportError> {
    let offset = block.get(name).and_then(Value::as_u64);
    offset
        .and_then(|offset| usize::try_from(offset).ok())
        .ok_or_else(|| form(&format!("{at}.{name}"), "it is missing or not an offset"))
}

pub(super) fn unique<'a>(
    list: &str,
    ids: impl Iterator<Item = &'a String>,
) -> Result<(), ImportError> {
    let mut seen = HashSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            let at = format!("{list}[{index}]");
            return Err(ImportError::DuplicateId { at, id: id.clone() });
        }
    }
    Ok(())
}

fn every_speaker_is_known(marks: &[Annotation], speakers: &[Speaker]) -> Result<(), ImportError> {
    let known: HashSet<&str> = speakers.iter().map(|speaker| speaker.id.as_str()).collect();
    for (index, mark) in marks.iter().enumerate() {
        let Some(id) = mark.body.speaker().filter(|id| !known.contains(id)) else { continue };
        let name = match mark.body {
            Body::Quote(_) => "speaker",
            Body::Claim(_) => "asserted_by",
        };
        let at = format!("annotations[{index}].{name}");
        return Err(ImportError::UnknownSpeaker { at, id: id.to_owned() });
    }
    Ok(())
}

/// Reads each of the `items` of `list`; `read` is told which one it is: `annotations[3]`.
fn each<A, B>(
    items: Vec<A>,
    list: &str,
    mut read: impl FnMut(A, &str) -> Result<B, ImportError>,
) -> Result<Vec<B>, ImportError> {
    items.into_iter().enumerate().map(|(i, item)| read(item, &format!("{list}[{i}]"))).collect()
}

fn member<T: DeserializeOwned>(
    object: &mut Map<String, Value>,
    name: &str,
) -> Result<T, ImportError> {
    let value = object.remove(name).ok_or_else(|| form(name, "it is missing"))?;
    read_as(value, name)
}

fn optional_member<T: DeserializeOwned + Default>(
    object: &mut Map<String, Value>,
    name: &str,
) -> Result<T, ImportError> {
    optional(object.remove(name), name)
}

fn optional<T: DeserializeOwned + Default>(
    value: Option<Value>,
    at: &str,
) -> Result<T, ImportError> {
    value.map_or_else(|| Ok(T::default()), |value| read_as(value, at))
}

fn read_as<T: DeserializeOwned>(value: Value, at: &str) -> Result<T, ImportError> {
    wording::read(&value).map_err(|(member, reason)| form(&format!("{at}{member}"), &reason))
}

fn form(at: &str, reason: &str) -> ImportError {
    ImportError::Form { at: at.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::native::write;
    use crate::import::open;
    use crate::samples::any_document;
    use proptest::prelude::*;
    use serde_json::json;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(document in any_document()) {
            for offsets in [Offsets::CodePoint, Offsets::Utf16, Offsets::Byte] {
                let file = write(&document, offsets);
                prop_assert_eq!(open(&file), Ok(document.clone()), "{}", file);
            }
        }

        #[test]
        fn a_file_cut_short_is_refused(document in any_document(), at in 0.0..1.0_f64) {
            let file = write(&document, Offsets::CodePoint);
            let cut = (0..file.trim_end().len())
                .filter(|&byte| file.is_char_boundary(byte))
                .nth((at * file.chars().count() as f64) as usize)
                .unwrap_or_default();
            prop_assert!(open(&file[..cut]).is_err());
        }
    }

    /// A document that opens, to be spoilt.
    fn file() -> Value {
        json!({
            "version": 1,
            "generator": "sayso",
            "offsets": "utf16",
            "article": {"text": "😀 “Yes,” said Ana.", "blocks": [
                {"kind": "paragraph", "start": 0, "end": 19},
            ]},
            "speakers": [{"id": "s1", "name": "Ana", "kind": "person", "mentions": [[15, 18]]}],
            "annotations": [{
                "id": "q1", "type": "quote", "kind": "direct", "speaker": "s1",
                "content": [[3, 9]], "cue": [[10, 14]], "source": [[15, 18]],
            }],
        })
    }

    /// The sentence that opening the spoilt file gives.
    fn complaint(spoil: impl FnOnce(&mut Value)) -> String {
        let mut file = file();
        spoil(&mut file);
        open(file.to_string()).expect_err("a spoilt file does not open").to_string()
    }

    #[test]
    fn a_file_that_others_wrote_opens() {
        let document = open(file().to_string()).expect("it holds");
        let Body::Quote(quote) = &document.annotations[0].body else { panic!("it is a quote") };
        assert_eq!(quote.content[0].of(&document.article.text), "“Yes,”");
        assert_eq!(quote.source[0].of(&document.article.text), "Ana");
    }

    #[test]
    fn errors_say_where() {
        let content =
            |span: Value| move |file: &mut Value| file["annotations"][0]["content"] = span;
        for (spoilt, sentence) in [
            (complaint(content(json!([[9, 3]]))), "[9, 3] ends before it begins"),
            (complaint(content(json!([[3, 99]]))), "[3, 99] ends beyond the end of the text"),
            (complaint(content(json!([[1, 5]]))), "[1, 5] cuts a character in two"),
            (complaint(content(json!([[9, 10]]))), "[9, 10] has nothing but white space in it"),
            (
                complaint(content(json!([[3, 9], [5, 12]]))),
                "[5, 12] begins before the one in front of it has ended",
            ),
            (complaint(content(json!("all"))), "the text \"all\" stands where a list should be"),
        ] {
            assert_eq!(spoilt, format!("annotations[0].content: {sentence}"));
        }
        assert_eq!(complaint(content(json!([]))), "annotations[0]: it marks nothing");
        assert_eq!(
            complaint(|file| file["annotations"][0]["score"] = json!(7)),
            "annotations[0].score: 7 is not between 0 and 1"
        );
        assert_eq!(
            complaint(|file| file["annotations"][0]["kind"] = json!("loud")),
            "annotations[0].kind: \"loud\" is not known here, only direct, indirect, mixed"
        );
        let machine = json!({"type": "claim", "kind": "other", "span": [[3, 99]]});
        assert_eq!(
            complaint(|file| file["annotations"][0]["machine"] = machine),
            "annotations[0].machine.span: [3, 99] ends beyond the end of the text"
        );
        let verbatim = json!({"status": "near", "start": 9, "end": 3, "found": "Yes"});
        assert_eq!(
            complaint(|file| file["annotations"][0]["verbatim"] = verbatim),
            "annotations[0].verbatim: a passage cannot end before it begins: 9..3"
        );
        assert_eq!(
            complaint(|file| file["annotations"][0]["speaker"] = json!("s9")),
            "annotations[0].speaker: no speaker of the file has the id \"s9\""
        );
        assert_eq!(
            complaint(|file| file["article"]["blocks"][0]["end"] = json!(-1)),
            "article.blocks[0].end: it is missing or not an offset"
        );
        assert_eq!(
            complaint(|file| {
                let twin = file["annotations"][0].clone();
                file["annotations"].as_array_mut().expect("a list").push(twin);
            }),
            "annotations[1]: the id \"q1\" is taken by an earlier one"
        );
    }

    #[test]
    fn other_files_are_told_apart() {
        for other in ["Dear diary", "", "<p>Dear diary</p>"] {
            assert_eq!(open(other), Err(ImportError::NotSaved));
        }
        assert_eq!(
            open("{\n\"version\": 1").expect_err("it is cut short").to_string(),
            "The file is not JSON: it ends in the middle of an object at line 2, column 12."
        );
        assert_eq!(open("{}"), Err(ImportError::NotOurs));
        assert_eq!(open("[1, 2]"), Err(ImportError::NotOurs));
        assert_eq!(
            complaint(|file| file["version"] = json!(2)),
            "The file has version 2 of Sayso's format; this Sayso reads version 1."
        );
        // The parser's own limit on nesting, not the stack, ends this one.
        assert!(matches!(open("[".repeat(100_000)), Err(ImportError::NotJson { .. })));
    }
}
