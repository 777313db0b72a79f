//! Running the network: from what is seen of the tokens of a segment to a score for each tag.
//!
//! A token's input is its word's vector and the sum of its features' vectors; layers of
//! [`crate::network`] read them one after the other.

use super::features::TokenFeatures;
use super::model::Model;
use crate::network::Quantised;

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
            layer.run(&self.products, carried, &mut self.state, &mut self.values);
        }
        self.quantised.fill(&self.values, model.output.columns);
        model.output.multiply(&self.quantised, &mut self.products);
        &self.products
    }

    fn embed(&mut self, tokens: &[TokenFeatures]) {
        let width = self.model.sizes.columns(0);
        self.values.clear();
        self.values.resize(tokens.len() * width, 0.0);
        for (token, row) in tokens.iter().zip(self.values.chunks_exact_mut(width)) {
            self.model.embed(token.word, &token.rows, row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::tests::bytes;
    use super::*;
    use crate::attribution::features::FIELDS;
    use crate::network::{Matrix, Noise};

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
}
