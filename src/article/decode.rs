//! Makes text of a file's bytes.

use super::encodings::{labelled, utf_16, utf_32, windows_1252};
use std::fmt;

/// Why a file's bytes are no text; each says what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// A PDF file.
    Pdf,
    /// A document of a word processor.
    Document,
    /// A picture.
    Picture,
    /// Sound or film.
    Recording,
    /// A packed archive.
    Archive,
    /// Something else that is no text.
    Binary,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pdf => "This is a PDF file. Copy its text and paste it.",
            Self::Document => {
                "This is a word processor's file. Save it as plain text or HTML, or copy its text and paste it."
            }
            Self::Picture => "This is a picture. Type or paste the text that it shows.",
            Self::Recording => "This is a recording. Paste a transcript of it.",
            Self::Archive => "This is a packed archive. Unpack it and open one of its text or HTML files.",
            Self::Binary => "This file holds no text. Open a text, HTML or Markdown file, or paste the text.",
        })
    }
}

impl std::error::Error for DecodeError {}

/// How much of a file is looked at to tell text from other data, in bytes.
const LOOKED_AT: usize = 8192;

/// Decodes `bytes` by their byte-order mark, by being UTF-8, or by the encoding that `mime` or the
/// page itself states; else as windows-1252, which is what is left for English. Bytes that do not
/// fit become U+FFFD.
///
/// # Errors
/// If they are no text but some other kind of file.
pub fn decode(bytes: &[u8], mime: Option<&str>) -> Result<String, DecodeError> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => return Ok(utf_8(rest)),
        [0xff, 0xfe, 0, 0, rest @ ..] => return Ok(utf_32(rest, u32::from_le_bytes)),
        [0, 0, 0xfe, 0xff, rest @ ..] => return Ok(utf_32(rest, u32::from_be_bytes)),
        [0xff, 0xfe, rest @ ..] => return Ok(utf_16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => return Ok(utf_16(rest, u16::from_be_bytes)),
        _ => {}
    }
    if let Some(other) = kind_of_file(bytes) {
        return Err(other);
    }
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    match wide(start) {
        Some(unit) => Ok(utf_16(bytes, unit)),
        None if is_binary(start) => Err(DecodeError::Binary),
        None => Ok(decode_unmarked(bytes, mime)),
    }
}

fn utf_8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What else than text a file is, by how it begins.
fn kind_of_file(bytes: &[u8]) -> Option<DecodeError> {
    use DecodeError::{Archive, Document, Pdf, Picture, Recording};
    const STARTS: [(&[u8], DecodeError); 18] = [
        (b"%PDF-", Pdf),
        (b"{\\rtf", Document),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Document),
        (b"\x89PNG\r\n", Picture),
        (b"GIF87a", Picture),
        (b"GIF89a", Picture),
        (b"\xff\xd8\xff", Picture),
        (b"II*\0", Picture),
        (b"MM\0*", Picture),
        (b"ID3", Recording),
        (b"OggS", Recording),
        (b"fLaC", Recording),
        (b"\x1aE\xdf\xa3", Recording),
        (b"\x1f\x8b", Archive),
        (b"7z\xbc\xaf\x27\x1c", Archive),
        (b"Rar!\x1a", Archive),
        (b"BZh", Archive),
        (b"\xfd7zXZ\0", Archive),
    ];
    let has = |needle: &[u8]| {
        bytes[..bytes.len().min(LOOKED_AT)].windows(needle.len()).any(|part| part == needle)
    };
    if bytes.starts_with(b"PK\x03\x04") {
        // Word processors' files are archives that name their parts.
        let of_office = [b"word/".as_slice(), b"[Content_Types].xml", b"opendocument", b"epub"];
        return Some(if of_office.iter().any(|part| has(part)) { Document } else { Archive });
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => return Some(Picture),
        (Some(b"RIFF"), _, _) => return Some(Recording),
        (_, Some(b"ftyp"), Some(b"heic" | b"avif")) => return Some(Picture),
        (_, Some(b"ftyp"), _) => return Some(Recording),
        _ => {}
    }
    STARTS.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, kind)| kind)
}

