//! Who speaks in small texts, each with its sources marked.

use super::*;
use crate::article;
use proptest::prelude::*;

/// The speakers of `text`, in which each source is written {so}; an empty pair stands for a
/// quotation without one.
fn speakers(marked: &str) -> (Vec<String>, Speakers) {
    let mut text = String::new();
    let mut attributions = Vec::new();
    for (index, part) in marked.split(['{', '}']).enumerate() {
        let span = Span::new(text.len(), text.len() + part.len());
        text.push_str(part);
        if index % 2 == 1 {
            let source = if part.is_empty() { vec![] } else { vec![span] };
            let content = vec![Span::new(span.end, span.end)];
            let kind = QuoteKind::Direct;
            let (cue, why) = (Vec::new(), Vec::new());
            attributions.push(Attribution { kind, content, cue, source, score: 1.0, why });
        }
    }
    let article = article::from_text(&text);
    assert_eq!(article.text, text, "offsets count the text as it is given");
    let found = resolve(&article, &crate::language::read(&article), &attributions);
    let name = |of: &Option<usize>| of.map_or("?".to_owned(), |at| found.list[at].name.clone());
    (found.of.iter().map(name).collect(), found)
}

fn names(marked: &str) -> Vec<String> {
    speakers(marked).0
}

#[test]
fn names_lead_back_to_the_fullest_one() {
    assert_eq!(
        names(
            "It began when {Ruritanian Foreign Minister Karl Oden} said no. {Mr. Oden} said yes. {Oden} left."
        ),
        ["Karl Oden"; 3]
    );
    assert_eq!(
        names(
            "We met Robert K. \"Bobby\" Tannen and {Bobby Tannen} said no. {Tannen’s} plan was clear."
        ),
        ["Robert K. \"Bobby\" Tannen"; 2]
    );
    assert_eq!(
        names(
            "It was {Ann Brody-Keane, a lawyer for the firm,} who said so. {Ms. Brody-Keane} left."
        ),
        ["Ann Brody-Keane"; 2]
    );
}

#[test]
fn titles_may_be_long_and_set_apart() {
    assert_eq!(
        names("So {Ambassador to the United States Karl Oden} said. So {Ambassador Oden} said."),
        ["Karl Oden"; 2]
    );
    assert_eq!(names("So {the team's coach, Yrsa Ilmen,} said no."), ["Yrsa Ilmen"]);
}

#[test]
fn institutions_are_known_by_initials_and_shorter_names() {
    assert_eq!(
        names(
            "The {Global Water Safety Council} said no. {GWSC} said yes, and {the Safety Council} paid."
        ),
        ["Global Water Safety Council"; 3]
    );
}

/// Name and role of the one speaker of `marked`.
fn named(marked: &str) -> (String, Option<String>) {
    let found = speakers(marked).1;
    let speaker = found.list.first().expect("somebody speaks");
    (speaker.name.clone(), speaker.role.clone())
}

#[test]
fn small_words_with_a_capital_begin_names() {
    assert_eq!(names("It was {the World Tea Bank} that said no."), ["World Tea Bank"]);
    let (name, role) = named("So {First Minister Yrsa Ilmen} said no.");
    assert_eq!((name.as_str(), role.as_deref()), ("Yrsa Ilmen", Some("First Minister")));
    assert_eq!(
        names("It was {the Social and Political Institute} who said."),
        ["Social and Political Institute"]
    );
}

#[test]
fn words_that_open_a_sentence_belong_to_no_name() {
    assert_eq!(names("Unlike {Oden}, nobody came. Said {Karl Oden}: no."), ["Karl Oden"; 2]);
    assert_eq!(
        names("Rival {Greenmeadow Group} sold it. Say {Tannen} and I go."),
        ["Greenmeadow Group", "Tannen"]
    );
}

#[test]
fn a_title_after_mr_is_a_surname() {
    assert_eq!(
        names("We met Karl Oden. So {Mr. King} said no. Larry King came, and {Mr. King} left."),
        ["Larry King"; 2]
    );
    assert_ne!(names("We met Karl Oden. {Mr. President} said no.")[0], "President");
}

#[test]
fn signs_after_a_name_in_a_headline_are_no_part_of_it() {
    let (names, found) = speakers(
        "{Karl Oden}: No Bridge for Us at All\n\nThe bridge was to be built. So {Karl Oden} said.",
    );
    assert_eq!(names, ["Karl Oden"; 2]);
    assert_eq!(found.list.len(), 1);
    assert!(found.list[0].mentions.iter().all(|mention| mention.end - mention.start == 9));
}

#[test]
fn apostrophes_of_either_shape_are_the_same() {
    assert_eq!(
        names("It was {James O’Tannen} who said no. {O'Tannen} said yes."),
        ["James O’Tannen"; 2]
    );
}

