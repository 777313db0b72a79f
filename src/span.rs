//! Where something stands in a text.
//!
//! Inside Sayso every offset is a count of bytes into UTF-8 text. JavaScript counts UTF-16 code
//! units, and the [W3C Web Annotation model](https://www.w3.org/TR/annotation-model/#text-position-selector)
//! counts Unicode code points. A [`Span`] therefore carries its unit in its type, and an
//! [`OffsetMap`], built once per text, is the only thing that turns one into another.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

/// A unit in which offsets are counted; see [`Byte`], [`Utf16`] and [`CodePoint`].
pub trait Unit: Copy + Eq + Ord + Hash + fmt::Debug + Default + 'static {
    /// How many of this unit `c` takes.
    fn width(c: char) -> usize;
}

/// Bytes of UTF-8: the unit inside Sayso.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Byte;

/// UTF-16 code units: the unit of JavaScript strings and DOM ranges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utf16;

/// Unicode code points: the unit of exported files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodePoint;

impl Unit for Byte {
    fn width(c: char) -> usize {
        c.len_utf8()
    }
}

impl Unit for Utf16 {
    fn width(c: char) -> usize {
        c.len_utf16()
    }
}

impl Unit for CodePoint {
    fn width(_: char) -> usize {
        1
    }
}

/// The name of a unit, as files and the command line give it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Offsets {
    /// [`CodePoint`].
    #[default]
    CodePoint,
    /// [`Utf16`].
    Utf16,
    /// [`Byte`].
    Byte,
}

/// A half-open range `start..end` of a text, counted in units of `U`; bytes unless said otherwise.
///
/// Serialised as the pair `[start, end]`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span<U: Unit = Byte> {
    /// Where it begins, inclusive.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    unit: PhantomData<U>,
}

impl<U: Unit> Span<U> {
    /// The span `start..end`.
    ///
    /// # Panics
    /// If `start > end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span cannot end before it begins: {start}..{end}");
        Self { start, end, unit: PhantomData }
    }

    /// The number of units in it.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the unit at `offset` is in it.
    #[must_use]
    pub fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether all of `other` is in it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one unit.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// The units that both have; `None` when there are none.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other)
            .then(|| Self::new(self.start.max(other.start), self.end.min(other.end)))
    }

    /// The smallest span that has both, and all between them.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl Span<Byte> {
    /// The text it stands for.
    ///
    /// # Panics
    /// If it ends beyond `text` or cuts a character; [`Span::get`] does not.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The text it stands for; `None` if it ends beyond `text` or cuts a character.
    #[must_use]
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }

    /// The same span without the characters at its ends for which `drop` holds; `None` when all go.
    #[must_use]
    pub fn trim_matches(self, text: &str, drop: impl Fn(char) -> bool) -> Option<Self> {
        let inside = self.of(text);
        let kept = inside.trim_start_matches(&drop);
        let start = self.end - kept.len();
        let kept = kept.trim_end_matches(&drop);
        (!kept.is_empty()).then(|| Self::new(start, start + kept.len()))
    }

    /// The same span without white space at its ends; `None` when nothing else is in it.
    #[must_use]
    pub fn trim(self, text: &str) -> Option<Self> {
        self.trim_matches(text, char::is_whitespace)
    }
}

impl<U: Unit> fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl<U: Unit> Serialize for Span<U> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(to)
    }
}

impl<'de, U: Unit> Deserialize<'de> for Span<U> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (start, end) = <(usize, usize)>::deserialize(from)?;
        if start > end {
            return Err(serde::de::Error::custom(format!(
                "a span cannot end before it begins: [{start}, {end}]"
            )));
        }
        Ok(Self::new(start, end))
    }
}

/// Turns offsets of one text from bytes into `U` and back.
///
/// Built in one pass; each conversion is a binary search over one checkpoint per `STRIDE` bytes
/// and a walk of at most that many bytes. Text that is all ASCII keeps no checkpoints.
#[derive(Clone, Debug)]
pub struct OffsetMap<'t, U: Unit> {
    text: &'t str,
    /// (byte, unit) of a character that begins about every [`STRIDE`] bytes; empty for ASCII.
    checkpoints: Vec<(usize, usize)>,
    unit: PhantomData<U>,
}

/// Bytes between two checkpoints of an [`OffsetMap`]: short enough to walk, long enough to be few.
const STRIDE: usize = 128;

