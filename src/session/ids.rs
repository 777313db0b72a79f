//! New ids. None is given twice, also not one of an annotation that is gone.

use crate::annotation::{Body, Document};

/// The numbers that were given last.
#[derive(Clone, Debug)]
pub(super) struct Ids {
    annotation: u64,
    speaker: u64,
}

impl Ids {
    /// Numbers that are free in `document`.
    pub(super) fn after(document: &Document) -> Self {
        Self {
            annotation: highest(document.annotations.iter().map(|mark| mark.id.as_str())),
            speaker: highest(document.speakers.iter().map(|speaker| speaker.id.as_str())),
        }
    }

    /// A new id for an annotation of `body`.
    pub(super) fn annotation(&mut self, body: &Body) -> String {
        self.annotation += 1;
        let letter = match body {
            Body::Quote(_) => 'q',
            Body::Claim(_) => 'c',
        };
        format!("{letter}{}", self.annotation)
    }

    /// A new id for a speaker.
    pub(super) fn speaker(&mut self) -> String {
        self.speaker += 1;
        format!("s{}", self.speaker)
    }
}

/// The highest number that follows the first letter of an id. Ids of other shapes, from files that
/// others wrote, are not in the way of ours; nor are numbers too large to count on from.
fn highest<'a>(ids: impl Iterator<Item = &'a str>) -> u64 {
    let number = |id: &str| id.get(1..)?.parse::<u32>().ok();
    ids.filter_map(number).max().unwrap_or_default().into()
}
