//! How one run of words becomes another: the fewest words inserted, deleted or replaced.
//!
//! The textbook's table (P. H. Sellers, “The theory and computation of evolutionary distances”,
//! 1980): its first row is free where the run may begin anywhere, its last one where it may end
//! anywhere. Runs are at most a few hundred words long, whatever the length of the quotation and the
//! transcript, so that the table is small.

use std::ops::Range;

/// What a word is in an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// In both.
    Same,
    /// Only in the quotation.
    Quotation,
    /// Only in the transcript.
    Transcript,
}

/// The table of costs: row `i`, column `j` is what it costs to turn the first `i` words of `words`
/// into words of `window` that end at its `j`-th.
struct Table<'w> {
    words: &'w [u32],
    window: &'w [u32],
    costs: Vec<u32>,
}

impl<'w> Table<'w> {
    fn new(words: &'w [u32], window: &'w [u32], begins_anywhere: bool) -> Self {
        let width = window.len() + 1;
        let mut costs = vec![0; (words.len() + 1) * width];
        if !begins_anywhere {
            for (cost, column) in costs.iter_mut().zip(0..width as u32) {
                *cost = column;
            }
        }
        for (row, word) in words.iter().enumerate() {
            let (above, here) = costs[row * width..].split_at_mut(width);
            here[0] = row as u32 + 1;
            for (column, other) in window.iter().enumerate() {
                let across = above[column] + u32::from(word != other);
                here[column + 1] = across.min(above[column + 1] + 1).min(here[column] + 1);
            }
        }
        Self { words, window, costs }
    }

    fn cost(&self, row: usize, column: usize) -> u32 {
        self.costs[row * (self.window.len() + 1) + column]
    }

    /// The way from the last row back to the first: the column there, and the steps in text order. A
    /// word that is replaced is one step of each side.
    fn trace(&self, mut column: usize) -> (usize, Vec<Step>) {
        let mut row = self.words.len();
        let mut steps = Vec::new();
        while row > 0 {
            let cost = self.cost(row, column);
            let is_same = column > 0 && self.words[row - 1] == self.window[column - 1];
            let across = u32::from(!is_same);
            if column > 0 && self.cost(row - 1, column - 1) + across == cost {
                (row, column) = (row - 1, column - 1);
                match is_same {
                    true => steps.push(Step::Same),
                    false => steps.extend([Step::Transcript, Step::Quotation]),
                }
            } else if self.cost(row - 1, column) + 1 == cost {
                row -= 1;
                steps.push(Step::Quotation);
            } else {
                column -= 1;
                steps.push(Step::Transcript);
            }
        }
        steps.reverse();
        (column, steps)
    }
}

/// Where in `window` something stands that `words` become by the fewest changes, and how many these
/// are; `None` when they are more than `most`. Of places that are as near, that of the likest length.
pub(super) fn nearest(words: &[u32], window: &[u32], most: u32) -> Option<(u32, Range<usize>)> {
    let table = Table::new(words, window, true);
    let costs = || (0..=window.len()).map(|end| (table.cost(words.len(), end), end));
    let least = costs().map(|(cost, _)| cost).min().filter(|least| *least <= most)?;
    let ends = costs().filter(|(cost, _)| *cost == least).map(|(_, end)| table.trace(end).0..end);
    let place = ends.min_by_key(|place| (place.len().abs_diff(words.len()), place.start))?;
    Some((least, place))
}

/// How `words` become all of `found`.
pub(super) fn steps(words: &[u32], found: &[u32]) -> Vec<Step> {
    if words == found {
        return vec![Step::Same; words.len()];
    }
    let (rest, mut steps) = Table::new(words, found, false).trace(found.len());
    steps.splice(0..0, std::iter::repeat_n(Step::Transcript, rest));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn a_replaced_word_belongs_to_the_place() {
        assert_eq!(nearest(&[1, 2, 3, 4], &[9, 1, 2, 3, 8, 9], 1), Some((1, 1..5)));
        assert_eq!(nearest(&[1, 2, 3, 4], &[9, 8, 2, 3, 4, 9], 1), Some((1, 1..5)));
        assert_eq!(nearest(&[1, 2, 3, 4], &[9, 8, 2, 3, 4, 9], 0), None);
    }

    proptest! {
        #[test]
        fn steps_lead_from_one_to_the_other(
            words in vec(0..4_u32, 0..20),
            found in vec(0..4_u32, 0..20),
        ) {
            let (mut i, mut j) = (0, 0);
            for step in steps(&words, &found) {
                if step == Step::Same {
                    prop_assert_eq!(words[i], found[j]);
                }
                i += usize::from(step != Step::Transcript);
                j += usize::from(step != Step::Quotation);
            }
            prop_assert_eq!((i, j), (words.len(), found.len()));
        }

        #[test]
        fn what_stands_there_costs_nothing(window in vec(0..9_u32, 1..30), a in 0..30_usize, b in 0..30_usize) {
            let (a, b) = (a % window.len(), b % window.len());
            let words = &window[a.min(b)..=a.max(b)];
            let (cost, place) = nearest(words, &window, 0).expect("they stand there");
            prop_assert_eq!((cost, &window[place]), (0, words));
        }
    }
}