#[test]
fn roles_are_noun_phrases() {
    for (marked, expected) in [
        ("It stood. So {Yrsa Ilmen, an outside adviser,} said.", Some("outside adviser")),
        ("It stood. So {Yrsa Ilmen, a political scientist,} said.", Some("political scientist")),
        ("“We met Yrsa Ilmen,” said Mayor Karl Oden of Strelsau. So {Ms. Ilmen} said.", None),
        ("So {vice-presidential nominee Yrsa Ilmen} said.", Some("vice-presidential nominee")),
        ("He has described nominee Yrsa Ilmen as old. {Ilmen} said no.", Some("nominee")),
        ("So {Yrsa Ilmen, an anchor of Strelsau’s “Early News,”} said.", Some("anchor")),
        ("So {the former Yrsa Ilmen} said.", None),
        ("So said {retired Navy officer Yrsa Ilmen}.", Some("Navy officer")),
        ("The letter came from Sens. Yrsa Ilmen and Karl Oden. So {Ilmen} said.", Some("Sen.")),
        (
            "So {Yrsa Ilmen, executive director at the Oden Centre and whose film was shown,} said.",
            Some("executive director at the Oden Centre"),
        ),
        (
            "So {Yrsa Ilmen, a senior adviser for the study of the old towns and of all the new roads and bridges between them,} said.",
            Some("senior adviser"),
        ),
    ] {
        assert_eq!(named(marked).1.as_deref(), expected, "{marked}");
    }
}

#[test]
fn nobody_is_described_by_the_other_party() {
    assert_eq!(
        names("It was {Republican nominee Karl Oden} who won. So {the Democratic nominee} said."),
        ["Karl Oden", "Democratic nominee"]
    );
}

#[test]
fn relative_words_follow_their_noun() {
    assert_eq!(names("It came from {a raft of rules that} promise much."), ["raft of rules"]);
    assert_eq!(names("Strelsau has passed new rules {that} promise much."), ["new rules"]);
    assert_eq!(
        names("It was Anna Ilmen, a clerk at the State Department {who} said no."),
        ["Anna Ilmen"]
    );
    assert_eq!(names("The plans have drawn scrutiny from some {who} fear them."), ["some"]);
}

#[test]
fn long_phrases_end_where_a_clause_begins() {
    let (names, found) = speakers(
        "So {a poll released last week} found. {The leaders who have been among the most strident opponents of all new bridges} said no. {A number of farmers} came.",
    );
    assert_eq!(names, ["poll released last week", "leaders", "number of farmers"]);
    let kinds: Vec<_> = found.list.iter().map(|speaker| speaker.kind).collect();
    assert_eq!(kinds, [SpeakerKind::Document, SpeakerKind::Group, SpeakerKind::Group]);
}

#[test]
fn two_people_with_one_surname_stay_two() {
    assert_eq!(
        names("We met Anna Moss and Peter Moss. {Mrs. Moss} said no and {Mr. Moss} said yes."),
        ["Anna Moss", "Peter Moss"]
    );
    let (_, found) = speakers("We met Anna Moss and Peter Moss. Later {Moss} said no.");
    assert!(found.scores[0] < 0.7, "either could be meant");
}

#[test]
fn pronouns_agree_in_gender_and_point_to_subjects() {
    assert_eq!(
        names("{Anna Moss} said no. Then {she} met Peter Ode. {He} said yes."),
        ["Anna Moss", "Anna Moss", "Peter Ode"]
    );
    assert_eq!(
        names(
            "It was {Peter Ode, an adviser to the firm,} who left. There was Anna Moss, {who} said no."
        ),
        ["Peter Ode", "Anna Moss"]
    );
}

#[test]
fn a_description_can_lead_a_pronoun_to_its_bearer() {
    let far = "The school stood by the sea for years. ".repeat(14);
    assert_eq!(
        names(&format!(
            "{{Mayor Orla Penn}} said no. {far}They walked up Larch Hill. Asked, the mayor \
             shook her head. {{She}} said yes."
        )),
        ["Orla Penn"; 2]
    );
}

#[test]
fn roles_stand_before_names_too() {
    let (_, found) = speakers("Its head teacher, {Ada Okon}, said no.");
    assert_eq!(found.list[0].role.as_deref(), Some("head teacher"));
    let (_, found) = speakers("After he saw the mayor, {Ada Okon} said no.");
    assert_eq!(found.list[0].role, None);
}

#[test]
fn bodies_are_told_from_people_and_from_each_other() {
    assert_eq!(
        names(
            "So {the town council} said. It sued Toll & Rook, the firm that built it. Then \
             {the company} spoke. Later {the council} left."
        ),
        ["town council", "Toll & Rook", "town council"]
    );
}

#[test]
fn what_only_its_place_makes_a_capital_is_no_name() {
    assert_eq!(
        names("{Engineers at Ode College} said so. Building is slow, {they} said of building."),
        ["Engineers at Ode College"; 2]
    );
    let (_, found) = speakers("{President Jo Ode’s executive} met Al Roe.");
    assert_ne!(found.list[0].name, "Al Roe");
    let (_, found) = speakers("Inflation is a problem. Then {he} said so.");
    assert!(found.list.iter().all(|speaker| speaker.name != "Inflation"));
}

