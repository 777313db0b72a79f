//! Running the network: from what is seen of the tokens of a segment to a score for each tag.
//!
//! A token's input is its word's vector and the sum of its features' vectors. Each layer reads in
//! both directions with a light recurrence (after *Simple Recurrent Units for Highly
//! Parallelizable Recurrence*, Lei et al., EMNLP 2018), so that all products are plain matrix
//! products over the segment and only the state c runs along the tokens:
//!
//! z = Wz·x + b, f = σ(Wf·x + b), r = σ(Wr·x + b), s = Ws·x + b (or x itself where the widths agree),
//! c = f·c′ + (1 − f)·z, h = r·tanh(c) + (1 − r)·s, and a layer norm over both directions' h.
//!
//! A layer's rows are, for the forward then for the backward direction, those of z, f, r and s.

#[cfg(target_arch = "x86_64")]
use super::avx2;
use super::features::TokenFeatures;
use super::matrix::Quantised;
use super::model::{Layer, Model, parts};

/// Runs a model on one segment after the other; its memory grows to the longest one.
#[derive(Clone, Debug)]
pub(super) struct Network<'m> {
    model: &'m Model<'m>,
    /// A layer's input, then its output: tokens × width.
    values: Vec<f32>,
    quantised: Quantised,
    /// What a layer's matrix makes of its input: tokens × rows.
    products: Vec<f32>,
    /// Layer by layer, the forward state after the segment before.
    carried: Vec<f32>,
    state: Vec<f32>,
}

impl<'m> Network<'m> {
    pub(super) fn new(model: &'m Model<'m>) -> Self {
        let sizes = model.sizes;
        Self {
            model,
            values: Vec::new(),
            quantised: Quantised::default(),
            products: Vec::new(),
            carried: vec![0.0; sizes.layers * sizes.hidden],
            state: vec![0.0; sizes.hidden],
        }
    }

    /// The outputs for the tokens of a segment: for each token its tags' scores, then the side of
    /// its cue.
    pub(super) fn run(&mut self, tokens: &[TokenFeatures]) -> &[f32] {
        let model = self.model;
        self.embed(tokens);
        for (layer, carried) in
            model.layers.iter().zip(self.carried.chunks_exact_mut(model.sizes.hidden))
        {
            self.quantised.fill(&self.values, layer.matrix.columns);
            layer.matrix.multiply(&self.quantised, &mut self.products);
            if !model.sizes.carries {
                carried.fill(0.0);
            }
            let mut states = States { forward: carried, backward: &mut self.state };
            recur(layer, &self.products, &mut states, &mut self.values);
            for row in self.values.chunks_exact_mut(layer.gain.len()) {
                normalise(row, &layer.gain, &layer.bias);
            }
        }
        self.quantised.fill(&self.values, model.output.columns);
        model.output.multiply(&self.quantised, &mut self.products);
        &self.products
    }

    fn embed(&mut self, tokens: &[TokenFeatures]) {
        let sizes = self.model.sizes;
        let width = sizes.columns(0);
        self.values.clear();
        self.values.resize(tokens.len() * width, 0.0);
        for (token, row) in tokens.iter().zip(self.values.chunks_exact_mut(width)) {
            let (word, features) = row.split_at_mut(sizes.word_width);
            self.model.word_vector(token.word, word);
            for &feature in &token.rows {
                self.model.add_feature(feature, features);
            }
        }
    }
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
    use super::super::model::Matrix;
    use super::super::model::tests::{Noise, bytes};
    use super::*;
    use crate::attribution::features::FIELDS;

    fn tokens(count: usize) -> Vec<TokenFeatures> {
        let mut noise = Noise(7);
        let mut row = |_| ((noise.float() + 1.0) * 900.0) as u16;
        (0..count)
            .map(|at| TokenFeatures { word: at as u32 * 77_777, rows: [0; FIELDS].map(&mut row) })
            .collect()
    }

    /// The same network, one number at a time.
    fn plainly(model: &Model, tokens: &[TokenFeatures]) -> Vec<Vec<f32>> {
        let sizes = model.sizes;
        let hidden = sizes.hidden;
        let mut x: Vec<Vec<f32>> = tokens
            .iter()
            .map(|token| {
                let mut row = vec![0.0; sizes.columns(0)];
                model.word_vector(token.word, &mut row[..sizes.word_width]);
                for &feature in &token.rows {
                    model.add_feature(feature, &mut row[sizes.word_width..]);
                }
                row
            })
            .collect();
        for layer in &model.layers {
            let products: Vec<_> = x.iter().map(|row| times(&layer.matrix, row)).collect();
            let mut y = vec![vec![0.0; 2 * hidden]; x.len()];
            for direction in 0..2 {
                let mut c = vec![0.0; hidden];
                for step in 0..x.len() {
                    let t = if direction == 0 { step } else { x.len() - 1 - step };
                    for i in 0..hidden {
                        let part = |part| products[t][(direction * 3 + part) * hidden + i];
                        let gate = |v: f32| 1.0 / (1.0 + (-v).exp());
                        let (z, f, r) = (part(0), gate(part(1)), gate(part(2)));
                        c[i] = f * c[i] + (1.0 - f) * z;
                        let at = direction * hidden + i;
                        y[t][at] = r * c[i].tanh() + (1.0 - r) * x[t][at];
                    }
                }
            }
            for row in &mut y {
                let mean = row.iter().sum::<f32>() / row.len() as f32;
                let variance =
                    row.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / row.len() as f32;
                for (i, v) in row.iter_mut().enumerate() {
                    *v = (*v - mean) / (variance + 1e-5).sqrt() * layer.gain[i] + layer.bias[i];
                }
            }
            x = y;
        }
        x.iter().map(|row| times(&model.output, row)).collect()
    }

    fn times(matrix: &Matrix, x: &[f32]) -> Vec<f32> {
        let scales = matrix.scales.iter().zip(&matrix.biases).enumerate();
        let sum = |row| -> f32 {
            x.iter().enumerate().map(|(at, x)| f32::from(matrix.weight(row, at)) * x).sum()
        };
        scales.map(|(row, (scale, bias))| sum(row) * scale + bias).collect()
    }

    #[test]
    fn fast_and_plain_give_the_same() {
        let bytes = bytes();
        let model = Model::read(&bytes).expect("it is well-formed");
        for count in [1, 2, 7] {
            let tokens = tokens(count);
            let fast = Network::new(&model).run(&tokens).to_vec();
            let plain = plainly(&model, &tokens).concat();
            assert_eq!(fast.len(), plain.len());
            for (fast, plain) in fast.iter().zip(&plain) {
                assert!((fast - plain).abs() < 2e-3, "{fast} and {plain}");
            }
        }
    }

    #[test]
    fn the_forward_state_goes_on_into_the_next_segment() {
        let bytes = bytes();
        let model = Model::read(&bytes).expect("it is well-formed");
        let mut network = Network::new(&model);
        let first = network.run(&tokens(3)).to_vec();
        assert_ne!(network.run(&tokens(3)), first);
        assert_eq!(Network::new(&model).run(&tokens(3)), first);
    }

    #[test]
    fn the_fast_tanh_is_close() {
        for step in -1000..=1000 {
            let x = step as f32 / 50.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-6, "{x}: {} and {}", tanh(x), x.tanh());
        }
    }
}
