//! How to cite a quotation: as references in
//! [CSL JSON](https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), which Zotero and
//! its like import, and as lines of text.

use super::facts::{Facts, json_line, printable};
use crate::annotation::{Annotation, Document, Quote, QuoteKind};
use serde_json::{Value, json};

/// A reference for each quotation.
pub(super) fn csl_json(document: &Document) -> String {
    let facts = Facts::of(document);
    let references: Vec<_> =
        facts.quotes().map(|(mark, quote)| reference(&facts, mark, quote)).collect();
    json_line(&references)
}

fn reference(facts: &Facts<'_>, mark: &Annotation, quote: &Quote) -> Value {
    let meta = &facts.document.article.meta;
    let by = facts.said_by(mark).map(|name| format!(" ({name})")).unwrap_or_default();
    let words = cited(&facts.line(mark.body.target()), quote.kind);
    let mut reference = json!({
        "id": mark.id,
        "type": "article-newspaper",
        "title": facts.title(),
        "note": format!("{words}{by}"),
    });
    let strings = [
        ("container-title", meta.site.clone()),
        ("section", meta.section.clone()),
        ("language", meta.lang.clone()),
        ("URL", facts.link(mark)),
    ];
    for (name, value) in strings {
        if let Some(value) = value {
            reference[name] = value.into();
        }
    }
    if let Some(byline) = &meta.byline {
        reference["author"] = json!([{"literal": byline}]);
    }
    if let Some(date) = meta.published.as_deref().and_then(date_parts) {
        reference["issued"] = json!({"date-parts": [date]});
    }
    reference
}

/// Year, month and day, as far as an ISO 8601 date has them.
fn date_parts(date: &str) -> Option<Vec<u16>> {
    let parts = date.split('T').next()?.split('-').map(str::parse);
    parts.collect::<Result<_, _>>().ok()
}

/// A line for each quotation: the words, who said them, the article.
pub(super) fn lines(document: &Document) -> String {
    let facts = Facts::of(document);
    let meta = &document.article.meta;
    let mut out = String::new();
    for (mark, quote) in facts.quotes() {
        out.push_str(&cited(&facts.line(mark.body.target()), quote.kind));
        out.push_str(" — ");
        if let Some(name) = facts.said_by(mark) {
            out.push_str(&name);
            out.push_str(", ");
        }
        let is_verbatim = quote.kind == QuoteKind::Direct;
        out.push_str(if is_verbatim { "quoted in " } else { "reported in " });
        if let Some(byline) = &meta.byline {
            out.push_str(&format!("{byline}, "));
        }
        out.push_str(&format!("“{}”", facts.title()));
        for part in [meta.site.as_deref(), facts.day()].into_iter().flatten() {
            out.push_str(", ");
            out.push_str(part);
        }
        out.push('.');
        if let Some(link) = facts.link(mark) {
            out.push(' ');
            out.push_str(&link);
        }
        out.push('\n');
    }
    printable(out)
}

/// The words between quotation marks, once, if they are verbatim; reported speech has none.
fn cited(words: &str, kind: QuoteKind) -> String {
    if kind != QuoteKind::Direct {
        return words.to_owned();
    }
    let inner = words.strip_prefix(['“', '"', '„', '«']).unwrap_or(words);
    format!("“{}”", inner.strip_suffix(['”', '"', '“', '»']).unwrap_or(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_they_are_given() {
        assert_eq!(date_parts("2026-05-01T12:19"), Some(vec![2026, 5, 1]));
        assert_eq!(date_parts("2026"), Some(vec![2026]));
        assert_eq!(date_parts("May 2026"), None);
    }

    #[test]
    fn only_what_is_verbatim_stands_in_marks() {
        assert_eq!(cited("“We open in May,”", QuoteKind::Direct), "“We open in May,”");
        assert_eq!(cited("We open", QuoteKind::Direct), "“We open”");
        assert_eq!(cited("it opens", QuoteKind::Indirect), "it opens");
    }
}
