//! One line of a batch: a JSON object with an article in, a JSON object with its marks out.

use sayso::annotation::{Document, QuoteKind};
use sayso::article::{Article, Format, Input};
use sayso::attribution::Attribution;
use sayso::export::native;
use sayso::fragments;
use sayso::span::{CodePoint, OffsetMap, Offsets, Span};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// One line of the input.
#[derive(Deserialize)]
struct Line {
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
    attributions: Option<Vec<GivenAttribution>>,
}

/// Who said what, where that is known already: it replaces the machine's own reading, so that
/// speakers and claims can be measured by themselves. Offsets are code points of the line's text.
#[derive(Deserialize)]
struct GivenAttribution {
    kind: Option<QuoteKind>,
    content: Vec<Span<CodePoint>>,
    #[serde(default)]
    cue: Vec<Span<CodePoint>>,
    #[serde(default)]
    source: Vec<Span<CodePoint>>,
}

/// The answer to one line, with its line end.
pub(super) struct Answer {
    pub(super) json: String,
    pub(super) is_error: bool,
}

/// Marks the article of a line; a bad line gives an answer that says why.
pub(super) fn annotate(line: &[u8], number: usize, offsets: Offsets) -> Answer {
    let mut line = match serde_json::from_slice::<Map<String, Value>>(line) {
        Ok(line) => line,
        Err(why) => return refuse_json(number, &why),
    };
    let id = line.remove("id").unwrap_or_default();
    let line = serde_json::from_value(Value::Object(line)).map_err(|why| why.to_string());
    match line.and_then(read) {
        Ok(document) => {
            Answer { json: native::write_line(&id, &document, offsets), is_error: false }
        }
        Err(why) => error(&id, number, &why),
    }
}

fn read(line: Line) -> Result<Document, String> {
    let (given, format) = match (line.text, line.html) {
        (Some(text), None) => (text, Format::Text),
        (None, Some(html)) => (html, Format::Html),
        _ => return Err("it has to have either \"text\" or \"html\"".to_owned()),
    };
    let input = Input { url: line.url.as_deref(), format: Some(format), ..Input::default() };
    let article = input.read_text(&given);
    let Some(given) = line.attributions else {
        return Ok(sayso::annotate(&article).into_document(article));
    };
    let given = place(&article, given)?;
    Ok(sayso::annotate_attributed(&article, given).into_document(article))
}

/// The attributions with their places in the article's text, in text order.
fn place(article: &Article, given: Vec<GivenAttribution>) -> Result<Vec<Attribution>, String> {
    let map = OffsetMap::<CodePoint>::new(article.source_text());
    let fragments = |spans: Vec<Span<CodePoint>>| -> Result<Vec<Span>, String> {
        let mut places = Vec::with_capacity(spans.len());
        for span in spans {
            let place = fragments::place(&map, span.start, span.end)
                .map_err(|fault| format!("attributions: [{}, {}] {fault}", span.start, span.end))?;
            places.extend(article.from_source(place).trim(&article.text));
        }
        places.sort_unstable();
        match fragments::check(&article.text, &places) {
            Ok(()) => Ok(places),
            Err((_, fault)) => Err(format!("attributions: a fragment {fault}")),
        }
    };
    let mut attributions = Vec::with_capacity(given.len());
    for GivenAttribution { kind, content, cue, source } in given {
        let content = fragments(content)?;
        if content.is_empty() {
            return Err("attributions: one of them has no content".to_owned());
        }
        attributions.push(Attribution {
            kind: kind.unwrap_or(QuoteKind::Indirect),
            content,
            cue: fragments(cue)?,
            source: fragments(source)?,
            score: 1.0,
            why: Vec::new(),
        });
    }
    attributions.sort_by_key(|attribution| attribution.content[0]);
    Ok(attributions)
}

/// The answer to a line that is no JSON object.
pub(super) fn refuse_json(number: usize, why: &serde_json::Error) -> Answer {
    // Which line it is, is known better here.
    let why = why.to_string().replace(" at line 1 column ", " at column ");
    refuse(number, format!("it is not a JSON object: {why}"))
}

/// The answer to a line that has no id, because it could not be read.
pub(super) fn refuse(number: usize, why: String) -> Answer {
    error(&Value::Null, number, &why)
}

/// The answer to a line of this id that was not what it should be.
pub(super) fn error(id: &Value, number: usize, why: &str) -> Answer {
    let json = json!({"id": id, "error": format!("line {number}: {why}")});
    Answer { json: format!("{json}\n"), is_error: true }
}
