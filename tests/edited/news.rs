//! News that look like one another.

use std::iter;

/// Numbers that are the same for the same seed (Marsaglia's xorshift).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`; 0 when there is none.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    pub fn word(&mut self) -> &'static str {
        self.pick(WORDS)
    }
}

const WORDS: &[&str] = &[
    "again", "also", "cheap", "early", "harbour", "winter", "council", "price", "report", "seldom",
    "Ruiz", "Penhale", "seven", "14", "2019", "quiet", "northern", "ferry", "school", "largely",
];

const NAMES: &[&str] = &[
    "Ana Ruiz",
    "Ben Ito",
    "Orla Penhale",
    "Tom Harker",
    "Ivy Lund",
    "Max Orr",
    "Lea Stone",
    "the mayor",
    "the ministry",
    "a spokesman",
    "the council",
    "the company",
];

const THINGS: &[&str] = &[
    "the ferry",
    "the school",
    "rents",
    "sales",
    "the harbour",
    "the old bridge",
    "the hospital",
    "bus fares",
    "the library",
    "fishing",
    "the railway",
    "house prices",
    "the airport",
    "exports",
];

const DEEDS: &[&str] = &[
    "rose by {n} per cent",
    "fell by {n} per cent",
    "cost {n} million euros",
    "closed for {n} days",
    "was the largest in the region",
    "had been safe for {n} years",
    "would open in May",
    "was worse than in the year before",
    "needed {n} more people",
    "lost {n} jobs",
];

const SPEECH: &[&str] = &[
    "“{Thing} {deed},” {name} said.",
    "“{Thing} {deed},” said {name}, “and {thing} {deed}.”",
    "{Name} said that {thing} {deed}.",
    "According to {name}, {thing} {deed} in the {n}th week of the year.",
    "{Name} told reporters on Monday: “{Thing} {deed}.”",
    "“No comment,” {name} said.",
    "{Thing} {deed}, and {thing} {deed}, a report found.",
    "{Thing} {deed}.",
];

/// What comes word for word in many an article.
const REFRAINS: &[&str] = &[
    "The ministry did not respond to a request for comment.",
    "“We are looking into it,” a spokesman said.",
    "The company declined to comment on the matter.",
];

pub fn sentence(random: &mut Random) -> String {
    if random.below(25) == 0 {
        return random.pick(REFRAINS).to_owned();
    }
    let mut text = random.pick(SPEECH).to_owned();
    while let Some((before, after)) = text.split_once("{deed}") {
        text = format!("{before}{}{after}", random.pick(DEEDS));
    }
    let fill = |text: String, slot: &str, word: &mut dyn FnMut() -> String| {
        let mut parts = text.split(slot);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + &word() + part)
    };
    text = fill(text, "{thing}", &mut || random.pick(THINGS).to_owned());
    text = fill(text, "{Thing}", &mut || capital(random.pick(THINGS)));
    text = fill(text, "{name}", &mut || random.pick(NAMES).to_owned());
    text = fill(text, "{Name}", &mut || capital(random.pick(NAMES)));
    fill(text, "{n}", &mut || (2 + random.below(60)).to_string())
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A paragraph with the empty line after it.
pub fn paragraph(random: &mut Random) -> String {
    let sentences = 1 + random.below(4);
    let sentences: Vec<String> = iter::repeat_with(|| sentence(random)).take(sentences).collect();
    sentences.join(" ") + "\n\n"
}

/// News of at least so many words.
pub fn news(random: &mut Random, words: usize) -> String {
    let (mut text, mut count) = (String::new(), 0);
    while count < words {
        let paragraph = paragraph(random);
        count += paragraph.split_whitespace().count();
        text += &paragraph;
    }
    text
}
