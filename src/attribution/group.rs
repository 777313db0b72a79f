//! From tags to attributions: fragments are linked to their cues block by block, then quotations
//! that go on over paragraphs are put together.

use super::link::{Fragment, Linked, link};
use super::marks::outer_quotations;
use super::tags::{Labels, Role};
use super::{Attribution, why};
use crate::article::Article;
use crate::language::Structure;
use crate::span::Span;
use std::ops::Range;

/// Collects what a labeller says of one block after the other and makes attributions of it. Each
/// call takes the same article and structure.
#[derive(Clone, Debug)]
pub struct Grouping {
    /// Which quotation each token stands in; see [`outer_quotations`].
    quoted: Vec<Option<usize>>,
    groups: Vec<Group>,
}

/// The fragments of one attribution; tokens are counted over the whole article.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) source: Option<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
    /// Product of the means over the tokens of each role.
    raw: f32,
    /// In which block it was last seen.
    block: usize,
}

impl Grouping {
    /// Nothing said yet.
    #[must_use]
    pub fn new(structure: &Structure) -> Self {
        Self { quoted: outer_quotations(structure), groups: Vec::new() }
    }

    /// Which quotation each token of the article stands in.
    pub(super) fn quoted(&self) -> &[Option<usize>] {
        &self.quoted
    }

    /// Takes the labels of the tokens of one block. Blocks come in text order; those that are not
    /// read may be left out.
    ///
    /// # Panics
    /// If there are fewer labels than the block has tokens.
    pub fn push(
        &mut self,
        article: &Article,
        structure: &Structure,
        block: usize,
        labels: &Labels,
    ) {
        let tokens = structure.blocks[block].clone();
        let fragments = fragments(structure, tokens.start, labels);
        let linked = link(&fragments);
        if linked.is_empty() {
            return self.push_orphans(article, structure, block, &fragments);
        }
        for one in &linked {
            self.groups.push(group(&fragments, one, block));
        }
    }

    /// A block with content but no cue goes on with the attribution before it, if it is quoted or
    /// announced; reports without a cue are seldom any.
    fn push_orphans(
        &mut self,
        article: &Article,
        structure: &Structure,
        block: usize,
        fragments: &[Fragment],
    ) {
        let mut contents = fragments.iter().filter(|f| f.role == Role::Content).peekable();
        let Some(first) = contents.peek() else { return };
        let quoted = self.quoted[first.tokens.start].is_some();
        let sure = first.sure;
        let content = contents.map(|f| f.tokens.clone());
        let near = |group: &&mut Group| is_near(article, group.block, block);
        let announced = |group: &Group| ends_with_colon(article, structure, group.block);
        match self.groups.last_mut().filter(near) {
            Some(last) if quoted || announced(last) => {
                last.content.extend(content);
                last.block = block;
            }
            None if quoted => {
                let (content, raw) = (content.collect(), sure * ALONE);
                self.groups.push(Group { content, raw, block, ..Group::default() });
            }
            _ => {}
        }
    }

    /// Every attribution with content, in order of its first content; `calibrate` turns the
    /// product of how sure the tags of its parts are into the probability that it is right.
    #[must_use]
    pub fn finish(
        self,
        article: &Article,
        structure: &Structure,
        calibrate: impl Fn(f32) -> f32,
    ) -> Vec<Attribution> {
        let Self { quoted, groups } = self;
        let span = |tokens: &Range<usize>| {
            let tokens = &structure.tokens[tokens.clone()];
            Span::new(tokens[0].span.start, tokens[tokens.len() - 1].span.end)
        };
        let mut attributions: Vec<_> = groups
            .iter()
            .filter(|group| !group.content.is_empty())
            .map(|group| {
                let content: Vec<_> = group.content.iter().map(span).collect();
                let kind = why::kind(structure, &quoted, &group.content);
                Attribution {
                    kind,
                    cue: group.cue.iter().map(span).collect(),
                    source: group.source.iter().map(span).collect(),
                    score: calibrate(group.raw).clamp(0.0, 1.0),
                    why: why::reasons(&article.text, structure, group, kind),
                    content,
                }
            })
            .collect();
        attributions.sort_by_key(|attribution| attribution.content[0]);
        attributions
    }
}

/// How sure a quotation is that has neither cue nor source, against what its tags say.
const ALONE: f32 = 0.5;

fn ends_with_colon(article: &Article, structure: &Structure, block: usize) -> bool {
    let last = structure.tokens[structure.blocks[block].clone()].last();
    last.is_some_and(|token| token.span.of(&article.text) == ":")
}

/// Whether no read block with text lies between two blocks.
fn is_near(article: &Article, earlier: usize, later: usize) -> bool {
    article.blocks[earlier..later].iter().skip(1).all(|block| !block.kind.is_read())
}

/// The runs of tokens that play one part; `first` is the index of the block's first token.
fn fragments(structure: &Structure, first: usize, labels: &Labels) -> Vec<Fragment> {
    let sentence = |token: usize| {
        structure.sentences.partition_point(|sentence| sentence.tokens.start <= token)
    };
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    labels
        .fragments()
        .map(|(role, range)| {
            let tokens = first + range.start..first + range.end;
            Fragment {
                role,
                sentences: (sentence(tokens.start), sentence(tokens.end - 1)),
                sure: mean(&labels.sure[range.clone()]),
                lean: mean(&labels.lean[range]),
                tokens,
            }
        })
        .collect()
}

fn group(fragments: &[Fragment], linked: &Linked, block: usize) -> Group {
    let tokens = |index: usize| fragments[index].tokens.clone();
    let sure = |index: usize| fragments[index].sure;
    let weight = |index: usize| fragments[index].tokens.len() as f32;
    let total: f32 = linked.content.iter().map(|&i| weight(i)).sum();
    let content: f32 = linked.content.iter().map(|&i| sure(i) * weight(i)).sum();
    Group {
        source: linked.source.map(tokens),
        cue: Some(tokens(linked.cue)),
        content: linked.content.iter().map(|&i| tokens(i)).collect(),
        raw: sure(linked.cue) * linked.source.map_or(1.0, sure) * content / total.max(1.0),
        block,
    }
}
