//! What the tagger sees of a token.
//!
//! Each token becomes the hash of its normalised word, by which the model looks up a word vector,
//! and one row per `Field` of the model's feature table. Training reads the very same numbers
//! (`examples/features.rs`), so a change here asks for new weights.

use crate::article::{Article, BlockKind};
use crate::language::{Quoted, Structure, Token, TokenKind};
use crate::network::fnv1a;
use std::ops::Range;

/// How many rows of the feature table a token has: one per field.
pub const FIELDS: usize = 10;

/// How many of them, the first ones, the token alone decides.
pub(crate) const OF_WORD: usize = 4;

/// How many values each field can take, in the order of [`TokenFeatures::rows`].
const SIZES: [u16; FIELDS] = [1024, 256, 512, 12, 16, 8, 8, 8, 8, 20];

/// How many rows the model's feature table has.
pub const ROWS: usize = {
    let (mut sum, mut field) = (0, 0);
    while field < FIELDS {
        sum += SIZES[field] as usize;
        field += 1;
    }
    sum
};

/// The kinds of feature, in the order of [`TokenFeatures::rows`].
#[derive(Clone, Copy)]
enum Field {
    /// The last three letters, hashed.
    Suffix3,
    /// The last two letters, hashed.
    Suffix2,
    /// The first three letters, hashed.
    Prefix3,
    /// What kind of token it is and how it is capitalised.
    Shape,
    /// Where it stands in a quotation, and whether a sentence begins with it.
    Quotation,
    /// How long the quotation around it is: a word or two in marks are seldom speech.
    QuotationLength,
    /// How far it is from its block's beginning.
    FromStart,
    /// How far it is from its block's end.
    ToEnd,
    /// What kind of block it stands in, and how far down the article.
    Block,
    /// How the block before ends and how this one begins: a paragraph that is one quotation needs
    /// its speaker from elsewhere.
    Before,
}

impl Field {
    /// The row of a value; the last one stands for all that are beyond it.
    fn row(self, value: usize) -> u16 {
        let index = self as usize;
        let offset: u16 = SIZES[..index].iter().sum();
        let last = SIZES[index] - 1;
        offset + u16::try_from(value).unwrap_or(last).min(last)
    }
}

/// What the tagger sees of one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenFeatures {
    /// The FNV-1a hash (32 bits) of the normalised word's UTF-8 bytes.
    pub word: u32,
    /// Rows of the feature table, one per field, each below [`ROWS`].
    pub rows: [u16; FIELDS],
}

impl TokenFeatures {
    fn set(&mut self, field: Field, value: usize) {
        self.rows[field as usize] = field.row(value);
    }
}

/// The features of every token of `structure`, in the same order. Linear in the text.
#[must_use]
pub fn extract(article: &Article, structure: &Structure) -> Vec<TokenFeatures> {
    let mut word = String::new();
    let mut features: Vec<_> = structure
        .tokens
        .iter()
        .map(|token| {
            let (word, own) = of_word(token.span.of(&article.text), token.kind, &mut word);
            let mut rows = [0; FIELDS];
            rows[..OF_WORD].copy_from_slice(&own);
            TokenFeatures { word, rows }
        })
        .collect();
    let places = quotation_places(structure);
    let mut first_in_sentence = vec![false; features.len()];
    for sentence in &structure.sentences {
        if let Some(first) = first_in_sentence.get_mut(sentence.tokens.start) {
            *first = true;
        }
    }
    for ((feature, place), first) in features.iter_mut().zip(places).zip(first_in_sentence) {
        feature.set(Field::Quotation, place.part as usize * 2 + usize::from(first));
        feature.set(Field::QuotationLength, place.length);
    }
    of_blocks(article, structure, &mut features);
    features
}

/// What the token alone decides: the hash of its word, and the rows of its ending, of the last two
/// letters, of its beginning and of its shape. `word` is a buffer to be used again.
pub(crate) fn of_word(token: &str, kind: TokenKind, word: &mut String) -> (u32, [u16; OF_WORD]) {
    normalise(token, kind, word);
    let last = |n: usize| word.char_indices().rev().nth(n - 1).map_or(0, |(at, _)| at);
    let prefix = word.char_indices().nth(3).map_or(word.len(), |(at, _)| at);
    let hashed = |field: Field, piece: &str| {
        let size = u32::from(SIZES[field as usize]);
        field.row((fnv1a(piece.bytes()) % size) as usize)
    };
    let rows = [
        hashed(Field::Suffix3, &word[last(3)..]),
        hashed(Field::Suffix2, &word[last(2)..]),
        hashed(Field::Prefix3, &word[..prefix]),
        Field::Shape.row(shape(token, kind) as usize),
    ];
    (fnv1a(word.bytes()), rows)
}

