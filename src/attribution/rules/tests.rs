//! What the rules read in invented sentences.

use crate::annotation::QuoteKind;
use crate::article::{Article, Block, BlockKind};
use crate::attribution::Attribution;
use crate::language;
use crate::span::Span;
use proptest::prelude::*;

fn article(paragraphs: &[&str]) -> Article {
    let mut article = Article::default();
    for paragraph in paragraphs {
        let start = article.text.len();
        article.text.push_str(paragraph);
        let span = Span::new(start, article.text.len());
        article.blocks.push(Block { kind: BlockKind::Paragraph, span });
        article.text.push('\n');
    }
    article
}

fn attribute(article: &Article) -> Vec<Attribution> {
    super::attribute(article, &language::read(article))
}

/// Source, cue and content of each attribution; fragments are joined by " … ".
fn read(paragraphs: &[&str]) -> Vec<[String; 3]> {
    let article = article(paragraphs);
    let words = |spans: &[Span]| {
        let parts: Vec<_> = spans.iter().map(|span| span.of(&article.text)).collect();
        parts.join(" … ")
    };
    attribute(&article)
        .iter()
        .map(|a| [words(&a.source), words(&a.cue), words(&a.content)])
        .collect()
}

#[test]
fn a_source_before_the_cue_says_what_follows() {
    assert_eq!(
        read(&["Dana Ruiz, the city engineer, said that the bridge was safe."]),
        [["Dana Ruiz, the city engineer,", "said", "that the bridge was safe"]]
    );
    assert_eq!(
        read(&["On Monday the mayor told reporters that she would not run."]),
        [["the mayor", "told", "that she would not run"]]
    );
    assert_eq!(
        read(&["She did not say whether she would sign the bill."]),
        [["She", "did not say", "whether she would sign the bill"]]
    );
}

#[test]
fn a_source_after_the_content_is_found_on_both_sides_of_the_cue() {
    assert_eq!(
        read(&["“The bridge is safe,” said Dana Ruiz, the city engineer. “We tested it twice.”"]),
        [["Dana Ruiz, the city engineer", "said", "“The bridge is safe,” … “We tested it twice.”"]]
    );
    assert_eq!(
        read(&["The harbour may close for a week, analysts said."]),
        [["analysts", "said", "The harbour may close for a week"]]
    );
}

#[test]
fn according_to_and_reported_by_name_the_source_last() {
    assert_eq!(
        read(&["According to Lee Okoro, head of the union, the talks have failed."]),
        [["Lee Okoro, head of the union,", "According to", "the talks have failed"]]
    );
    assert_eq!(
        read(&["Exports fell by a tenth, as reported by customs data."]),
        [["customs data", "as reported by", "Exports fell by a tenth"]]
    );
}

#[test]
fn a_second_cue_shares_the_source() {
    assert_eq!(
        read(&["The minister praised the plan, adding that it would be cheap."]),
        [
            ["The minister", "praised", "the plan"],
            ["The minister", "adding", "that it would be cheap"]
        ]
    );
}

#[test]
fn a_paragraph_in_quotation_marks_goes_on_with_the_attribution_before() {
    assert_eq!(
        read(&["Ms. Okoro said:", "“Nobody asked us.”"]),
        [["Ms. Okoro", "said", "“Nobody asked us.”"]]
    );
    assert_eq!(
        read(&["“We were there first,” he said. “And we stayed.", "“Nobody helped.”"]),
        [["he", "said", "“We were there first,” … “And we stayed. … “Nobody helped.”"]]
    );
}

#[test]
fn transcripts_name_the_speaker_in_capitals() {
    assert_eq!(
        read(&["OKORO: We never saw the letter. It came late."]),
        [["OKORO", ":", "We never saw the letter. It came late."]]
    );
}

#[test]
fn a_name_after_a_dash_signs_a_quotation() {
    assert_eq!(
        read(&["“We were never asked.” — Lee Okoro"]),
        [["Lee Okoro", "—", "“We were never asked.”"]]
    );
}

#[test]
fn words_in_marks_are_not_yet_speech() {
    assert!(read(&["The so-called “smart” bins were painted blue."]).is_empty());
}

#[test]
fn each_attribution_says_why_and_how_it_is_quoted() {
    let found = attribute(&article(&["“We will see,” he told Radio North."]));
    assert_eq!(found[0].kind, QuoteKind::Direct);
    assert_eq!(found[0].why, ["cue “told”", "in quotation marks", "source named before the cue"]);
}

proptest! {
    #[test]
    fn any_text_gives_content_in_order_without_overlap(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "said", "told", "he", "Ruiz", ",", ".", "“", "”", "\"", "that", "according to",
                "as reported by", "NOW:", "adding", "and", "—", "was", "the mayor", "\n", "who",
            ]),
            0..60,
        )
    ) {
        let text = words.join(" ");
        let article = article(&text.split('\n').collect::<Vec<_>>());
        let mut spans: Vec<_> = attribute(&article).into_iter().flat_map(|a| a.content).collect();
        spans.sort_unstable();
        prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
        prop_assert!(spans.iter().all(|span| span.get(&article.text).is_some()));
    }
}
