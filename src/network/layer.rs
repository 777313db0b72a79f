//! A layer that reads the tokens of a segment in both directions with a light recurrence (after
//! *Simple Recurrent Units for Highly Parallelizable Recurrence*, Lei et al., EMNLP 2018), so that all
//! products are plain matrix products over the segment and only the state c runs along the tokens:
//!
//! z = Wz·x + b, f = σ(Wf·x + b), r = σ(Wr·x + b), s = Ws·x + b (or x itself where the widths agree),
//! c = f·c′ + (1 − f)·z, h = r·tanh(c) + (1 − r)·s, and a layer norm over both directions' h.
//!
//! A layer's rows are, for the forward then for the backward direction, those of z, f, r and s.

#[cfg(target_arch = "x86_64")]
use super::avx2;
use super::matrix::Matrix;
use super::reader::{ModelError, Reader};

/// One layer's weights.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) matrix: Matrix,
    pub(crate) gain: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

impl Layer {
    /// Reads a layer of `hidden` units a direction over inputs of so many `columns`: its matrix,
    /// then gain and bias of its layer norm.
    pub(crate) fn read(
        reader: &mut Reader,
        columns: usize,
        hidden: usize,
    ) -> Result<Self, ModelError> {
        Ok(Self {
            matrix: Matrix::read(reader, 2 * hidden * parts(columns, hidden), columns)?,
            gain: reader.floats(2 * hidden)?,
            bias: reader.floats(2 * hidden)?,
        })
    }

    /// Runs along the tokens from what the matrix made of them; `values` is the layer's input and
    /// becomes its output, tokens × both directions' units.
    ///
    /// `forward` is the forward state before the first token and becomes that after the last one;
    /// `backward` is room for the other.
    pub(crate) fn run(
        &self,
        products: &[f32],
        forward: &mut [f32],
        backward: &mut [f32],
        values: &mut Vec<f32>,
    ) {
        recur(self, products, &mut States { forward, backward }, values);
        for row in values.chunks_exact_mut(self.gain.len()) {
            normalise(row, &self.gain, &self.bias);
        }
    }
}

/// How many parts a layer has for each hidden unit: candidate, forget gate, highway gate, and, where
/// its input cannot be its highway, the highway itself.
fn parts(columns: usize, hidden: usize) -> usize {
    if columns == 2 * hidden { 3 } else { 4 }
}

/// The state of each direction.
pub(super) struct States<'s> {
    forward: &'s mut [f32],
    backward: &'s mut [f32],
}

/// Runs the state of both directions along the tokens; `values` is the layer's input and becomes its
/// output before the layer norm.
fn recur(layer: &Layer, products: &[f32], states: &mut States, values: &mut Vec<f32>) {
    #[cfg(target_arch = "x86_64")]
    if avx2::recur(layer, products, states, values) {
        return;
    }
    recur_inlined(layer, products, states, values);
}

/// What [`recur`] does, to be compiled for more than one kind of processor.
#[inline(always)]
pub(super) fn recur_inlined(
    layer: &Layer,
    products: &[f32],
    States { forward, backward }: &mut States,
    values: &mut Vec<f32>,
) {
    let (rows, hidden) = (layer.matrix.scales.len(), forward.len());
    let tokens = products.len() / rows;
    let parts = parts(layer.matrix.columns, hidden);
    if parts == 4 {
        values.clear();
        values.resize(tokens * 2 * hidden, 0.0);
    }
    backward.fill(0.0);
    for step in 0..2 * tokens {
        let (token, direction, state) = match step {
            step if step < tokens => (step, 0, &mut *forward),
            step => (2 * tokens - 1 - step, 1, &mut *backward),
        };
        let mine = &products[token * rows + direction * parts * hidden..][..parts * hidden];
        let out = &mut values[token * 2 * hidden + direction * hidden..][..hidden];
        if parts == 4 {
            out.copy_from_slice(&mine[3 * hidden..]);
        }
        let (z, rest) = mine.split_at(hidden);
        let (f, r) = rest.split_at(hidden);
        let (r, state) = (&r[..hidden], &mut state[..hidden]);
        for i in 0..hidden {
            let forget = sigmoid(f[i]);
            let highway = sigmoid(r[i]);
            state[i] = forget * state[i] + (1.0 - forget) * z[i];
            out[i] = highway * tanh(state[i]) + (1.0 - highway) * out[i];
        }
    }
}

/// Layer norm over a row whose length is a multiple of eight.
fn normalise(row: &mut [f32], gain: &[f32], bias: &[f32]) {
    const EPSILON: f32 = 1e-5;
    let count = row.len() as f32;
    let mean = sum(row, |v| v) / count;
    let variance = sum(row, |v| (v - mean) * (v - mean)) / count;
    let scale = 1.0 / (variance + EPSILON).sqrt();
    for ((value, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
        *value = (*value - mean) * scale * gain + bias;
    }
}

/// The sum over a row, in eight strands that the compiler can run side by side.
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut strands = [0.0_f32; 8];
    for eight in row.as_chunks::<8>().0 {
        for (strand, &value) in strands.iter_mut().zip(eight) {
            *strand += of(value);
        }
    }
    strands.into_iter().sum()
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    0.5 * tanh(0.5 * x) + 0.5
}

/// tanh within 1e-6, as the rational function that Eigen uses (`generic_fast_tanh_float`): it has no
/// branches and no calls, so that loops over it become vector code.
#[inline(always)]
fn tanh(x: f32) -> f32 {
    const LIMIT: f32 = 7.905_311;
    let x = x.clamp(-LIMIT, LIMIT);
    let square = x * x;
    let up =
        [2.000_188e-13, -8.604_672e-11, 5.122_297e-8, 1.485_722_4e-5, 6.372_619e-4, 4.893_524_6e-3]
            .into_iter()
            .fold(-2.760_768_5e-16_f32, |sum, next| sum * square + next);
    let down = [1.185_347_1e-4, 2.268_434_6e-3, 4.893_525e-3]
        .into_iter()
        .fold(1.198_258_4e-6_f32, |sum, next| sum * square + next);
    x * up / down
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_tanh_is_close() {
        for step in -1000..=1000 {
            let x = step as f32 / 50.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-6, "{x}: {} and {}", tanh(x), x.tanh());
        }
    }
}