impl<'t, U: Unit> OffsetMap<'t, U> {
    /// The map for `text`; linear in its length.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            let (mut unit, mut next) = (0, 0);
            for (byte, c) in text.char_indices() {
                if byte >= next {
                    checkpoints.push((byte, unit));
                    next = byte + STRIDE;
                }
                unit += U::width(c);
            }
        }
        Self { text, checkpoints, unit: PhantomData }
    }

    /// The text that it is the map of.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The length of the text in `U`.
    #[must_use]
    pub fn len(&self) -> usize {
        self.from_byte(self.text.len())
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The offset in `U` of the character that begins at byte `byte`, or of the text's end.
    ///
    /// # Panics
    /// If `byte` lies beyond the text or inside a character.
    #[must_use]
    pub fn from_byte(&self, byte: usize) -> usize {
        assert!(self.text.is_char_boundary(byte), "byte {byte} is no character boundary");
        let at = self.checkpoints.partition_point(|&(b, _)| b <= byte);
        let Some(&(from, unit)) = at.checked_sub(1).and_then(|i| self.checkpoints.get(i)) else {
            return byte;
        };
        unit + self.text[from..byte].chars().map(U::width).sum::<usize>()
    }

    /// The byte at which the character at `offset` begins; `None` when that is beyond the text's
    /// end or inside a character (the second half of a surrogate pair).
    #[must_use]
    pub fn to_byte(&self, offset: usize) -> Option<usize> {
        let at = self.checkpoints.partition_point(|&(_, u)| u <= offset);
        let Some(&(from, unit)) = at.checked_sub(1).and_then(|i| self.checkpoints.get(i)) else {
            return (offset <= self.text.len()).then_some(offset);
        };
        let mut unit = unit;
        for (byte, c) in self.text[from..].char_indices() {
            if unit >= offset {
                return (unit == offset).then_some(from + byte);
            }
            unit += U::width(c);
        }
        (unit == offset).then_some(self.text.len())
    }

    /// `span` counted in `U`.
    ///
    /// # Panics
    /// If it does not fit the text; see [`OffsetMap::from_byte`].
    #[must_use]
    pub fn from_bytes(&self, span: Span) -> Span<U> {
        Span::new(self.from_byte(span.start), self.from_byte(span.end))
    }

    /// `span` counted in bytes; `None` when it does not fit the text; see [`OffsetMap::to_byte`].
    #[must_use]
    pub fn to_bytes(&self, span: Span<U>) -> Option<Span> {
        Some(Span::new(self.to_byte(span.start)?, self.to_byte(span.end)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_span_slices_the_text_it_stands_for() {
        let text = "“Ça va?” she said.";
        let span = Span::new(3, 10);
        assert_eq!(span.of(text), "Ça va?");
        assert_eq!(Span::new(0, 1).get(text), None, "cuts a character");
        assert_eq!(Span::new(13, 15).trim(text), Some(Span::new(14, 15)));
    }

    #[test]
    fn offsets_count_what_each_world_counts() {
        let text = "a😀é\r\nב"; // bytes 1 4 2 1 1 2, UTF-16 1 2 1 1 1 1, code points 1 each
        let end = text.len();
        assert_eq!(OffsetMap::<Utf16>::new(text).from_byte(end), 7);
        assert_eq!(OffsetMap::<CodePoint>::new(text).from_byte(end), 6);
        assert_eq!(OffsetMap::<Utf16>::new(text).to_byte(2), None, "inside a surrogate pair");
        assert_eq!(OffsetMap::<Utf16>::new(text).to_byte(8), None, "beyond the end");
    }

    /// Text with everything that has ever made offsets drift.
    fn any_text() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop_oneof![
                Just("😀".to_owned()),
                Just("e\u{301}".to_owned()),
                Just("\r\n".to_owned()),
                Just("שלום".to_owned()),
                Just("\u{fffd}".to_owned()),
                Just("👨‍👩‍👧".to_owned()),
                "[a-z ]{0,40}",
                any::<char>().prop_map(String::from),
            ],
            0..40,
        )
        .prop_map(|parts| parts.concat())
    }

    fn agrees_with_counting<U: Unit>(text: &str) {
        let map = OffsetMap::<U>::new(text);
        let mut offset = 0;
        for (byte, c) in text.char_indices() {
            assert_eq!(map.from_byte(byte), offset);
            assert_eq!(map.to_byte(offset), Some(byte));
            for inside in 1..U::width(c) {
                assert_eq!(map.to_byte(offset + inside), None);
            }
            offset += U::width(c);
        }
        assert_eq!(map.from_byte(text.len()), offset);
        assert_eq!(map.to_byte(offset), Some(text.len()));
        assert_eq!(map.to_byte(offset + 1), None);
    }

    proptest! {
        #[test]
        fn every_conversion_agrees_with_counting(text in any_text()) {
            agrees_with_counting::<Byte>(&text);
            agrees_with_counting::<Utf16>(&text);
            agrees_with_counting::<CodePoint>(&text);
        }
    }
}
