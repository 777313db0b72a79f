//! Dates as newspapers print them and as web pages carry them.

/// A date that was printed, and perhaps a time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Parts {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    hour: Option<u32>,
    minute: Option<u32>,
    second: Option<u32>,
    /// Minutes east of Greenwich, where the text says so without doubt.
    zone: Option<i32>,
}

/// A line that says when an article appeared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateLine {
    /// The date in ISO 8601, as exact as the line says; `None` when it could be two different days
    /// ("03/04/2024") or none ("2 hours ago").
    pub date: Option<String>,
    /// Whether it says when the article was changed, not when it appeared.
    pub updated: bool,
}

/// No date line is longer, in bytes.
const LONGEST: usize = 120;

/// Reads `line` as a date line: `None` unless every word of it belongs to a date, so that a
/// sentence that mentions a day is never taken for one.
pub(super) fn date_line(line: &str) -> Option<DateLine> {
    if line.len() > LONGEST {
        return None;
    }
    let line = line.to_ascii_lowercase();
    let updated = ["updated", "modified", "edited"].iter().any(|word| line.contains(word));
    if is_relative(&line) {
        return Some(DateLine { date: None, updated });
    }
    let mut parts = Parts::default();
    let mut ambiguous = false;
    let mut words = line
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ',' | '|' | '•' | '·' | '(' | ')' | '—' | '–' | '@')
        })
        .filter(|word| !word.is_empty() && *word != "-")
        .peekable();
    words.peek()?;
    for word in words {
        let word = word.trim_end_matches([':', ';']);
        if is_filler(word) {
            continue;
        }
        match read_word(word, &mut parts) {
            Word::Read => {}
            Word::Ambiguous => ambiguous = true,
            Word::Foreign => return None,
        }
    }
    if ambiguous {
        return Some(DateLine { date: None, updated });
    }
    (parts.is_enough()).then(|| DateLine { date: parts.iso(), updated })
}

/// "2 hours ago", "yesterday", "3 min read".
fn is_relative(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["yesterday" | "today"] | [_, "ago"] => true,
        [.., count, unit, "ago" | "read"] if words.len() <= 5 => {
            count.chars().all(|c| c.is_ascii_digit())
                && ["sec", "min", "hour", "day", "week", "month"]
                    .iter()
                    .any(|u| unit.starts_with(u))
        }
        _ => false,
    }
}

/// Words around a date that say nothing about it.
fn is_filler(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "published"
            | "updated"
            | "posted"
            | "created"
            | "modified"
            | "edited"
            | "first"
            | "last"
            | "date"
            | "on"
            | "at"
            | "of"
            | "the"
            | "local"
            | "time"
            | "issued"
            | "released"
    ) || WEEKDAYS.contains(&word.trim_end_matches('.'))
}

#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
    "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
];

#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
];

/// What a word of a date line turned out to be.
enum Word {
    /// A part of the date.
    Read,
    /// A date whose day and month cannot be told apart.
    Ambiguous,
    /// No part of a date.
    Foreign,
}

fn read_word(word: &str, parts: &mut Parts) -> Word {
    if let Some(month) = month(word) {
        return put(&mut parts.month, month);
    }
    if let Some(zone) = zone(word) {
        return put(&mut parts.zone, zone);
    }
    match word.trim_end_matches('.') {
        "am" | "a.m" => return half_of_day(parts, 0),
        "pm" | "p.m" => return half_of_day(parts, 12),
        // Zones that several parts of the world share say nothing certain.
        "et" | "ct" | "mt" | "pt" | "bst" | "ist" | "cst" => return Word::Read,
        _ => {}
    }
    if let Some(known) = numeric_date(word, parts) {
        return known;
    }
    if word.contains(':') {
        return time(word, parts);
    }
    let digits = word.trim_end_matches(['.']).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word.trim_end_matches('.')[digits.len()..];
    let Ok(number) = digits.parse::<u32>() else { return Word::Foreign };
    match (digits.len(), number, suffix) {
        (4, 1600..=2999, "") => put(&mut parts.year, number),
        (1..=2, 1..=31, "" | "st" | "nd" | "rd" | "th") if parts.day.is_none() => {
            put(&mut parts.day, number)
        }
        (1..=2, 1..=12, "am" | "pm" | "") if parts.hour.is_none() => {
            parts.hour = Some(number);
            if suffix.is_empty() {
                Word::Read
            } else {
                half_of_day(parts, if suffix == "pm" { 12 } else { 0 })
            }
        }
        _ => Word::Foreign,
    }
}

