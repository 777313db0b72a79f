//! The trained model: how probable it is that a sentence is worth a check, and that it can be checked.
//!
//! Two things are added up for each question: weights of the named features, and what a small network
//! makes of the words. A word's input is what the attribution tagger knows of it by itself: its vector,
//! and those of its beginning, endings and shape. Layers of [`crate::network`] read the sentence; the
//! mean and the maximum of the last one's outputs over the tokens are weighed for each question.
//!
//! The weights that tell reasons are others, of the named features by themselves: beside the network a
//! feature's weight says only what the network has not seen.
//!
//! A file of weights begins as all do (`network::reader`, with `SAYC`); then, all numbers little endian:
//!
//! 1. the checksum of the tagger whose vectors it was trained on, the units of a layer in each
//!    direction, and the layers, as 32-bit numbers;
//! 2. for each question its bias and the weights of the named features (f32);
//! 3. for each question the weights of the named features by themselves (f32);
//! 4. the layers;
//! 5. for each question the weights of the means, then of the maxima (f32).

use super::features::{Features, NAMED};
use super::words::Words;
use crate::attribution::features::{OF_WORD, of_word};
use crate::attribution::model::Model as Tagger;
use crate::attribution::shipped;
use crate::language::Token;
use crate::network::{Layer, ModelError, Quantised, Reader, is_width};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Is a sentence of a speech or debate worth a check?
    Worth = 0,
    /// Can a sentence be checked at all?
    Checkable = 1,
    /// Is a sentence of a news article worth a check?
    News = 2,
}

/// How many questions there are.
const QUESTIONS: usize = 3;

/// The version of the layout that this code reads.
const VERSION: u32 = 2;

const MAGIC: &[u8; 4] = b"SAYC";

/// The weights.
#[derive(Debug)]
pub(super) struct Model {
    tagger: &'static Tagger<'static>,
    /// Units of a layer in each direction.
    hidden: usize,
    /// For each question its bias and its weights of the named features.
    named: Vec<(f32, Vec<f32>)>,
    /// For each question the weights of the named features by themselves.
    telling: Vec<Vec<f32>>,
    first: Layer,
    /// The layers after it.
    others: Vec<Layer>,
    /// For each question its weights of the means, then of the maxima.
    pooled: Vec<Vec<f32>>,
}

/// The model that Sayso is shipped with.
pub(super) static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::read(include_bytes!("../../models/claims.bin"), shipped())
        .expect("the shipped weights are read by a test")
});

/// What the network makes of a sentence or clause, whatever is asked: the means, then the maxima of the
/// last layer's outputs over the tokens; zeros where there are none.
pub(super) struct Look(Vec<f32>);

impl Model {
    /// Reads weights.
    ///
    /// # Errors
    /// When they are not whole weights of this version, for this tagger.
    fn read(bytes: &[u8], tagger: &'static Tagger<'static>) -> Result<Self, ModelError> {
        let (mut reader, _) = Reader::new(bytes, MAGIC, VERSION)?;
        if reader.number()? != tagger.checksum {
            return Err(ModelError::Shape("it was trained on the vectors of another tagger"));
        }
        // A size that is not true must not overflow 32 bits.
        let mut size = || reader.number().map(|number| (number as usize).min(1 << 20));
        let (hidden, layers) = (size()?, size()?);
        let columns = tagger.sizes.columns(0);
        // As wide as its input, the first layer would need that beside the products.
        if !is_width(2 * hidden) || 2 * hidden == columns || !(1..=8).contains(&layers) {
            return Err(ModelError::Shape("its layers have a bad width or number"));
        }
        let each = |reader: &mut Reader, count: usize| {
            (0..QUESTIONS).map(|_| reader.floats(count)).collect::<Result<Vec<_>, _>>()
        };
        let named = each(&mut reader, 1 + NAMED)?.into_iter();
        let named = named.map(|mut weights| (weights.remove(0), weights)).collect();
        let telling = each(&mut reader, NAMED)?;
        let first = Layer::read(&mut reader, columns, hidden)?;
        let mut others = Vec::with_capacity(layers - 1);
        for _ in 1..layers {
            others.push(Layer::read(&mut reader, 2 * hidden, hidden)?);
        }
        let pooled = each(&mut reader, 4 * hidden)?;
        reader.end()?;
        Ok(Self { tagger, hidden, named, telling, first, others, pooled })
    }

