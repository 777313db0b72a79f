//! W3C Web Annotation JSON-LD, our own and that of others.
//!
//! Annotations are turned into the native form and checked as that is. A place is taken only where
//! its quotation is found; see [`crate::selector`].

use super::found::{Cast, Found, Stray};
use super::{ImportError, native};
use crate::annotation::{Annotation, Document, QuoteKind, VERSION};
use crate::article::{Article, squeeze};
use crate::fragments;
use crate::selector::{Finder, Selector, Unanchored, Unique};
use crate::span::{CodePoint, OffsetMap, Offsets, Span};
use serde_json::{Value, json};

/// Whether a file is JSON-LD.
pub(super) fn is_jsonld(file: &Value) -> bool {
    file.get("@context").is_some()
}

/// Whether its article is in the file.
pub(super) fn has_article(file: &Value) -> bool {
    file.get("sayso:article").is_some()
}

/// Opens a file that has its article in it, as ours have.
///
/// # Errors
/// When it has none, when an annotation has no place in it, or when something does not hold.
pub fn read(file: &Value) -> Result<Document, ImportError> {
    let Some(article) = file.get("sayso:article") else { return Err(ImportError::NoArticle) };
    let mut native = json!({
        "version": VERSION,
        "offsets": Offsets::CodePoint,
        "article": article,
        "speakers": file.get("sayso:speakers").unwrap_or(&Value::Null),
    });
    if native["speakers"].is_null() {
        native["speakers"] = json!([]);
    }
    let document = native::read(native)?;
    let Found { annotations, speakers, unanchored } = onto(file, &document)?;
    if let Some(Stray { at, why, .. }) = unanchored.into_iter().next() {
        return Err(ImportError::Form { at, reason: why.to_string() });
    }
    native::unique("annotations", annotations.iter().map(|mark| &mark.id))?;
    Ok(Document { annotations, speakers, ..document })
}

/// Brings the annotations of a file onto the article of `document`.
///
/// # Errors
/// When an annotation is not in the form that it should be in.
pub fn onto(file: &Value, document: &Document) -> Result<Found, ImportError> {
    let (list, items) = items_of(file);
    bring(list, &items, document)
}

/// Brings the annotations of the list of this name onto the article of `document`.
pub(super) fn bring(
    list: &str,
    items: &[&Value],
    document: &Document,
) -> Result<Found, ImportError> {
    let text = &document.article.text;
    let squeezed = squeeze(text);
    let loose = (&squeezed, Finder::new(&squeezed.text));
    let (map, finder) = (OffsetMap::new(text), Finder::new(text));
    let mut reader = Reader { map, finder, loose, cast: Cast::of(document) };
    let mut found = Found::default();
    for (index, item) in items.iter().enumerate() {
        let at = format!("{list}[{index}]");
        match reader.annotation(item, index) {
            Ok(mark) => {
                found.annotations.push(native::read_annotation(mark, &at, &reader.map)?);
            }
            Err(why) => found.unanchored.push(Stray { at, exact: words_of(item), why }),
        }
    }
    found.annotations.sort_by(Annotation::in_text_order);
    found.speakers = reader.cast.speakers;
    Ok(found)
}

/// The annotations of a file, with the name of their list: of a collection, a page, an array, or
/// the one that it is.
fn items_of(file: &Value) -> (&'static str, Vec<&Value>) {
    let lists = [("first.items", &file["first"]["items"]), ("items", &file["items"]), ("", file)];
    for (name, list) in lists {
        if let Value::Array(items) = list {
            return (name, items.iter().collect());
        }
    }
    if is(file, "type", "Annotation") { ("", vec![file]) } else { ("", Vec::new()) }
}

/// Turns annotations into the native form, with offsets in code points.
struct Reader<'t> {
    map: OffsetMap<'t, CodePoint>,
    finder: Finder<'t>,
    /// The text as words are compared that have the line ends and the spaces of another program.
    loose: (&'t Article, Finder<'t>),
    cast: Cast,
}

