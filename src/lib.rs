//! Sayso reads a news article and marks **who said what** (quotations and reported speech, each
//! with its speaker) and **what can be checked** (check-worthy claims, each with the one who
//! asserts it).
//!
//! Data flows one way: text or HTML → [`article`] → [`language`] → [`attribution`] → [`speakers`] →
//! [`claims`] → [`annotation`]. Each step is a plain function from the data before it; [`annotate`]
//! is all of them. Any text is valid input: nothing here fails or panics.

pub mod annotation;
pub mod article;
pub mod attribution;
pub mod claims;
pub mod export;
pub mod fragments;
pub mod import;
pub mod language;
mod pipeline;
#[cfg(test)]
mod samples;
pub mod selector;
pub mod session;
pub mod span;
pub mod speakers;
pub mod wasm;

pub use pipeline::{Analysis, Progress, Reading, annotate, annotate_attributed};
