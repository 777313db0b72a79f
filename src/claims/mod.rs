//! What can be checked: clauses that assert something that the public has an interest in.

mod clauses;
mod features;
mod figures;
mod forms;
mod kinds;
mod lexicon;
mod model;
mod numbers;
mod other_numbers;
mod quantities;
mod relations;
mod scopes;
mod signals;
mod telling;
mod times;
mod trim;
mod units;
mod vocabulary;
mod voices;
mod words;
mod worth;

use crate::annotation::{ClaimKind, Quantity};
use crate::article::Article;
use crate::attribution::Attribution;
use crate::language::{Sentence, Structure, tokenize};
use crate::span::Span;
use crate::speakers::Speakers;
use lexicon::VERB;
use model::{Looker, MODEL, Question};
use std::ops::Range;
use telling::telling;
use voices::Voices;
use words::Words;

/// A clause that asserts something checkable.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckableClaim {
    /// What kind of thing it asserts.
    pub kind: ClaimKind,
    /// The clause: fragments in text order, at least one.
    pub span: Vec<Span>,
    /// The index in [`Speakers::list`] of who asserts it; `None` when the article itself does.
    pub asserted_by: Option<usize>,
    /// The figures in it, in text order.
    pub quantities: Vec<Quantity>,
    /// How much it is worth checking, from 0 to 1.
    pub score: f32,
    /// Why it was marked, each reason in words.
    pub why: Vec<String>,
}

/// The score from which a claim is marked. Calibrated scores make the best F1 at half of that F1,
/// near 0.35; lower, because the reader can raise the bar and a mark too many is gone with one
/// action, while a claim that is not marked is never seen.
const MARKED: f32 = 0.25;

/// Every check-worthy claim of the article's body, in text order.
#[must_use]
pub fn find(
    article: &Article,
    structure: &Structure,
    attributions: &[Attribution],
    speakers: &Speakers,
) -> Vec<CheckableClaim> {
    let voices = Voices::new(&article.text, &structure.tokens, attributions);
    let body = |sentence: &&Sentence| article.blocks[sentence.block].kind.is_body();
    let sentences = structure.sentences.iter().filter(body);
    let mut looker = Looker::new(&MODEL);
    sentences
        .flat_map(|sentence| {
            let tokens = &structure.tokens[sentence.tokens.clone()];
            claims_of(&Words::new(&article.text, tokens), &voices, speakers, &mut looker)
        })
        .collect()
}

/// The claims of one sentence.
fn claims_of(
    words: &Words,
    voices: &Voices,
    speakers: &Speakers,
    looker: &mut Looker,
) -> Vec<CheckableClaim> {
    let (asserters, clauses): (Vec<_>, Vec<_>) = candidates(words, voices)
        .into_iter()
        .map(|(clause, attribution)| {
            let asserted_by = attribution.and_then(|index: usize| speakers.of[index]);
            let signals = worth::signals_of(words, &clause);
            (asserted_by, (clause, signals))
        })
        .unzip();
    if clauses.is_empty() {
        return Vec::new();
    }
    let scores = worth::worths(words, &clauses, looker, MARKED);
    let marked = clauses.into_iter().zip(asserters).zip(scores).filter(|(_, s)| *s >= MARKED);
    marked
        .filter(|(((clause, _), _), _)| claims_something(words, clause))
        .map(|(((clause, signals), asserted_by), score)| {
            let quantities = quantities::quantities(words, clause.clone());
            let told = telling(words, &clause, &signals, &quantities);
            let (kind, deciding) = kinds::kind(&told);
            let mut why = worth::reasons(words, &clause, &told, deciding, Question::News);
            let speaker = asserted_by.map(|index| speakers.list[index].name.as_str());
            why.extend(speaker.map(|name| format!("attributed to {name}")));
            CheckableClaim {
                kind,
                span: vec![words.span(&clause)],
                asserted_by,
                quantities,
                score,
                why,
            }
        })
        .collect()
}

/// What of a sentence may be a claim: its clauses, each with the index of the attribution whose
/// content it is.
///
/// Where none is found the longest passage with a verb stands for the sentence: the model, which
/// needs no clauses, may still find it worth a check.
fn candidates(words: &Words, voices: &Voices) -> Vec<(Range<usize>, Option<usize>)> {
    let passages = voices.passages(words.tokens);
    let mut found = Vec::new();
    for passage in &passages {
        let clauses = clauses::clauses(words, passage.range.clone()).into_iter();
        found.extend(clauses.map(|clause| (clause, passage.attribution)));
    }
    if found.is_empty() {
        let has_verb = |range: &Range<usize>| {
            range.clone().any(|i| words.any(i, VERB) && !words.is_capital(i))
        };
        let whole = passages.into_iter().max_by_key(|passage| passage.range.len());
        found.extend(whole.and_then(|passage| {
            let clause = trim::trim(words, passage.range).filter(has_verb)?;
            Some((clause, passage.attribution))
        }));
    }
    found
}

