//! Texts that are marked and then edited, for what has to be found again in them.
//!
//! The texts are made of a few patterns, so that they are full of sentences that look alike: that
//! is where annotations go astray. Of each character of an edited text it is known which one of
//! the first text it was, so that there is no doubt where a mark belongs.

mod news;
mod verdict;

pub use news::{Random, news};
pub use verdict::{Outcome, Verdict};

use sayso::span::Span;
use std::ops::Range;

/// A character of an edited text.
#[derive(Clone, Copy)]
struct Letter {
    c: char,
    /// The byte of the first text at which it stood; `None` for a new one.
    from: Option<usize>,
    /// Which copy it belongs to; 0 for what was there from the first.
    copy: usize,
}

/// A text that is being edited.
pub struct Edited {
    letters: Vec<Letter>,
    copies: usize,
}

impl Edited {
    /// A text that has not been edited yet.
    pub fn new(text: &str) -> Self {
        let letters = text.char_indices().map(|(from, c)| Letter { c, from: Some(from), copy: 0 });
        Self { letters: letters.collect(), copies: 0 }
    }

    /// The text as it is now.
    pub fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.c).collect()
    }

    /// Makes one edit of any kind.
    pub fn edit(&mut self, random: &mut Random) {
        match random.below(11) {
            0 => self.typo(random),
            1 => self.replace(self.word(random), random.word()),
            2 => self.remove(self.word(random)),
            3 => self.insert(self.word(random).start, &format!("{} ", random.word())),
            4 => self.insert(self.sentence(random).start, &format!("{} ", news::sentence(random))),
            5 => self.remove(self.sentence(random)),
            6 => self.insert_look_alike(random),
            7 => self.insert(self.paragraph(random).start, &news::paragraph(random)),
            8 => self.remove(self.paragraph(random)),
            9 => self.move_paragraph(random),
            _ => self.copy_paragraph(random),
        }
    }

    fn typo(&mut self, random: &mut Random) {
        let at = random.below(self.letters.len().max(1));
        if self.letters.get(at).is_some_and(|letter| letter.c.is_alphabetic()) {
            self.replace(at..at + 1, "x");
        }
    }

    /// A sentence comes in that is like another but for one word; the other goes, half of the time.
    fn insert_look_alike(&mut self, random: &mut Random) {
        let range = self.sentence(random);
        let sentence: String = self.letters[range.clone()].iter().map(|letter| letter.c).collect();
        let words: Vec<&str> = sentence.split(' ').collect();
        let replaced = random.below(words.len());
        let other = random.word();
        let words = words.iter().enumerate();
        let like: Vec<&str> = words.map(|(i, &w)| if i == replaced { other } else { w }).collect();
        if random.below(2) == 0 {
            self.remove(range);
        }
        self.insert(self.sentence(random).start, &format!("{} ", like.join(" ").trim_end()));
    }

    fn move_paragraph(&mut self, random: &mut Random) {
        let range = self.paragraph(random);
        let moved: Vec<Letter> = self.letters.drain(range).collect();
        let to = self.paragraph(random).start;
        self.letters.splice(to..to, moved);
    }

    fn copy_paragraph(&mut self, random: &mut Random) {
        let mut copied = self.letters[self.paragraph(random)].to_vec();
        self.copies += 1;
        for letter in &mut copied {
            letter.copy = self.copies;
        }
        let to = self.paragraph(random).start;
        self.letters.splice(to..to, copied);
    }

    fn remove(&mut self, range: Range<usize>) {
        self.letters.drain(range);
    }

    fn insert(&mut self, at: usize, text: &str) {
        self.replace(at..at, text);
    }

    fn replace(&mut self, range: Range<usize>, text: &str) {
        let new = text.chars().map(|c| Letter { c, from: None, copy: 0 });
        self.letters.splice(range, new.collect::<Vec<_>>());
    }

    fn word(&self, random: &mut Random) -> Range<usize> {
        self.part(random, |before, _| before == ' ' || before == '\n')
    }

    fn sentence(&self, random: &mut Random) -> Range<usize> {
        self.part(random, |before, earlier| {
            before == '\n' || (before == ' ' && matches!(earlier, '.' | '”' | '?'))
        })
    }

    fn paragraph(&self, random: &mut Random) -> Range<usize> {
        self.part(random, |before, _| before == '\n')
    }

    /// One of the parts that begin after characters for which `ends` holds; with what ends it.
    fn part(&self, random: &mut Random, ends: impl Fn(char, char) -> bool) -> Range<usize> {
        let begins = |&at: &usize| {
            let c = |back: usize| at.checked_sub(back).map_or('\n', |at| self.letters[at].c);
            !c(0).is_whitespace() && ends(c(1), c(2))
        };
        let length = self.letters.len();
        if length == 0 {
            return 0..0;
        }
        let somewhere = random.below(length);
        let start = (0..=somewhere).rev().find(begins).unwrap_or(0);
        let end = (start + 1..length).find(begins).unwrap_or(length);
        start..end
    }

    /// Where each byte of the first text stands now, in each of the copies.
    fn places(&self, span: Span, copy: usize) -> Vec<(usize, Letter)> {
        let mut byte = 0;
        let mut places = Vec::new();
        for &letter in &self.letters {
            if letter.copy == copy && letter.from.is_some_and(|from| span.contains(from)) {
                places.push((byte, letter));
            }
            byte += letter.c.len_utf8();
        }
        places
    }
}

/// Marks as annotations have them: sentences, what is said in them, names and cues.
pub fn marks(random: &mut Random, text: &str, count: usize) -> Vec<Span> {
    let edited = Edited::new(text);
    let place = |range: Range<usize>| {
        let bytes = |letters: &[Letter]| letters.iter().map(|l| l.c.len_utf8()).sum::<usize>();
        let start = bytes(&edited.letters[..range.start]);
        Span::new(start, start + bytes(&edited.letters[range])).trim(text)
    };
    let one = |random: &mut Random| {
        let sentence = place(edited.sentence(random))?;
        match random.below(3) {
            0 => Some(sentence),
            1 => place(edited.word(random)),
            _ => {
                let words = sentence.of(text);
                let half = words.floor_char_boundary(random.below(words.len()));
                let cut = words[half..].find(' ').map_or(words.len(), |space| half + space);
                Span::new(sentence.start, sentence.start + cut).trim(text)
            }
        }
    };
    std::iter::repeat_with(|| one(random)).take(count).flatten().collect()
}
