//! Marks find their words again in an edited text, or say that they do not.
//! `cargo xtask bench anchor` does the same with many more texts.

mod edited;

use edited::{Edited, Outcome, Random, Verdict, marks, news};
use sayso::selector::Finder;

#[test]
fn marks_move_with_their_words_and_settle_on_no_others() {
    let (mut standing, mut right, mut wrong) = (0, 0, 0);
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let text = news(&mut random, 600);
        let spans = marks(&mut random, &text, 20);
        let before = Finder::new(&text);
        let selectors: Vec<_> = spans.iter().map(|&span| before.describe(span)).collect();
        let mut edited = Edited::new(&text);
        for _ in 0..=random.below(8) {
            edited.edit(&mut random);
        }
        let after = edited.text();
        let places = Finder::new(&after).resolve_all(&selectors);
        for (span, place) in spans.into_iter().zip(places) {
            let (outcome, verdict) = edited.judge(span, place);
            standing += usize::from(outcome == Outcome::Stands);
            right += usize::from(outcome == Outcome::Stands && verdict == Verdict::Right);
            wrong += usize::from(verdict == Verdict::Wrong);
        }
    }
    assert!(right * 100 >= standing * 98, "{right} of {standing} that stand were found");
    assert!(wrong <= 1, "{wrong} were brought to other words");
}

#[test]
fn of_a_text_that_is_not_edited_every_mark_is_found() {
    let mut random = Random::new(7);
    let text = news(&mut random, 1000);
    let finder = Finder::new(&text);
    for span in marks(&mut random, &text, 200) {
        let place = finder.resolve(&finder.describe(span));
        assert_eq!(Edited::new(&text).judge(span, place), (Outcome::Stands, Verdict::Right));
    }
}
