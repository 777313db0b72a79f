//! The trained weights: how they are stored, and reading them without copying more than need be.
//!
//! A file is little endian; its sections begin at multiples of four bytes. After 16 bytes of magic
//! (`SAYT`), format version, FNV-1a checksum of all that follows, and length come the sizes as
//! twelve 32-bit numbers (see [`Sizes`]; the last is 0), then:
//!
//! 1. the vocabulary: FNV-1a hashes of the normalised words, ascending, each as the difference from
//!    the one before (the first from 0); the lowest bytes of all differences, then the next higher
//!    ones, up to the fourth: so they are a third smaller when the file is compressed;
//! 2. for each word, then for each unknown-word bucket, a scale (bfloat16), and after all scales a
//!    row of 4-bit values, low half of a byte first: value = (nibble − 8) × scale;
//! 3. for each feature a scale (f32), and after all scales a row of i8;
//! 4. for each layer a matrix (row scales f32, biases f32, rows of i8), then gain and bias (f32) of
//!    its layer norm; see `network` for the order of rows;
//! 5. the output matrix, in the same form;
//! 6. the transition scores: start, end, then from × to (f32);
//! 7. calibration: pairs of (raw, probability), ascending (f32).

use super::features;
use super::tags::Tag;
pub use crate::network::ModelError;
use crate::network::{Layer, Matrix, Reader, is_width};

/// The version of the format that this code reads.
pub const VERSION: u32 = 2;

const MAGIC: &[u8; 4] = b"SAYT";

/// A trained model; the tables of words and features are read where they lie.
#[derive(Debug)]
pub struct Model<'a> {
    /// How large everything is.
    pub sizes: Sizes,
    /// Of the file: what is trained on its vectors belongs to it alone.
    pub(crate) checksum: u32,
    /// Ascending.
    vocabulary: Vec<u32>,
    word_scales: &'a [u8],
    word_rows: &'a [u8],
    feature_scales: Vec<f32>,
    feature_rows: &'a [u8],
    pub(super) layers: Vec<Layer>,
    pub(super) output: Matrix,
    pub(super) start: [f32; Tag::COUNT],
    pub(super) end: [f32; Tag::COUNT],
    /// From each tag to each.
    pub(super) transition: [[f32; Tag::COUNT]; Tag::COUNT],
    calibration: Vec<(f32, f32)>,
}

/// How large the parts of a model are, in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Words of the vocabulary.
    pub words: usize,
    /// Buckets for all other words.
    pub unknown: usize,
    /// Width of a word's vector.
    pub word_width: usize,
    /// Rows of the feature table.
    pub features: usize,
    /// Width of a feature's vector.
    pub feature_width: usize,
    /// Hidden units per direction.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
    /// Tags.
    pub tags: usize,
    /// Further outputs after the tags: one, the side on which the cue stands.
    pub extras: usize,
    /// Points of the calibration.
    pub points: usize,
    /// Whether the forward state is carried from one block to the next.
    pub carries: bool,
}

impl<'a> Model<'a> {
    /// Reads a model; the tables of words and features stay where they are.
    ///
    /// # Errors
    /// A [`ModelError`] that says what is wrong with the bytes.
    pub fn read(bytes: &'a [u8]) -> Result<Self, ModelError> {
        let (mut reader, checksum) = Reader::new(bytes, MAGIC, VERSION)?;
        let sizes = Sizes::read(&mut reader)?;
        let model = Self::read_sections(sizes, checksum, &mut reader)?;
        reader.end()?;
        Ok(model)
    }

    fn read_sections(
        sizes: Sizes,
        checksum: u32,
        reader: &mut Reader<'a>,
    ) -> Result<Self, ModelError> {
        let rows = sizes.words + sizes.unknown;
        let vocabulary = reader.ascending(sizes.words)?;
        let word_scales = reader.take(rows * 2)?;
        let word_rows = reader.take(rows * sizes.word_width / 2)?;
        let feature_scales = reader.floats(sizes.features)?;
        let feature_rows = reader.take(sizes.features * sizes.feature_width)?;
        let mut layers = Vec::with_capacity(sizes.layers);
        for layer in 0..sizes.layers {
            let columns = sizes.columns(layer);
            layers.push(Layer::read(reader, columns, sizes.hidden)?);
        }
        let output = Matrix::read(reader, sizes.tags + sizes.extras, 2 * sizes.hidden)?;
        let mut scores = [[0.0; Tag::COUNT]; Tag::COUNT + 2];
        for row in &mut scores {
            row.copy_from_slice(&reader.floats(Tag::COUNT)?);
        }
        let [start, end, transition @ ..] = scores;
        let points = reader.floats(2 * sizes.points)?;
        let calibration = points.as_chunks().0.iter().map(|&[raw, probability]| (raw, probability));
        Ok(Self {
            sizes,
            checksum,
            vocabulary,
            word_scales,
            word_rows,
            feature_scales,
            feature_rows,
            layers,
            output,
            start,
            end,
            transition,
            calibration: calibration.collect(),
        })
    }

