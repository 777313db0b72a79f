//! Which tokens stand in quotation marks.

use crate::language::Structure;

/// For each token, the outermost quotation that it stands in, its marks included: an index into
/// [`Structure::quoted`]. Linear in the tokens.
pub(super) fn outer_quotations(structure: &Structure) -> Vec<Option<usize>> {
    let mut of_token = vec![None; structure.tokens.len()];
    let mut at = 0;
    for (index, quoted) in structure.quoted.iter().enumerate() {
        if quoted.depth > 0 {
            continue;
        }
        while structure.tokens.get(at).is_some_and(|t| t.span.start < quoted.span.start) {
            at += 1;
        }
        while structure.tokens.get(at).is_some_and(|t| t.span.start < quoted.span.end) {
            of_token[at] = Some(index);
            at += 1;
        }
    }
    of_token
}
