use super::*;
use crate::annotation::Quote;
use crate::samples::any_text;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;

const TRANSCRIPT: &str = "MS. RUIZ: Thank you. (Applause.) We’ll open the bridge in May, and not a \
    day later.\n\nQ: What did it cost?\n\nMS. RUIZ: It cost 4,000,000 euros – that's 12% more than \
    we had planned, and I am sorry for that. Nobody asked us, you know, whether it would ruin \
    anybody's trade. We open in all weathers.";

/// An article that is one quotation of this kind.
fn article(text: &str, kind: QuoteKind, content: Vec<Span>) -> Document {
    let quote = Quote { kind, content, cue: Vec::new(), source: Vec::new(), speaker: None };
    let (origin, status) = (annotation::Origin::Human, annotation::Status::Accepted);
    let mark = Annotation::new("q1".to_owned(), Body::Quote(quote), origin, status);
    let article = Article { text: text.to_owned(), ..Article::default() };
    Document { article, speakers: Vec::new(), annotations: vec![mark], scare: Vec::new() }
}

/// What is said of a direct quotation, whose stretches are divided by "|".
fn said_of(quotation: &str, transcript: &str) -> Option<Verbatim> {
    let mut content = Vec::new();
    let mut start = 0;
    for stretch in quotation.split('|') {
        content.push(Span::new(start, start + stretch.len()));
        start += stretch.len() + 1;
    }
    let document = article(quotation, QuoteKind::Direct, content);
    check(&document, transcript, None).pop().map(|(_, verbatim)| verbatim)
}

fn verdict(quotation: &str) -> Verbatim {
    said_of(quotation, TRANSCRIPT).expect("it has words")
}

/// The differences in one line: `-` before what only the quotation has, `+` before what only the
/// transcript has, both twice where the quotation says so.
fn shown(verbatim: &Verbatim) -> String {
    let run = |run: &Difference| {
        let sign = match run.side {
            Side::Both => "",
            Side::Quotation => "-",
            Side::Transcript => "+",
        };
        format!("{}{}", sign.repeat(1 + usize::from(run.marked)), run.words)
    };
    verbatim.differences.iter().map(run).collect::<Vec<_>>().join(" | ")
}

fn found(verbatim: &Verbatim) -> &str {
    let found = verbatim.found.as_ref().expect("it has a place");
    OffsetMap::<crate::span::CodePoint>::new(TRANSCRIPT)
        .to_bytes(found.place)
        .expect("it is in the transcript")
        .of(TRANSCRIPT)
}

#[test]
fn what_was_said_is_verbatim_however_it_is_printed() {
    for (quotation, place) in [
        (
            "“WE'LL open the bridge in May -- and not a day later!”",
            "We’ll open the bridge in May, and not a day later",
        ),
        ("That’s 12 percent more than we had planned", "that's 12% more than we had planned"),
        ("[W]e’ll open the bridge", "We’ll open the bridge"),
        ("“Thank you. We'll open the bridge”", "Thank you. (Applause.) We’ll open the bridge"),
        ("ruin", "ruin"),
        (
            "“Nobody asked us,”|“whether it would ruin anybody’s trade.”",
            "Nobody asked us, you know, whether it would ruin anybody's trade",
        ),
    ] {
        let verbatim = verdict(quotation);
        assert_eq!((verbatim.status, found(&verbatim)), (Status::Verbatim, place), "{quotation}");
        assert_eq!(verbatim.differences, []);
    }
    let verbatim = verdict("“Nobody asked us,”|“in all weathers”");
    let words = verbatim.found.map(|found| found.words);
    assert_eq!(words.as_deref(), Some("Nobody asked us … in all weathers"));
}

