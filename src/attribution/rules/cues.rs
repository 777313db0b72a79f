//! The words that say that something was said, thought or wanted, and what they can stand before.
//!
//! The lists hold the verbs that are cues in most of their occurrences in news; the rest is left to
//! the model.

/// What a verb can stand before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Any clause, also one that stands before it: "say".
    Speech,
    /// Somebody, then a clause: "tell".
    Hearer,
    /// A clause with "that", "whether", "how" or quotation marks: "show".
    Clause,
    /// "to" and a verb, or a clause: "hope".
    Aim,
    /// Anything: "praise".
    Object,
}

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "say"
    Base,
    /// "says"
    Third,
    /// "said", of which some are participles, too
    Past,
    /// "saying"
    Ing,
}

/// A cue verb as it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verb {
    pub(super) takes: Takes,
    pub(super) form: Form,
    /// Whether the same letters are often a noun or adjective: "reports", "plan".
    pub(super) doubtful: bool,
}

const SPEECH: &[&str] = &[
    "acknowledge",
    "add",
    "admit",
    "advise",
    "allege",
    "announce",
    "argue",
    "assert",
    "boast",
    "caution",
    "claim",
    "complain",
    "concede",
    "confirm",
    "contend",
    "declare",
    "emphasize",
    "estimate",
    "exclaim",
    "explain",
    "insist",
    "joke",
    "lament",
    "maintain",
    "muse",
    "note",
    "observe",
    "predict",
    "proclaim",
    "quip",
    "recall",
    "remark",
    "reply",
    "report",
    "respond",
    "say",
    "show",
    "speculate",
    "state",
    "stress",
    "suggest",
    "testify",
    "tweet",
    "vow",
    "warn",
    "wonder",
    "write",
];
const HEARER: &[&str] = &["assure", "inform", "remind", "tell"];
const CLAUSE: &[&str] = &[
    "conclude",
    "decide",
    "demonstrate",
    "determine",
    "discover",
    "doubt",
    "feel",
    "find",
    "guess",
    "hear",
    "imply",
    "indicate",
    "know",
    "learn",
    "mean",
    "notice",
    "prove",
    "realize",
    "remember",
    "reveal",
    "understand",
    "worry",
    "continue",
    "pray",
    "see",
    "shout",
];
const AIM: &[&str] = &[
    "agree", "aim", "decline", "expect", "hope", "intend", "plan", "pledge", "promise", "refuse",
    "seek", "threaten", "want", "wish", "prefer",
];
const OBJECT: &[&str] = &[
    "accuse",
    "applaud",
    "ask",
    "assail",
    "attack",
    "back",
    "believe",
    "blame",
    "blast",
    "call",
    "cite",
    "condemn",
    "criticize",
    "criticise",
    "decry",
    "defend",
    "demand",
    "denounce",
    "deny",
    "deride",
    "describe",
    "disavow",
    "discuss",
    "dismiss",
    "echo",
    "encourage",
    "endorse",
    "order",
    "envision",
    "express",
    "favor",
    "favour",
    "fear",
    "hail",
    "highlight",
    "laud",
    "mention",
    "mock",
    "oppose",
    "outline",
    "portray",
    "praise",
    "propose",
    "question",
    "rebuke",
    "recommend",
    "refer",
    "reiterate",
    "point",
    "view",
    "reject",
    "repeat",
    "request",
    "ridicule",
    "slam",
    "support",
    "tout",
    "think",
    "urge",
    "voice",
    "welcome",
];

/// Forms that no rule gives, with their verbs.
const IRREGULAR: &[(&str, &str, Form)] = &[
    ("said", "say", Form::Past),
    ("told", "tell", Form::Past),
    ("wrote", "write", Form::Past),
    ("thought", "think", Form::Past),
    ("found", "find", Form::Past),
    ("knew", "know", Form::Past),
    ("felt", "feel", Form::Past),
    ("heard", "hear", Form::Past),
    ("meant", "mean", Form::Past),
    ("saw", "see", Form::Past),
    ("sought", "seek", Form::Past),
    ("understood", "understand", Form::Past),
    ("written", "write", Form::Past),
    ("shown", "show", Form::Past),
];

