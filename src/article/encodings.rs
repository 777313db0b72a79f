//! Encodings other than UTF-8. The tables of most of them weigh as much as a tenth of all that the
//! page loads, and every browser has them already: there, its own are asked.

use std::char::{REPLACEMENT_CHARACTER, decode_utf16};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// What windows-1252 has in the place of the control codes from 0x80 to 0x9f.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character that a byte stands for in windows-1252, the encoding of most Western text that is
/// not in Unicode.
pub(super) fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The text of UTF-16; `unit` makes a unit of two bytes. What does not fit becomes U+FFFD.
pub(super) fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = decode_utf16(pairs.iter().map(|&pair| unit(pair)));
    let cut_off = (!rest.is_empty()).then_some(REPLACEMENT_CHARACTER);
    units.map(|unit| unit.unwrap_or(REPLACEMENT_CHARACTER)).chain(cut_off).collect()
}

/// The text of UTF-32; what is no character becomes U+FFFD.
pub(super) fn utf_32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> String {
    let (units, rest) = bytes.as_chunks::<4>();
    let cut_off = (!rest.is_empty()).then_some(REPLACEMENT_CHARACTER);
    let char = |&unit_bytes| char::from_u32(unit(unit_bytes)).unwrap_or(REPLACEMENT_CHARACTER);
    units.iter().map(char).chain(cut_off).collect()
}

/// The text of bytes in the encoding that has this label in the
/// [Encoding standard](https://encoding.spec.whatwg.org/#names-and-labels); `None` if none has it.
pub(super) fn labelled(label: &str, bytes: &[u8]) -> Option<String> {
    // Both branches are compiled everywhere, and what is never called is not linked.
    if cfg!(target_arch = "wasm32") {
        TextDecoder::new(label).ok()?.decode(bytes).ok()
    } else {
        let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

#[wasm_bindgen]
extern "C" {
    type TextDecoder;

    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str) -> Result<TextDecoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> Result<String, JsValue>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_1252_is_that_of_the_standard() {
        for byte in 0..=255 {
            assert_eq!(labelled("windows-1252", &[byte]), Some(windows_1252(byte).to_string()));
        }
    }

    #[test]
    fn what_is_no_utf_16_is_replaced() {
        assert_eq!(utf_16(b"A\0\0\xd8B\0\x01", u16::from_le_bytes), "A\u{fffd}B\u{fffd}");
    }

    #[test]
    fn a_label_may_be_any_of_the_standard() {
        assert_eq!(labelled("cp1251", b"\xcd\xe5\xf2").as_deref(), Some("Нет"));
        assert_eq!(labelled("klingon", b"x"), None);
    }
}
