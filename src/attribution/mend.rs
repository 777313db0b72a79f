//! Mends the sources that the model gives a block, where plain grammar knows better.

use super::tags::{Labels, Role, Tag};
use crate::language::{Token, TokenKind};
use std::ops::Range;

/// A source between "with" and its cue has fewer tokens than this.
const LONGEST_ABSOLUTE: usize = 10;

/// What stands in capitals after a name without being part of it: "Ruiz Monday said".
const TIMES: [&str; 18] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The tokens of a block, and the article's text that they lie in.
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// Whether the block is the article's headline.
    pub(super) headline: bool,
}

impl Words<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn is_name(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with(char::is_uppercase) && !TIMES.contains(&word)
    }
}

/// Mends `labels`, one for each of the tokens.
pub(super) fn sources(labels: &mut Labels, words: &Words) {
    end_sources_where_names_end(labels, words);
    let cues = labels.fragments().filter(|(role, _)| *role == Role::Cue);
    let cues: Vec<usize> = cues.map(|(_, cue)| cue.start).collect();
    for cue in cues.into_iter().filter(|&cue| words.word(cue).ends_with("ing")) {
        give_absolute_its_subject(labels, words, cue);
        take_place_from(labels, words, cue);
        if words.headline {
            give_headline_its_subject(labels, words, cue);
        }
    }
}

/// A source that ends inside a name goes on to the name's end, and ends before a full stop.
fn end_sources_where_names_end(labels: &mut Labels, words: &Words) {
    let sources = labels.fragments().filter(|(role, _)| *role == Role::Source);
    let sources: Vec<_> = sources.map(|(_, source)| source).collect();
    for source in sources {
        let sure = labels.sure[source.end - 1];
        let lean = labels.lean[source.end - 1];
        let mut at = source.end;
        while words.is_name(at - 1) && words.is_name(at) && labels.tags[at] == Tag::Outside {
            labels.tags[at] = Tag::Inside(Role::Source);
            (labels.sure[at], labels.lean[at]) = (sure, lean);
            at += 1;
        }
        if at - source.start > 1 && words.word(at - 1) == "." {
            labels.tags[at - 1] = Tag::Outside;
        }
    }
}

/// "…, with the ministry stating that …": what stands between "with" and such a cue is its source,
/// where the model sees none.
fn give_absolute_its_subject(labels: &mut Labels, words: &Words, cue: usize) {
    let free = |at: &usize| {
        labels.tags[*at] == Tag::Outside
            && matches!(words.tokens[*at].kind, TokenKind::Word | TokenKind::Number)
    };
    let mut before = (cue.saturating_sub(LONGEST_ABSOLUTE)..cue).rev().take_while(free);
    let with = before.find(|&at| words.word(at) == "with");
    if let Some(with) = with.filter(|with| with + 1 < cue) {
        set_source(labels, with + 1..cue, cue);
    }
}

/// "Doe met Roe in Strelsau seeking …": a place is no source.
fn take_place_from(labels: &mut Labels, words: &Words, cue: usize) {
    let source = source_before(labels, cue);
    if source.start > 0 && matches!(words.word(source.start - 1), "in" | "at") {
        labels.tags[source].fill(Tag::Outside);
    }
}

/// "Ruritania's Oden meets Moss seeking …": the name that a headline begins with, up to its verb, is
/// the subject of its participles too.
fn give_headline_its_subject(labels: &mut Labels, words: &Words, cue: usize) {
    let ending = |at: usize| words.word(at).starts_with(['\'', '’']);
    let name = (0..cue).take_while(|&at| words.is_name(at) || at > 0 && ending(at)).count();
    let goes_on = matches!(words.word(name), "of" | "and" | "for" | "in" | "at" | "on");
    let is_word = words.tokens[name].kind == TokenKind::Word;
    let free = labels.tags[..name].iter().all(|&tag| tag == Tag::Outside);
    let alone = source_before(labels, cue).is_empty();
    if name > 0 && name < cue && is_word && !goes_on && !ending(name - 1) && free && alone {
        set_source(labels, 0..name, cue);
    }
}

/// The source that ends where the cue begins; empty where there is none.
fn source_before(labels: &Labels, cue: usize) -> Range<usize> {
    let names = |at: &usize| labels.tags[*at].role() == Some(Role::Source);
    let near = cue.saturating_sub(LONGEST_ABSOLUTE)..cue;
    near.rev().take_while(names).last().unwrap_or(cue)..cue
}

/// Makes `source`, which stands before the cue, its source.
fn set_source(labels: &mut Labels, source: Range<usize>, cue: usize) {
    labels.set(source.clone(), Role::Source, labels.sure[cue]);
    labels.lean[source].fill(1.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article, language};

    /// The sources after mending, where the model said of each of `parts` that it plays its role.
    fn mended(text: &str, headline: bool, parts: &[(&str, Role)]) -> Vec<String> {
        let article = article::from_text(text);
        let structure = language::read(&article);
        let tokens = &structure.tokens[..];
        let mut labels = Labels::outside(tokens.len());
        for &(part, role) in parts {
            let start = article.text.find(part).expect("the part stands in the text");
            let of = |byte: usize| tokens.partition_point(|token| token.span.end <= byte);
            labels.set(of(start)..of(start + part.len() - 1) + 1, role, 0.9);
        }
        sources(&mut labels, &Words { text: &article.text, tokens, headline });
        let found = labels.fragments().filter(|(role, _)| *role == Role::Source);
        let range = |r: Range<usize>| tokens[r.start].span.start..tokens[r.end - 1].span.end;
        found.map(|(_, r)| article.text[range(r)].to_owned()).collect()
    }

    #[test]
    fn a_name_is_not_cut() {
        let source = ("Foreign Minister Ana", Role::Source);
        let text = "Ruritania's Foreign Minister Ana Ruiz said so.";
        assert_eq!(mended(text, false, &[source]), ["Foreign Minister Ana Ruiz"]);
        let text = "Foreign Minister Ana Monday said so.";
        assert_eq!(mended(text, false, &[source]), ["Foreign Minister Ana"]);
        let text = "“So it is.” — Foreign Minister Ana.";
        let source = ("Foreign Minister Ana.", Role::Source);
        assert_eq!(mended(text, false, &[source]), ["Foreign Minister Ana"]);
    }

    #[test]
    fn the_subject_of_an_absolute_clause_is_its_source() {
        let text = "It voted, with the ministry stating that it would.";
        assert_eq!(mended(text, false, &[("stating", Role::Cue)]), ["the ministry"]);
    }

    #[test]
    fn a_place_before_a_participle_is_no_source() {
        let parts = [("Strelsau", Role::Source), ("seeking", Role::Cue)];
        let found = mended("The two met in Strelsau seeking peace.", false, &parts);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn the_first_name_of_a_headline_is_the_source_of_its_participle() {
        let text = "Ruritania's Oden meets Karl Moss in Strelsau seeking peace";
        let cue = ("seeking", Role::Cue);
        assert_eq!(mended(text, true, &[cue]), ["Ruritania's Oden"]);
        assert!(mended(text, false, &[cue]).is_empty(), "running text is left alone");
        let named = mended(text, true, &[cue, ("Moss", Role::Source)]);
        assert_eq!(named, ["Ruritania's Oden", "Moss"], "another source is not in the way");
        let title_case = "Oden Meets Karl Moss In Strelsau Seeking Peace";
        assert!(mended(title_case, true, &[("Seeking", Role::Cue)]).is_empty(), "no verb is seen");
    }
}
