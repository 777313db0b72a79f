//! The texts that the reading is timed on: made here, so that nothing was tuned on them.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// A text to be timed, as a file.
pub struct Text {
    /// What it is, in the table.
    pub what: &'static str,
    /// Where it is.
    pub file: PathBuf,
    /// Whether the text before it is the same at a tenth of the length.
    pub is_tenfold: bool,
}

/// What is timed: the first texts also in Chromium, all of them natively.
pub const IN_CHROMIUM: usize = 2;

/// So much news has something more than 100,000 words.
const LONG_BYTES: usize = 620_000;

/// Writes each text into a folder.
pub fn write(folder: &Path) -> Result<Vec<Text>> {
    let news = "news articles, one after the other";
    let line = "the same in one line";
    let marks = "nothing but quotation marks";
    let texts = [
        (news, "news-1", articles(0, 100_000), false),
        (news, "news-2", articles(0, 1_000_000), true),
        (line, "line-1", articles(0, 100_000).replace('\n', " "), false),
        (line, "line-2", articles(0, 1_000_000).replace('\n', " "), true),
        (marks, "marks-1", "\"“".repeat(25_000), false),
        (marks, "marks-2", "\"“".repeat(250_000), true),
    ];
    let write = |(what, name, text, is_tenfold): (_, _, String, _)| {
        Ok(Text { what, file: write_file(folder, name, &text)?, is_tenfold })
    };
    texts.into_iter().map(write).collect()
}

/// Writes articles that are in none of the texts: something more than 10,000 words.
pub fn write_unseen(folder: &Path) -> Result<PathBuf> {
    write_file(folder, "unseen", &articles(1_000, 70_000))
}

/// Writes something more than 100,000 words.
pub fn write_long(folder: &Path) -> Result<PathBuf> {
    write_file(folder, "long", &articles(0, LONG_BYTES))
}

/// Writes the articles, as many as have at least `bytes` bytes together, one after the other.
pub fn write_news(folder: &Path, bytes: usize) -> Result<PathBuf> {
    write_file(folder, "news", &articles(0, bytes))
}

fn write_file(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let file = folder.join(name).with_extension("txt");
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

/// As many articles as have at least `bytes` bytes together, from number `first` on, each with names
/// and figures of its own.
fn articles(first: usize, bytes: usize) -> String {
    let mut all = String::with_capacity(bytes + TEMPLATE.len());
    for number in first.. {
        if all.len() >= bytes {
            break;
        }
        all.push_str(&article(number));
    }
    all
}

const TEMPLATE: &str = include_str!("article.txt");

fn article(number: usize) -> String {
    let mut text = TEMPLATE.replace("{n}", &(10 + number % 90).to_string());
    let roles = ["{Town}", "{A}", "{B}", "{C}", "{D}"];
    for (place, role) in roles.iter().enumerate() {
        text = text.replace(role, &name(number * roles.len() + place));
    }
    text
}

/// A name of three syllables, another one for each number below 1,440.
fn name(number: usize) -> String {
    const FIRST: [&str; 10] =
        ["Bar", "Dol", "Fen", "Gar", "Hol", "Kes", "Lan", "Mor", "Ros", "Tar"];
    const SECOND: [&str; 12] =
        ["a", "e", "i", "o", "u", "an", "el", "in", "or", "um", "eth", "ick"];
    const THIRD: [&str; 12] = [
        "berg", "court", "dale", "field", "gren", "holm", "land", "man", "ner", "rup", "son",
        "witz",
    ];
    let (first, rest) = (number % FIRST.len(), number / FIRST.len());
    let (second, third) = (rest % SECOND.len(), rest / SECOND.len() % THIRD.len());
    [FIRST[first], SECOND[second], THIRD[third]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn articles_differ_in_their_names_and_fill_what_was_asked() {
        let text = articles(0, 100_000);
        assert!((100_000..103_000).contains(&text.len()));
        assert!(!text.contains('{'), "a place was not filled");
        assert_ne!(article(0), article(1));
    }

    #[test]
    fn the_long_text_has_the_words_that_it_promises() {
        let words = articles(0, LONG_BYTES).split_whitespace().count();
        assert!((100_000..110_000).contains(&words), "{words} words");
    }

    #[test]
    fn names_are_not_soon_repeated() {
        let names: HashSet<_> = (0..1_440).map(name).collect();
        assert_eq!(names.len(), 1_440);
    }
}