/// How many marks are looked through for the one that ends a question.
const MAX_MARKS: usize = 4;

/// Whether `clause` is neither a question nor a mere condition or example.
fn claims_something(words: &Words, clause: &Range<usize>) -> bool {
    let from = clause.end.saturating_sub(MAX_MARKS).max(clause.start);
    let last = (from..clause.end).rev().find(|&i| words.is_wordlike(i)).unwrap_or(from);
    let mut marks = (last + 1..=last + MAX_MARKS).take_while(|&i| !words.is_wordlike(i));
    let start = (clause.start..clause.end).find(|&i| words.is_wordlike(i)).unwrap_or(clause.end);
    let head = if words.is_of(start, "even only") { start + 1 } else { start };
    let depends = words.is_of(head, "if unless whether")
        || (words.is(start, "such") && words.is(start + 1, "as"));
    !depends && !marks.any(|i| words.is(i, "?"))
}

/// What can be said of a single sentence without an article around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// How probable it is that fact-checkers of debates would find it worth a check.
    pub score: f32,
    /// How probable it is that it can be checked at all.
    pub checkable: f32,
    /// What kind of thing it asserts.
    pub kind: ClaimKind,
    /// What speaks for a check, each reason in words.
    pub why: Vec<String>,
}

/// Judges a single sentence. Linear in its length; never fails.
#[must_use]
pub fn judge(sentence: &str) -> Judgement {
    let tokens = tokenize(sentence, Span::new(0, sentence.len()));
    let words = Words::new(sentence, &tokens);
    let all = 0..words.len();
    if words.count_words(all.clone()) == 0 {
        return Judgement { score: 0.0, checkable: 0.0, kind: ClaimKind::Other, why: Vec::new() };
    }
    let signals = signals::signals(&words, all.clone());
    let (look, features) = (
        Looker::new(&MODEL).look(&words, all.clone()),
        features::features(&words, all.clone(), &signals),
    );
    let probability = |question| MODEL.probability(question, &look, &features);
    let checkable = probability(Question::Checkable);
    let quantities = quantities::quantities(&words, all.clone());
    let told = telling(&words, &all, &signals, &quantities);
    let (kind, deciding) = kinds::kind(&told);
    // There is no reason to check what cannot be checked.
    let why =
        (checkable >= 0.5).then(|| worth::reasons(&words, &all, &told, deciding, Question::Worth));
    Judgement { score: probability(Question::Worth), checkable, kind, why: why.unwrap_or_default() }
}

