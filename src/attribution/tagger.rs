//! Attribution by the trained model, block by block.

use super::Attribution;
use super::decode::Decoder;
use super::features::{self, TokenFeatures};
use super::group::Grouping;
use super::model::Model;
use super::network::Network;
use super::tags::Labels;
use crate::article::Article;
use crate::language::Structure;
use std::ops::Range;

/// Reads an article one block at a time, so that a page can give way to other work in between. Each
/// call takes the same article and structure.
#[derive(Clone, Debug)]
pub struct Tagger<'m> {
    model: &'m Model<'m>,
    features: Vec<TokenFeatures>,
    network: Network<'m>,
    decoder: Decoder<'m>,
    labels: Labels,
    grouping: Grouping,
    next: usize,
}

/// Longer blocks are cut, so that a file in one line needs no more memory than a paragraph.
const LONGEST: usize = 2048;

impl<'m> Tagger<'m> {
    /// A reader that stands before the first block.
    #[must_use]
    pub fn new(model: &'m Model<'m>, article: &Article, structure: &Structure) -> Self {
        Self {
            model,
            features: features::extract(article, structure),
            network: Network::new(model),
            decoder: Decoder::new(model),
            labels: Labels::default(),
            grouping: Grouping::new(structure),
            next: 0,
        }
    }

    /// How many blocks have been read.
    #[must_use]
    pub fn done(&self) -> usize {
        self.next
    }

    /// Reads the next block; does nothing after the last.
    pub fn step(&mut self, article: &Article, structure: &Structure) {
        let block = self.next;
        if self.label(structure).is_some_and(|labels| !labels.tags.is_empty()) {
            self.grouping.push(article, structure, block, &self.labels);
        }
    }

    /// The labels of the next block's tokens; `None` after the last block.
    fn label(&mut self, structure: &Structure) -> Option<&Labels> {
        let tokens = structure.blocks.get(self.next)?;
        self.next += 1;
        self.labels.clear();
        for segment in segments(structure, tokens.clone()) {
            let outputs = self.network.run(&self.features[segment]);
            self.decoder.decode(outputs, &mut self.labels);
        }
        Some(&self.labels)
    }

    /// Every attribution of the blocks read, in order of its first content.
    #[must_use]
    pub fn finish(self, article: &Article, structure: &Structure) -> Vec<Attribution> {
        self.grouping.finish(article, structure, |raw| self.model.calibrate(raw))
    }
}

/// Every attribution that `model` finds, in order of its first content.
#[must_use]
pub fn attribute_with(model: &Model, article: &Article, structure: &Structure) -> Vec<Attribution> {
    let mut tagger = Tagger::new(model, article, structure);
    while tagger.done() < structure.blocks.len() {
        tagger.step(article, structure);
    }
    tagger.finish(article, structure)
}

/// What `model` says of the tokens of each block: what [`attribute_with`] makes attributions of.
#[must_use]
pub fn labels(model: &Model, article: &Article, structure: &Structure) -> Vec<Labels> {
    let mut tagger = Tagger::new(model, article, structure);
    std::iter::from_fn(|| tagger.label(structure).cloned()).collect()
}

/// `tokens` cut into pieces of at most [`LONGEST`], at the ends of sentences where there are any.
fn segments(structure: &Structure, tokens: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = tokens.start;
    std::iter::from_fn(move || {
        let highest = tokens.end.min(start + LONGEST);
        let sentence = structure.sentences.partition_point(|s| s.tokens.start <= highest);
        let cut = structure.sentences[..sentence].last().map_or(highest, |s| s.tokens.start);
        let end = if highest == tokens.end || cut <= start { highest } else { cut };
        let segment = start..end;
        start = end;
        (!segment.is_empty()).then_some(segment)
    })
}

#[cfg(test)]
mod tests {
    use super::super::model::tests::bytes;
    use super::*;
    use crate::article::{self, Article};
    use crate::language;

    fn read(text: &str) -> (Article, Structure) {
        let article = article::from_text(text);
        let structure = language::read(&article);
        (article, structure)
    }

    #[test]
    fn each_token_gets_a_label() {
        let bytes = bytes();
        let model = Model::read(&bytes).expect("it is well-formed");
        let (article, structure) = read("No news\n\n“Yes,” he said. He left.\n\nAll is well.");
        let labels = labels(&model, &article, &structure);
        for (labels, tokens) in labels.iter().zip(&structure.blocks) {
            assert_eq!(labels.tags.len(), tokens.len());
            assert_eq!(labels.sure.len(), tokens.len());
            assert_eq!(labels.lean.len(), tokens.len());
        }
    }

    #[test]
    fn a_long_block_is_cut_at_sentences() {
        let (_, structure) = read(&format!("Head\n\n{}", "He said that it was so. ".repeat(700)));
        let tokens = structure.blocks.last().expect("there is a block").clone();
        let pieces: Vec<_> = segments(&structure, tokens.clone()).collect();
        assert!(pieces.len() > 1 && pieces.iter().all(|piece| piece.len() <= LONGEST));
        assert!(pieces.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!(pieces[0].start..pieces[pieces.len() - 1].end, tokens);
        let begins = |at: usize| structure.sentences.iter().any(|s| s.tokens.start == at);
        assert!(pieces.iter().all(|piece| begins(piece.start)));
    }
}