/// Verbs whose base form or third person is often a noun.
const DOUBTFUL: &[&str] = &[
    "aim", "back", "blame", "blast", "claim", "demand", "doubt", "echo", "estimate", "fear",
    "feel", "guess", "hope", "joke", "find", "note", "plan", "pledge", "promise", "question",
    "report", "request", "show", "slam", "state", "stress", "support", "tweet", "voice", "vow",
    "welcome", "wish", "want", "remark", "call", "attack", "order", "point", "view", "favor",
    "seek", "add", "prefer", "think", "know", "wonder", "worry", "see", "mean", "praise",
    "caution", "need",
];

/// The cue verb that `word` is a form of.
pub(super) fn verb(word: &str) -> Option<Verb> {
    // The longest verb has ten letters, its longest form twelve; names are seldom verbs.
    if word.len() > 14 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    if let Some(&(_, lemma, form)) = IRREGULAR.iter().find(|(irregular, ..)| *irregular == word) {
        return takes(lemma).map(|takes| Verb { takes, form, doubtful: false });
    }
    let found = |lemma: &str, form| {
        takes(lemma).map(|takes| Verb {
            takes,
            form,
            doubtful: matches!(form, Form::Base | Form::Third) && DOUBTFUL.contains(&lemma),
        })
    };
    found(word, Form::Base)
        .or_else(|| regular(word, &["s", "es"], Form::Third, found))
        .or_else(|| regular(word, &["d", "ed"], Form::Past, found))
        .or_else(|| regular(word, &["ing"], Form::Ing, found))
}

/// Takes an ending off, and tries what English does to the stem before it: "denies", "planned",
/// "arguing".
fn regular(
    word: &str,
    endings: &[&str],
    form: Form,
    found: impl Fn(&str, Form) -> Option<Verb>,
) -> Option<Verb> {
    endings.iter().filter_map(|ending| word.strip_suffix(ending)).find_map(|stem| {
        let doubled =
            stem.len() > 2 && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
        found(stem, form)
            .or_else(|| stem.strip_suffix('i').and_then(|short| found(&format!("{short}y"), form)))
            .or_else(|| doubled.then(|| found(&stem[..stem.len() - 1], form)).flatten())
            .or_else(|| (form == Form::Ing).then(|| found(&format!("{stem}e"), form)).flatten())
    })
}

fn takes(lemma: &str) -> Option<Takes> {
    [
        (SPEECH, Takes::Speech),
        (HEARER, Takes::Hearer),
        (CLAUSE, Takes::Clause),
        (AIM, Takes::Aim),
        (OBJECT, Takes::Object),
    ]
    .into_iter()
    .find_map(|(list, takes)| list.contains(&lemma).then_some(takes))
}

/// Words that stand between a subject and its verb and belong to the cue.
pub(super) const AUXILIARIES: &[&str] = &[
    "also",
    "already",
    "always",
    "are",
    "be",
    "been",
    "can",
    "could",
    "did",
    "do",
    "does",
    "had",
    "has",
    "have",
    "is",
    "just",
    "later",
    "may",
    "might",
    "must",
    "n't",
    "never",
    "not",
    "now",
    "often",
    "once",
    "previously",
    "repeatedly",
    "should",
    "still",
    "then",
    "was",
    "were",
    "will",
    "would",
    "'s",
    "’s",
    "'ve",
    "’ve",
    "'d",
    "’d",
    "n’t",
    "first",
    "recently",
];

/// Forms of "be": what follows in the past form is passive.
pub(super) const BE: &[&str] = &["am", "are", "be", "been", "being", "is", "was", "were", "got"];

/// Prepositions that belong to the cue when they stand right after its verb.
pub(super) const LEADING: &[&str] = &["about", "of", "for", "against", "over", "out", "on"];

/// Words that a reported clause begins with.
pub(super) const OPENERS: &[&str] = &["that", "whether", "how", "why", "what", "if", "where"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_found_in_all_their_forms() {
        for word in
            ["says", "denies", "planned", "arguing", "hoped", "criticizing", "wrote", "echoes"]
        {
            assert!(verb(word).is_some(), "{word}");
        }
        for word in ["", "s", "ed", "ing", "saids", "table", "Said"] {
            assert_eq!(verb(word), None, "{word}");
        }
    }

    #[test]
    fn nouns_that_look_like_verbs_are_doubtful() {
        assert!(verb("reports").is_some_and(|verb| verb.doubtful));
        assert!(verb("reported").is_some_and(|verb| !verb.doubtful));
    }
}
