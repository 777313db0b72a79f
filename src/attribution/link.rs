//! Which cue each source and content of a block belongs to.
//!
//! A fragment belongs to the nearest cue on its left or on its right. Between two cues, some of the
//! contents (none, a few, all) belong to the first cue and the rest to the second; where the cut is
//! best is found by dynamic programming from left to right, so that no cue is left without content
//! that could have had one. Sources are cut in the same way.

use super::tags::Role;
use std::ops::Range;

/// A run of tokens that plays one part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fragment {
    pub(super) role: Role,
    /// Which of the structure's tokens it has.
    pub(super) tokens: Range<usize>,
    /// In which sentences it begins and ends.
    pub(super) sentences: (usize, usize),
    /// How sure its tags are, from 0 to 1.
    pub(super) sure: f32,
    /// Above 0 when its cue is more likely to stand on its right.
    pub(super) lean: f32,
}

/// The fragments of a block that one cue holds together, as indices.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Linked {
    pub(super) cue: usize,
    pub(super) source: Option<usize>,
    pub(super) content: Vec<usize>,
}

/// Costs, in tokens of distance; found by trial on PolNeAR's training part, with its own tags.
const SENTENCE: f32 = 8.0;
const NO_CONTENT: f32 = 40.0;
const NO_SOURCE: f32 = 6.0;
const TWO_SOURCES: f32 = 12.0;
/// Fragments further away than this are just far.
const FAR: usize = 30;
/// What a lean of 1 is worth.
const LEAN: f32 = 3.0;

/// Links the fragments of one block, which stand in text order: one result per cue, in order.
/// Linear in their number, but for runs of more than [`LONGEST_GAP`] between two cues.
pub(super) fn link(fragments: &[Fragment]) -> Vec<Linked> {
    let cues: Vec<usize> =
        (0..fragments.len()).filter(|&i| fragments[i].role == Role::Cue).collect();
    let mut linked: Vec<_> = cues.iter().map(|&cue| Linked { cue, ..Linked::default() }).collect();
    for (content, cue) in cut(fragments, &cues, Role::Content) {
        linked[cue].content.push(content);
    }
    for (source, cue) in cut(fragments, &cues, Role::Source) {
        let nearer = linked[cue].source.is_none_or(|other| {
            distance(fragments, source, cues[cue]) < distance(fragments, other, cues[cue])
        });
        if nearer {
            linked[cue].source = Some(source);
        }
    }
    share_sources(fragments, &mut linked);
    linked
}

/// Between two cues only this many cuts are tried, the rest belongs to the second.
const LONGEST_GAP: usize = 24;

/// For each fragment of `role`, the cue (an index into `cues`) that it belongs to.
fn cut(fragments: &[Fragment], cues: &[usize], role: Role) -> Vec<(usize, usize)> {
    if cues.is_empty() {
        return Vec::new();
    }
    let mut gaps: Vec<Vec<usize>> = vec![Vec::new(); cues.len() + 1];
    let mut gap = 0;
    for (index, fragment) in fragments.iter().enumerate() {
        if fragment.role == Role::Cue {
            gap += 1;
        } else if fragment.role == role {
            gaps[gap].push(index);
        }
    }
    let (missing, double) = match role {
        Role::Content => (NO_CONTENT, 0.0),
        _ => (NO_SOURCE, TWO_SOURCES),
    };
    // best[h]: the least cost so far when the cue on the left has (h = 1) or lacks (0) a fragment;
    // chosen[gap][h]: the cut that led there, and from which state.
    let mut best = [f32::INFINITY, f32::INFINITY];
    let first = side_costs(fragments, &gaps[0], cues[0]);
    best[usize::from(!gaps[0].is_empty())] = first;
    let mut chosen = Vec::with_capacity(cues.len());
    for (at, gap) in gaps.iter().enumerate().skip(1) {
        let mut next = [f32::INFINITY; 2];
        let mut choice = [(0, 0); 2];
        let right = cues.get(at);
        let cuts =
            if right.is_some() { 0..=gap.len().min(LONGEST_GAP) } else { gap.len()..=gap.len() };
        for cut in cuts {
            let (to_left, to_right) = gap.split_at(cut);
            let mut cost = side_costs(fragments, to_left, cues[at - 1]);
            if let Some(&right) = right {
                cost += side_costs(fragments, to_right, right);
            }
            for (had, before) in best.into_iter().enumerate() {
                let alone = if had == 0 && cut == 0 { missing } else { 0.0 };
                let extra = if had == 1 && cut > 0 { double } else { 0.0 };
                let total = before + cost + alone + extra;
                let state = usize::from(!to_right.is_empty());
                if total < next[state] {
                    next[state] = total;
                    choice[state] = (cut, had);
                }
            }
        }
        best = next;
        chosen.push(choice);
    }
    let mut owners = Vec::new();
    let mut state = usize::from(best[1] < best[0]);
    for (at, choice) in chosen.iter().enumerate().rev() {
        let (cut, before) = choice[state];
        let (to_left, to_right) = gaps[at + 1].split_at(cut);
        owners.extend(to_right.iter().map(|&fragment| (fragment, at + 1)));
        owners.extend(to_left.iter().map(|&fragment| (fragment, at)));
        state = before;
    }
    owners.extend(gaps[0].iter().map(|&fragment| (fragment, 0)));
    owners.sort_unstable();
    owners
}