/// A sign that is repeated more often says nothing new.
const LONGEST_SIGN: usize = 3;

/// Writes `token` into `word` so that what means the same reads the same: lower case, one kind of
/// apostrophe and of quotation mark, `0` for each digit, no addresses.
fn normalise(token: &str, kind: TokenKind, word: &mut String) {
    word.clear();
    match kind {
        TokenKind::Word | TokenKind::Number => {
            word.extend(token.chars().flat_map(char::to_lowercase).map(|c| match c {
                '’' | 'ʼ' | '＇' => '\'',
                c if c.is_numeric() => '0',
                c => c,
            }));
        }
        TokenKind::QuoteMark => word.push(if is_single(token) { '\'' } else { '"' }),
        TokenKind::Address => match token.chars().next() {
            Some(sign @ ('@' | '#')) => word.push(sign),
            _ => word.push_str("http"),
        },
        TokenKind::Sign => word.extend(token.chars().take(LONGEST_SIGN)),
    }
}

/// Whether a quotation mark is one that can be an apostrophe, too.
fn is_single(mark: &str) -> bool {
    matches!(mark, "'" | "`" | "´" | "‘" | "’" | "‚" | "‛" | "‹" | "›" | "＇")
}

/// What kind of token it is and how it is capitalised.
#[derive(Clone, Copy)]
enum Shape {
    Lower,
    Capitalised,
    Capitals,
    Initial,
    Mixed,
    Number,
    DoubleMark,
    SingleMark,
    Address,
    Sign,
    Clitic,
    Abbreviation,
}

fn shape(token: &str, kind: TokenKind) -> Shape {
    match kind {
        TokenKind::Word => word_shape(token),
        TokenKind::Number => Shape::Number,
        TokenKind::QuoteMark if is_single(token) => Shape::SingleMark,
        TokenKind::QuoteMark => Shape::DoubleMark,
        TokenKind::Address => Shape::Address,
        TokenKind::Sign => Shape::Sign,
    }
}

fn word_shape(word: &str) -> Shape {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().filter(|c| c.is_uppercase()).count();
    let count = letters().count();
    if !word.starts_with(char::is_alphabetic) || word.eq_ignore_ascii_case("n't") {
        Shape::Clitic
    } else if capitals > 0 && count == 1 {
        Shape::Initial
    } else if word.ends_with('.') {
        Shape::Abbreviation
    } else if capitals == 0 {
        Shape::Lower
    } else if capitals == count {
        Shape::Capitals
    } else if capitals == 1 && word.starts_with(char::is_uppercase) {
        Shape::Capitalised
    } else {
        Shape::Mixed
    }
}

/// A token's part in a quotation.
#[derive(Clone, Copy, Default)]
enum Part {
    #[default]
    Outside,
    Opening,
    Inside,
    Closing,
    Nested,
    /// A mark that opens or closes nothing.
    Stray,
    /// Inside a quotation that its block's end cuts off.
    Unclosed,
}

/// Where a token stands in a quotation.
#[derive(Clone, Copy, Default)]
struct Place {
    part: Part,
    /// How long the quotation is, in steps; 0 outside of any.
    length: usize,
}

/// Where each token stands in a quotation. Only the two outermost levels count, so that each token
/// is looked at twice at most.
fn quotation_places(structure: &Structure) -> Vec<Place> {
    let mut places: Vec<_> = structure
        .tokens
        .iter()
        .map(|token| match token.kind {
            TokenKind::QuoteMark => Place { part: Part::Stray, length: 0 },
            _ => Place::default(),
        })
        .collect();
    for quoted in structure.quoted.iter().filter(|quoted| quoted.depth == 0) {
        let range = tokens_in(structure, quoted);
        let is_word = |t: &&Token| matches!(t.kind, TokenKind::Word | TokenKind::Number);
        let words = structure.tokens[range.clone()].iter().filter(is_word).count();
        let length = step(words, &[1, 2, 3, 5, 8, 13, 25]);
        for (token, place) in structure.tokens[range.clone()].iter().zip(&mut places[range]) {
            let part = if token.span.start < quoted.inner.start {
                Part::Opening
            } else if token.span.start >= quoted.inner.end {
                Part::Closing
            } else if quoted.closed {
                Part::Inside
            } else {
                Part::Unclosed
            };
            *place = Place { part, length };
        }
    }
    for quoted in structure.quoted.iter().filter(|quoted| quoted.depth == 1) {
        for place in &mut places[tokens_in(structure, quoted)] {
            place.part = Part::Nested;
        }
    }
    places
}

