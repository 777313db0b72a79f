//! Fragments that come from outside: files, edits. They are checked before they are believed.

use crate::span::{OffsetMap, Span, Unit};
use std::fmt;

/// What is wrong with a fragment. Displays as the end of a sentence that begins with the fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its end is smaller than its start.
    Backwards,
    /// It ends after the text does.
    BeyondText,
    /// It begins or ends inside a character.
    CutsCharacter,
    /// Nothing but white space is in it.
    Blank,
    /// It begins before the fragment in front of it has ended.
    OutOfOrder,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Backwards => "ends before it begins",
            Self::BeyondText => "ends beyond the end of the text",
            Self::CutsCharacter => "cuts a character in two",
            Self::Blank => "has nothing but white space in it",
            Self::OutOfOrder => "begins before the one in front of it has ended",
        })
    }
}

/// The span `start..end`, counted in the unit of `map`, in bytes.
///
/// # Errors
/// When it runs backwards, ends beyond the text or cuts a character.
pub fn place<U: Unit>(map: &OffsetMap<'_, U>, start: usize, end: usize) -> Result<Span, Fault> {
    if start > end {
        return Err(Fault::Backwards);
    }
    if end > map.len() {
        return Err(Fault::BeyondText);
    }
    match (map.to_byte(start), map.to_byte(end)) {
        (Some(start), Some(end)) => Ok(Span::new(start, end)),
        _ => Err(Fault::CutsCharacter),
    }
}

/// Checks that `fragments` stand in `text`, in order and without overlap, and mark something.
///
/// # Errors
/// The index of the first that does not, and what is wrong with it.
pub fn check(text: &str, fragments: &[Span]) -> Result<(), (usize, Fault)> {
    let mut reached = 0;
    for (index, fragment) in fragments.iter().enumerate() {
        let fault = match fragment.get(text) {
            None if fragment.end > text.len() => Fault::BeyondText,
            None => Fault::CutsCharacter,
            Some(words) if words.trim().is_empty() => Fault::Blank,
            Some(_) if fragment.start < reached => Fault::OutOfOrder,
            Some(_) => {
                reached = fragment.end;
                continue;
            }
        };
        return Err((index, fault));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Utf16;

    #[test]
    fn a_place_is_in_the_text_or_says_why_not() {
        let text = "Oh 😀 no";
        let map = OffsetMap::<Utf16>::new(text);
        assert_eq!(place(&map, 3, 5), Ok(Span::new(3, 7)));
        assert_eq!(place(&map, 5, 3), Err(Fault::Backwards));
        assert_eq!(place(&map, 3, 4), Err(Fault::CutsCharacter));
        assert_eq!(place(&map, 3, 9), Err(Fault::BeyondText));
    }

    #[test]
    fn fragments_stand_in_order_and_mark_something() {
        let text = "“Yes,” she said, “it is.”";
        let (first, second) = (Span::new(0, 10), Span::new(21, text.len()));
        assert_eq!(check(text, &[first, second]), Ok(()));
        assert_eq!(check(text, &[second, first]), Err((1, Fault::OutOfOrder)));
        assert_eq!(check(text, &[first, first]), Err((1, Fault::OutOfOrder)));
        assert_eq!(check(text, &[Span::new(10, 11)]), Err((0, Fault::Blank)));
        assert_eq!(check(text, &[Span::new(1, 10)]), Err((0, Fault::CutsCharacter)));
        assert_eq!(check(text, &[first, Span::new(21, 99)]), Err((1, Fault::BeyondText)));
    }
}
