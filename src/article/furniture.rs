//! What stands around an article on its page: bylines, sections, buttons, notices. Each is
//! known by its wording alone; a full sentence is never one of them unless its wording is certain.

use super::BlockKind;
use super::pictures::picture_line;
use crate::span::Span;

/// Nothing around an article is longer, in bytes; longer text is not looked at.
pub(super) const LONGEST: usize = 300;

/// What a line of the body is by its wording, if that is no part of the article's text.
pub(super) fn by_wording(line: &str) -> Option<BlockKind> {
    if is_boilerplate(line) {
        return Some(BlockKind::Boilerplate);
    }
    picture_line(line).or_else(|| is_staff_note(line).then_some(BlockKind::Byline))
}

/// Whether `text` ends as sentences do, closing quotation marks and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ']);
    text.ends_with(['.', '!', '?', '…', '。'])
}

/// How many words `text` has; counting ends at `most`.
pub(super) fn words(text: &str, most: usize) -> usize {
    text.split_whitespace().take(most).count()
}

/// Where the names stand in a line that says who wrote the article ("By Ana Lee and Bo Cruz",
/// "Ana Lee, Staff Writer"); `None` when it says no such thing.
pub(super) fn byline(line: &str) -> Option<Span> {
    if line.len() > LONGEST {
        return None;
    }
    for marker in
        ["By ", "BY ", "by ", "By: ", "Written by ", "Story by ", "Reported by ", "Author: "]
    {
        if let Some(names) = line.strip_prefix(marker) {
            return are_names(names).then(|| span_of(line, names))?;
        }
    }
    let (name, office) = line.split_once([',', '|'])?;
    (is_name(name.trim()) && is_office(office)).then(|| Span::new(0, line.len()))
}

/// `line` without the "By" in front of its names.
pub(super) fn without_by(line: &str) -> &str {
    ["By ", "BY ", "by ", "By: ", "Written by ", "Story by ", "Reported by ", "Author: "]
        .iter()
        .find_map(|marker| line.strip_prefix(marker))
        .unwrap_or(line)
}

/// "(Reporting by Ana Lee; Editing by Bo Cruz)" under an article.
fn is_staff_note(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '[', '—', '-', ' ']);
    line.len() <= LONGEST
        && [
            "Reporting by ",
            "Additional reporting by ",
            "Writing by ",
            "Editing by ",
            "With reporting by ",
        ]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Whether `line` is nothing but a name of two to four words ("Ana Lee", "Herald Staff") or of an
/// agency.
pub(super) fn is_name(line: &str) -> bool {
    AGENCIES.contains(&line)
        || ((2..=4).contains(&words(line, 5))
            && line.len() <= 60
            && line.split_whitespace().all(|word| starts_capital(word) || is_particle(word))
            && line.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'))
            && (!ends_sentence(line) || line.ends_with("r.")))
}

#[rustfmt::skip]
const AGENCIES: &[&str] = &[
    "AP", "Associated Press", "The Associated Press", "Reuters", "AFP", "Agence France-Presse",
    "Bloomberg", "UPI", "PA Media", "dpa",
];

/// Words of a byline that are not capitalised.
fn is_particle(word: &str) -> bool {
    matches!(
        word.trim_end_matches(','),
        "and"
            | "in"
            | "of"
            | "for"
            | "at"
            | "the"
            | "with"
            | "de"
            | "da"
            | "di"
            | "del"
            | "van"
            | "von"
            | "der"
            | "den"
            | "bin"
            | "al"
            | "el"
            | "la"
            | "le"
            | "&"
            | "|"
            | "staff"
            | "writer"
            | "reporter"
            | "correspondent"
            | "editor"
            | "contributor"
            | "columnist"
    )
}

fn starts_capital(word: &str) -> bool {
    word.trim_start_matches(['(', '@', '\'', '’', '"']).chars().next().is_some_and(|c| {
        // Scripts without capitals have nothing else to go by.
        c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase())
    }) || word
        .split(['\'', '’', '-'])
        .nth(1)
        .is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether these are names after "By": capitalised words and particles, and no sentence.
fn are_names(names: &str) -> bool {
    let initials_only = |text: &str| {
        let last = text.trim_end_matches('.').rsplit([' ', '.']).next().unwrap_or_default();
        last.len() == 1 || matches!(last, "Jr" | "Sr" | "Dr")
    };
    let first = names.split([' ', ',']).next().unwrap_or_default();
    words(names, 16) <= 14
        && starts_capital(first)
        && !is_day_or_month(first)
        && names.split_whitespace().all(|word| starts_capital(word) || is_particle(word))
        && (!ends_sentence(names) || (names.ends_with('.') && initials_only(names)))
}

/// "By Friday" is no name.
fn is_day_or_month(word: &str) -> bool {
    matches!(
        word,
        "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "January"
            | "February"
            | "March"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
    )
}

/// "Staff Writer", "Political Correspondent", "Associated Press".
fn is_office(text: &str) -> bool {
    let text = text.trim();
    AGENCIES.contains(&text)
        || (words(text, 7) <= 6
            && !ends_sentence(text)
            && [
                "writer",
                "reporter",
                "correspondent",
                "editor",
                "columnist",
                "contributor",
                "staff",
                "journalist",
            ]
            .iter()
            .any(|office| text.to_lowercase().ends_with(office)))
}

/// Where `part` stands in `whole`, of which it is a slice.
fn span_of(whole: &str, part: &str) -> Option<Span> {
    let start = whole.len().checked_sub(part.len())?;
    Span::new(start, whole.len()).trim(whole)
}

