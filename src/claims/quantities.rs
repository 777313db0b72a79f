//! Figures as the reader is told them, taken apart where that is plain: value, unit, time, scope.
//!
//! The trained model knows figures as [`super::figures`] reads them.

use super::lexicon::{DAY, MONTH, PERIOD};
use super::numbers::{Amount, amount_at, is_currency, with_bound};
use super::other_numbers::{before, is_in_name, is_other};
use super::scopes::scope_at;
use super::times::{is_year, times, told};
use super::units::{is_hyphen, per_at, unit_at};
use super::words::Words;
use crate::annotation::Quantity;
use crate::language::TokenKind;
use std::ops::Range;

/// A figure by its tokens.
struct Figure {
    /// All of it: "more than $240 billion".
    range: Range<usize>,
    /// The number, scale words reckoned in; `None` for "millions", "the first time".
    value: Option<f64>,
    /// Its unit in words: "$ an hour".
    unit: Option<String>,
    /// The tokens of "of the market".
    scope: Option<Range<usize>>,
}

/// The figures among the tokens `range`, in text order; the time is the first of theirs.
pub(super) fn quantities(words: &Words, range: Range<usize>) -> Vec<Quantity> {
    let of = |range: Range<usize>| words.span(&range).of(words.text).to_owned();
    let mut times = times(words, range.clone()).into_iter();
    let time = times.find_map(|time| told(words, time, range.end)).map(of);
    let quantity = |figure: Figure| Quantity {
        span: words.span(&figure.range),
        value: figure.value,
        unit: figure.unit,
        time: time.clone(),
        scope: figure.scope.map(of),
    };
    figures(words, range).into_iter().map(quantity).collect()
}

/// The figures among the tokens `clause`, in text order.
fn figures(words: &Words, clause: Range<usize>) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = clause.start;
    while at < clause.end {
        let (figure, next) = figure_at(words, at, &clause);
        found.extend(figure);
        at = next;
    }
    found
}

/// The figure of `clause` that begins at token `at`, and where to look for the next one. What was
/// read as a number once is not read again.
fn figure_at(words: &Words, at: usize, clause: &Range<usize>) -> (Option<Figure>, usize) {
    let end = clause.end;
    let bound = |at: usize| with_bound(words, at, clause.start);
    if words.is(at, "first") && words.is(at + 1, "time") && at + 1 < end {
        let range = bound(at)..at + 2;
        return (
            Some(Figure { range, value: None, unit: Some("time".into()), scope: None }),
            at + 2,
        );
    }
    let is_money = is_currency(words, at);
    let number = at + usize::from(is_money);
    let Some(amount) = amount_at(words, number, end, is_money) else { return (None, at + 1) };
    if !is_money && is_in_name(words, at, clause) {
        return (None, amount.after);
    }
    let amount = up_to(words, number, amount, end, is_money);
    let after = amount.after;
    let unit = if is_money { Some(at..at + 1) } else { unit_after(words, &amount, end) };
    if !is_money && is_other(words, at, &amount, unit.as_ref(), bound(at) < at) {
        return (None, after);
    }
    let close = unit.as_ref().map_or(after, |unit| unit.end.max(after));
    let per = per_at(words, close, end);
    let age = (unit.is_none() && is_age(words, at, after)).then_some("years");
    let text = |range: &Range<usize>| words.span(range).of(words.text);
    let parts = unit.as_ref().map(text).or(amount.unit).or(age).into_iter();
    let per_words = per.iter().flat_map(|per| per.clone()).filter(|&i| !is_hyphen(words, i));
    let unit: Vec<&str> = parts.chain(per_words.map(|i| words.word(i))).collect();
    let close = per.map_or(close, |per| per.end);
    let figure = Figure {
        range: bound(at)..close,
        value: amount.value,
        unit: (!unit.is_empty()).then(|| unit.join(" ")),
        scope: scope_at(words, close, end),
    };
    (Some(figure), close)
}

/// The amount that begins at `at`, with that of the range that it opens: "20-30 people".
fn up_to<'t>(
    words: &Words<'t>,
    at: usize,
    amount: Amount<'t>,
    end: usize,
    is_money: bool,
) -> Amount<'t> {
    let second = amount.after + 1;
    if amount.after != at + 1 || !is_hyphen(words, at + 1) || is_year(words, at) {
        return amount;
    }
    let is_number = words.kind(second) == Some(TokenKind::Number);
    let to = is_number.then(|| amount_at(words, second, end, is_money)).flatten();
    let rises = to.as_ref().is_some_and(|to| {
        let counted = is_money || to.unit.is_some() || unit_at(words, to.after, end).is_some();
        counted && amount.value < to.value && !is_hyphen(words, to.after)
    });
    match to {
        Some(to) if rises => Amount { value: None, ..to },
        _ => amount,
    }
}