/// Fills a part that was empty; a date line has each part once.
fn put<T>(part: &mut Option<T>, value: T) -> Word {
    if part.replace(value).is_some() { Word::Foreign } else { Word::Read }
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let known = |(_, name): &(u32, &&str)| {
        **name == word || (word.len() >= 3 && word.len() <= 4 && name.starts_with(word))
    };
    (1..).zip(MONTHS).find(known).map(|(number, _)| number)
}

fn zone(word: &str) -> Option<i32> {
    Some(match word {
        "gmt" | "utc" | "z" => 0,
        "edt" => -4 * 60,
        "est" | "cdt" => -5 * 60,
        "mdt" => -6 * 60,
        "pdt" => -7 * 60,
        "pst" => -8 * 60,
        "cet" => 60,
        "cest" => 2 * 60,
        _ => return None,
    })
}

/// "a.m." and "p.m." after an hour. The hour was taken for a day when it stands alone before the
/// day ("7 p.m. on May 2"), so it moves over.
fn half_of_day(parts: &mut Parts, add: u32) -> Word {
    if parts.hour.is_none() && parts.minute.is_none() {
        parts.hour = parts.day.take();
    }
    match parts.hour {
        Some(hour @ 1..=12) => {
            parts.hour = Some(hour % 12 + add);
            parts.minute = parts.minute.or(Some(0));
            Word::Read
        }
        _ => Word::Foreign,
    }
}

/// "12:19", "12:19:05", "7:05pm".
fn time(word: &str, parts: &mut Parts) -> Word {
    let clock = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let mut numbers = clock.split(':').map(|n| n.parse::<u32>().ok());
    let (hour, minute, second) = (numbers.next(), numbers.next(), numbers.next());
    match (hour.flatten(), minute.flatten(), second.map(|s| s.unwrap_or(60))) {
        (Some(hour @ 0..=23), Some(minute @ 0..=59), None | Some(0..=59))
            if parts.hour.is_none() =>
        {
            (parts.hour, parts.minute, parts.second) = (Some(hour), Some(minute), second.flatten());
        }
        _ => return Word::Foreign,
    }
    match word[clock.len()..].replace('.', "").as_str() {
        "" => Word::Read,
        "am" => half_of_day(parts, 0),
        "pm" => half_of_day(parts, 12),
        "z" => put(&mut parts.zone, 0),
        _ => Word::Foreign,
    }
}

/// "2024-05-16", "2024-05-16T12:19", "16.05.2024", "5/16/2024"; `None` when `word` is none of these.
fn numeric_date(word: &str, parts: &mut Parts) -> Option<Word> {
    if let Some(iso) = read_iso(word) {
        *parts =
            Parts { hour: iso.hour.or(parts.hour), minute: iso.minute.or(parts.minute), ..iso };
        return Some(Word::Read);
    }
    let separator = word.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
    let numbers: Vec<u32> = word.split(separator).map(|n| n.parse().ok()).collect::<Option<_>>()?;
    let [first, second, year] = numbers.try_into().ok()?;
    let year = if year < 100 { year + 2000 } else { year };
    let (day, month) = match (separator, first, second) {
        // Dots are written where the day comes first.
        ('.', 1..=31, 1..=12) | (_, 13..=31, 1..=12) => (first, second),
        (_, 1..=12, 13..=31) => (second, first),
        (_, 1..=12, 1..=12) if first == second => (first, second),
        (_, 1..=12, 1..=12) => return Some(Word::Ambiguous),
        _ => return Some(Word::Foreign),
    };
    (parts.year, parts.month, parts.day) = (Some(year), Some(month), Some(day));
    Some(Word::Read)
}

/// A date in whatever form a page has it, as ISO 8601.
pub(super) fn any(value: &str) -> Option<String> {
    iso(value).or_else(|| date_line(value)?.date)
}

/// A machine's date in one form: `2024-05-16T12:19:00+05:30`, with as much of it as it says.
/// `None` when `value` is no ISO 8601 date.
pub(super) fn iso(value: &str) -> Option<String> {
    read_iso(&value.trim().to_ascii_lowercase())?.iso()
}