#[test]
fn descriptions_agree_in_role() {
    assert_eq!(
        names(
            "It was {Sen. Karl Oden} who met Mayor Peter Ode. Now {the senator} said no. Then {the mayor} spoke."
        ),
        ["Karl Oden", "Karl Oden", "Peter Ode"]
    );
    assert_eq!(
        names(
            "In May Ruritanian President Karl Oden met Peter Ode. Then {the Ruritanian leader} spoke."
        ),
        ["Karl Oden"]
    );
}

#[test]
fn unnamed_sources_keep_their_words_without_an_article() {
    assert_eq!(
        names(
            "So {the officials in charge, who left,} said. So {a report} said. So {some analysts} said."
        ),
        ["officials in charge", "report", "some analysts"]
    );
    let (_, found) = speakers("So {the officials in charge} said. So {a report} said.");
    let kinds: Vec<_> = found.list.iter().map(|speaker| speaker.kind).collect();
    assert_eq!(kinds, [SpeakerKind::Group, SpeakerKind::Document]);
}

#[test]
fn people_who_speak_together_are_one_speaker() {
    assert_eq!(
        names("It was {Anna Moss and Peter Ode} who said so. Now {they} left."),
        ["Anna Moss and Peter Ode"; 2]
    );
}

#[test]
fn a_quotation_without_source_is_inferred_from_the_one_before() {
    let (names, found) = speakers("So {Anna Moss} said.\n{}“It is so.”");
    assert_eq!(names, ["Anna Moss"; 2]);
    assert_eq!(found.inferred, [false, true]);
}

#[test]
fn a_participle_has_the_subject_of_its_sentence() {
    let of = |text: &str, cue: &str| {
        let article = article::from_text(text);
        let at = text.find(cue).expect("it is there");
        let cue = Span::new(at, at + cue.len());
        let (kind, content) = (QuoteKind::Indirect, vec![Span::new(cue.end + 1, text.len() - 1)]);
        let (source, why) = (Vec::new(), Vec::new());
        let said = Attribution { kind, content, cue: vec![cue], source, score: 1.0, why };
        let found = resolve(&article, &crate::language::read(&article), &[said]);
        (found.of[0].map(|at| found.list[at].name.clone()), found.inferred[0])
    };
    let said = (Some("Karl Oden".to_owned()), true);
    let text = "On Monday, President Karl Oden met Ann Moss in Port, aiming to win support.";
    assert_eq!(of(text, "aiming"), said);
    assert_eq!(of("Karl Oden met Ann Moss and left hoping to win.", "hoping"), (None, false));
    assert_eq!(of("Karl Oden met Ann Moss. It rained, hoping to win.", "hoping"), (None, false));
}

#[test]
fn roles_and_mentions_are_kept() {
    let (_, found) = speakers("So {Anna Moss, director of the Ode Institute,} said. Moss left.");
    let moss = &found.list[0];
    assert_eq!(moss.role.as_deref(), Some("director of the Ode Institute"));
    assert_eq!((moss.kind, moss.mentions.len(), &*moss.id), (SpeakerKind::Person, 2, "s1"));
}

proptest! {
    #[test]
    fn any_words_can_be_a_source(text in "([A-C][a-c]{0,3}|he|who|the|and|of|Mr\\.|'s|[ ,.\"“”-]|é|senators){0,50}", at in 0..50_usize, len in 0..30_usize) {
        let article = article::from_text(&text);
        let at = article.text.floor_char_boundary(at.min(article.text.len()));
        let end = article.text.floor_char_boundary((at + len).min(article.text.len()));
        let source = vec![Span::new(at, end)];
        let attribution = Attribution { kind: QuoteKind::Direct, content: source.clone(), cue: vec![], source, score: 1.0, why: vec![] };
        let found = resolve(&article, &crate::language::read(&article), &[attribution]);
        prop_assert!(found.of.iter().flatten().all(|&at| at < found.list.len()));
        for mention in found.list.iter().flat_map(|speaker| &speaker.mentions) {
            prop_assert!(mention.get(&article.text).is_some());
        }
    }
}

#[test]
fn what_only_looks_like_a_name_or_a_role_is_neither() {
    let (found, speakers) = speakers(
        "Oden cheered as Moss, Roe pick delegates\n\nIn Vermont, a woman asked Karl Oden to resign \
         on Election Day. Then {he} left. {Some} stayed. {The Republican Party of Vermont} thanked him.",
    );
    assert_eq!(found, ["Karl Oden", "Some", "Republican Party of Vermont"]);
    assert_eq!(speakers.list[0].role, None);
    assert_eq!(speakers.list[2].kind, SpeakerKind::Organisation);
}

#[test]
fn a_surname_may_be_a_title() {
    assert_eq!(
        names("So Representative Peter King left. {King} said so. {The king} said no.")[0],
        "Peter King"
    );
}

#[test]
fn a_verb_before_a_role_is_no_part_of_it() {
    let (_, found) = speakers("“No,” said Ruritanian strategist {Hanna Moss}.");
    assert_eq!(found.list[0].role.as_deref(), Some("Ruritanian strategist"));
    let (_, found) = speakers("A resolution condemning presidential candidate {Karl Oden} passed.");
    assert_eq!(found.list[0].role.as_deref(), Some("presidential candidate"));
}
