//! What the [Hypothesis](https://web.hypothes.is/help/how-to-export-import-annotations/) client
//! exports and imports.
//!
//! An annotation there has one target, so one with several fragments marks all from the first to the
//! last. Kind and speaker are tags, because those survive there; the text is the user's note. Only
//! the quotation says where it belongs: positions would count the text of the page, which has more
//! on it than the article.

use super::facts::{Facts, class, json_line, known};
use super::native::GENERATOR;
use crate::annotation::{Annotation, Document, Origin, Status};
use crate::selector::{Finder, Selector};
use crate::span::Span;
use serde_json::{Value, json};

/// The tag that names a speaker begins with this.
pub(crate) const SPEAKER: &str = "speaker: ";

/// The tag of what the machine suggests and nobody has decided yet.
pub(crate) const SUGGESTED: &str = "suggested";

/// Who the annotations are said to be by: nobody's account.
const USER: &str = "acct:sayso@sayso.invalid";

/// The file, written at the time `now` (ISO 8601, UTC).
pub(super) fn write(document: &Document, now: Option<&str>) -> String {
    let facts = Facts::of(document);
    let finder = Finder::new(facts.text());
    let annotations: Vec<_> =
        document.annotations.iter().filter_map(|mark| annotation(&facts, &finder, mark)).collect();
    json_line(&known(json!({
        "export_date": now,
        "export_userid": USER,
        "client_version": GENERATOR,
        "annotations": annotations,
    })))
}

fn annotation(facts: &Facts<'_>, finder: &Finder<'_>, mark: &Annotation) -> Option<Value> {
    let place = mark.body.target().iter().copied().reduce(Span::hull)?;
    let Selector { exact, prefix, suffix, .. } = finder.describe(place);
    let meta = &facts.document.article.meta;
    let uri = facts.url().unwrap_or_default();
    let (class, kind) = class(&mark.body);
    let mut tags = vec![class.to_owned(), kind];
    if let Some(speaker) = facts.speaker(mark) {
        tags.push(format!("{SPEAKER}{}", speaker.name));
    }
    if mark.origin == Origin::Machine && mark.status == Status::Suggested {
        tags.push(SUGGESTED.to_owned());
    }
    tags.extend(mark.tags.iter().cloned());
    Some(known(json!({
        "id": mark.id,
        "uri": uri,
        "user": USER,
        "created": mark.created,
        "updated": mark.modified,
        "text": mark.note.as_deref().unwrap_or_default(),
        "tags": tags,
        "document": {"title": meta.title.iter().collect::<Vec<_>>()},
        "target": [{
            "source": uri,
            "selector": [
                {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
            ],
        }],
    })))
}
