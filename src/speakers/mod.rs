//! Who is speaking: every source led back to one speaker under one name.

use crate::annotation::Speaker;
use crate::article::Article;
use crate::attribution::Attribution;
use crate::language::Structure;

/// Who speaks in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speakers {
    /// Everyone who speaks, in order of first mention.
    pub list: Vec<Speaker>,
    /// For each attribution, its speaker's index in [`Speakers::list`].
    pub of: Vec<Option<usize>>,
}

/// The speakers of `attributions`.
#[must_use]
pub fn resolve(
    _article: &Article,
    _structure: &Structure,
    attributions: &[Attribution],
) -> Speakers {
    Speakers { list: Vec::new(), of: vec![None; attributions.len()] }
}
