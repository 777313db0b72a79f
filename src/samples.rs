//! Documents for the tests: any text, with marks anywhere that a mark may be.

use crate::annotation::{
    Annotation, Body, Claim, ClaimKind, Document, Origin, Quantity, Quote, QuoteKind, Speaker,
    SpeakerKind, Status,
};
use crate::article::{Article, Block, BlockKind, Meta};
use crate::fragments;
use crate::span::Span;
use crate::verbatim::{self, Difference, Found, Side, Verbatim};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Text with everything that has ever broken a file format or made an offset drift.
pub fn any_text() -> impl Strategy<Value = String> {
    let troubles = [
        "😀",
        "e\u{301}",
        "\r\n",
        "שלום",
        "\u{fffd}",
        "👨‍👩‍👧",
        "“No,” she said.",
        "]]>",
        "--",
        "\0",
        "\u{b}",
        "<b>&amp;",
        "=1+1",
        "\"",
        "\\",
        "\n\n",
    ];
    let part = prop_oneof![
        select(troubles.to_vec()).prop_map(str::to_owned),
        "[a-z ]{0,40}",
        any::<char>().prop_map(String::from),
    ];
    vec(part, 1..30).prop_map(|parts| format!("{}.", parts.concat()))
}

/// Up to `most` fragments of `text`, in order, none of them blank; at least one if `least` is.
fn fragments_of(text: &str, least: usize, most: usize) -> BoxedStrategy<Vec<Span>> {
    let ends: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let text = text.to_owned();
    let whole = Span::new(0, text.len());
    vec(select(ends), 0..=2 * most)
        .prop_map(move |mut cuts| {
            cuts.sort_unstable();
            let pairs = cuts.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1]));
            let mut spans: Vec<_> =
                pairs.filter(|span| fragments::check(&text, &[*span]).is_ok()).collect();
            if spans.len() < least {
                spans = vec![whole];
            }
            spans
        })
        .boxed()
}

fn any_body(text: &str) -> BoxedStrategy<Body> {
    let speaker = || select(vec![None, Some("s1".to_owned()), Some("s2".to_owned())]);
    let kinds = [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed];
    let parts = (fragments_of(text, 1, 3), fragments_of(text, 0, 2), fragments_of(text, 0, 2));
    let quote = (select(kinds.to_vec()), parts, speaker()).prop_map(
        |(kind, (content, cue, source), speaker)| {
            Body::Quote(Quote { kind, content, cue, source, speaker })
        },
    );
    let kinds = [ClaimKind::Quantity, ClaimKind::Trend, ClaimKind::Other];
    let figures = (fragments_of(text, 0, 2), any::<f64>().prop_filter("finite", |n| n.is_finite()))
        .prop_map(|(spans, value)| {
            let unit = Some("percent".to_owned());
            let figure = |span| Quantity {
                span,
                value: Some(value),
                unit: unit.clone(),
                time: None,
                scope: None,
            };
            spans.into_iter().map(figure).collect()
        });
    let claim = (select(kinds.to_vec()), fragments_of(text, 1, 2), speaker(), figures).prop_map(
        |(kind, span, asserted_by, quantities)| {
            Body::Claim(Claim { kind, span, asserted_by, quantities })
        },
    );
    prop_oneof![quote, claim].boxed()
}

fn any_verbatim() -> impl Strategy<Value = Verbatim> {
    let words = || "[ -~é😀]{0,12}";
    let found = (0..99_usize, 0..99_usize, words()).prop_map(|(start, length, words)| Found {
        place: Span::new(start, start + length),
        words,
    });
    let sides = select(vec![Side::Both, Side::Quotation, Side::Transcript]);
    let differences = (sides, words(), any::<bool>());
    let differences =
        differences.prop_map(|(side, words, marked)| Difference { side, words, marked });
    let statuses = [verbatim::Status::Verbatim, verbatim::Status::Near];
    let any = (select(statuses.to_vec()), prop::option::of(words()), prop::option::of(found));
    (any, vec(differences, 0..3)).prop_map(|((status, transcript, found), differences)| {
        let status = if found.is_some() { status } else { verbatim::Status::Missing };
        Verbatim { status, transcript, found, differences }
    })
}

fn any_annotation(text: &str) -> impl Strategy<Value = Annotation> + use<> {
    let statuses = [Status::Suggested, Status::Accepted, Status::Edited, Status::Rejected];
    let words = || prop::option::of("[ -~é😀]{0,12}");
    let decided = (select(vec![Origin::Machine, Origin::Human]), select(statuses.to_vec()));
    let said = (words(), vec("[a-z#]{1,8}", 0..3), words());
    let machine = prop::option::of(any_body(text).prop_map(Box::new));
    let found = (machine, prop::option::of(any_verbatim().prop_map(Box::new)));
    (any_body(text), found, decided, said, 0..=100_u8).prop_map(
        |(body, (machine, verbatim), (origin, status), (note, tags, reason), score)| Annotation {
            id: String::new(),
            verbatim: verbatim.filter(|_| matches!(body, Body::Quote(_))),
            body,
            score: (origin == Origin::Machine).then(|| f32::from(score) / 100.0),
            why: reason.into_iter().collect(),
            origin,
            status,
            machine: machine.filter(|_| origin == Origin::Machine),
            note,
            tags,
            created: None,
            modified: Some("2026-05-01T10:00:00Z".to_owned()),
        },
    )
}

/// A document with two speakers and up to eight annotations.
pub fn any_document() -> impl Strategy<Value = Document> {
    any_text().prop_flat_map(|text| {
        let title = prop::option::of("[ -~é]{0,20}");
        let mentions = fragments_of(&text, 0, 2);
        (vec(any_annotation(&text), 0..8), mentions, title).prop_map(
            move |(annotations, mentions, title)| document(&text, annotations, mentions, title),
        )
    })
}

fn document(
    text: &str,
    annotations: Vec<Annotation>,
    mentions: Vec<Span>,
    title: Option<String>,
) -> Document {
    let whole = Span::new(0, text.len()).trim(text);
    let blocks = whole.into_iter().map(|span| Block { kind: BlockKind::Paragraph, span }).collect();
    let meta = Meta { title, lang: Some("en".to_owned()), ..Meta::default() };
    let speaker = |id: &str, name: &str, mentions| Speaker {
        id: id.to_owned(),
        name: name.to_owned(),
        role: None,
        kind: SpeakerKind::Person,
        mentions,
    };
    let annotations = annotations.into_iter().enumerate().map(|(index, mark)| {
        let letter = if matches!(mark.body, Body::Quote(_)) { 'q' } else { 'c' };
        Annotation { id: format!("{letter}{}", index + 1), ..mark }
    });
    let mut annotations: Vec<_> = annotations.collect();
    annotations.sort_by(Annotation::in_text_order);
    Document {
        article: Article { meta, text: text.to_owned(), blocks, source: None },
        speakers: vec![speaker("s1", "Ana Ruiz", mentions), speaker("s2", "Ben Ito", Vec::new())],
        annotations,
        scare: Vec::new(),
    }
}
