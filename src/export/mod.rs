//! Taking a document away: one file a format, over one list of formats.

pub mod native;

use crate::annotation::Document;
use crate::span::Offsets;
use serde::Serialize;

/// A format that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Sayso's own JSON, which keeps everything.
    Json,
}

/// What the command line and the page show of a [`Format`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// Its name on the command line and in scripts.
    pub id: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What its files' names end in, without the dot.
    pub extension: &'static str,
    /// Its media type.
    pub mime: &'static str,
    /// Whether Sayso also reads it.
    pub reads: bool,
}

impl Format {
    /// Every format, the most complete first.
    pub const ALL: [Self; 1] = [Self::Json];

    /// What it is called and what can be done with it.
    #[must_use]
    pub const fn about(self) -> About {
        match self {
            Self::Json => About {
                id: "json",
                label: "Sayso (JSON)",
                extension: "json",
                mime: "application/json",
                reads: true,
            },
        }
    }

    /// The format whose [`About::id`] is `id`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.about().id == id)
    }
}

/// Writes `document` in `format`, ending with a line end.
///
/// Where the text of a plain file was normalised, what is written has the text of the file and
/// points into it. `offsets` is for formats that leave the unit open; the others have their own.
#[must_use]
pub fn export(document: &Document, format: Format, offsets: Offsets) -> String {
    match format {
        Format::Json => native::write(document, offsets),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_id() {
        for format in Format::ALL {
            assert_eq!(Format::from_id(format.about().id), Some(format));
        }
        assert_eq!(Format::from_id("parchment"), None);
    }
}