    /// The row of the word with this hash: its own, or that of its bucket.
    pub(crate) fn row(&self, hash: u32) -> usize {
        self.vocabulary.binary_search(&hash).unwrap_or_else(|_| {
            self.sizes.words + (u64::from(hash) % self.sizes.unknown as u64) as usize
        })
    }

    /// Writes the input of a token into `out`, which is as wide as the first layer's input: the vector
    /// of its word and, after it, the sum of those of its features, the `rows` of the table.
    pub(crate) fn embed(&self, word: u32, rows: &[u16], out: &mut [f32]) {
        let (vector, features) = out.split_at_mut(self.sizes.word_width);
        self.word_vector(word, vector);
        features.fill(0.0);
        for &row in rows {
            self.add_feature(row, features);
        }
    }

    /// Writes the vector of a word into `out`, which is [`Sizes::word_width`] long.
    pub(super) fn word_vector(&self, hash: u32, out: &mut [f32]) {
        let row = self.row(hash);
        let scale = self.word_scales.as_chunks::<2>().0[row];
        let scale = f32::from_bits(u32::from(u16::from_le_bytes(scale)) << 16);
        let width = self.sizes.word_width / 2;
        let halves = |nibble: u8| (f32::from(nibble) - 8.0) * scale;
        let packed = &self.word_rows[row * width..][..width];
        for (&byte, pair) in packed.iter().zip(out.as_chunks_mut::<2>().0) {
            *pair = [halves(byte & 15), halves(byte >> 4)];
        }
    }

    /// Adds the vector of a feature to `out`, which is [`Sizes::feature_width`] long.
    pub(super) fn add_feature(&self, row: u16, out: &mut [f32]) {
        let (row, width) = (usize::from(row), self.sizes.feature_width);
        let scale = self.feature_scales[row];
        for (&byte, sum) in self.feature_rows[row * width..][..width].iter().zip(out) {
            *sum += f32::from(byte as i8) * scale;
        }
    }

    /// The probability that an attribution is right whose tags are `raw` sure: linear between the
    /// calibration's points.
    #[must_use]
    pub fn calibrate(&self, raw: f32) -> f32 {
        let at = self.calibration.partition_point(|&(point, _)| point <= raw);
        let (Some(&(left, low)), right) = (self.calibration[..at].last(), self.calibration.get(at))
        else {
            return self.calibration.first().map_or(raw, |&(_, lowest)| lowest);
        };
        let Some(&(right, high)) = right else { return low };
        low + (high - low) * (raw - left) / (right - left)
    }
}

impl Sizes {
    /// The width of a layer's input.
    #[must_use]
    pub fn columns(&self, layer: usize) -> usize {
        if layer == 0 { self.word_width + self.feature_width } else { 2 * self.hidden }
    }

    fn read(reader: &mut Reader) -> Result<Self, ModelError> {
        /// No table is larger; products of sizes then fit 32 bits.
        const MOST: usize = 1 << 20;
        let mut size = || Ok(reader.number()? as usize);
        let sizes = Self {
            words: size()?,
            unknown: size()?,
            word_width: size()?,
            features: size()?,
            feature_width: size()?,
            hidden: size()?,
            layers: size()?,
            tags: size()?,
            extras: size()?,
            points: size()?,
            carries: size()? & 1 == 1,
        };
        size()?;
        let checks = [
            (sizes.features == features::ROWS, "it was trained on other features"),
            (sizes.tags == Tag::COUNT && sizes.extras == 1, "it has other outputs"),
            (sizes.words <= MOST && sizes.unknown <= MOST, "its vocabulary is too large"),
            (sizes.unknown > 0, "it has no row for unknown words"),
            (sizes.points <= MOST, "its calibration is too long"),
            ((1..=8).contains(&sizes.layers), "it has no layers or too many"),
            (
                is_width(sizes.word_width) && is_width(sizes.feature_width),
                "its vectors have a bad width",
            ),
            (
                is_width(sizes.columns(0)) && is_width(2 * sizes.hidden),
                "its layers have a bad width",
            ),
        ];
        match checks.into_iter().find(|(fits, _)| !fits) {
            Some((_, what)) => Err(ModelError::Shape(what)),
            None => Ok(sizes),
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