    /// How probable it is, from 0 to 1, that the answer is yes.
    pub(super) fn probability(&self, question: Question, look: &Look, features: &Features) -> f32 {
        let (bias, weights) = &self.named[question as usize];
        let named: f32 = features.iter().map(|&i| weights[usize::from(i)]).sum();
        let words: f32 =
            look.0.iter().zip(&self.pooled[question as usize]).map(|(a, b)| a * b).sum();
        1.0 / (1.0 + (-(bias + named + words)).exp())
    }

    /// How much a named feature speaks for a yes, in logarithms of the odds, where nothing else is
    /// known of a sentence but its named features.
    pub(super) fn weight(&self, question: Question, named_feature: usize) -> f32 {
        self.telling[question as usize][named_feature]
    }

    /// Reads on from what the first matrix made of the tokens.
    fn pool(&self, products: &[f32]) -> Look {
        let width = 2 * self.hidden;
        let mut pooled = vec![0.0; 2 * width];
        if products.is_empty() {
            return Look(pooled);
        }
        let values = self.read_through(products);
        let count = (values.len() / width) as f32;
        let (means, maxima) = pooled.split_at_mut(width);
        maxima.fill(f32::NEG_INFINITY);
        for token in values.chunks_exact(width) {
            for ((value, mean), most) in token.iter().zip(&mut *means).zip(&mut *maxima) {
                *mean += value / count;
                *most = most.max(*value);
            }
        }
        Look(pooled)
    }

    /// The last layer's outputs for the tokens; there has to be one.
    fn read_through(&self, products: &[f32]) -> Vec<f32> {
        let mut states = [vec![0.0; self.hidden], vec![0.0; self.hidden]];
        let mut run = |layer: &Layer, products: &[f32], values: &mut Vec<f32>| {
            let [forward, backward] = &mut states;
            forward.fill(0.0);
            layer.run(products, forward, backward, values);
        };
        let mut values = Vec::new();
        run(&self.first, products, &mut values);
        let (mut quantised, mut products) = (Quantised::default(), Vec::new());
        for layer in &self.others {
            quantised.fill(&values, layer.matrix.columns);
            layer.matrix.multiply(&quantised, &mut products);
            run(layer, &products, &mut values);
        }
        values
    }
}

/// So many tokens of a sentence or clause are looked at; one that is longer is none.
const LONGEST: usize = 512;

/// Looks at one sentence or clause after the other. The first matrix comes before any context, so that what it
/// makes of a word is kept for the next time.
pub(super) struct Looker<'m> {
    model: &'m Model,
    /// Where in `products` a word's row is.
    known: HashMap<TokenInput, usize>,
    /// Known words × rows.
    products: Vec<f32>,
}

/// A word's hash, and the rows of its features.
type TokenInput = (u32, [u16; OF_WORD]);

impl<'m> Looker<'m> {
    /// More words than these are not kept: some 3 MB.
    const MOST: usize = 4096;

    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, known: HashMap::new(), products: Vec::new() }
    }

    /// Looks at the tokens `range`, as if nothing stood around them.
    pub(super) fn look(&mut self, words: &Words, range: Range<usize>) -> Look {
        let products = self.products_of(words, range);
        self.model.pool(&products)
    }

    /// What the first layer's matrix makes of each of the tokens: tokens × rows.
    fn products_of(&mut self, words: &Words, range: Range<usize>) -> Vec<f32> {
        if self.known.len() > Self::MOST {
            self.known.clear();
            self.products.clear();
        }
        let mut form = String::new();
        let of = |token: &Token| of_word(token.span.of(words.text), token.kind, &mut form);
        let inputs: Vec<TokenInput> = words.tokens[range].iter().take(LONGEST).map(of).collect();
        let places = self.places(&inputs);
        let rows = self.model.first.matrix.scales.len();
        let mut products = Vec::with_capacity(places.len() * rows);
        for place in places {
            products.extend_from_slice(&self.products[place * rows..][..rows]);
        }
        products
    }

    /// The row of each of the words; those that have none get one.
    fn places(&mut self, inputs: &[TokenInput]) -> Vec<usize> {
        let Model { tagger, first, .. } = self.model;
        let width = first.matrix.columns;
        let mut values = Vec::new();
        let mut place = |&(word, rows): &TokenInput| {
            let next = self.known.len();
            *self.known.entry((word, rows)).or_insert_with(|| {
                let start = values.len();
                values.resize(start + width, 0.0);
                tagger.embed(word, &rows, &mut values[start..]);
                next
            })
        };
        let places = inputs.iter().map(&mut place).collect();
        if !values.is_empty() {
            let (mut quantised, mut products) = (Quantised::default(), Vec::new());
            quantised.fill(&values, width);
            first.matrix.multiply(&quantised, &mut products);
            self.products.append(&mut products);
        }
        places
    }
}

