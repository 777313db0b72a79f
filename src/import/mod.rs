//! Opening what was saved: one file a format.

mod error;
pub mod jsonld;
pub mod native;

pub use error::ImportError;

use crate::annotation::Document;

/// Opens a saved file in any format that Sayso reads.
///
/// # Errors
/// When `file` is none of them, or something in it does not hold; the error says where.
pub fn open(file: &str) -> Result<Document, ImportError> {
    let json = native::parse(file)?;
    if jsonld::is_jsonld(&json) { jsonld::read(&json) } else { native::read(json) }
}