fn read_iso(word: &str) -> Option<Parts> {
    let (day, time) =
        word.split_once(['t', ' ']).map_or((word, None), |(d, t)| (d, Some(t.trim())));
    let mut numbers = day.split('-');
    let (year, month, day) = (numbers.next()?, numbers.next()?, numbers.next()?);
    if year.len() != 4 || month.len() != 2 || day.len() != 2 || numbers.next().is_some() {
        return None;
    }
    let mut parts = Parts {
        year: year.parse().ok(),
        month: month.parse().ok().filter(|m| (1..=12).contains(m)),
        day: day.parse().ok().filter(|d| (1..=31).contains(d)),
        ..Parts::default()
    };
    if !parts.is_enough() {
        return None;
    }
    let Some(time) = time else { return Some(parts) };
    let at = time.find(['z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(at);
    // Fractions of a second are nothing that anybody prints.
    let clock = clock.trim().split('.').next().unwrap_or_default();
    if matches!(self::time(clock, &mut parts), Word::Read) {
        parts.zone = numeric_zone(zone);
    }
    Some(parts)
}

/// "z", "+05:30", "-0400".
fn numeric_zone(zone: &str) -> Option<i32> {
    if zone == "z" {
        return Some(0);
    }
    let (sign, digits) = (zone.get(..1)?, zone.get(1..)?.replace(':', ""));
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..).filter(|m| !m.is_empty()).map_or(Ok(0), str::parse).ok()?;
    let east = hours * 60 + minutes;
    (hours <= 14 && minutes < 60).then_some(if sign == "-" { -east } else { east })
}

impl Parts {
    /// Whether it names a day.
    fn is_enough(&self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }

    fn iso(&self) -> Option<String> {
        let mut iso = format!("{:04}-{:02}-{:02}", self.year?, self.month?, self.day?);
        if let (Some(hour), Some(minute)) = (self.hour, self.minute) {
            iso += &format!("T{hour:02}:{minute:02}");
            iso += &self.second.map(|s| format!(":{s:02}")).unwrap_or_default();
            iso += &match self.zone {
                None => String::new(),
                Some(0) => "Z".to_owned(),
                Some(z) => format!(
                    "{}{:02}:{:02}",
                    if z < 0 { '-' } else { '+' },
                    z.abs() / 60,
                    z.abs() % 60
                ),
            };
        }
        Some(iso)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(line: &str) -> Option<String> {
        date_line(line).and_then(|found| found.date)
    }

    #[test]
    fn printed_dates_become_iso_dates() {
        for (line, expected) in [
            ("12:19 PM, May 16, 2024", "2024-05-16T12:19"),
            ("May 16, 2024", "2024-05-16"),
            ("Thursday, 16 May 2024", "2024-05-16"),
            ("Published 9:05 a.m. EDT, Thu May 16, 2024", "2024-05-16T09:05-04:00"),
            ("May 2nd, 2024 at 7pm", "2024-05-02T19:00"),
            ("Sept. 26, 2016 | 12:04 am ET", "2016-09-26T00:04"),
            ("16 May 2024 • 18:30 GMT", "2024-05-16T18:30Z"),
            ("2024-05-16", "2024-05-16"),
            ("2024-05-16 12:19", "2024-05-16T12:19"),
            ("2024-05-16T12:19:00+05:30", "2024-05-16T12:19:00+05:30"),
            ("16/05/2024", "2024-05-16"),
            ("5/16/24", "2024-05-16"),
            ("3.4.2024", "2024-04-03"),
            ("Updated: May 17, 2024", "2024-05-17"),
        ] {
            assert_eq!(date(line).as_deref(), Some(expected), "{line}");
        }
        assert!(date_line("Updated: May 17, 2024").is_some_and(|found| found.updated));
    }

    #[test]
    fn a_date_that_could_be_two_days_is_a_date_line_without_a_date() {
        for line in ["03/04/2024", "2 hours ago", "Updated 5 minutes ago", "Yesterday"] {
            assert_eq!(date_line(line).map(|found| found.date), Some(None), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_date_lines() {
        for line in [
            "On May 16, 2024, the bridge closed.",
            "May was the best month since 2019",
            "7 p.m.",
            "May 16",
            "2024",
            "The vote is on Monday",
            "13:99 May 16, 2024",
            "",
            "-",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
    }

    #[test]
    fn dates_of_machines_keep_their_zone() {
        assert_eq!(iso("2024-05-16T12:19:00.123Z").as_deref(), Some("2024-05-16T12:19:00Z"));
        assert_eq!(iso("2024-05-16T12:19-0400").as_deref(), Some("2024-05-16T12:19-04:00"));
        assert_eq!(iso("2024-13-16"), None);
        assert_eq!(iso("soon"), None);
    }
}