/// Whether `line` is the name of a part of a newspaper ("Politics", "WORLD NEWS").
pub(super) fn is_section(line: &str) -> bool {
    let line = line.to_lowercase();
    let name = line.strip_suffix(" news").unwrap_or(&line);
    SECTIONS.contains(&name)
}

#[rustfmt::skip]
const SECTIONS: &[&str] = &[
    "news", "world", "politics", "national", "nation", "international", "local", "u.s.", "us",
    "uk", "europe", "asia", "africa", "americas", "middle east", "business", "economy",
    "markets", "money", "opinion", "analysis", "sport", "sports", "technology", "tech",
    "science", "health", "climate", "environment", "education", "culture", "arts", "reports",
    "breaking",
];

/// Whether a sentence of some length ends in `line`.
pub(super) fn has_sentence(line: &str) -> bool {
    ends_sentence(line) && words(line, 8) >= 8
}

/// Whether the site, not the article, says `line`: sharing buttons, "Comments", "Read more: …".
pub(super) fn is_boilerplate(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    let words_only = lower.trim_matches(|c: char| !c.is_alphabetic() && c != '©');
    BUTTONS.contains(&words_only)
        || LABELS.iter().any(|label| {
            lower
                .strip_prefix(label)
                .is_some_and(|rest| rest.trim_start().starts_with([':', '|', '»']))
        })
        || is_notice(&lower)
        || (!has_sentence(line)
            && words(line, 13) <= 12
            && INVITATIONS.iter().any(|start| lower.starts_with(start)))
        || is_trail(&lower)
}

/// "© 2024 The Herald", "Copyright 2024 …", "All rights reserved."
fn is_notice(lower: &str) -> bool {
    lower.starts_with('©')
        || lower.starts_with("all rights reserved")
        || ["copyright ©", "copyright (c)"].iter().any(|start| lower.starts_with(start))
        || lower
            .strip_prefix("copyright ")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// "Home > World > Asia".
fn is_trail(lower: &str) -> bool {
    ["home >", "home ›", "home »", "home /"].iter().any(|start| lower.starts_with(start))
}

/// Lines that are these words and nothing else, figures and marks at their ends aside.
#[rustfmt::skip]
const BUTTONS: &[&str] = &[
    "comments", "comment", "leave a comment", "leave a reply", "no comments", "no comments yet",
    "view comments", "show comments", "post a comment", "add a comment", "comments are closed",
    "join the conversation", "share", "shares", "share this", "share this article",
    "share this story", "share this post", "share article", "share on facebook",
    "share on twitter", "share on x", "share via email", "tweet", "facebook", "twitter",
    "whatsapp", "linkedin", "telegram", "reddit", "email", "print", "print this article",
    "copy link", "copy the link", "gift this article", "save", "save article", "listen",
    "listen to this article", "advertisement", "advertisements", "advertising", "ad",
    "sponsored", "sponsored content", "promoted", "subscribe", "subscribe now", "sign up",
    "sign in", "log in", "register", "read more", "read next", "related", "related articles",
    "related stories", "related topics", "related content", "more on this story", "most read",
    "most popular", "trending", "recommended", "recommended for you", "you may also like",
    "skip to content", "skip to main content", "menu", "search", "close", "newsletter",
    "follow us", "back to top", "continue reading", "story continues below advertisement",
    "article continues below advertisement", "loading",
];

/// What such a line begins with, before a colon.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "read more", "read also", "also read", "read next", "see also", "related", "related story",
    "related stories", "related article", "more", "watch", "tags", "topics", "filed under",
    "more on", "share this", "follow us",
];

/// How a line that asks the reader to do something begins.
#[rustfmt::skip]
const INVITATIONS: &[&str] = &[
    "click here", "sign up for ", "sign up to ", "subscribe to ", "follow us on ",
    "read the rest here", "read the full ", "download our app", "support our journalism",
    "like us on ", "share this ", "read more about ",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Option<&str> {
        byline(line).map(|span| span.of(line))
    }

    #[test]
    fn bylines_give_the_names() {
        assert_eq!(names("By Ana Lee"), Some("Ana Lee"));
        assert_eq!(names("BY ANA LEE AND BO CRUZ"), Some("ANA LEE AND BO CRUZ"));
        assert_eq!(names("By Ana de la Cruz, Staff Writer"), Some("Ana de la Cruz, Staff Writer"));
        assert_eq!(names("By Ana Lee Jr."), Some("Ana Lee Jr."));
        assert_eq!(names("Written by Ana O’Neil in Oslo"), Some("Ana O’Neil in Oslo"));
        assert_eq!(names("Ana Lee, Staff Writer"), Some("Ana Lee, Staff Writer"));
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By Friday",
            "By the numbers",
            "By Monday Night, Oslo Was Flooded.",
            "By Oslo standards it was a mild winter",
            "Ana Lee, who runs the port, said no",
            "Ana Lee, a staff writer.",
        ] {
            assert_eq!(names(line), None, "{line}");
        }
    }

    #[test]
    fn boilerplate_is_what_the_site_says() {
        for line in [
            "Comments",
            "Comments (12)",
            "12 Comments",
            "Share this article",
            "ADVERTISEMENT",
            "Read more: The bridge that fell",
            "Tags: Oslo, Bridges",
            "© 2024 The Herald. All rights reserved.",
            "Home > World > Asia",
            "Sign up for our newsletter",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
        for line in [
            "Comments by the mayor drew fire.",
            "Related parties sued the city.",
            "Share prices fell",
            "More than 200 people came.",
            "Subscribe to that theory, she said, and you will believe anything at all.",
            "Copyright law is a mess.",
        ] {
            assert!(!is_boilerplate(line), "{line}");
        }
    }
}
