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

/// Writes each text into a folder.
pub fn write(folder: &Path) -> Result<Vec<Text>> {
    let news = "news articles, one after the other";
    let line = "the same in one line";
    let marks = "nothing but quotation marks";
    let texts = [
        (news, "news-1", articles(100_000), false),
        (news, "news-2", articles(1_000_000), true),
        (news, "news-3", articles(10_000_000), true),
        (line, "line-1", articles(100_000).replace('\n', " "), false),
        (line, "line-2", articles(1_000_000).replace('\n', " "), true),
        (marks, "marks-1", "\"“".repeat(5_000), false),
        (marks, "marks-2", "\"“".repeat(50_000), true),
    ];
    let write = |(what, name, text, is_tenfold)| {
        let file = folder.join(name).with_extension("txt");
        let text: String = text;
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(Text { what, file, is_tenfold })
    };
    texts.into_iter().map(write).collect()
}

/// As many articles as have at least `bytes` bytes together, each with names and figures of its own.
fn articles(bytes: usize) -> String {
    let mut all = String::with_capacity(bytes + TEMPLATE.len());
    for number in 0.. {
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
        let text = articles(100_000);
        assert!((100_000..103_000).contains(&text.len()));
        assert!(!text.contains('{'), "a place was not filled");
        assert_ne!(article(0), article(1));
    }

    #[test]
    fn names_are_not_soon_repeated() {
        let names: HashSet<_> = (0..1_440).map(name).collect();
        assert_eq!(names.len(), 1_440);
    }
}
