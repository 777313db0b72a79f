use super::*;
use crate::network::{Noise, fnv1a};

/// The bytes of a small model with weights of no meaning.
pub(crate) fn bytes() -> Vec<u8> {
    const HIDDEN: usize = 8;
    let sizes = [4, 2, 8, features::ROWS, 8, HIDDEN, 2, Tag::COUNT, 1, 3, 1, 0];
    let mut noise = Noise(1);
    let mut body: Vec<u8> = sizes.iter().flat_map(|&size| (size as u32).to_le_bytes()).collect();
    let mut words = ["he", "said", "yes", "no"].map(|word| fnv1a(word.bytes()));
    words.sort_unstable();
    let steps = [words[0], words[1] - words[0], words[2] - words[1], words[3] - words[2]];
    body.extend((0..4).flat_map(|plane| steps.map(|step| step.to_le_bytes()[plane])));
    body.extend((0..6).flat_map(|_| 0x3e80_u16.to_le_bytes()));
    body.extend(noise.bytes(6 * 8 / 2));
    body.extend(noise.floats(features::ROWS, 0.001));
    body.extend(noise.bytes(features::ROWS * 8));
    for (columns, rows) in [(16, 2 * HIDDEN * 3), (16, 2 * HIDDEN * 3), (16, 8)] {
        body.extend(noise.floats(rows, 0.01));
        body.extend(noise.floats(rows, 0.5));
        body.extend(noise.bytes(rows * columns));
        if rows > 8 {
            body.extend(noise.floats(2 * 2 * HIDDEN, 1.0));
        }
    }
    body.extend(noise.floats(2 * Tag::COUNT + Tag::COUNT * Tag::COUNT, 2.0));
    body.extend([0.2, 0.1, 0.5, 0.6, 1.0, 0.9_f32].iter().flat_map(|v| v.to_le_bytes()));
    let mut bytes = MAGIC.to_vec();
    for number in [VERSION, fnv1a(body.iter().copied()), body.len() as u32 + 16] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(body);
    bytes
}

#[test]
fn a_model_is_read_whole() {
    let bytes = bytes();
    let model = Model::read(&bytes).expect("it is well-formed");
    assert_eq!((model.sizes.hidden, model.layers.len()), (8, 2));
    let rows = ["he", "said", "yes", "no"].map(|w| model.row(fnv1a(w.bytes())));
    assert!(rows.iter().all(|&row| row < 4), "{rows:?}");
    assert!((4..6).contains(&model.row(fnv1a(*b"perhaps"))));
}

#[test]
fn a_score_lies_between_the_points_of_the_calibration() {
    let bytes = bytes();
    let model = Model::read(&bytes).expect("it is well-formed");
    for (raw, probability) in [(0.0, 0.1), (0.2, 0.1), (0.35, 0.35), (0.5, 0.6), (2.0, 0.9)] {
        assert!((model.calibrate(raw) - probability).abs() < 1e-6, "{raw}");
    }
}

#[test]
fn what_is_no_model_is_refused_in_words() {
    let whole = bytes();
    let error = |bytes: &[u8]| Model::read(bytes).err();
    assert_eq!(error(b"<html>"), Some(ModelError::NotAModel));
    assert_eq!(error(&whole[..whole.len() - 4]), Some(ModelError::Length));
    let changed = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        error(&bytes)
    };
    assert_eq!(changed(5), Some(ModelError::Version { of: VERSION + 256, known: VERSION }));
    assert_eq!(changed(whole.len() / 2), Some(ModelError::Checksum));
    for end in 0..100 {
        assert!(error(&whole[..end]).is_some_and(|e| e.to_string().ends_with('.')));
    }
}

#[test]
fn sizes_that_do_not_fit_are_refused() {
    let whole = bytes();
    for at in (16..60).step_by(4) {
        let mut bytes = whole.clone();
        bytes[at..at + 4].copy_from_slice(&[255; 4]);
        let checksum = fnv1a(bytes[16..].iter().copied());
        bytes[8..12].copy_from_slice(&checksum.to_le_bytes());
        // The last of them is a flag, of which only the lowest bit counts.
        assert_eq!(Model::read(&bytes).is_err(), at < 56, "size at {at}");
    }
}
