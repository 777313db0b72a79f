//! Products of matrices of 8-bit weights with 16-bit activations, where nearly all the time goes.
//!
//! Processors multiply many pairs of 16-bit numbers at once and add them two by two. So that no sums
//! across a register are needed, a register holds two columns of each of several rows, and meets the
//! activations of these two columns, repeated for each row.

#[cfg(target_arch = "x86_64")]
use super::avx2;
use super::reader::{ModelError, Reader};
use bytemuck::{cast, cast_slice};
use wide::{f32x8, i16x8, i16x16, i32x4};

/// Activations as 16-bit integers, with a scale for each token.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quantised {
    /// Tokens × columns, eight columns in each.
    values: Vec<i16x8>,
    scales: Vec<f32>,
}

impl Quantised {
    /// The largest value: products with the widest rows of 8-bit weights then fit 32
    /// bits.
    const LARGEST: f32 = 32_767.0;

    /// Takes rows of so many columns each.
    pub(crate) fn fill(&mut self, values: &[f32], columns: usize) {
        self.values.clear();
        self.scales.clear();
        for row in values.chunks_exact(columns) {
            let scale = (largest(row) / Self::LARGEST).max(f32::MIN_POSITIVE);
            let inverse = f32x8::splat(1.0 / scale);
            self.scales.push(scale);
            self.values.extend(row.as_chunks::<8>().0.iter().map(|&eight| {
                // Half away from zero, as rounding to even has no cheap form in WebAssembly.
                let scaled = f32x8::new(eight) * inverse;
                let rounded = (scaled + f32x8::splat(0.5).copysign(scaled)).fast_trunc_int();
                i16x8::from_i32x8_saturate(rounded)
            }));
        }
    }
}

/// The largest magnitude in a row whose length is a multiple of eight.
fn largest(row: &[f32]) -> f32 {
    let eights = row.as_chunks::<8>().0.iter().map(|&eight| f32x8::new(eight).abs());
    eights.fold(f32x8::ZERO, f32x8::fast_max).to_array().into_iter().fold(0.0, f32::max)
}

/// Rows of a matrix that are worked on together: their outputs fill a cache line.
pub(super) const TILE: usize = 16;

/// Two columns of each row of a tile: row by row, first the one, then the other column.
pub(super) type Columns = [i16x16; 2];

/// Tokens that are worked on together, so that weights are loaded once for all of them.
pub(super) const TOKENS: usize = 4;

/// Makes tiles of the rows of a matrix; missing rows of the last are zero. A tile's pairs of columns
/// stand together.
fn tiles(weights: &[u8], columns: usize) -> Vec<Columns> {
    let mut tiles = Vec::with_capacity(weights.len().div_ceil(TILE * 2));
    for rows in weights.chunks(TILE * columns) {
        for at in (0..columns).step_by(2) {
            let mut pairs = [[0_i16; 2]; TILE];
            for (pair, row) in pairs.iter_mut().zip(rows.chunks_exact(columns)) {
                *pair = [row[at], row[at + 1]].map(|byte| i16::from(byte as i8));
            }
            tiles.push(cast(pairs));
        }
    }
    tiles
}

/// Products of so many 8-bit weights with 16-bit values cannot leave 32 bits.
const WIDEST: usize = 512;

/// Whether a row can have so many columns.
pub(crate) fn is_width(columns: usize) -> bool {
    columns > 0 && columns.is_multiple_of(8) && columns <= WIDEST
}

/// A matrix of 8-bit weights with a scale and a bias for each row.
#[derive(Debug)]
pub(crate) struct Matrix {
    pub(crate) columns: usize,
    pub(crate) scales: Vec<f32>,
    pub(crate) biases: Vec<f32>,
    /// The weights, as [`tiles`] puts them.
    tiles: Vec<Columns>,
}

impl Matrix {
    /// Reads scales and biases of the rows, then their weights.
    pub(crate) fn read(
        reader: &mut Reader,
        rows: usize,
        columns: usize,
    ) -> Result<Self, ModelError> {
        let (scales, biases) = (reader.floats(rows)?, reader.floats(rows)?);
        let tiles = tiles(reader.take(rows * columns)?, columns);
        Ok(Self { columns, scales, biases, tiles })
    }

    /// The product with each token's values, plus the biases: tokens × rows.
    pub(crate) fn multiply(&self, input: &Quantised, out: &mut Vec<f32>) {
        #[cfg(target_arch = "x86_64")]
        if avx2::multiply(self, input, out) {
            return;
        }
        self.multiply_by(input, out, sums);
    }

