//! What networks are made of: layers of a light recurrence, quantised products, files of weights.
//!
//! The tagger of attributions and the model of claims are both built from it.

#[cfg(target_arch = "x86_64")]
mod avx2;
mod layer;
mod matrix;
mod reader;

pub(crate) use layer::Layer;
pub(crate) use matrix::{Matrix, Quantised, is_width};
pub use reader::ModelError;
pub(crate) use reader::{Reader, fnv1a};

/// Numbers that look like chance, the same each time.
#[cfg(test)]
pub(crate) struct Noise(pub(crate) u32);

#[cfg(test)]
impl Noise {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0 >> 8
    }

    /// A number from -1 to 1.
    pub(crate) fn float(&mut self) -> f32 {
        self.next() as f32 / (1 << 23) as f32 - 1.0
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }

    pub(crate) fn floats(&mut self, count: usize, most: f32) -> Vec<u8> {
        (0..count).flat_map(|_| (self.float() * most).to_le_bytes()).collect()
    }
}