fn side_costs(fragments: &[Fragment], some: &[usize], cue: usize) -> f32 {
    some.iter().map(|&fragment| distance(fragments, fragment, cue)).sum()
}

/// How far a fragment is from a cue, in tokens and what they are worth.
fn distance(fragments: &[Fragment], fragment: usize, cue: usize) -> f32 {
    let (part, cue) = (&fragments[fragment], &fragments[cue]);
    let right = part.tokens.start < cue.tokens.start;
    let (left_one, right_one) = if right { (part, cue) } else { (cue, part) };
    let gap = right_one.tokens.start.saturating_sub(left_one.tokens.end).min(FAR);
    let sentences = right_one.sentences.0.saturating_sub(left_one.sentences.1).min(3);
    let lean = if right { -part.lean } else { part.lean };
    gap as f32 + sentences as f32 * SENTENCE + lean * LEAN
}

/// Gives a cue without a source the one of the cue before it in the same sentence: "She said …,
/// adding that …".
fn share_sources(fragments: &[Fragment], linked: &mut [Linked]) {
    for at in 1..linked.len() {
        let (before, here) = (&linked[at - 1], &linked[at]);
        let same_sentence = fragments[before.cue].sentences.1 == fragments[here.cue].sentences.0;
        if here.source.is_none() && same_sentence {
            linked[at].source = before.source;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fragments of two tokens each with one between them; "." begins a sentence.
    fn fragments(shape: &str) -> Vec<Fragment> {
        let (mut sentence, mut token, mut list) = (0, 0, Vec::new());
        for sign in shape.chars() {
            let role = match sign {
                'S' => Role::Source,
                'Q' => Role::Cue,
                'C' => Role::Content,
                _ => {
                    sentence += 1;
                    continue;
                }
            };
            let (tokens, sentences) = (token..token + 2, (sentence, sentence));
            list.push(Fragment { role, tokens, sentences, sure: 1.0, lean: 0.0 });
            token += 3;
        }
        list
    }

    /// For each cue, its source and contents.
    fn linked(shape: &str) -> Vec<(Option<usize>, Vec<usize>)> {
        link(&fragments(shape)).into_iter().map(|one| (one.source, one.content)).collect()
    }

    #[test]
    fn each_cue_takes_what_is_nearest() {
        assert_eq!(linked("SQC.SQC"), [(Some(0), vec![2]), (Some(3), vec![5])]);
        assert_eq!(linked("CQS.SQC"), [(Some(2), vec![0]), (Some(3), vec![5])]);
        assert_eq!(linked("CSQ.CQS"), [(Some(1), vec![0]), (Some(5), vec![3])]);
    }

    #[test]
    fn an_interrupted_quotation_is_one() {
        assert_eq!(linked("CQSC"), [(Some(2), vec![0, 3])]);
        assert_eq!(linked("CSQ.C.C"), [(Some(1), vec![0, 3, 4])]);
    }

    #[test]
    fn two_cues_share_a_source() {
        assert_eq!(linked("SQCQC"), [(Some(0), vec![2]), (Some(0), vec![4])]);
        assert_eq!(linked("SQC.QC"), [(Some(0), vec![2]), (None, vec![4])]);
    }

    #[test]
    fn no_cue_is_left_without_content_that_could_have_some() {
        assert_eq!(linked("QCCQ"), [(None, vec![1]), (None, vec![2])]);
        assert_eq!(linked("Q"), [(None, vec![])]);
        assert!(link(&[]).is_empty());
    }

    #[test]
    fn a_lean_decides_between_two_cues() {
        let mut between = fragments("CQCQC");
        between[2].lean = 3.0;
        assert_eq!(link(&between)[1].content, [2, 4]);
        between[2].lean = -3.0;
        assert_eq!(link(&between)[0].content, [0, 2]);
    }
}