impl Reader<'_> {
    fn annotation(&mut self, item: &Value, index: usize) -> Result<Value, Unanchored> {
        let target = self.places(&list_of(&item["target"]))?;
        if target.is_empty() {
            return Err(Unanchored::Undescribed);
        }
        let bodies = list_of(&item["body"]);
        let named = self.speaker(&bodies);
        let class = bodies.iter().find(|body| is(body, "purpose", "classifying"));
        let kind = class.and_then(|body| body.get("sayso:kind")).cloned();
        let quoted = QuoteKind::of(self.map.text(), &target);
        let is_quote = match class.and_then(|body| body["value"].as_str()) {
            Some(class) => class == "quote",
            // Others do not say; what stands in quotation marks is a quotation.
            None => quoted != QuoteKind::Indirect,
        };
        let mut mark = json!({
            "id": id_of(item, index),
            "score": item["sayso:score"],
            "why": values(&bodies, "describing"),
            "origin": if is_software(&item["creator"]) { "machine" } else { "human" },
            "status": item.get("sayso:status").cloned().unwrap_or_else(|| "accepted".into()),
            "machine": item["sayso:machine"],
            "verbatim": item["sayso:verbatim"],
            "note": note(item, &bodies),
            "tags": values(&bodies, "tagging"),
            "created": item["created"],
            "modified": item["modified"],
        });
        let own = if is_quote {
            json!({
                "type": "quote",
                "kind": kind.unwrap_or_else(|| json!(quoted)),
                "content": self.counted(target),
                "cue": self.counted(self.places(&with_role(&bodies, "cue"))?),
                "source": self.counted(self.places(&with_role(&bodies, "source"))?),
                "speaker": named,
            })
        } else {
            json!({
                "type": "claim",
                "kind": kind.unwrap_or_else(|| "other".into()),
                "span": self.counted(target),
                "asserted_by": named,
                "quantities": item.get("sayso:quantities").cloned().unwrap_or_else(|| json!([])),
            })
        };
        if let (Value::Object(mark), Value::Object(own)) = (&mut mark, own) {
            mark.extend(own);
        }
        Ok(mark)
    }

    /// The id of the speaker whom a body names; somebody whom the document does not have is new.
    fn speaker(&mut self, bodies: &[&Value]) -> Option<String> {
        let body = bodies
            .iter()
            .find(|body| is(body, "purpose", "identifying") && body["value"].is_string())?;
        let name = body["value"].as_str()?.trim();
        Some(self.cast.named(name, body["sayso:speaker"].as_str()))
    }

    /// Where the resources stand, in text order.
    fn places(&self, resources: &[&Value]) -> Result<Vec<Span>, Unanchored> {
        let mut places =
            resources.iter().map(|resource| self.place(resource)).collect::<Result<Vec<_>, _>>()?;
        places.sort_unstable();
        match fragments::check(self.map.text(), &places) {
            Ok(()) => Ok(places),
            Err(_) => Err(Unanchored::Undescribed),
        }
    }

    fn place(&self, resource: &Value) -> Result<Span, Unanchored> {
        let selectors = list_of(&resource["selector"]);
        let of_type = |name| selectors.iter().find(|selector| is(selector, "type", name));
        let quote = of_type("TextQuoteSelector").ok_or(Unanchored::Undescribed)?;
        let text = |name: &str| quote[name].as_str().unwrap_or_default().to_owned();
        let position = of_type("TextPositionSelector").and_then(|selector| {
            let offset = |name: &str| usize::try_from(selector[name].as_u64()?).ok();
            fragments::place(&self.map, offset("start")?, offset("end")?).ok()
        });
        let (exact, prefix, suffix) = (text("exact"), text("prefix"), text("suffix"));
        let unique = Unique::Unknown;
        let selector = Selector { exact, prefix, suffix, position, unique };
        self.finder.resolve(&selector).or_else(|why| self.loosely(&selector).ok_or(why))
    }

    /// The place of words that stand here with other line ends and spaces, as they have them that were
    /// marked on a live page.
    fn loosely(&self, selector: &Selector) -> Option<Span> {
        let squeezed = |words: &str| squeeze(words).text;
        let exact = squeezed(&selector.exact);
        let space = |is_there: bool| if is_there { " " } else { "" };
        let prefix = format!("{}{}", selector.prefix, space(exact.starts_with(' ')));
        let suffix = format!("{}{}", space(exact.ends_with(' ')), selector.suffix);
        let (article, finder) = &self.loose;
        let found = finder.resolve(&Selector {
            exact: exact.trim().to_owned(),
            // At its ends a text of ours has no white space.
            prefix: squeezed(prefix.trim_start()),
            suffix: squeezed(suffix.trim_end()),
            position: None,
            unique: Unique::Unknown,
        });
        found.ok().map(|place| article.to_source(place))
    }

    fn counted(&self, places: Vec<Span>) -> Vec<Span<CodePoint>> {
        places.into_iter().map(|place| self.map.from_bytes(place)).collect()
    }
}

/// The id without the mark of a relative IRI; an annotation without one is called by its place.
fn id_of(item: &Value, index: usize) -> String {
    match item["id"].as_str().map(|id| id.strip_prefix('#').unwrap_or(id)) {
        Some(id) if !id.is_empty() => id.to_owned(),
        _ => format!("a{}", index + 1),
    }
}

/// What the user said about it: the model also allows a note to be all that there is.
fn note(item: &Value, bodies: &[&Value]) -> Option<String> {
    let comment = bodies.iter().find(|body| {
        let purpose = body["purpose"].as_str();
        body["value"].is_string() && matches!(purpose, None | Some("commenting"))
    });
    let comment = comment.map_or(&item["bodyValue"], |body| &body["value"]);
    comment.as_str().map(str::to_owned)
}

