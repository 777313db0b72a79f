//! The whole way from an article to its annotations.

use crate::annotation::{Annotation, Body, Claim, Document, Origin, Quote, Status};
use crate::article::Article;
use crate::attribution::{self, Attribution};
use crate::claims::{self, CheckableClaim};
use crate::language::{self, Structure};
use crate::speakers::{self, Speakers};

/// Everything that was found in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// Tokens, sentences and quotation marks.
    pub structure: Structure,
    /// Who said what.
    pub attributions: Vec<Attribution>,
    /// Who they are.
    pub speakers: Speakers,
    /// What can be checked.
    pub claims: Vec<CheckableClaim>,
}

/// Reads an article: the pipeline. Linear in the length of the text; never fails.
#[must_use]
pub fn annotate(article: &Article) -> Analysis {
    let structure = language::read(article);
    let attributions = attribution::attribute(article, &structure);
    complete(article, structure, attributions)
}

/// The same for an article of which it is known who said what: finds the speakers and the claims.
/// `attributions` are in order of their first content.
#[must_use]
pub fn annotate_attributed(article: &Article, attributions: Vec<Attribution>) -> Analysis {
    complete(article, language::read(article), attributions)
}

fn complete(article: &Article, structure: Structure, attributions: Vec<Attribution>) -> Analysis {
    let speakers = speakers::resolve(article, &structure, &attributions);
    let claims = claims::find(article, &structure, &attributions, &speakers);
    Analysis { structure, attributions, speakers, claims }
}

impl Analysis {
    /// The article with these findings as annotations, all of them suggestions of the machine.
    /// Quotations have the ids `q1`, `q2`, …, claims `c1`, `c2`, …, each in text order.
    #[must_use]
    pub fn into_document(self, article: Article) -> Document {
        let Self { attributions, speakers, claims, .. } = self;
        let name = |index: usize| speakers.list[index].id.clone();
        let quotes = attributions.into_iter().zip(&speakers.of).enumerate().map(|(i, (a, of))| {
            let body = Body::Quote(Quote {
                kind: a.kind,
                content: a.content,
                cue: a.cue,
                source: a.source,
                speaker: of.map(name),
            });
            suggestion(format!("q{}", i + 1), body, a.score, a.why)
        });
        let claims = claims.into_iter().enumerate().map(|(i, c)| {
            let asserted_by = c.asserted_by.map(name);
            let CheckableClaim { kind, span, quantities, .. } = c;
            let body = Body::Claim(Claim { kind, span, asserted_by, quantities });
            suggestion(format!("c{}", i + 1), body, c.score, c.why)
        });
        let mut annotations: Vec<_> = quotes.chain(claims).collect();
        annotations.sort_by(Annotation::in_text_order);
        Document { article, speakers: speakers.list, annotations }
    }
}

fn suggestion(id: String, body: Body, score: f32, why: Vec<String>) -> Annotation {
    Annotation {
        id,
        body,
        score: Some(score),
        why,
        origin: Origin::Machine,
        status: Status::Suggested,
        note: None,
        tags: Vec::new(),
        created: None,
        modified: None,
    }
}