/// The unit of `amount`: what follows it, at a hyphen only a period or a measure ("a 30-day stay").
fn unit_after(words: &Words, amount: &Amount, end: usize) -> Option<Range<usize>> {
    if amount.unit.is_some() {
        return None;
    }
    let after = amount.after;
    if !is_hyphen(words, after) {
        return unit_at(words, after, end);
    }
    let measure = words.any(after + 1, PERIOD) && !words.word(after + 3).starts_with("old")
        || MEASURES.iter().any(|measure| words.is(after + 1, measure));
    (measure && after + 1 < end).then_some(after + 1..after + 2)
}

/// Measures that stand in the singular behind a hyphen: "a 5-mile run".
const MEASURES: &[&str] = &[
    "percent",
    "point",
    "mile",
    "meter",
    "metre",
    "kilometer",
    "kilometre",
    "foot",
    "inch",
    "acre",
    "pound",
    "ton",
    "tonne",
    "gallon",
    "barrel",
    "degree",
    "dollar",
    "euro",
];

/// Whether the number `at..after` is somebody's age: "Ada Lund, 43,", "aged 43".
fn is_age(words: &Words, at: usize, after: usize) -> bool {
    let is_years = words.word(at).parse().is_ok_and(|age: u8| (1..=120).contains(&age));
    let is_apart = !words.is_wordlike(after) && !is_hyphen(words, after);
    let said = before(at, |b| {
        let aged = ["aged", "age", "ages"].iter().any(|word| words.is(b, word));
        let of = words.is(b, "of") && before(b, |a| words.is(a, "age"));
        // "Ages 55 to 65".
        aged || of || (words.is(b, "to") && b > 1 && words.is(b - 2, "ages"))
    });
    let in_commas = before(at, |comma| {
        let is_name = |b| words.is_capital(b) && !words.any(b, MONTH | DAY);
        words.is(comma, ",") && before(comma, is_name) && is_apart
    });
    is_years && (said || in_commas)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenize;
    use crate::span::Span;

    /// Each figure as "text | value | unit | time | scope".
    fn read(text: &str) -> Vec<String> {
        let tokens = tokenize(text, Span::new(0, text.len()));
        let words = Words::new(text, &tokens);
        let line = |q: Quantity| {
            let value = q.value.map(|value| value.to_string());
            let parts = [value, q.unit, q.time, q.scope].map(Option::unwrap_or_default);
            format!("{} | {}", q.span.of(text), parts.join(" | "))
        };
        quantities(&words, 0..words.len()).into_iter().map(line).collect()
    }

    #[test]
    fn scales_glued_to_their_number_count() {
        assert_eq!(
            read("It cost $64.8million, £1.2bn, £58m, $3.4tn, €900k and £5 bn"),
            [
                "$64.8million | 64800000 | $ |  | ",
                "£1.2bn | 1200000000 | £ |  | ",
                "£58m | 58000000 | £ |  | ",
                "$3.4tn | 3400000000000 | $ |  | ",
                "€900k | 900000 | € |  | ",
                "£5 bn | 5000000000 | £ |  | ",
            ]
        );
        assert_eq!(
            read("They sold 1.3m new cars and 2m copies on a 50m deck at 1.5C, on 5G, by 9am"),
            [
                "1.3m new cars | 1300000 | new cars |  | ",
                "2m copies | 2000000 | copies |  | ",
                "50m | 50 | m |  | ",
                "1.5C | 1.5 | C |  | ",
            ]
        );
    }

    #[test]
    fn names_scores_years_and_telephone_numbers_are_no_figures() {
        for text in [
            "The EB-5 visa and Flight 370",
            "The court voted 3-2 in the 2014-15 season",
            "By 2020 and giving states more room",
            "Since 2005 levels fell",
            "Call 555-0199 or 1-800-555-0199 or 020 7946 0018",
            "It was held from Sept. 19 to 22",
            "Votes of the Big Ten",
            "Troops of 18- to 24-year-olds",
        ] {
            assert_eq!(read(text), Vec::<String>::new());
        }
    }

    #[test]
    fn ages_are_in_years() {
        assert_eq!(
            read("Ada Lund, 43, met a woman aged 51"),
            ["43 | 43 | years |  | ", "51 | 51 | years |  | "]
        );
    }

    #[test]
    fn units_are_whole() {
        for (text, unit) in [
            ("Rates rose by 25 basis points", "25 basis points | 25 | basis points"),
            (
                "She leads by 3.7 percentage points",
                "3.7 percentage points | 3.7 | percentage points",
            ),
            ("They make $12 an hour", "$12 an hour | 12 | $ an hour"),
            ("It rose to $5-a-barrel", "$5-a-barrel | 5 | $ a barrel"),
            ("They build 20 a day", "20 a day | 20 | a day"),
            ("Two teachers unions this fall fought", "Two teachers unions | 2 | teachers unions"),
            (
                "It emits two billion tons per year",
                "two billion tons per year | 2000000000 | tons per year",
            ),
            ("Ten people a day later fled", "Ten people | 10 | people"),
            ("After a 30-day stay", "30-day | 30 | day"),
            ("The four Europeans carries on", "four Europeans | 4 | Europeans"),
            ("It leads Lund 47.3 percent", "47.3 percent | 47.3 | percent"),
            (
                "Some 20-30 cross-border raids failed",
                "Some 20-30 cross-border raids |  | cross-border raids",
            ),
            ("About 2000 people came", "About 2000 people | 2000 | people"),
        ] {
            assert_eq!(read(text), [format!("{unit} |  | ")]);
        }
    }

    #[test]
    fn scopes_are_whole() {
        for (text, scope) in [
            ("1 percent of the bank’s sales force had left", "of the bank’s sales force"),
            ("Half of the town's coal-fired plants closed", "of the town's coal-fired plants"),
            ("Dozens of papers ranging from left to right", "of papers"),
            ("Millions of voters who stayed home", "of voters"),
            ("47 percent of the town being idle", "of the town"),
            ("60 percent of women and small children fled", "of women and small children"),
            ("5 percent of Nordic claims in court", "of Nordic claims"),
            ("Half of those surveyed said no", "of those surveyed"),
            ("A third of which is lost", ""),
        ] {
            let found = read(text);
            assert!(found[0].ends_with(&format!("| {scope}")), "{found:?}");
        }
    }

    #[test]
    fn times_are_without_other_numbers_and_with_their_day() {
        for (text, time) in [
            ("It fell from 900 homes last year", "last year"),
            ("It was 900k last year, 5 homes", "last year"),
            ("On Nov. 8 the town lost 3 homes", "On Nov. 8"),
            ("On Nov. 8, 2016, the town lost 3 homes", "On Nov. 8, 2016"),
            ("On 8 November the town lost 3 homes", "On 8 November"),
            ("Ada Lund told Oldport Today of 3 homes", ""),
            ("The mayor Ada May has 3 homes", ""),
        ] {
            let found = read(text);
            assert!(found.last().is_some_and(|f| f.contains(&format!("| {time} |"))), "{found:?}");
        }
    }

    #[test]
    fn money_has_its_sign_as_unit_and_its_scale_in_the_value() {
        assert_eq!(
            read("Trade reached more than $240 billion in 2023"),
            ["more than $240 billion | 240000000000 | $ | in 2023 | "]
        );
    }

    #[test]
    fn shares_have_a_scope() {
        assert_eq!(
            read("It held 70 percent of the market in 2009"),
            ["70 percent | 70 | percent | in 2009 | of the market"]
        );
    }

    #[test]
    fn number_words_count() {
        assert_eq!(
            read("They waited more than two years for thirty-five trains"),
            ["more than two years | 2 | years |  | ", "thirty-five trains | 35 | trains |  | "]
        );
    }

    #[test]
    fn firsts_are_figures_without_a_value() {
        assert_eq!(
            read("Prices fell for the first time since 2008"),
            ["for the first time |  | time | since 2008 | "]
        );
    }

    #[test]
    fn dates_names_and_adjectives_are_no_figures() {
        for text in [
            "On May 4 2011, a Wednesday, at 9 a.m., the law passed",
            "The six-member team of the Class 9 came two years ago",
            "It is one of the best",
            "Damage in the harbour quarter has risen",
        ] {
            assert_eq!(read(text), Vec::<String>::new());
        }
    }
}
