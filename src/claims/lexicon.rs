//! What single words tell: verb forms, function words, and the vocabulary of each kind of claim.
//!
//! There is no part-of-speech tagger in the house. A few hundred verbs with their forms, and the
//! closed classes, are enough to tell where a clause has its verb.

use std::collections::HashMap;
use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

/// A set of things that are true of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u64);

impl Classes {
    /// The set of nothing.
    pub(super) const fn empty() -> Self {
        Self(0)
    }

    /// Whether it has anything of `other`.
    pub(super) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Classes {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Names one bit of [`Classes`] after another.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)*) => {
        $($(#[$doc])* pub(super) const $name: Classes = Classes(1 << $bit);)*
    };
}

classes! {
    /// Finite forms of be, have, do.
    AUXILIARY = 0,
    /// can, would, must.
    MODAL = 1,
    /// A past form that may also be a participle.
    PAST = 2,
    /// A past form that is no participle ("rose").
    PAST_ONLY = 3,
    /// The bare form of a verb.
    BASE = 4,
    /// The third person singular.
    THIRD = 5,
    /// The form in -ing.
    ING = 6,
    /// the, a, this, her.
    DETERMINER = 7,
    /// of, in, by.
    PREPOSITION = 8,
    /// I, he, they.
    SUBJECT = 9,
    /// because, after, although.
    SUBORDINATOR = 10,
    /// and, but, or.
    COORDINATOR = 11,
    /// which, who, where.
    RELATIVE = 12,
    /// two, dozen, half.
    NUMERAL = 13,
    /// January.
    MONTH = 14,
    /// Monday, yesterday.
    DAY = 15,
    /// second, year, decade.
    PERIOD = 16,
    /// A change over time.
    TREND = 17,
    /// One thing against another.
    COMPARISON = 18,
    /// What brings something about.
    CAUSE = 19,
    /// Wrongdoing.
    WRONG = 20,
    /// Laws, policies, obligations.
    RULE = 21,
    /// Nature, health, technology.
    SCIENCE = 22,
    /// Harm, votes, arrests, deals: things that happen and are reported.
    HAPPENING = 23,
    /// Those who act for the public.
    PUBLIC = 24,
    /// What somebody likes, fears, believes or demands.
    OPINION = 25,
    /// maybe, likely, reportedly.
    HEDGE = 26,
    /// plans, expected, upcoming.
    AHEAD = 27,
    /// I, we, our.
    FIRST_PERSON = 28,
    /// you, your.
    SECOND_PERSON = 29,
    /// thank, welcome, congratulations.
    COURTESY = 30,
    /// not, no, never.
    NEGATION = 31,
    /// people, victims, voters: what figures in the news count.
    COUNTED = 32,
    /// however, meanwhile: words that open a sentence and say nothing.
    OPENER = 33,
    /// have, has, had: a participle follows.
    PERFECT = 34,
    /// Forms of be.
    BE = 35,
}

/// What can stand where a clause has its verb, by itself.
pub(super) const VERB: Classes =
    Classes(AUXILIARY.0 | MODAL.0 | PAST.0 | PAST_ONLY.0 | BASE.0 | THIRD.0);

/// What is true of `word`, given in lower case.
pub(super) fn classes_of(word: &str) -> Classes {
    WORDS.get(word).copied().unwrap_or_default()
}

static WORDS: LazyLock<HashMap<String, Classes>> = LazyLock::new(|| {
    let mut words: HashMap<String, Classes> = HashMap::new();
    let lists = PLAIN.iter().chain(super::vocabulary::TOPICS);
    for &(classes, list) in lists {
        for word in list.split_whitespace() {
            *words.entry(word.to_owned()).or_default() |= classes;
        }
    }
    for &(classes, list) in super::vocabulary::VERBS {
        for verb in list.split_whitespace() {
            for (form, word) in forms(verb) {
                *words.entry(word).or_default() |= classes | form;
            }
        }
    }
    words
});

/// The forms of a verb written as `stem` (regular), or `stem/past` or `stem/past/participle`.
fn forms(verb: &str) -> Vec<(Classes, String)> {
    let mut parts = verb.split('/');
    let stem = parts.next().unwrap_or_default();
    let mut forms = vec![
        (BASE, stem.to_owned()),
        (THIRD, third_person(stem)),
        (ING, format!("{}ing", before_vowel(stem, true))),
    ];
    match (parts.next(), parts.next()) {
        (None, _) => forms.push((PAST, format!("{}ed", before_vowel(stem, false)))),
        (Some(past), None) => forms.push((PAST, past.to_owned())),
        (Some(past), Some(participle)) => {
            forms.push((PAST_ONLY, past.to_owned()));
            forms.push((Classes::default(), participle.to_owned()));
        }
    }
    forms
}

fn third_person(stem: &str) -> String {
    let consonant_y = stem.ends_with('y') && !ends_in_vowel(&stem[..stem.len() - 1]);
    if consonant_y {
        format!("{}ies", &stem[..stem.len() - 1])
    } else if stem.ends_with(['s', 'x', 'z', 'o']) || stem.ends_with("sh") || stem.ends_with("ch") {
        format!("{stem}es")
    } else {
        format!("{stem}s")
    }
}

/// The stem as it is spelt before "ing" or "ed": "mak", "stopp", "carri".
fn before_vowel(stem: &str, ing: bool) -> String {
    let head = &stem[..stem.len().saturating_sub(1)];
    if stem.ends_with('e') && !stem.ends_with("ee") && !stem.ends_with("oe") {
        return head.to_owned();
    }
    if stem.ends_with('y') && !ing && !ends_in_vowel(head) {
        return format!("{head}i");
    }
    if DOUBLED.contains(&stem) {
        let last = stem.chars().next_back().unwrap_or_default();
        return format!("{stem}{last}");
    }
    stem.to_owned()
}

fn ends_in_vowel(word: &str) -> bool {
    word.ends_with(['a', 'e', 'i', 'o', 'u'])
}

/// Verbs that double their last letter.
const DOUBLED: &[&str] = &[
    "admit", "ban", "begin", "bid", "commit", "control", "cut", "drag", "drop", "equip", "fit",
    "forget", "get", "grab", "hit", "jump", "kidnap", "let", "occur", "permit", "plan", "plot",
    "plug", "prefer", "put", "quit", "refer", "rob", "run", "set", "shed", "ship", "shut", "sit",
    "skip", "slip", "snap", "spin", "stab", "step", "stop", "strip", "submit", "swim", "tip",
    "top", "transfer", "trap", "trim", "wed", "win", "wrap", "zip",
];

/// The closed classes.
const PLAIN: &[(Classes, &str)] = &[
    (
        AUXILIARY,
        "is are was were am has have had do does did 's 're 've 'm ’s ’re ’ve ’m isn aren wasn",
    ),
    (BE, "is are was were am be been being 're 'm ’re ’m"),
    (PERFECT, "has have had having 've ’ve"),
    (MODAL, "can could will would may might must shall should ca wo 'll ’ll 'd ’d"),
    (
        DETERMINER,
        "the a an this that these those its his her their our my your some any no every each \
         another all both several many most few such what whose",
    ),
    (
        PREPOSITION,
        "of in on at by for with from to into onto about over under between among against during \
         through across toward towards upon within without despite per via amid including near \
         beyond like off behind beside besides outside inside along around throughout following",
    ),
    (SUBJECT, "i he she it they we you there who this that which"),
    (
        SUBORDINATOR,
        "because after before although though while whereas since when if as until unless once \
         whenever whether than",
    ),
    (COORDINATOR, "and but or nor yet so"),
    (RELATIVE, "which who whom whose where"),
    (
        NUMERAL,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
         sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety \
         hundred hundreds thousand thousands million millions billion billions trillion trillions \
         dozen dozens half third thirds quarter quarters couple",
    ),
    (
        MONTH,
        "january february march april may june july august september october november december \
         jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec.",
    ),
    (
        DAY,
        "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow \
         tonight weekend",
    ),
    (
        PERIOD,
        "second seconds minute minutes hour hours day days week weeks fortnight month months \
         quarter quarters year years decade decades century centuries generation generations",
    ),
    (FIRST_PERSON, "i we me us my our ours myself ourselves"),
    (SECOND_PERSON, "you your yours yourself"),
    (NEGATION, "not n't n’t no never none neither nor nobody nothing"),
    (
        OPENER,
        "however also meanwhile furthermore moreover therefore thus still indeed nevertheless \
         nonetheless additionally instead besides hence consequently accordingly overall notably \
         and but so yet or well yes ok okay",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_their_forms() {
        for (word, class) in [
            ("rose", PAST_ONLY),
            ("surged", PAST),
            ("reaching", ING),
            ("carries", THIRD),
            ("dropped", PAST),
            ("making", ING),
        ] {
            assert!(classes_of(word).any(class), "{word}");
        }
        assert!(classes_of("surged").any(TREND));
        assert!(!classes_of("risen").any(VERB), "a participle is not where a clause has its verb");
    }

    #[test]
    fn words_that_tell_nothing_have_no_class() {
        assert_eq!(classes_of("umbrella"), Classes::default());
    }
}
