//! Sayso reads a news article and marks **who said what** (quotations and reported speech, each
//! with its speaker) and **what can be checked** (check-worthy claims, each with the one who
//! asserts it).
//!
//! ```
//! use sayso::annotation::Body;
//! use sayso::export::{Exported, Format, Options, export};
//!
//! let article = sayso::article::from_text("“We open in May,” said Ana Ruiz, the mayor.");
//! let document = sayso::annotate(&article).into_document(article);
//!
//! let Body::Quote(quote) = &document.annotations[0].body else { panic!("she said it") };
//! assert_eq!(quote.content[0].of(&document.article.text), "“We open in May,”");
//! assert_eq!(quote.cue[0].of(&document.article.text), "said");
//!
//! let Exported::Text(file) = export(&document, Format::Json, Options::default()) else { panic!() };
//! assert_eq!(sayso::import::open(&file), Ok(document));
//! ```
//!
//! Data flows one way: text or HTML → [`article`] → [`language`] → [`attribution`] → [`speakers`] →
//! [`claims`] → [`annotation`]. Each step is a plain function from the data before it; [`annotate`]
//! is all of them. Any text is valid input: nothing in there fails or panics.
//!
//! What was found is edited in a [`session`], its quotations are compared with a transcript by
//! [`verbatim`], and it is taken away by [`export`] and opened again by [`import`]; there, errors say
//! where and why. Offsets are bytes throughout; see [`span`].

pub mod annotation;
pub mod article;
pub mod attribution;
pub mod claims;
pub mod export;
pub mod fragments;
pub mod import;
pub mod language;
mod network;
mod pipeline;
#[cfg(test)]
mod samples;
pub mod selector;
pub mod session;
pub mod span;
pub mod speakers;
pub mod verbatim;
pub mod wasm;

pub use pipeline::{Analysis, Progress, Reading, annotate, annotate_attributed};
