//! Lines that belong to pictures: whose they are, and what they show.

use super::BlockKind;
use super::furniture::{LONGEST, has_sentence, words};

/// Whether `line` belongs to a picture: its credit or its caption.
pub(super) fn picture_line(line: &str) -> Option<BlockKind> {
    if is_credit(line) {
        return Some(BlockKind::Credit);
    }
    is_caption(line).then_some(BlockKind::Caption)
}

/// Whether `line` says whose picture is above it: "Photo: Reuters", "Ana Lee/Getty Images".
fn is_credit(line: &str) -> bool {
    if line.len() > 150 {
        return false;
    }
    let lower = line.trim_matches(['(', ')', '[', ']', '.', ' ']).to_lowercase();
    let marked =
        picture_marker(&lower).is_some_and(|owner| words(owner, 9) <= 8 && !has_sentence(line));
    marked
        || PICTURE_AGENCIES.iter().any(|agency| lower == *agency || ends_with_owner(&lower, agency))
}

/// Whether `line` describes a picture: "Photo: The mayor opens the bridge on Monday."
fn is_caption(line: &str) -> bool {
    line.len() <= LONGEST
        && [
            "Photo: ",
            "PHOTO: ",
            "Image: ",
            "Pictured: ",
            "In this photo",
            "FILE - ",
            "FILE PHOTO: ",
            "File photo: ",
        ]
        .iter()
        .any(|start| line.starts_with(start))
}

/// What follows "photo credit:", "image source:", "picture by" and the like, in lower case.
fn picture_marker(lower: &str) -> Option<&str> {
    let rest = [
        "photograph",
        "photo",
        "image",
        "picture",
        "illustration",
        "graphic",
        "video",
        "featured image",
    ]
    .iter()
    .find_map(|start| lower.strip_prefix(start))?;
    let rest = rest.strip_prefix('s').unwrap_or(rest).trim_start();
    let named = ["credits", "credit", "source", "courtesy of", "courtesy", "via", "by"]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let by = named.map(|rest| rest.trim_start_matches([':', ' ']));
    by.or_else(|| rest.strip_prefix([':', '/', '©']))
        .map(str::trim)
        .filter(|owner| !owner.is_empty())
}

const PICTURE_AGENCIES: [&str; 9] =
    ["getty images", "getty", "reuters", "ap", "ap photo", "afp", "shutterstock", "epa", "istock"];

/// "ana lee/getty images", "getty images via instagram", "ap photo/ana lee".
fn ends_with_owner(lower: &str, agency: &str) -> bool {
    let few = words(lower, 9) <= 8;
    let before = lower.strip_suffix(agency).is_some_and(|owner| owner.ends_with(['/', '|']));
    let after = lower.strip_prefix(agency).is_some_and(|owner| owner.starts_with('/'));
    few && (before || after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_name_the_owner_of_a_picture() {
        for line in [
            "Image source: Reuters",
            "Photo: Ana Lee/AP",
            "Photo by Ana Lee",
            "(AP Photo/Ana Lee)",
            "Ana Lee/Getty Images",
            "Photograph: Ana Lee/The Herald",
            "Getty/Instagram.",
            "Reuters",
        ] {
            assert!(is_credit(line), "{line}");
        }
        for line in [
            "The photo: a bridge in ruins",
            "Photos by the hundred were found in the mayor's office, police said.",
            "Image is everything",
            "She wrote for AP",
        ] {
            assert!(!is_credit(line), "{line}");
        }
    }
}