/// Of each token the rows of the shipped tagger's tables: its word's, then those of its features.
pub(super) fn rows(words: &Words) -> Vec<Vec<usize>> {
    let mut form = String::new();
    let of = |token: &Token| {
        let (word, rows) = of_word(token.span.of(words.text), token.kind, &mut form);
        [shipped().row(word)].into_iter().chain(rows.map(usize::from)).collect()
    };
    words.tokens.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenize;
    use crate::span::Span;

    const SHIPPED: &[u8] = include_bytes!("../../models/claims.bin");

    #[test]
    fn the_shipped_weights_are_whole_and_small() {
        assert_eq!(Model::read(SHIPPED, shipped()).err(), None);
        assert!(SHIPPED.len() <= 150_000);
    }

    #[test]
    fn other_weights_are_refused() {
        let error = |bytes: &[u8]| Model::read(bytes, shipped()).err();
        assert_eq!(error(b"PK\x03\x04 no weights"), Some(ModelError::NotAModel));
        assert_eq!(error(&SHIPPED[..1000]), Some(ModelError::Length));
        let mut flipped = SHIPPED.to_vec();
        flipped[5000] ^= 1;
        assert_eq!(error(&flipped), Some(ModelError::Checksum));
        let mut other = SHIPPED.to_vec();
        other[16] ^= 1;
        let checksum = crate::network::fnv1a(other[16..].iter().copied());
        other[8..12].copy_from_slice(&checksum.to_le_bytes());
        assert!(matches!(error(&other), Some(ModelError::Shape(_))));
    }

    #[test]
    fn any_tokens_have_a_probability() {
        let text = "It cost 4 million euros.";
        let tokens = tokenize(text, Span::new(0, text.len()));
        let words = Words::new(text, &tokens);
        for question in [Question::Worth, Question::Checkable, Question::News] {
            for range in [0..0, 0..1, 1..tokens.len()] {
                let look = Looker::new(&MODEL).look(&words, range);
                let p = MODEL.probability(question, &look, &Features::default());
                assert!((0.0..=1.0).contains(&p));
            }
        }
    }

    #[test]
    fn a_clause_is_judged_as_if_it_stood_alone() {
        let (whole, part) = ("Well, it cost 4 million euros", "it cost 4 million euros");
        let tokens = |text: &str| tokenize(text, Span::new(0, text.len()));
        let (all, own) = (tokens(whole), tokens(part));
        let first = all.len() - own.len();
        let mut looker = Looker::new(&MODEL);
        let within = looker.look(&Words::new(whole, &all), first..all.len());
        let alone = looker.look(&Words::new(part, &own), 0..own.len());
        assert_eq!(within.0, alone.0);
    }

    #[test]
    fn an_endless_sentence_takes_no_more_room_than_a_long_one() {
        let text = "tax ".repeat(10_000);
        let tokens = tokenize(&text, Span::new(0, text.len()));
        let words = Words::new(&text, &tokens);
        let products = Looker::new(&MODEL).products_of(&words, 0..tokens.len());
        assert_eq!(products.len(), LONGEST * MODEL.first.matrix.scales.len());
    }
}
