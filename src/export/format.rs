//! The list of formats, which the command line and the page show.

use serde::Serialize;

/// A format that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Sayso's own JSON, which keeps everything.
    Json,
    /// W3C Web Annotation, for other annotation tools.
    JsonLd,
    /// What the Hypothesis client imports.
    Hypothesis,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// A workbook for Excel and its like.
    Xlsx,
    /// Quotations by speaker and claims as a checklist.
    Markdown,
    /// One page with the article and its marks.
    Html,
    /// A picture of who speaks how much and where the marks stand.
    Svg,
    /// The article with highlights and comments for word processors.
    Docx,
    /// brat standoff: a text and an annotation file.
    Brat,
    /// UIMA CAS JSON, for INCEpTION.
    Cas,
    /// Label Studio tasks and labelling configuration.
    LabelStudio,
    /// A spaCy `Doc` a line.
    Spacy,
    /// A Prodigy task a line.
    Prodigy,
    /// Tokens with BIO tags.
    Conll,
    /// TEI P5.
    Tei,
    /// schema.org ClaimReview drafts and Quotations.
    ClaimReview,
    /// CSL JSON: how to cite each quotation, for reference managers.
    CslJson,
    /// How to cite each quotation, in words.
    Citation,
    /// What the user decided, for training.
    Corrections,
}

/// What the command line and the page show of a [`Format`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// Its name on the command line and in scripts.
    pub id: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What its files' names end in, without the dot.
    pub extension: &'static str,
    /// Its media type.
    pub mime: &'static str,
    /// Whether it is one file of text.
    pub text: bool,
    /// Whether Sayso also reads it, onto an article that is open where [`About::keeps`] is not so.
    pub reads: bool,
    /// Whether it keeps everything, so that opening the file gives the document as it was.
    pub keeps: bool,
}

const JSON: &str = "application/json";
const JSON_LINES: &str = "application/jsonl";
const ZIP: &str = "application/zip";

impl Format {
    /// Every format: first what keeps everything, then what most people ask for.
    pub const ALL: [Self; 21] = [
        Self::Json,
        Self::JsonLd,
        Self::Xlsx,
        Self::Csv,
        Self::Tsv,
        Self::Docx,
        Self::Html,
        Self::Markdown,
        Self::Svg,
        Self::Citation,
        Self::CslJson,
        Self::ClaimReview,
        Self::Hypothesis,
        Self::Brat,
        Self::Cas,
        Self::LabelStudio,
        Self::Spacy,
        Self::Prodigy,
        Self::Conll,
        Self::Tei,
        Self::Corrections,
    ];

    /// What it is called and what can be done with it.
    #[must_use]
    pub const fn about(self) -> About {
        let (id, label, extension, mime) = match self {
            Self::Json => ("json", "Sayso (JSON)", "json", JSON),
            Self::JsonLd => {
                ("jsonld", "W3C Web Annotation (JSON-LD)", "jsonld", "application/ld+json")
            }
            Self::Hypothesis => ("hypothesis", "Hypothesis (JSON)", "json", JSON),
            Self::Csv => ("csv", "Table (CSV)", "csv", "text/csv"),
            Self::Tsv => ("tsv", "Table (TSV)", "tsv", "text/tab-separated-values"),
            Self::Xlsx => (
                "xlsx",
                "Workbook (Excel)",
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            Self::Markdown => ("md", "Notes (Markdown)", "md", "text/markdown"),
            Self::Html => ("html", "Web page (HTML)", "html", "text/html"),
            Self::Svg => ("svg", "Picture of the whole (SVG)", "svg", "image/svg+xml"),
            Self::Docx => (
                "docx",
                "Document with comments (Word)",
                "docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            Self::Brat => ("brat", "brat standoff", "zip", ZIP),
            Self::Cas => ("cas", "UIMA CAS (JSON)", "json", JSON),
            Self::LabelStudio => ("labelstudio", "Label Studio", "zip", ZIP),
            Self::Spacy => ("spacy", "spaCy (JSON lines)", "jsonl", JSON_LINES),
            Self::Prodigy => ("prodigy", "Prodigy (JSON lines)", "jsonl", JSON_LINES),
            Self::Conll => ("conll", "Tokens with BIO tags (CoNLL)", "conllup", "text/plain"),
            Self::Tei => ("tei", "TEI P5 (XML)", "xml", "application/tei+xml"),
            Self::ClaimReview => {
                ("claimreview", "ClaimReview drafts (JSON-LD)", "jsonld", "application/ld+json")
            }
            Self::CslJson => (
                "csljson",
                "References (CSL JSON)",
                "json",
                "application/vnd.citationstyles.csl+json",
            ),
            Self::Citation => ("citation", "References (text)", "txt", "text/plain"),
            Self::Corrections => ("corrections", "Corrections (JSON lines)", "jsonl", JSON_LINES),
        };
        let text = !matches!(self, Self::Xlsx | Self::Docx | Self::Brat | Self::LabelStudio);
        let keeps = matches!(self, Self::Json | Self::JsonLd);
        let reads = keeps || matches!(self, Self::Hypothesis | Self::Brat | Self::Conll);
        About { id, label, extension, mime, text, reads, keeps }
    }

    /// The format whose [`About::id`] is `id`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.about().id == id)
    }

    /// Whether it says what became of each mark, so that also rejected ones have a place in it.
    pub(super) const fn keeps_rejected(self) -> bool {
        matches!(self, Self::Json | Self::JsonLd | Self::Corrections)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_id() {
        for format in Format::ALL {
            assert_eq!(Format::from_id(format.about().id), Some(format));
        }
        assert_eq!(Format::from_id("parchment"), None);
    }
}
