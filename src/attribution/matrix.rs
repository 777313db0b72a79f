//! Products of matrices of 8-bit weights with 16-bit activations, where nearly all the time goes.

use super::model::{Matrix, WIDEST};
use wide::{i16x8, i32x4};

/// Activations as 16-bit integers, with a scale for each token.
#[derive(Clone, Debug, Default)]
pub(super) struct Quantised {
    /// Tokens × columns, eight columns in each.
    values: Vec<i16x8>,
    scales: Vec<f32>,
}

impl Quantised {
    /// The largest value: products with the widest rows of 8-bit weights then fit 32
    /// bits.
    const LARGEST: f32 = 32_767.0;

    /// Takes rows of so many columns each.
    pub(super) fn fill(&mut self, values: &[f32], columns: usize) {
        self.values.clear();
        self.scales.clear();
        for row in values.chunks_exact(columns) {
            let scale = (largest(row) / Self::LARGEST).max(f32::MIN_POSITIVE);
            let inverse = 1.0 / scale;
            self.scales.push(scale);
            self.values.extend(row.as_chunks::<8>().0.iter().map(|eight| {
                // Half away from zero, as rounding to even has no cheap form in WebAssembly.
                i16x8::new(eight.map(|v| (v * inverse + 0.5_f32.copysign(v)) as i16))
            }));
        }
    }
}

/// The largest magnitude in a row whose length is a multiple of eight.
fn largest(row: &[f32]) -> f32 {
    let mut most = [0.0_f32; 8];
    for eight in row.as_chunks::<8>().0 {
        for (most, value) in most.iter_mut().zip(eight) {
            *most = if value.abs() > *most { value.abs() } else { *most };
        }
    }
    most.into_iter().fold(0.0, f32::max)
}

/// Rows of a matrix that are worked on together: their outputs fill a cache line.
const TILE: usize = 16;

impl Matrix<'_> {
    /// The product with each token's values, plus the biases: tokens × rows.
    pub(super) fn multiply(&self, input: &Quantised, out: &mut Vec<f32>) {
        let rows = self.scales.len();
        let (tokens, wide) = (input.scales.len(), self.columns / 8);
        out.clear();
        out.resize(tokens * rows, 0.0);
        let mut tile = [i16x8::ZERO; TILE * WIDEST / 8];
        for first in (0..rows).step_by(TILE) {
            let here = TILE.min(rows - first);
            let weights = &self.weights[first * self.columns..][..here * self.columns];
            for (eight, bytes) in tile.iter_mut().zip(weights.as_chunks::<8>().0) {
                *eight = i16x8::new(bytes.map(|byte| i16::from(byte as i8)));
            }
            let tile = &tile[..here * wide];
            let scales = &self.scales[first..first + here];
            let biases = &self.biases[first..first + here];
            for at in (0..tokens).step_by(2) {
                let pair = [at, (at + 1).min(tokens - 1)];
                let [a, b] = pair.map(|token| &input.values[token * wide..][..wide]);
                for (group, four) in tile.chunks_exact(4 * wide).enumerate() {
                    let sums = four_rows(four, a, b);
                    for (&token, sums) in pair.iter().zip(sums) {
                        let line = &mut out[token * rows + first + 4 * group..][..4];
                        let scales = &scales[4 * group..][..4];
                        let biases = &biases[4 * group..][..4];
                        for i in 0..4 {
                            line[i] =
                                sums[i] as f32 * (scales[i] * input.scales[token]) + biases[i];
                        }
                    }
                }
            }
        }
    }
}

/// The sums of products of four rows with two tokens' values.
#[inline]
fn four_rows(rows: &[i16x8], a: &[i16x8], b: &[i16x8]) -> [[i32; 4]; 2] {
    let wide = a.len();
    let (row0, rest) = rows.split_at(wide);
    let (row1, rest) = rest.split_at(wide);
    let (row2, rest) = rest.split_at(wide);
    let (row3, b) = (&rest[..wide], &b[..wide]);
    let mut sums = [[i32x4::ZERO; 4]; 2];
    for i in 0..wide {
        for (row, weights) in [row0[i], row1[i], row2[i], row3[i]].into_iter().enumerate() {
            sums[0][row] += weights.dot(a[i]);
            sums[1][row] += weights.dot(b[i]);
        }
    }
    sums.map(|token| token.map(i32x4::reduce_add))
}
