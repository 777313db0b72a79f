//! How many changes turn one string into another.

/// How many bytes have to be inserted, deleted or replaced to turn `pattern` into the first `n`
/// bytes of `text`, for each `n` from none to all.
///
/// This is the bit-parallel method of G. Myers, “A fast bit-vector algorithm for approximate string
/// matching” (1999), in blocks of 64 rows as H. Hyyrö gives it (2003): each column of the table of
/// distances is kept as its steps down, up (`plus`) or down (`minus`) by one.
pub(super) fn distances(pattern: &[u8], text: impl Iterator<Item = u8>) -> Vec<usize> {
    let Some(last) = pattern.len().checked_sub(1) else {
        return (0..=text.count()).collect();
    };
    let mut stands = vec![[0_u64; 256]; last / 64 + 1];
    for (row, &byte) in pattern.iter().enumerate() {
        stands[row / 64][usize::from(byte)] |= 1 << (row % 64);
    }
    let mut columns = vec![Column { plus: u64::MAX, minus: 0 }; stands.len()];
    let mut distance = pattern.len();
    let mut all = vec![distance];
    for byte in text {
        // Above the first row: one more byte of the text is one more that has to be deleted.
        let mut above = Step { plus: 1, minus: 0 };
        let mut across = Column { plus: 0, minus: 0 };
        for (column, stands) in columns.iter_mut().zip(&stands) {
            across = column.advance(stands[usize::from(byte)], above);
            above = Step { plus: across.plus >> 63, minus: across.minus >> 63 };
        }
        distance += usize::from(across.plus >> (last % 64) & 1 == 1);
        distance -= usize::from(across.minus >> (last % 64) & 1 == 1);
        all.push(distance);
    }
    all
}

/// Whether the distance grows or shrinks by one from a row to the next, a bit a row.
#[derive(Clone, Copy)]
struct Column {
    plus: u64,
    minus: u64,
}

/// Whether the distance above a block grows or shrinks from one column to the next: 0 or 1 each.
#[derive(Clone, Copy)]
struct Step {
    plus: u64,
    minus: u64,
}

impl Column {
    /// Goes on to the next column, whose byte stands in the rows `equal`, and gives the steps that
    /// the rows made.
    fn advance(&mut self, equal: u64, above: Step) -> Column {
        let kept = equal | self.minus;
        let equal = equal | above.minus;
        let diagonal = ((equal & self.plus).wrapping_add(self.plus) ^ self.plus) | equal;
        let across =
            Column { plus: self.minus | !(diagonal | self.plus), minus: self.plus & diagonal };
        let plus = across.plus << 1 | above.plus;
        let minus = across.minus << 1 | above.minus;
        *self = Column { plus: minus | !(kept | plus), minus: plus & kept };
        across
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook's table.
    fn by_table(pattern: &[u8], text: &[u8]) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut all = vec![pattern.len()];
        for (n, byte) in text.iter().enumerate() {
            let mut diagonal = n;
            column[0] = n + 1;
            for row in 0..pattern.len() {
                let replaced = diagonal + usize::from(pattern[row] != *byte);
                diagonal = column[row + 1];
                column[row + 1] = replaced.min(diagonal + 1).min(column[row] + 1);
            }
            all.push(column[pattern.len()]);
        }
        all
    }

    #[test]
    fn a_changed_word_is_as_far_as_its_letters() {
        let all = distances(b"rose in May", b"rose in March".iter().copied());
        assert_eq!(all[b"rose in Ma".len()], 1);
        assert_eq!(all.last(), Some(&3));
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_textbook(pattern in "[ab]{0,200}", text in "[abc]{0,250}") {
            let all = distances(pattern.as_bytes(), text.bytes());
            prop_assert_eq!(all, by_table(pattern.as_bytes(), text.as_bytes()));
        }
    }
}