#[test]
fn differences_are_shown_and_those_that_the_quotation_tells_are_marked() {
    for (quotation, status, differences) in [
        (
            "“We’ll open the bridge in June, and not a day later.”",
            Status::Near,
            "We’ll open the bridge in | -June | +May | and not a day later",
        ),
        (
            "and I am sorry for that. Nobody asked us whether it would ruin our trade",
            Status::Near,
            "and I am sorry for that. Nobody asked us | +you know | whether it would ruin | -our | +anybody's | trade",
        ),
        (
            "“It cost 4,000,000 euros … and I am sorry for that.”",
            Status::Near,
            "It cost 4,000,000 euros | ++that's 12% more than we had planned | and I am sorry for that",
        ),
        (
            "“[The bridge] cost 4,000,000 euros.”",
            Status::Near,
            "--The bridge | cost 4,000,000 euros",
        ),
        (
            "whether [the bridge] would ruin anybody’s [small] trade",
            Status::Near,
            "whether | --the bridge | ++it | would ruin anybody’s | --small | trade",
        ),
        // Too little of it, but enough to look at.
        (
            "We’ll open the bridge in May,|I promise you and everybody else here.",
            Status::Missing,
            "",
        ),
        (
            "It cost 4,000,000 euros, that’s 12% more|as we all knew it would",
            Status::Missing,
            "It cost 4,000,000 euros, that’s 12% more | -as we all knew it would",
        ),
    ] {
        let verbatim = verdict(quotation);
        assert_eq!(
            (verbatim.status, shown(&verbatim).as_str()),
            (status, differences),
            "{quotation}"
        );
    }
}

#[test]
fn what_was_not_said_is_missing() {
    for quotation in ["ruins", "all weather", "Anybody can see that this was never going to work."]
    {
        let verbatim = verdict(quotation);
        assert_eq!((verbatim.status, verbatim.found), (Status::Missing, None), "{quotation}");
    }
    assert_eq!(said_of("“…”", TRANSCRIPT), None, "there is nothing to look for");
    assert_eq!(verdict("applause").status, Status::Missing, "nobody said so");
}

#[test]
fn only_words_in_quotation_marks_are_looked_for() {
    let text = "She said they would “open the bridge in May” at last, and “not a day later.”";
    let whole = vec![Span::new(0, text.len())];
    let mixed = article(text, QuoteKind::Mixed, whole.clone());
    let (at, verbatim) = check(&mixed, TRANSCRIPT, Some("talk.txt")).pop().expect("it has words");
    assert_eq!((at, verbatim.status), (0, Status::Verbatim));
    assert_eq!(verbatim.transcript.as_deref(), Some("talk.txt"));
    let words = verbatim.found.map(|found| found.words);
    assert_eq!(words.as_deref(), Some("open the bridge in May … not a day later"));
    let indirect = article(text, QuoteKind::Indirect, whole.clone());
    assert_eq!(check(&indirect, TRANSCRIPT, None), []);
    let mut rejected = article(text, QuoteKind::Direct, whole);
    rejected.annotations[0].status = annotation::Status::Rejected;
    assert_eq!(check(&rejected, TRANSCRIPT, None), []);
}

#[test]
fn of_words_that_were_said_twice_those_near_the_others_are_meant() {
    let transcript =
        format!("No. {} We open in May. No. {}", "So it goes. ".repeat(200), "No. ".repeat(9));
    let verbatim = said_of("“No,”|“we open in May.”", &transcript).expect("it has words");
    let place = verbatim.found.expect("it is there").place;
    let middle = transcript.find("We open").expect("it is there");
    assert!(place.start > 0 && place.start.abs_diff(middle) < 100, "{place:?} {middle}");
}

#[test]
fn a_long_quotation_may_differ_here_and_there() {
    let said: Vec<_> = (0..1000).map(|i| format!("word{i}")).collect();
    let mut quoted = said.clone();
    for i in [3, 199, 200, 400, 777] {
        quoted[i] = "other".to_owned();
    }
    quoted.remove(600);
    quoted.insert(400, "more".to_owned());
    let transcript = format!("before {} after", said.join(" "));
    let verbatim = said_of(&quoted.join(" "), &transcript).expect("it has words");
    assert_eq!(verbatim.status, Status::Near);
    let count = |side| verbatim.differences.iter().filter(|run| run.side == side).count();
    assert!(count(Side::Quotation) <= 6 && count(Side::Transcript) <= 6, "{}", shown(&verbatim));
    assert_eq!(verbatim.found.expect("it is there").place.start, 7);
}

