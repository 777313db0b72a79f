//! The trained model: three linear classifiers over the same features, in one file of weights.
//!
//! Two have weights for hashed features: check-worthiness and checkability of single sentences, as
//! debates and speeches are labelled. The third, check-worthiness in news, has weights of its own
//! for the named features and takes a share of the other two for the rest. The layout is that of
//! `training/claims/train.py`; all numbers are little-endian.

use super::features::{BITS, Features, NAMED};
use std::fmt;
use std::sync::LazyLock;

/// What a classifier asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Is a sentence of a speech or debate worth a check?
    Worth = 0,
    /// Can a sentence be checked at all?
    Checkable = 1,
    /// Is a sentence of a news article worth a check?
    News = 2,
}

/// How many classifiers there are, and how many have hashed weights.
const CLASSIFIERS: usize = 3;
const HASHED: usize = 2;

/// The first bytes of a file of weights: its name and the version of its layout.
const MAGIC: &[u8; 8] = b"SAYCLM\x01\x00";

/// The weights; those of hashed features stay where they were read.
pub(super) struct Model<'b> {
    /// For each classifier its bias and its weights of the named features.
    named: Vec<(f32, Vec<f32>)>,
    /// For each of the first two: what a step is worth, and the steps, one signed byte a feature.
    hashed: Vec<(f32, &'b [u8])>,
    /// What the third takes of the sums over hashed features of the other two.
    shares: [f32; HASHED],
}

/// Why a file of weights was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadWeights {
    /// It is none, or of another version.
    Unknown,
    /// It is cut short or too long.
    Length,
    /// Its checksum does not match.
    Damaged,
}

impl fmt::Display for BadWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "these are no claim weights of this version",
            Self::Length => "the claim weights are of another length than they should be",
            Self::Damaged => "the claim weights are damaged: their checksum does not match",
        })
    }
}

/// The model that Sayso is shipped with.
pub(super) static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| {
    Model::read(include_bytes!("../../models/claims.bin"))
        .expect("the shipped weights are read by a test")
});

impl<'b> Model<'b> {
    /// Reads weights.
    ///
    /// # Errors
    /// When they are not whole weights of this version.
    pub(super) fn read(bytes: &'b [u8]) -> Result<Self, BadWeights> {
        let body = bytes.strip_prefix(MAGIC).ok_or(BadWeights::Unknown)?;
        let (body, checksum) = body.split_last_chunk::<8>().ok_or(BadWeights::Length)?;
        if fnv64(body).to_le_bytes() != *checksum {
            return Err(BadWeights::Damaged);
        }
        let mut rest = Reader(body);
        let shares = [rest.float()?, rest.float()?];
        let mut named = Vec::with_capacity(CLASSIFIERS);
        for _ in 0..CLASSIFIERS {
            let bias = rest.float()?;
            named.push((bias, (0..NAMED).map(|_| rest.float()).collect::<Result<_, _>>()?));
        }
        let mut hashed = Vec::with_capacity(HASHED);
        for _ in 0..HASHED {
            hashed.push((rest.float()?, rest.take(1 << BITS)?));
        }
        if !rest.0.is_empty() {
            return Err(BadWeights::Length);
        }
        Ok(Self { named, hashed, shares })
    }

    /// How probable it is, from 0 to 1, that the answer is yes.
    pub(super) fn probability(&self, question: Question, features: &Features) -> f32 {
        let (bias, weights) = &self.named[question as usize];
        let named: f32 = features.named.iter().map(|&i| weights[usize::from(i)]).sum();
        let hashed = match question {
            Question::News => (0..HASHED).map(|i| self.shares[i] * self.hashed(i, features)).sum(),
            Question::Worth | Question::Checkable => self.hashed(question as usize, features),
        };
        1.0 / (1.0 + (-(bias + named + hashed)).exp())
    }

    /// What a named feature adds to the logarithm of the odds.
    pub(super) fn weight(&self, question: Question, named_feature: usize) -> f32 {
        self.named[question as usize].1[named_feature]
    }

    /// The sum over hashed features; long texts have more of them, hence the root.
    fn hashed(&self, classifier: usize, features: &Features) -> f32 {
        let (step, weights) = self.hashed[classifier];
        let steps: i32 = features
            .hashed
            .iter()
            .map(|&i| i32::from(i8::from_le_bytes([weights[usize::from(i)]])))
            .sum();
        let count = u32::try_from(features.hashed.len().max(1)).unwrap_or(u32::MAX);
        // Exact: a sentence has far fewer than 2^24 features.
        step * steps as f32 / (count as f32).sqrt()
    }
}

/// What is left to read.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Result<&'b [u8], BadWeights> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(BadWeights::Length)?;
        self.0 = rest;
        Ok(taken)
    }

    fn float(&mut self) -> Result<f32, BadWeights> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(BadWeights::Length)?;
        self.0 = rest;
        Ok(f32::from_le_bytes(*taken))
    }
}

/// The 64-bit FNV-1a hash.
fn fnv64(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, &byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &[u8] = include_bytes!("../../models/claims.bin");

    #[test]
    fn the_shipped_weights_are_whole_and_small() {
        assert_eq!(Model::read(SHIPPED).err(), None);
        assert!(SHIPPED.len() <= 150_000);
    }

    #[test]
    fn damaged_weights_are_refused() {
        assert_eq!(Model::read(b"PK\x03\x04 no weights").err(), Some(BadWeights::Unknown));
        assert_eq!(Model::read(&SHIPPED[..1000]).err(), Some(BadWeights::Damaged));
        let mut flipped = SHIPPED.to_vec();
        flipped[5000] ^= 1;
        assert_eq!(Model::read(&flipped).err(), Some(BadWeights::Damaged));
    }

    #[test]
    fn a_sentence_without_features_has_a_probability() {
        for question in [Question::Worth, Question::Checkable, Question::News] {
            let p = MODEL.probability(question, &Features::default());
            assert!((0.0..=1.0).contains(&p));
        }
    }
}