/// The values of the bodies that have this purpose.
fn values<'v>(bodies: &[&'v Value], purpose: &str) -> Vec<&'v str> {
    let bodies = bodies.iter().filter(|body| is(body, "purpose", purpose));
    bodies.filter_map(|body| body["value"].as_str()).collect()
}

fn with_role<'v>(bodies: &[&'v Value], role: &str) -> Vec<&'v Value> {
    bodies.iter().filter(|body| is(body, "sayso:role", role)).copied().collect()
}

fn is_software(creator: &Value) -> bool {
    list_of(creator).into_iter().any(|creator| is(creator, "type", "Software"))
}

/// The words that an annotation marks, as far as it says.
fn words_of(item: &Value) -> String {
    let targets = list_of(&item["target"]);
    let selectors = targets.iter().flat_map(|target| list_of(&target["selector"]));
    let words: Vec<_> = selectors.filter_map(|selector| selector["exact"].as_str()).collect();
    words.join(" … ")
}

/// Whether a member has this value, or has it among others.
fn is(object: &Value, name: &str, value: &str) -> bool {
    list_of(&object[name]).into_iter().any(|one| one == value)
}

/// JSON-LD writes a list of one as the one, and an empty one not at all.
fn list_of(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Body, ClaimKind};
    use crate::article;
    use crate::export::jsonld::write;
    use crate::import::open;
    use crate::samples::any_document;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(document in any_document()) {
            let file = write(&document, Some("2026-05-01T12:00:00Z"));
            prop_assert_eq!(open(&file), Ok(document), "{}", file);
        }
    }

    const TEXT: &str = "“We open in May,” said Ana Ruiz. It cost 4 million euros.";

    fn document() -> Document {
        let article = article::from_text(TEXT);
        Document { article, speakers: Vec::new(), annotations: Vec::new(), scare: Vec::new() }
    }

    /// An annotation as another program would write it.
    fn of_others(exact: &str, bodies: Value) -> Value {
        json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": "https://notes.example/7",
            "type": "Annotation",
            "body": bodies,
            "target": {
                "source": "https://news.example/bridge",
                "selector": {"type": "TextQuoteSelector", "exact": exact},
            },
        })
    }

    #[test]
    fn annotations_of_others_find_their_place() {
        let bodies = json!([
            {"type": "TextualBody", "purpose": "identifying", "value": "Ana Ruiz"},
            {"type": "TextualBody", "purpose": "tagging", "value": "bridge"},
            {"type": "TextualBody", "value": "Really?"},
        ]);
        let found = onto(&of_others("We open in May", bodies), &document()).expect("it holds");
        let mark = &found.annotations[0];
        assert_eq!(mark.body.target()[0].of(TEXT), "We open in May");
        assert!(matches!(mark.body, Body::Quote(_)), "it stands in quotation marks");
        assert_eq!(mark.body.speaker(), Some("s1"));
        assert_eq!(found.speakers[0].name, "Ana Ruiz");
        assert_eq!(
            (mark.note.as_deref(), mark.tags.as_slice()),
            (Some("Really?"), &["bridge".to_owned()][..])
        );
    }

    #[test]
    fn the_model_leaves_much_out() {
        let mut item = of_others("It cost 4 million euros", Value::Null);
        item["bodyValue"] = json!("Check this.");
        let page = json!({"type": "AnnotationPage", "items": [item]});
        let found = onto(&page, &document()).expect("it holds");
        let mark = &found.annotations[0];
        let Body::Claim(claim) = &mark.body else { panic!("nobody says it in quotation marks") };
        assert_eq!(claim.kind, ClaimKind::Other);
        assert_eq!(mark.note.as_deref(), Some("Check this."));
    }

    #[test]
    fn what_has_no_certain_place_is_listed() {
        let mut whole_page = of_others("", Value::Null);
        whole_page["target"] = json!("https://news.example/bridge");
        let file = json!([of_others("It cost 5 million", Value::Null), whole_page]);
        let found = onto(&file, &document()).expect("it holds");
        assert_eq!(found.annotations, []);
        let strays: Vec<_> = found.unanchored.iter().map(|s| (s.exact.as_str(), s.why)).collect();
        assert_eq!(
            strays,
            [("It cost 5 million", Unanchored::Gone), ("", Unanchored::Undescribed)]
        );
    }

    #[test]
    fn a_file_of_ours_that_does_not_hold_does_not_open() {
        let without_article = of_others("We open in May", Value::Null).to_string();
        assert_eq!(open(&without_article), Err(ImportError::NoArticle));
        let mut document = document();
        let claim = json!({"id": "c1", "type": "claim", "kind": "event", "span": [[3, 17]]});
        document.annotations.push(serde_json::from_value(claim).expect("it is an annotation"));
        let file = write(&document, None);
        let spoilt = file.replace("\"exact\":\"We open in May\"", "\"exact\":\"We shut in May\"");
        assert_eq!(
            open(&spoilt).expect_err("its words are gone").to_string(),
            "first.items[0]: The marked words are not in the article."
        );
    }
}
