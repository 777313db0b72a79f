//! Inflate, [RFC 1951](https://www.rfc-editor.org/rfc/rfc1951): what compressed files in ZIP archives
//! take. It reads bit by bit, which is slow and little code: an archive has one article.

/// What `packed` holds, if it holds neither more nor less than `size` bytes.
pub(super) fn inflate(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut reader = Reader { packed, at: 0, out: Vec::new(), size };
    loop {
        let is_last = reader.bits(1)? == 1;
        match reader.bits(2)? {
            0 => reader.stored()?,
            1 => {
                let (literals, distances) = fixed();
                reader.block(&Code::of(&literals)?, &Code::of(&distances)?)?;
            }
            2 => {
                let (literals, distances) = reader.codes()?;
                reader.block(&literals, &distances)?;
            }
            _ => return None,
        }
        if is_last {
            return Some(reader.out).filter(|out| out.len() == size);
        }
    }
}

/// How many bits are added to the length of a copy, or to its distance, for each symbol. The values
/// that a symbol stands for begin where those of the one before it end: lengths at 3, distances at 1.
const LENGTHS: [u8; 28] =
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5];
const DISTANCES: [u8; 30] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
];

/// The longest copy has a symbol of its own.
const LONGEST: (usize, usize) = (285, 258);

/// In which order the lengths of the code for lengths come.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// The lengths of the codes that need not be written down: for literals and for distances.
fn fixed() -> ([u8; 288], [u8; 30]) {
    let mut literals = [8; 288];
    literals[144..256].fill(9);
    literals[256..280].fill(7);
    (literals, [5; 30])
}

/// A canonical Huffman code.
struct Code {
    /// How many symbols have codes of each length.
    counts: [u16; 16],
    /// The symbols in the order of their codes.
    symbols: Vec<u16>,
}

impl Code {
    /// The code in which each symbol has the length that stands at its number; 0 is none.
    fn of(lengths: &[u8]) -> Option<Self> {
        let mut counts = [0; 16];
        lengths.iter().for_each(|length| counts[usize::from(*length)] += 1);
        counts[0] = 0;
        let mut free = 1_i32;
        for count in &counts[1..] {
            free = 2 * free - i32::from(*count);
            if free < 0 {
                return None;
            }
        }
        let mut symbols: Vec<u16> = (0..).take(lengths.len()).collect();
        symbols.retain(|symbol| lengths[usize::from(*symbol)] > 0);
        symbols.sort_by_key(|symbol| lengths[usize::from(*symbol)]);
        Some(Self { counts, symbols })
    }
}

struct Reader<'z> {
    packed: &'z [u8],
    /// How many bits have been read.
    at: usize,
    out: Vec<u8>,
    /// How many bytes there may be.
    size: usize,
}

impl Reader<'_> {
    /// The next `count` bits, the lowest first.
    fn bits(&mut self, count: u8) -> Option<usize> {
        let mut bits = 0;
        for place in 0..count {
            let byte = usize::from(*self.packed.get(self.at / 8)?);
            bits |= (byte >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        Some(bits)
    }

    /// The next symbol of `code`.
    fn symbol(&mut self, code: &Code) -> Option<usize> {
        let (mut bits, mut first, mut index) = (0, 0, 0);
        for count in code.counts[1..].iter().map(|count| usize::from(*count)) {
            bits = bits << 1 | self.bits(1)?;
            if bits < first + count {
                return code.symbols.get(index + bits - first).map(|symbol| usize::from(*symbol));
            }
            index += count;
            first = (first + count) << 1;
        }
        None
    }

    /// A block that is not compressed: it begins with a byte, which tells its length.
    fn stored(&mut self) -> Option<()> {
        self.at = self.at.next_multiple_of(8);
        let (length, complement) = (self.bits(16)?, self.bits(16)?);
        let start = self.at / 8;
        let bytes = self.packed.get(start..start + length)?;
        if length ^ complement != 0xffff || self.out.len() + length > self.size {
            return None;
        }
        self.out.extend_from_slice(bytes);
        self.at += 8 * length;
        Some(())
    }

    /// The codes for literals and distances that a block brings along, themselves in a code.
    fn codes(&mut self) -> Option<(Code, Code)> {
        let (literals, distances) = (self.bits(5)? + 257, self.bits(5)? + 1);
        let mut lengths = [0; 19];
        for place in &ORDER[..self.bits(4)? + 4] {
            lengths[*place] = u8::try_from(self.bits(3)?).ok()?;
        }
        let code = Code::of(&lengths)?;
        let mut lengths = Vec::new();
        while lengths.len() < literals + distances {
            let (length, times) = match self.symbol(&code)? {
                16 => (*lengths.last()?, self.bits(2)? + 3),
                17 => (0, self.bits(3)? + 3),
                18 => (0, self.bits(7)? + 11),
                length => (u8::try_from(length).ok()?, 1),
            };
            lengths.extend(std::iter::repeat_n(length, times));
        }
        let distances = lengths.get(literals..).filter(|rest| rest.len() == distances)?;
        Some((Code::of(&lengths[..literals])?, Code::of(distances)?))
    }

    /// A compressed block: bytes, and copies of what was there before.
    fn block(&mut self, literals: &Code, distances: &Code) -> Option<()> {
        loop {
            let symbol = self.symbol(literals)?;
            if symbol == 256 {
                return Some(());
            }
            if let Ok(byte) = u8::try_from(symbol) {
                self.push(byte)?;
                continue;
            }
            let length = match symbol - 257 {
                _ if symbol == LONGEST.0 => LONGEST.1,
                symbol => self.value(3, &LENGTHS, symbol)?,
            };
            let symbol = self.symbol(distances)?;
            let distance = self.value(1, &DISTANCES, symbol)?;
            let start = self.out.len().checked_sub(distance)?;
            // It may reach into itself: that is how runs are written.
            for at in start..start + length {
                self.push(self.out[at])?;
            }
        }
    }

    /// The length or distance that a symbol and the bits after it stand for.
    fn value(&mut self, first: usize, more: &[u8], symbol: usize) -> Option<usize> {
        let bits = *more.get(symbol)?;
        let before: usize = more[..symbol].iter().map(|bits| 1 << bits).sum();
        Some(first + before + self.bits(bits)?)
    }

    fn push(&mut self, byte: u8) -> Option<()> {
        (self.out.len() < self.size).then(|| self.out.push(byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_deflated_is_inflated(
            parts in vec(("[a-e ]{0,9}|.{0,30}", 0..60_usize), 0..30),
            level in 0..=10_u8,
            cut in 0.0..1.0_f64,
        ) {
            let text: String = parts.iter().map(|(part, times)| part.repeat(*times)).collect();
            let packed = compress_to_vec(text.as_bytes(), level);
            prop_assert_eq!(inflate(&packed, text.len()), Some(text.clone().into_bytes()));
            prop_assert_eq!(inflate(&packed, text.len() + 1), None);
            prop_assert!(text.is_empty() || inflate(&packed, text.len() - 1).is_none());
            let cut = (cut * packed.len() as f64) as usize;
            prop_assert_eq!(inflate(&packed[..cut], text.len()), None);
        }

        #[test]
        fn nothing_brings_it_down(bytes in vec(any::<u8>(), 0..400)) {
            let _ = inflate(&bytes, 100_000);
        }
    }
}