/// How UTF-16 without a byte-order mark makes a unit of two bytes: every other byte of European text
/// is zero.
fn wide(start: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let zeros =
        |first: usize| start.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), start.len() / 2);
    if pairs < 2 {
        return None;
    }
    match (even * 10, odd * 10) {
        (even, odd) if odd >= pairs * 6 && even < pairs => Some(u16::from_le_bytes),
        (even, odd) if even >= pairs * 6 && odd < pairs => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// Whether more than one byte in fifty is a control code that no text has.
fn is_binary(start: &[u8]) -> bool {
    let controls =
        start.iter().filter(|byte| matches!(byte, 0..=7 | 0xe..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    controls * 50 > start.len()
}

/// The text of bytes that say nothing of their encoding by how they begin.
fn decode_unmarked(bytes: &[u8], mime: Option<&str>) -> String {
    // ISO-2022-JP looks like ASCII, but for its escapes.
    let plain = !bytes.contains(&0x1b) || !bytes.is_ascii();
    if plain && is_mostly_utf_8(bytes) {
        return utf_8(bytes);
    }
    let labels = [mime.and_then(|mime| charset(mime.as_bytes())), stated(bytes)];
    let text = labels.into_iter().flatten().find_map(|label| labelled(&label, bytes));
    text.unwrap_or_else(|| bytes.iter().map(|&byte| windows_1252(byte)).collect())
}

/// Whether the bytes are UTF-8, but for a few that are broken: other encodings hardly ever form a
/// character of two bytes or more by chance.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut wide, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken * 4 <= wide
}

/// The label that the page itself states within its first 1024 bytes, as the
/// [HTML standard](https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding) has it.
fn stated(bytes: &[u8]) -> Option<String> {
    let start = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let at = |needle: &[u8]| start.windows(needle.len()).position(|part| part == needle);
    if let Some(found) = at(b"<meta").and_then(|meta| charset(&start[meta..])) {
        return Some(found);
    }
    let declaration = start.starts_with(b"<?xml").then(|| at(b"encoding=")).flatten()?;
    label(&start[declaration + b"encoding=".len()..])
}

/// The label after "charset=".
fn charset(text: &[u8]) -> Option<String> {
    let at = text.windows(7).position(|part| part.eq_ignore_ascii_case(b"charset"))?;
    let rest = text[at + 7..].trim_ascii_start().strip_prefix(b"=")?;
    label(rest.trim_ascii_start())
}

/// The label, perhaps in quotation marks, that a text begins with.
fn label(text: &[u8]) -> Option<String> {
    let text = text.strip_prefix(b"\"").or_else(|| text.strip_prefix(b"'")).unwrap_or(text);
    let ends = |byte: &u8| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte));
    let end = text.iter().position(ends).unwrap_or(text.len());
    let label = String::from_utf8_lossy(&text[..end]).to_ascii_lowercase();
    // What could be read as far as its label is not in UTF-16.
    let is_wide = ["utf-16", "ucs-2", "unicode"].iter().any(|name| label.contains(name));
    (!label.is_empty()).then(|| if is_wide { "utf-8".to_owned() } else { label })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes, None).expect("is text")
    }

    #[test]
    fn a_byte_order_mark_decides() {
        assert_eq!(text(b"\xef\xbb\xbf\xe2\x80\x9cNo\xe2\x80\x9d"), "“No”");
        assert_eq!(text(b"\xff\xfeN\0o\0"), "No");
        assert_eq!(text(b"\xfe\xff\0N\0o"), "No");
        assert_eq!(text(b"\xff\xfe\0\0N\0\0\0o\0\0\0"), "No");
        assert_eq!(text(b"\0\0\xfe\xff\0\0\0N\0\0\0o\0"), "No\u{fffd}");
    }

    #[test]
    fn utf_16_shows_by_its_zeros() {
        assert_eq!(text(b"\"\0N\0o\0\"\0"), "\"No\"");
        assert_eq!(text(b"\0\"\0N\0o\0\""), "\"No\"");
    }

    #[test]
    fn the_page_states_its_encoding() {
        assert_eq!(
            text(b"<meta charset=windows-1251><p>\xcd\xe5\xf2"),
            "<meta charset=windows-1251><p>Нет"
        );
        let old =
            b"<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>\x93No\x94";
        assert!(text(old).ends_with("“No”"), "Latin-1 is read as windows-1252, as browsers do");
        assert_eq!(
            decode(b"\xcd\xe5\xf2", Some("text/plain; charset=\"windows-1251\"")).as_deref(),
            Ok("Нет")
        );
        assert!(text(b"<meta charset=utf-16><p>\xff\xfe").ends_with("\u{fffd}\u{fffd}"));
        assert!(text(b"<meta charset=klingon>\x93No\x94").ends_with("“No”"));
    }

    #[test]
    fn what_is_utf_8_is_read_as_that_whatever_it_states() {
        assert!(text("<meta charset=latin1>“No”".as_bytes()).ends_with("“No”"));
        assert_eq!(text("“No\u{1b}”".as_bytes()), "“No\u{1b}”");
        assert_eq!(
            text(
                "“No”, “yes” \u{e9} "
                    .as_bytes()
                    .iter()
                    .chain(b"\xff")
                    .copied()
                    .collect::<Vec<_>>()
                    .as_slice()
            ),
            "“No”, “yes” é \u{fffd}"
        );
    }

    #[test]
    fn otherwise_it_is_windows_1252() {
        assert_eq!(
            text(b"\x93It\x92s closed,\x94 the mayor said \x96 caf\xe9 and all."),
            "“It’s closed,” the mayor said – café and all."
        );
    }

    #[test]
    fn other_files_are_named_with_what_to_do() {
        for (bytes, error) in [
            (b"%PDF-1.7\n".as_slice(), DecodeError::Pdf),
            (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", DecodeError::Document),
            (b"PK\x03\x04\x14\0photo.jpg", DecodeError::Archive),
            (b"{\\rtf1 Hello}", DecodeError::Document),
            (b"\x89PNG\r\n\x1a\n", DecodeError::Picture),
            (b"\0\0\0\x20ftypmp42", DecodeError::Recording),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0", DecodeError::Binary),
        ] {
            assert_eq!(decode(bytes, None), Err(error));
            assert!(error.to_string().ends_with('.'));
        }
        assert_eq!(text(b"BZh"[..2].as_ref()), "BZ");
        assert_eq!(text(b""), "");
    }
}
