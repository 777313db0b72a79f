//! The slow parts compiled for the wider registers that x86-64 processors have had since 2013. A
//! program may not count on them, so the processor is asked when it runs. Results are the same.
#![allow(unsafe_code)] // Calling what was compiled for some processors only is unsafe; here alone.

use super::layer::{Layer, States, recur_inlined};
use super::matrix::{Columns, Matrix, Quantised, TILE, TOKENS, accumulate};
use bytemuck::cast;
use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256,
};

/// Multiplies as [`Matrix::multiply`] does, and tells whether the processor can.
pub(super) fn multiply(matrix: &Matrix, input: &Quantised, out: &mut Vec<f32>) -> bool {
    let can = is_x86_feature_detected!("avx2");
    if can {
        // SAFETY: it asks for nothing but AVX2, and that is there.
        unsafe { multiply_wide(matrix, input, out) };
    }
    can
}

#[target_feature(enable = "avx2")]
fn multiply_wide(matrix: &Matrix, input: &Quantised, out: &mut Vec<f32>) {
    matrix.multiply_by(input, out, |tile, tokens| sums(tile, tokens));
}

#[target_feature(enable = "avx2")]
#[inline]
fn sums(tile: &[Columns], tokens: [&[i32]; TOKENS]) -> [[i32; TILE]; TOKENS] {
    let add = |sums: [__m256i; 2], columns: &Columns, pair: i32| {
        let pair = _mm256_set1_epi32(pair);
        let [low, high]: [__m256i; 2] = cast(*columns);
        [
            _mm256_add_epi32(sums[0], _mm256_madd_epi16(low, pair)),
            _mm256_add_epi32(sums[1], _mm256_madd_epi16(high, pair)),
        ]
    };
    accumulate(tile, tokens, [_mm256_setzero_si256(); 2], add).map(cast)
}

/// Runs a layer's states as `layer::recur` does, and tells whether the processor can.
pub(super) fn recur(
    layer: &Layer,
    products: &[f32],
    states: &mut States,
    values: &mut Vec<f32>,
) -> bool {
    let can = is_x86_feature_detected!("avx2");
    if can {
        // SAFETY: it asks for nothing but AVX2, and that is there.
        unsafe { recur_wide(layer, products, states, values) };
    }
    can
}

#[target_feature(enable = "avx2")]
fn recur_wide(layer: &Layer, products: &[f32], states: &mut States, values: &mut Vec<f32>) {
    recur_inlined(layer, products, states, values);
}
