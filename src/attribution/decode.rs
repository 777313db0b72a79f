//! From scores to tags: the best sequence of a linear chain, and how sure each of its tags is.

use super::model::Model;
use super::tags::{Labels, Tag};

/// Scores of one token.
type Scores = [f32; Tag::COUNT];

/// Decodes one segment after the other; its memory grows to the longest one.
#[derive(Clone, Debug)]
pub(super) struct Decoder<'m> {
    model: &'m Model<'m>,
    /// From each tag to each, as factors.
    factors: [Scores; Tag::COUNT],
    /// For each token and tag, the best tag before it.
    before: Vec<[u8; Tag::COUNT]>,
    /// For each token, its tags' scores as factors.
    emitted: Vec<Scores>,
    /// For each token, the probability of its tags given the tokens up to it.
    forward: Vec<Scores>,
}

impl<'m> Decoder<'m> {
    pub(super) fn new(model: &'m Model<'m>) -> Self {
        let factors = model.transition.map(|row| row.map(f32::exp));
        Self { model, factors, before: Vec::new(), emitted: Vec::new(), forward: Vec::new() }
    }

    /// Adds the labels of a segment to `labels`; `outputs` are the network's: for each token its
    /// tags' scores, then the side of its cue.
    pub(super) fn decode(&mut self, outputs: &[f32], labels: &mut Labels) {
        let first = labels.tags.len();
        let rows = outputs.as_chunks::<{ Tag::COUNT + 1 }>().0;
        labels.lean.extend(rows.iter().map(|row| row[Tag::COUNT]));
        self.best(rows, labels);
        self.weigh(rows, &labels.tags[first..], &mut labels.sure);
    }

    /// Adds the tags of the best sequence (Viterbi).
    fn best(&mut self, rows: &[[f32; Tag::COUNT + 1]], labels: &mut Labels) {
        let Some((head, tail)) = rows.split_first() else { return };
        let mut scores: Scores = std::array::from_fn(|tag| self.model.start[tag] + head[tag]);
        self.before.clear();
        for row in tail {
            let mut next = [f32::NEG_INFINITY; Tag::COUNT];
            let mut from = [0; Tag::COUNT];
            for (old, transition) in self.model.transition.iter().enumerate() {
                for new in 0..Tag::COUNT {
                    let score = scores[old] + transition[new];
                    if score > next[new] {
                        next[new] = score;
                        from[new] = old as u8;
                    }
                }
            }
            scores = std::array::from_fn(|tag| next[tag] + row[tag]);
            self.before.push(from);
        }
        let end = |tag: &usize| scores[*tag] + self.model.end[*tag];
        let last = (0..Tag::COUNT).max_by(|a, b| end(a).total_cmp(&end(b)));
        let mut tag = last.unwrap_or_default();
        let first = labels.tags.len();
        labels.tags.push(Tag::ALL[tag]);
        for from in self.before.iter().rev() {
            tag = usize::from(from[tag]);
            labels.tags.push(Tag::ALL[tag]);
        }
        labels.tags[first..].reverse();
    }

    /// Adds the probability of each of `tags` (forward–backward).
    fn weigh(&mut self, rows: &[[f32; Tag::COUNT + 1]], tags: &[Tag], sure: &mut Vec<f32>) {
        self.emitted.clear();
        self.emitted.extend(rows.iter().map(|row| {
            let most = row[..Tag::COUNT].iter().copied().fold(f32::MIN, f32::max);
            std::array::from_fn(|tag| (row[tag] - most).exp().max(LEAST))
        }));
        self.forward.clear();
        for (at, emitted) in self.emitted.iter().enumerate() {
            let reached = match at.checked_sub(1) {
                None => self.model.start.map(f32::exp),
                Some(before) => {
                    let mut reached = [0.0; Tag::COUNT];
                    for (p, row) in self.forward[before].iter().zip(&self.factors) {
                        for (sum, factor) in reached.iter_mut().zip(row) {
                            *sum += p * factor;
                        }
                    }
                    reached
                }
            };
            self.forward.push(unit(std::array::from_fn(|tag| reached[tag] * emitted[tag])));
        }
        let from = sure.len();
        let mut after = self.model.end.map(f32::exp);
        for (at, tag) in tags.iter().enumerate().rev() {
            let both = unit(std::array::from_fn(|tag| self.forward[at][tag] * after[tag]));
            sure.push(both[tag.index()]);
            let here: Scores = std::array::from_fn(|tag| after[tag] * self.emitted[at][tag]);
            after = unit(std::array::from_fn(|old| {
                self.factors[old].iter().zip(&here).map(|(factor, p)| factor * p).sum()
            }));
        }
        sure[from..].reverse();
    }
}

/// A factor below this is as good as none; it keeps products from vanishing altogether.
const LEAST: f32 = 1e-20;

/// The scores divided by their sum.
fn unit(scores: Scores) -> Scores {
    let sum = scores.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    scores.map(|score| score / sum)
}

#[cfg(test)]
mod tests {
    use super::super::model::tests::bytes;
    use super::*;
    use crate::network::Noise;

    /// Every sequence of tags with its score.
    fn every(model: &Model, rows: &[[f32; Tag::COUNT + 1]]) -> Vec<(Vec<usize>, f32)> {
        let mut all = vec![(Vec::new(), 0.0)];
        for row in rows {
            all = all
                .into_iter()
                .flat_map(|(tags, score)| {
                    (0..Tag::COUNT).map(move |tag| {
                        let before: Option<&usize> = tags.last();
                        let step = before.map_or(model.start[tag], |&b| model.transition[b][tag]);
                        ([&tags[..], &[tag]].concat(), score + step + row[tag])
                    })
                })
                .collect();
        }
        all.into_iter()
            .map(|(tags, score)| {
                let end = tags.last().map_or(0.0, |&tag| model.end[tag]);
                (tags, score + end)
            })
            .collect()
    }

    #[test]
    fn the_best_sequence_and_its_probabilities_are_those_of_trying_all() {
        let bytes = bytes();
        let model = Model::read(&bytes).expect("it is well-formed");
        let mut noise = Noise(3);
        for length in 1..5 {
            let rows: Vec<[f32; Tag::COUNT + 1]> =
                (0..length).map(|_| std::array::from_fn(|_| noise.float() * 3.0)).collect();
            let mut labels = Labels::default();
            Decoder::new(&model).decode(rows.as_flattened(), &mut labels);
            let all = every(&model, &rows);
            let (best, _) =
                all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("there are sequences");
            let tags: Vec<_> = labels.tags.iter().map(|tag| tag.index()).collect();
            assert_eq!(&tags, best);
            let sum: f32 = all.iter().map(|(_, score)| score.exp()).sum();
            for (at, sure) in labels.sure.iter().enumerate() {
                let same = all.iter().filter(|(tags, _)| tags[at] == best[at]);
                let expected = same.map(|(_, score)| score.exp()).sum::<f32>() / sum;
                assert!((sure - expected).abs() < 1e-4, "{sure} and {expected}");
            }
        }
    }
}