/// Some words of a small vocabulary, so that they often stand twice.
fn any_words(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    vec("[a-h]{1,3}", count)
}

proptest! {
    #[test]
    fn anything_can_be_checked_against_anything(quotation in any_text(), transcript in any_text()) {
        let verbatim = said_of(&quotation, &transcript);
        if let Some(found) = verbatim.and_then(|verbatim| verbatim.found) {
            prop_assert!(found.place.end <= transcript.chars().count());
        }
        if let Some(verbatim) = said_of(&quotation, &quotation) {
            let is_told = ["[", "...", "…"].iter().any(|mark| quotation.contains(mark));
            prop_assert!(verbatim.status == Status::Verbatim || is_told, "{verbatim:?}");
        }
    }

    #[test]
    fn what_is_copied_is_verbatim(words in any_words(1..400), a in 0..400_usize, b in 0..400_usize) {
        let (a, b) = (a % words.len(), b % words.len());
        let quotation = words[a.min(b)..=a.max(b)].join(", ");
        let verbatim = said_of(&quotation, &words.join(" ")).expect("it has words");
        prop_assert_eq!(verbatim.status, Status::Verbatim);
    }

    #[test]
    fn what_is_copied_with_some_changes_is_near_and_in_its_place(
        before in any_words(0..300),
        words in vec("[i-z]{2,4}", 10..150),
        after in any_words(0..300),
        changes in subsequence((0..150).collect::<Vec<usize>>(), 1..40),
        kinds in vec(0..3, 40),
    ) {
        let most = words.len() * MOST_CHANGED_TESTED / 100;
        let mut quotation = words.clone();
        let changes = changes.iter().filter(|at| **at < words.len()).take(most);
        for (at, kind) in changes.zip(&kinds).collect::<Vec<_>>().into_iter().rev() {
            match kind {
                0 => quotation[*at] = "0".to_owned(),
                1 => quotation.insert(*at, "0".to_owned()),
                _ => drop(quotation.remove(*at)),
            }
        }
        let transcript = [before.clone(), words.clone(), after].concat().join(" ");
        let verbatim = said_of(&quotation.join(" "), &transcript).expect("it has words");
        prop_assert_ne!(verbatim.status, Status::Missing);
        let place = verbatim.found.expect("it is there").place;
        let start = before.iter().map(|word| word.len() + 1).sum::<usize>();
        let end = start + words.join(" ").len();
        prop_assert!(place.start < end && start < place.end, "{place:?} {start}..{end}");
    }

    #[test]
    fn other_words_are_missing(words in vec("[i-z]{2,4}", 1..100), others in any_words(0..300)) {
        let verbatim = said_of(&words.join(" "), &others.join(" ")).expect("it has words");
        prop_assert_eq!(verbatim.status, Status::Missing);
    }
}

/// Deleted words make a quotation shorter, and with it what may differ of it: fewer are changed than
/// the bound has.
const MOST_CHANGED_TESTED: usize = 20;

#[test]
fn words_that_come_again_and_again_take_no_longer() {
    let transcript = "no ".repeat(20_000);
    assert_eq!(
        said_of(&"no … ".repeat(1000), &transcript).map(|one| one.status),
        Some(Status::Verbatim)
    );
    let nearly = "no no yes ".repeat(1000);
    assert_eq!(said_of(&nearly, &transcript).map(|one| one.status), Some(Status::Missing));
    assert_eq!(said_of(&"[".repeat(20_000), &"([".repeat(20_000)), None);
}
