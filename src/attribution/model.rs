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
use super::matrix;
use super::tags::Tag;
use std::fmt;

/// The version of the format that this code reads.
pub const VERSION: u32 = 2;

const MAGIC: &[u8; 4] = b"SAYT";

/// Products of so many 8-bit weights with 16-bit values cannot leave 32 bits.
pub(super) const WIDEST: usize = 512;

/// A trained model; the tables of words and features are read where they lie.
#[derive(Debug)]
pub struct Model<'a> {
    /// How large everything is.
    pub sizes: Sizes,
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

/// One layer's weights.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) matrix: Matrix,
    pub(super) gain: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

/// A matrix of 8-bit weights with a scale and a bias for each row.
#[derive(Debug)]
pub(super) struct Matrix {
    pub(super) columns: usize,
    pub(super) scales: Vec<f32>,
    pub(super) biases: Vec<f32>,
    /// The weights, as `matrix` works with them.
    pub(super) tiles: Vec<matrix::Columns>,
}

/// Why bytes are no model that this code can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// They begin with something else.
    NotAModel,
    /// They are of another version of the format.
    Version(u32),
    /// They are fewer or more than they say.
    Length,
    /// They are not as they were written.
    Checksum,
    /// They were made for other features, tags or a larger network.
    Shape(&'static str),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAModel => write!(f, "This file is not a Sayso model."),
            Self::Version(version) => write!(
                f,
                "This model is of format version {version}; only version {VERSION} can be read."
            ),
            Self::Length => write!(f, "This model is cut off or has more bytes than it should."),
            Self::Checksum => write!(f, "This model is damaged: its checksum does not match."),
            Self::Shape(what) => write!(f, "This model does not fit the program: {what}."),
        }
    }
}

impl std::error::Error for ModelError {}

impl<'a> Model<'a> {
    /// Reads a model; the tables of words and features stay where they are.
    ///
    /// # Errors
    /// A [`ModelError`] that says what is wrong with the bytes.
    pub fn read(bytes: &'a [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader { bytes, at: 0 };
        if reader.take(4) != Ok(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let (version, checksum, length) = (reader.number()?, reader.number()?, reader.number()?);
        if version != VERSION {
            return Err(ModelError::Version(version));
        }
        if usize::try_from(length) != Ok(bytes.len()) {
            return Err(ModelError::Length);
        }
        if features::fnv1a(bytes[reader.at..].iter().copied()) != checksum {
            return Err(ModelError::Checksum);
        }
        let sizes = Sizes::read(&mut reader)?;
        let model = Self::read_sections(sizes, &mut reader)?;
        if reader.at == bytes.len() { Ok(model) } else { Err(ModelError::Length) }
    }

    fn read_sections(sizes: Sizes, reader: &mut Reader<'a>) -> Result<Self, ModelError> {
        let rows = sizes.words + sizes.unknown;
        let vocabulary = reader.ascending(sizes.words)?;
        let word_scales = reader.take(rows * 2)?;
        let word_rows = reader.take(rows * sizes.word_width / 2)?;
        let feature_scales = reader.floats(sizes.features)?;
        let feature_rows = reader.take(sizes.features * sizes.feature_width)?;
        let both = 2 * sizes.hidden;
        let mut layers = Vec::with_capacity(sizes.layers);
        for layer in 0..sizes.layers {
            let columns = sizes.columns(layer);
            layers.push(Layer {
                matrix: reader.matrix(both * parts(columns, sizes.hidden), columns)?,
                gain: reader.floats(both)?,
                bias: reader.floats(both)?,
            });
        }
        let output = reader.matrix(sizes.tags + sizes.extras, both)?;
        let (start, end) = (reader.tags()?, reader.tags()?);
        let mut transition = [[0.0; Tag::COUNT]; Tag::COUNT];
        for row in &mut transition {
            *row = reader.tags()?;
        }
        let points = reader.floats(2 * sizes.points)?;
        let calibration = points.as_chunks().0.iter().map(|&[raw, probability]| (raw, probability));
        Ok(Self {
            sizes,
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
    fn row(&self, hash: u32) -> usize {
        self.vocabulary.binary_search(&hash).unwrap_or_else(|_| {
            self.sizes.words + (u64::from(hash) % self.sizes.unknown as u64) as usize
        })
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

/// How many parts a layer has for each hidden unit: candidate, forget gate, highway gate, and, where
/// its input cannot be its highway, the highway itself.
pub(super) fn parts(columns: usize, hidden: usize) -> usize {
    if columns == 2 * hidden { 3 } else { 4 }
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
        let wide = |width: usize| width > 0 && width.is_multiple_of(8) && width <= WIDEST;
        let checks = [
            (sizes.features == features::ROWS, "it was trained on other features"),
            (sizes.tags == Tag::COUNT && sizes.extras == 1, "it has other outputs"),
            (sizes.words <= MOST && sizes.unknown <= MOST, "its vocabulary is too large"),
            (sizes.unknown > 0, "it has no row for unknown words"),
            (sizes.points <= MOST, "its calibration is too long"),
            ((1..=8).contains(&sizes.layers), "it has no layers or too many"),
            (wide(sizes.word_width) && wide(sizes.feature_width), "its vectors have a bad width"),
            (wide(sizes.columns(0)) && wide(2 * sizes.hidden), "its layers have a bad width"),
        ];
        match checks.into_iter().find(|(fits, _)| !fits) {
            Some((_, what)) => Err(ModelError::Shape(what)),
            None => Ok(sizes),
        }
    }
}

/// Takes a file apart from its start.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// The next section, `len` bytes long.
    fn take(&mut self, len: usize) -> Result<&'a [u8], ModelError> {
        let section = self.bytes.get(self.at..).and_then(|rest| rest.get(..len));
        self.at += len.next_multiple_of(4);
        section.ok_or(ModelError::Length)
    }

    fn number(&mut self) -> Result<u32, ModelError> {
        let section = self.take(4)?;
        section.try_into().map(u32::from_le_bytes).map_err(|_| ModelError::Length)
    }

    /// Numbers that are stored as differences, a plane for each of their bytes.
    fn ascending(&mut self, count: usize) -> Result<Vec<u32>, ModelError> {
        let planes = self.take(count * 4)?;
        let mut last = 0_u32;
        let numbers = (0..count).map(|i| {
            let bytes = [0, 1, 2, 3].map(|plane| planes[plane * count + i]);
            last = last.wrapping_add(u32::from_le_bytes(bytes));
            last
        });
        Ok(numbers.collect())
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        let section = self.take(count * 4)?;
        Ok(section.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect())
    }

    fn tags(&mut self) -> Result<[f32; Tag::COUNT], ModelError> {
        self.floats(Tag::COUNT)?.try_into().map_err(|_| ModelError::Length)
    }

    fn matrix(&mut self, rows: usize, columns: usize) -> Result<Matrix, ModelError> {
        let (scales, biases) = (self.floats(rows)?, self.floats(rows)?);
        let tiles = matrix::tiles(self.take(rows * columns)?, columns);
        Ok(Matrix { columns, scales, biases, tiles })
    }
}

#[cfg(test)]
pub(super) mod tests;
