//! schema.org JSON-LD for publishers: a [`ClaimReview`](https://schema.org/ClaimReview) draft for
//! each claim, a [`Quotation`](https://schema.org/Quotation) for each quotation.
//!
//! A draft has everything that is required of the type, but no verdict: that is the publisher's to
//! give, and the rating says that it is missing.

use super::facts::{Facts, json_line, known};
use crate::annotation::{Annotation, Body, Document, SpeakerKind};
use serde_json::{Value, json};

/// What the rating of a draft says.
const NOT_RATED: &str = "Not rated yet";

/// Where the review can be read: the publisher fills that in.
const NOT_PUBLISHED: &str = "";

/// The graph.
pub(super) fn write(document: &Document) -> String {
    let facts = Facts::of(document);
    let reviews = facts.claims().map(|mark| review(&facts, mark));
    let quotations = facts.quotes().map(|(mark, _)| quotation(&facts, mark));
    let graph: Vec<_> = reviews.chain(quotations).collect();
    json_line(&json!({"@context": "https://schema.org", "@graph": graph}))
}

fn review(facts: &Facts<'_>, mark: &Annotation) -> Value {
    let meta = &facts.document.article.meta;
    json!({
        "@type": "ClaimReview",
        "claimReviewed": facts.line(mark.body.target()),
        "url": NOT_PUBLISHED,
        "itemReviewed": known(json!({
            "@type": "Claim",
            "author": author(facts, mark),
            "datePublished": meta.published,
            "appearance": article(facts, mark),
        })),
        "reviewRating": {"@type": "Rating", "alternateName": NOT_RATED},
    })
}

fn quotation(facts: &Facts<'_>, mark: &Annotation) -> Value {
    known(json!({
        "@type": "Quotation",
        "text": facts.line(mark.body.target()),
        "spokenByCharacter": author(facts, mark),
        "isPartOf": article(facts, mark),
    }))
}

/// Who said or asserts it; the publication where that is the article itself; null when nobody is
/// known.
fn author(facts: &Facts<'_>, mark: &Annotation) -> Value {
    let meta = &facts.document.article.meta;
    if let Some(speaker) = facts.speaker(mark) {
        let class = match speaker.kind {
            SpeakerKind::Person | SpeakerKind::Unknown => "Person",
            SpeakerKind::Organisation | SpeakerKind::Document | SpeakerKind::Group => {
                "Organization"
            }
        };
        return known(json!({"@type": class, "name": speaker.name, "description": speaker.role}));
    }
    match (mark.body.speaker(), &meta.byline, &meta.site) {
        (None, Some(byline), _) if !is_quote(mark) => json!({"@type": "Person", "name": byline}),
        (None, None, Some(site)) if !is_quote(mark) => {
            json!({"@type": "Organization", "name": site})
        }
        _ => {
            facts.said_by(mark).map_or(Value::Null, |name| json!({"@type": "Person", "name": name}))
        }
    }
}

fn is_quote(mark: &Annotation) -> bool {
    matches!(mark.body, Body::Quote(_))
}

fn article(facts: &Facts<'_>, mark: &Annotation) -> Value {
    let meta = &facts.document.article.meta;
    known(json!({
        "@type": "NewsArticle",
        "headline": meta.title,
        "url": facts.link(mark),
        "datePublished": meta.published,
        "publisher": meta.site.as_ref().map(|site| json!({"@type": "Organization", "name": site})),
    }))
}