/// What the model sees of a sentence, for training: the numbers of its named features, and of each
/// token the rows of the tagger's tables, the word's first.
#[must_use]
pub fn features_of(sentence: &str) -> (Vec<u16>, Vec<Vec<usize>>) {
    let tokens = tokenize(sentence, Span::new(0, sentence.len()));
    let words = Words::new(sentence, &tokens);
    let all = 0..words.len();
    let named = features::features(&words, all.clone(), &signals::signals(&words, all));
    (named, model::rows(&words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{QuoteKind, Speaker, SpeakerKind};
    use crate::{article, language};

    #[test]
    fn a_sentence_that_asserts_nothing_has_no_reasons() {
        assert_eq!(judge("Shall we go?").why, Vec::<String>::new());
        assert!(!judge("Unemployment fell to 4.5 percent in 2023.").why.is_empty());
    }

    /// The claims of `text`; `content` is what the speaker Ada Lund says in it, after `cue`.
    fn claims(text: &str, content: &str, cue: &str) -> Vec<(String, CheckableClaim)> {
        let article = article::from_text(text);
        let structure = language::read(&article);
        let place = |part: &str| {
            let start = article.text.find(part).expect("the part stands in the text");
            Span::new(start, start + part.len())
        };
        let attributions = [Attribution {
            kind: QuoteKind::Indirect,
            content: vec![place(content)],
            cue: vec![place(cue)],
            source: Vec::new(),
            score: 1.0,
            why: Vec::new(),
        }];
        let speaker = Speaker {
            id: "s1".into(),
            name: "Ada Lund".into(),
            role: None,
            kind: SpeakerKind::Person,
            mentions: Vec::new(),
        };
        let speakers = Speakers { list: vec![speaker], of: vec![Some(0)], ..Speakers::default() };
        find(&article, &structure, &attributions, &speakers)
            .into_iter()
            .map(|claim| (claim.span[0].of(&article.text).to_owned(), claim))
            .collect()
    }

    const TEXT: &str = "Harbour trade grows\n\nOver 700 people were rescued on Friday after the \
        ferry sank in the harbour. Trade with the islands has surged since the treaty, reaching \
        $24 billion in 2023, Ada Lund said in a long interview. What a wonderful day! Shall we go?\n";

    #[test]
    fn clauses_with_figures_and_trends_are_claims_with_their_speaker() {
        let trade = "Trade with the islands has surged since the treaty";
        let content = format!("{trade}, reaching $24 billion in 2023");
        let found = claims(TEXT, &content, "said");
        let read: Vec<_> = found.iter().map(|(text, c)| (&**text, c.kind, c.asserted_by)).collect();
        let rescue = "Over 700 people were rescued on Friday after the ferry sank in the harbour";
        assert_eq!(
            read,
            [
                (rescue, ClaimKind::Quantity, None),
                (trade, ClaimKind::Trend, Some(0)),
                ("reaching $24 billion in 2023", ClaimKind::Quantity, Some(0)),
            ]
        );
    }

    #[test]
    fn reasons_are_in_words() {
        let found = claims(TEXT, "Trade with the islands has surged since the treaty", "said");
        let (_, trend) = &found[1];
        assert!(trend.why.contains(&"compares over time: has surged".to_owned()), "{trend:?}");
        assert!(trend.why.contains(&"attributed to Ada Lund".to_owned()), "{trend:?}");
    }

    /// Sentences with the probabilities that training reckoned for them, one for each question.
    const REFERENCE: &str = include_str!("../../models/claims.reference.tsv");

    #[test]
    fn probabilities_are_those_of_training() {
        for line in REFERENCE.lines() {
            let mut fields = line.split('\t');
            let sentence = fields.next().expect("a sentence stands first");
            let tokens = tokenize(sentence, Span::new(0, sentence.len()));
            let words = Words::new(sentence, &tokens);
            let signals = signals::signals(&words, 0..words.len());
            let features = features::features(&words, 0..words.len(), &signals);
            let look = Looker::new(&MODEL).look(&words, 0..words.len());
            for question in [Question::Worth, Question::Checkable, Question::News] {
                let field = fields.next().expect("each question has an answer");
                let expected: f32 = field.parse().expect("it is a number");
                let got = MODEL.probability(question, &look, &features);
                // Training reckons before weights are rounded to steps.
                assert!((got - expected).abs() < 0.02, "{question:?} {got} {expected}: {sentence}");
            }
        }
    }

    #[test]
    fn a_sentence_without_a_clause_is_taken_whole() {
        let whole = |text: &str| {
            let tokens = tokenize(text, Span::new(0, text.len()));
            let words = Words::new(text, &tokens);
            let found = candidates(&words, &Voices::new(text, &tokens, &[]));
            found.iter().map(|(c, _)| words.span(c).of(text).to_owned()).collect::<Vec<_>>()
        };
        let shops = "Over 40 percent of the shops in Oldport close each year";
        assert_eq!(whole(&format!("But {shops}.")), [shops]);
        assert!(whole("A long way down the road.").is_empty());
    }

    #[test]
    fn questions_and_conditions_are_no_claims() {
        for (text, expected) in [
            ("Shops in Oldport close", true),
            ("“Did shops in Oldport close?”", false),
            ("If shops in Oldport close", false),
            ("even if shops in Oldport close", false),
            ("such as shops in Oldport", false),
        ] {
            let tokens = tokenize(text, Span::new(0, text.len()));
            let words = Words::new(text, &tokens);
            let clause = trim::trim(&words, 0..words.len()).expect("it has words enough");
            assert_eq!(claims_something(&words, &clause), expected, "{text}");
        }
    }

    #[test]
    fn much_of_anything_takes_linear_time() {
        for part in [
            "while ",
            "\u{201c}",
            "“a ",
            "and the ",
            "half ",
            "(",
            "of 5 ",
            "was, which ",
            "5-",
            "two ",
            "5 homes and ",
        ] {
            // A number may be none by what follows a whole run of them.
            let text = format!("It was {}years ago.", part.repeat(20_000));
            let article = article::from_text(&text);
            let structure = language::read(&article);
            let found = find(&article, &structure, &[], &Speakers::default());
            assert!(found.len() <= 20_000);
            let judgement = judge(&text);
            assert!((0.0..=1.0).contains(&judgement.score));
        }
    }
}
