//! Attribution by the trained model, block by block.

use super::Attribution;
use super::decode::Decoder;
use super::features::{self, TokenFeatures};
use super::group::Grouping;
use super::mend::{self, Words};
use super::model::Model;
use super::network::Network;
use super::rules;
use super::tags::{Labels, Role};
use crate::article::{Article, BlockKind};
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

/// What is less likely to be right is not shown. Half of F1 at its best would be the optimum for F1
/// (Lipton, Elkan, Naryanaswamy: *Optimal Thresholding of Classifiers to Maximize F1 Measure*, 2014);
/// this is a little less, as readers can take a mark away.
const LEAST: f32 = 0.3;

/// A sentence whose attributions the model finds less likely than this is left to rules that are sure.
const LIKELY: f32 = 0.5;

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
        if self.label(structure).is_none_or(|labels| labels.tags.is_empty()) {
            return;
        }
        let ruled = rules::labels(article, structure, self.grouping.quoted(), block);
        if self.labels.has(Role::Content) && !self.labels.has(Role::Cue) && ruled.has(Role::Cue) {
            // Forms that the corpus has little of: transcripts in quotation marks, signed comments.
            self.labels = ruled;
        } else {
            self.fill_silent_sentences(structure, block, &ruled);
            let headline = article.blocks[block].kind == BlockKind::Headline;
            let tokens = &structure.tokens[structure.blocks[block].clone()];
            mend::sources(&mut self.labels, &Words { text: &article.text, tokens, headline });
        }
        self.grouping.push(article, structure, block, &self.labels);
    }

    /// Takes from the rules the sentences in which they surely find content ("as shown by the
    /// ministry's data") and the model finds none, or none that it thinks is likely.
    fn fill_silent_sentences(&mut self, structure: &Structure, block: usize, ruled: &Labels) {
        let tokens = &structure.blocks[block];
        let first = structure.sentences.partition_point(|s| s.tokens.start < tokens.start);
        for sentence in structure.sentences[first..].iter().take_while(|s| s.block == block) {
            let of = sentence.tokens.start - tokens.start..sentence.tokens.end - tokens.start;
            let ruled_content =
                ruled.tags[of.clone()].iter().any(|tag| tag.role() == Some(Role::Content));
            let sure = ruled.sure[of.clone()].iter().all(|&sure| sure >= rules::SURE);
            if sure && ruled_content && belief(&self.labels, of.clone()) < LIKELY {
                self.labels.tags[of.clone()].copy_from_slice(&ruled.tags[of.clone()]);
                self.labels.sure[of.clone()].copy_from_slice(&ruled.sure[of.clone()]);
                self.labels.lean[of.clone()].copy_from_slice(&ruled.lean[of]);
            }
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

    /// Every attribution of the blocks read that is likely enough, in order of its first content.
    #[must_use]
    pub fn finish(self, article: &Article, structure: &Structure) -> Vec<Attribution> {
        let mut found = self.grouping.finish(article, structure, |raw| self.model.calibrate(raw));
        found.retain(|attribution| attribution.score >= LEAST);
        found
    }
}

/// How likely the model finds what it says of some tokens: the product of how sure the tags of each
/// part are, 0 where there is no content.
fn belief(labels: &Labels, tokens: Range<usize>) -> f32 {
    let mean = |role: Role| {
        let own = tokens.clone().filter(|&at| labels.tags[at].role() == Some(role));
        let (sum, count) = own.fold((0.0, 0.0), |(sum, n), at| (sum + labels.sure[at], n + 1.0));
        (count > 0.0).then_some(sum / count)
    };
    let others = [Role::Source, Role::Cue].map(|role| mean(role).unwrap_or(1.0));
    mean(Role::Content).unwrap_or(0.0) * others[0] * others[1]
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

    /// What the training code's own network said of invented texts (`training/reference.py`).
    #[derive(serde::Deserialize)]
    struct Reference {
        text: String,
        /// For each block with tokens, the numbers of their tags.
        tags: Vec<Vec<usize>>,
    }

    #[test]
    fn the_shipped_model_gives_the_tags_that_training_gave() {
        let texts: Vec<Reference> =
            serde_json::from_str(include_str!("../../models/attribution.reference.json"))
                .expect("it is well-formed");
        for Reference { text, tags } in texts {
            let (article, structure) = read(&text);
            let labels = labels(crate::attribution::shipped(), &article, &structure);
            let numbers = |labels: &Labels| labels.tags.iter().map(|tag| tag.index()).collect();
            let found: Vec<Vec<_>> =
                labels.iter().filter(|labels| !labels.tags.is_empty()).map(numbers).collect();
            assert_eq!(found, tags, "{text}");
        }
    }

    #[test]
    fn a_cueless_block_is_left_to_the_rules() {
        let (article, structure) = read("“DOYLE: I have not decided yet.”");
        let found = attribute_with(crate::attribution::shipped(), &article, &structure);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].source[0].of(&article.text), "DOYLE");
    }

    #[test]
    fn a_silent_sentence_is_left_to_rules_that_are_sure() {
        let text = "The ferry was late. Fares have doubled since 2019, reaching $9 last \
                    year, as reported by the harbour's own ledgers.";
        let (article, structure) = read(text);
        let found = attribute_with(crate::attribution::shipped(), &article, &structure);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].source[0].of(text), "the harbour's own ledgers");
    }

    #[test]
    fn what_the_model_doubts_is_left_to_rules_that_are_sure() {
        let text = "Trade between Ruritania and Graustark has surged since the invasion, reaching \
                    $240 billion in 2023, as reported by Ruritanian customs data.";
        let (article, structure) = read(text);
        let found = attribute_with(crate::attribution::shipped(), &article, &structure);
        assert_eq!(found.len(), 1);
        assert!(found[0].content[0].of(text).starts_with("Trade between"));
        assert!(found[0].content[0].of(text).ends_with("in 2023"));
    }

    #[test]
    fn the_subject_of_an_absolute_clause_is_its_source() {
        let text = "Ruritania asserts its neutrality in the conflict, with the foreign ministry in \
                    Strelsau stating that the two leaders will discuss their bilateral ties.";
        let (article, structure) = read(text);
        let found = attribute_with(crate::attribution::shipped(), &article, &structure);
        let sources: Vec<_> = found.iter().map(|a| a.source[0].of(text)).collect();
        assert_eq!(sources, ["Ruritania", "the foreign ministry in Strelsau"]);
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
