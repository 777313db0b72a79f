//! How surely marks find their words again in edited texts, and how fast.
//!
//!     cargo bench --bench anchor -- TEXTS
//!
//! prints one JSON object a line; `cargo xtask bench anchor` makes tables of them.

#[path = "../tests/edited/mod.rs"]
mod edited;

use edited::{Edited, Outcome, Random, Verdict, marks, news};
use sayso::selector::Finder;
use serde_json::json;
use std::time::Instant;

/// How many marks each text has.
const MARKS: usize = 20;

/// Texts have at least and at most about so many words.
const SHORTEST: usize = 300;
const LONGEST: usize = 3_000;

/// How many edits a text goes through, at most.
const EDITS: usize = 12;

const OUTCOMES: [(Outcome, &str); 4] = [
    (Outcome::Stands, "stand"),
    (Outcome::Copied, "stand several times"),
    (Outcome::Changed, "changed"),
    (Outcome::Gone, "gone"),
];

fn main() {
    // Cargo adds `--bench`.
    let texts = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100);
    let mut counts = [[0_usize; 3]; OUTCOMES.len()];
    for seed in 0..texts {
        for (outcome, verdict) in edit_and_find(&mut Random::new(seed)) {
            let row = OUTCOMES.iter().position(|(known, _)| *known == outcome).unwrap_or_default();
            counts[row][verdict as usize] += 1;
        }
    }
    for ((_, name), [right, wrong, unanchored]) in OUTCOMES.iter().zip(counts) {
        let line = json!({"words": name, "right": right, "wrong": wrong, "unanchored": unanchored});
        println!("{line}");
    }
    println!("{}", speed());
}

fn edit_and_find(random: &mut Random) -> Vec<(Outcome, Verdict)> {
    let length = SHORTEST + random.below(LONGEST - SHORTEST);
    let text = news(random, length);
    let spans = marks(random, &text, MARKS);
    let before = Finder::new(&text);
    let selectors: Vec<_> = spans.iter().map(|&span| before.describe(span)).collect();
    let mut edited = Edited::new(&text);
    for _ in 0..=random.below(EDITS) {
        edited.edit(random);
    }
    let after = edited.text();
    let places = Finder::new(&after).resolve_all(&selectors);
    spans.into_iter().zip(places).map(|(span, place)| edited.judge(span, place)).collect()
}

/// The time for each of the marks in a page of 10,000 words, reading the page included.
fn speed() -> serde_json::Value {
    let mut random = Random::new(1);
    let text = news(&mut random, 10_000);
    let spans = marks(&mut random, &text, 300);
    let mut edited = Edited::new(&text);
    for _ in 0..50 {
        edited.edit(&mut random);
    }
    let after = edited.text();
    let start = Instant::now();
    let before = Finder::new(&text);
    let selectors: Vec<_> = spans.iter().map(|&span| before.describe(span)).collect();
    let described = start.elapsed();
    let start = Instant::now();
    let places = Finder::new(&after).resolve_all(&selectors);
    let found = start.elapsed();
    let each = |time: std::time::Duration| time.as_secs_f64() * 1e3 / places.len() as f64;
    json!({"marks": places.len(), "describe": each(described), "find": each(found)})
}