    /// Multiplies with a way of getting, for each token, the sums of the products of a tile's rows
    /// with the token's pairs of values.
    #[inline(always)]
    pub(super) fn multiply_by(
        &self,
        input: &Quantised,
        out: &mut Vec<f32>,
        sums: impl Fn(&[Columns], [&[i32]; TOKENS]) -> [[i32; TILE]; TOKENS],
    ) {
        let (rows, tokens, pairs) = (self.scales.len(), input.scales.len(), self.columns / 2);
        let values: &[i32] = cast_slice(&input.values);
        out.clear();
        out.resize(tokens * rows, 0.0);
        for (number, tile) in self.tiles.chunks_exact(pairs).enumerate() {
            let here = number * TILE..rows.min((number + 1) * TILE);
            let scales = padded(&self.scales[here.clone()]);
            let biases = padded(&self.biases[here.clone()]);
            for first in (0..tokens).step_by(TOKENS) {
                // The last ones are perhaps the same again.
                let four: [_; TOKENS] = std::array::from_fn(|i| (first + i).min(tokens - 1));
                let sums = sums(tile, four.map(|token| &values[token * pairs..][..pairs]));
                for (token, sums) in four.into_iter().zip(sums) {
                    let scales = scales.map(|scale| scale * input.scales[token]);
                    scale(&mut out[token * rows..][here.clone()], sums, &scales, &biases);
                }
            }
        }
    }
}

/// A value for each row of a tile; zero for those that are missing.
fn padded(values: &[f32]) -> [f32; TILE] {
    let mut padded = [0.0; TILE];
    padded[..values.len()].copy_from_slice(values);
    padded
}

/// Makes of a tile's sums what they stand for.
#[inline(always)]
fn scale(line: &mut [f32], sums: [i32; TILE], scales: &[f32; TILE], biases: &[f32; TILE]) {
    let scaled = std::array::from_fn(|i| sums[i] as f32 * scales[i] + biases[i]);
    match <&mut [f32; TILE]>::try_from(&mut *line) {
        Ok(line) => *line = scaled,
        Err(_) => line.copy_from_slice(&scaled[..line.len()]),
    }
}

/// The sums for four tokens in registers of 128 bits.
fn sums(tile: &[Columns], [a, b, c, d]: [&[i32]; TOKENS]) -> [[i32; TILE]; TOKENS] {
    let add = |sums: [i32x4; 4], columns: &Columns, pair: i32| {
        let pair: i16x8 = cast(i32x4::splat(pair));
        let columns: [i16x8; 4] = cast(*columns);
        std::array::from_fn(|i| sums[i] + columns[i].dot(pair))
    };
    // Sixteen registers have no room for the sums of more than two tokens.
    let [a, b] = accumulate(tile, [a, b], [i32x4::ZERO; 4], add);
    let [c, d] = accumulate(tile, [c, d], [i32x4::ZERO; 4], add);
    [a, b, c, d].map(cast)
}

/// Adds up a tile's columns, two at a time, each time with the pair of values of each token.
#[inline(always)]
pub(super) fn accumulate<Sums: Copy, const TOKENS: usize>(
    tile: &[Columns],
    tokens: [&[i32]; TOKENS],
    zero: Sums,
    add: impl Fn(Sums, &Columns, i32) -> Sums,
) -> [Sums; TOKENS] {
    let tokens = tokens.map(|pairs| &pairs[..tile.len()]);
    let mut sums = [zero; TOKENS];
    for (at, columns) in tile.iter().enumerate() {
        for (sum, pairs) in sums.iter_mut().zip(tokens) {
            *sum = add(*sum, columns, pairs[at]);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::super::Noise;
    use super::*;

    impl Matrix {
        /// A weight, found as [`tiles`] puts it.
        pub(crate) fn weight(&self, row: usize, column: usize) -> i16 {
            let tile = &self.tiles[row / TILE * (self.columns / 2)..];
            let pairs: [[i16; 2]; TILE] = cast(tile[column / 2]);
            pairs[row % TILE][column % 2]
        }
    }

    #[test]
    fn each_product_is_that_of_its_row_and_token() {
        const COLUMNS: usize = 24;
        let mut noise = Noise(5);
        for (rows, tokens) in [(8, 1), (16, 4), (24, 5), (40, 7)] {
            let weights: Vec<u8> =
                (0..rows * COLUMNS).map(|_| (noise.float() * 127.0) as i8 as u8).collect();
            let values: Vec<f32> = (0..tokens * COLUMNS).map(|_| noise.float()).collect();
            let scales = (0..rows).map(|row| (1 + row % 3) as f32 / 127.0).collect();
            let biases = (0..rows).map(|row| row as f32).collect();
            let tiles = tiles(&weights, COLUMNS);
            let matrix = Matrix { columns: COLUMNS, scales, biases, tiles };
            let (mut quantised, mut products) = (Quantised::default(), Vec::new());
            quantised.fill(&values, COLUMNS);
            matrix.multiply(&quantised, &mut products);
            assert_eq!(products.len(), tokens * rows);
            let mut portable = Vec::new();
            matrix.multiply_by(&quantised, &mut portable, sums);
            assert_eq!(portable, products, "every processor gives the same");
            for (at, product) in products.iter().enumerate() {
                let (token, row) = (at / rows, at % rows);
                let pairs = weights[row * COLUMNS..].iter().zip(&values[token * COLUMNS..]);
                let sum: f32 = pairs.take(COLUMNS).map(|(&w, v)| f32::from(w as i8) * v).sum();
                let expected = sum * matrix.scales[row] + matrix.biases[row];
                assert!((product - expected).abs() < 5e-3, "{product} and {expected}");
                assert_eq!(matrix.weight(row, 5), i16::from(weights[row * COLUMNS + 5] as i8));
            }
        }
    }
}