fn tokens_in(structure: &Structure, quoted: &Quoted) -> Range<usize> {
    let before = |offset: usize| structure.tokens.partition_point(|t| t.span.start < offset);
    before(quoted.span.start)..before(quoted.span.end)
}

/// How many of `limits` (ascending) `value` reaches.
fn step(value: usize, limits: &[usize]) -> usize {
    limits.partition_point(|&limit| limit <= value)
}

/// The features that a token has from its block.
fn of_blocks(article: &Article, structure: &Structure, features: &mut [TokenFeatures]) {
    let distance = |tokens| step(tokens, &[1, 2, 3, 4, 6, 10, 20]);
    let mut previous = Ending::Nothing;
    let mut quoted = structure.quoted.iter().filter(|quoted| quoted.depth == 0).peekable();
    let read = article.blocks.iter().zip(&structure.blocks).filter(|(_, range)| !range.is_empty());
    for (position, (block, range)) in read.enumerate() {
        while quoted.next_if(|q| q.span.start < block.span.start).is_some() {}
        let opening = quoted.peek().filter(|q| q.span.start == block.span.start);
        let beginning = opening.map_or(0, |q| match (q.continues, q.span == block.span) {
            (Some(_), _) => 3,
            (None, true) => 2,
            (None, false) => 1,
        });
        let body = usize::from(block.kind.is_body() || block.kind == BlockKind::Caption);
        for (index, feature) in features[range.clone()].iter_mut().enumerate() {
            feature.set(Field::FromStart, distance(index));
            feature.set(Field::ToEnd, distance(range.len() - 1 - index));
            feature.set(Field::Block, body * 4 + step(position, &[1, 2, 6]));
            feature.set(Field::Before, previous as usize * 4 + beginning);
        }
        let last = structure.tokens[range.end - 1];
        previous = Ending::of(last, last.span.of(&article.text));
    }
}

/// How a block ends.
#[derive(Clone, Copy)]
enum Ending {
    /// There is none.
    Nothing,
    /// With a colon, which announces what follows.
    Colon,
    /// With a quotation mark.
    Mark,
    /// With another sign, as sentences do.
    Sign,
    /// With a word, as headings do.
    Word,
}

impl Ending {
    fn of(last: Token, text: &str) -> Self {
        match last.kind {
            TokenKind::QuoteMark => Self::Mark,
            TokenKind::Sign if text == ":" => Self::Colon,
            TokenKind::Sign => Self::Sign,
            _ => Self::Word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;
    use crate::language;
    use crate::span::Span;

    fn article(paragraphs: &[&str]) -> Article {
        let mut article = Article::default();
        for paragraph in paragraphs {
            let start = article.text.len();
            article.text.push_str(paragraph);
            let span = Span::new(start, article.text.len());
            article.blocks.push(Block { kind: BlockKind::Paragraph, span });
            article.text.push('\n');
        }
        article
    }

    fn features(paragraphs: &[&str]) -> Vec<TokenFeatures> {
        let article = article(paragraphs);
        extract(&article, &language::read(&article))
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(fnv1a(*b""), 0x811c_9dc5);
        assert_eq!(fnv1a(*b"foobar"), 0xbf9c_f968);
    }

    #[test]
    fn what_means_the_same_has_the_same_word() {
        let all = features(&["Didn’t didn't “ \" ` ' 1999 2016 @ruiz @doe ..... ..."]);
        let words: Vec<_> = all.iter().map(|f| f.word).collect();
        for (a, b) in [(0, 2), (1, 3), (4, 5), (6, 7), (8, 9), (10, 11), (12, 13)] {
            assert_eq!(words[a], words[b], "{a} and {b}");
        }
    }

    #[test]
    fn each_row_lies_in_its_field() {
        for feature in features(&["“No,” Ms. O’Neill (a.m.) said: 4 of 5!", "So:", "“It’s DONE”"])
        {
            let mut offset = 0;
            for (row, size) in feature.rows.into_iter().zip(SIZES) {
                assert!((offset..offset + size).contains(&row), "{row} in {offset} + {size}");
                offset += size;
            }
            assert_eq!(usize::from(offset), ROWS);
        }
    }

    #[test]
    fn a_block_knows_what_stands_before_it() {
        let all = features(&["He said:", "They agreed."]);
        assert_ne!(all[0].rows[Field::Before as usize], all[3].rows[Field::Before as usize]);
    }
}
