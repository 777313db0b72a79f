//! What a labeller, the rules or the model, says of each token.

use std::ops::Range;

/// A part of an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Who said it.
    Source,
    /// What says that it was said.
    Cue,
    /// What was said.
    Content,
}

/// The part that a token plays; each token plays at most one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tag {
    /// None.
    #[default]
    Outside,
    /// The first token of a fragment.
    Begin(Role),
    /// A later token of a fragment.
    Inside(Role),
}

impl Tag {
    /// How many tags there are.
    pub const COUNT: usize = 7;

    /// Every tag, in the order in which models number them.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Outside,
        Self::Begin(Role::Source),
        Self::Inside(Role::Source),
        Self::Begin(Role::Cue),
        Self::Inside(Role::Cue),
        Self::Begin(Role::Content),
        Self::Inside(Role::Content),
    ];

    /// Its place in [`Tag::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        let role = |role| match role {
            Role::Source => 1,
            Role::Cue => 3,
            Role::Content => 5,
        };
        match self {
            Self::Outside => 0,
            Self::Begin(of) => role(of),
            Self::Inside(of) => role(of) + 1,
        }
    }

    /// The role; `None` outside of any.
    #[must_use]
    pub fn role(self) -> Option<Role> {
        match self {
            Self::Outside => None,
            Self::Begin(role) | Self::Inside(role) => Some(role),
        }
    }
}

/// What a labeller says of the tokens of one block; all three of the same length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// The part that each token plays.
    pub tags: Vec<Tag>,
    /// How sure that is, from 0 to 1.
    pub sure: Vec<f32>,
    /// For tokens of a source or content, on which side its cue stands: above 0 to the right, below
    /// 0 to the left, further from 0 the surer.
    pub lean: Vec<f32>,
}

impl Labels {
    /// Labels for `len` tokens that play no part.
    #[must_use]
    pub fn outside(len: usize) -> Self {
        Self { tags: vec![Tag::Outside; len], sure: vec![1.0; len], lean: vec![0.0; len] }
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.tags.clear();
        self.sure.clear();
        self.lean.clear();
    }

    /// Makes the tokens `range` one fragment of `role`.
    pub fn set(&mut self, range: Range<usize>, role: Role, sure: f32) {
        for at in range.clone() {
            self.tags[at] = if at == range.start { Tag::Begin(role) } else { Tag::Inside(role) };
            self.sure[at] = sure;
        }
    }

    /// Whether any token plays `role`.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.tags.iter().any(|tag| tag.role() == Some(role))
    }

    /// Every fragment, in text order. An inside tag that follows another role's opens a fragment.
    pub fn fragments(&self) -> impl Iterator<Item = (Role, Range<usize>)> + '_ {
        let mut at = 0;
        std::iter::from_fn(move || {
            while self.tags.get(at)?.role().is_none() {
                at += 1;
            }
            let (start, role) = (at, self.tags[at].role()?);
            at += 1;
            while self.tags.get(at) == Some(&Tag::Inside(role)) {
                at += 1;
            }
            Some((role, start..at))
        })
    }
}
