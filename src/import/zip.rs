//! Reading ZIP archives, which are believed in nothing: each number is checked against the bytes.
//!
//! Files may be stored or deflated. The records are those of
//! [APPNOTE.TXT](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT) 4.3.7, 4.3.12, 4.3.16.

use super::ImportError;
use super::inflate::inflate;
use super::native::LIMIT;
use crate::export::zip::checksum;

const DAMAGED: &str = "it is cut short or damaged";

/// Whether a file is an archive: it begins with a file in it, or with the end of an empty one.
pub(super) fn is_zip(file: &[u8]) -> bool {
    file.starts_with(b"PK\x03\x04") || file.starts_with(b"PK\x05\x06")
}

/// Why an archive cannot be read.
pub(super) fn wrong(reason: impl Into<String>) -> ImportError {
    ImportError::Archive(reason.into())
}

/// A file in an archive, still packed.
pub(super) struct Entry<'z> {
    /// Its path.
    pub(super) name: String,
    packed: &'z [u8],
    is_encrypted: bool,
    method: usize,
    /// Its size in bytes and checksum, as the archive has them.
    size: usize,
    checksum: usize,
}

/// The files of an archive.
///
/// # Errors
/// When it is damaged, or one of its files would lie outside the folder that it is unpacked in.
pub(super) fn entries(archive: &[u8]) -> Result<Vec<Entry<'_>>, ImportError> {
    let entries = directory(archive).ok_or_else(|| wrong(DAMAGED))?;
    let leaves =
        |name: &str| name.starts_with('/') || name.split(['/', '\\']).any(|part| part == "..");
    match entries.iter().find(|entry| leaves(&entry.name)) {
        Some(Entry { name, .. }) => Err(wrong(format!("{name:?} would lie outside of it"))),
        None => Ok(entries),
    }
}

impl Entry<'_> {
    /// It with its path without `ending`, if that is how it ends.
    pub(super) fn named(&self, ending: &str) -> Option<(&str, &Self)> {
        Some((self.name.strip_suffix(ending)?, self))
    }

    /// What is in the file; `room` is how many bytes all that are unpacked may still have.
    ///
    /// # Errors
    /// When it is too large, packed in a way that is not known, or not what the archive says.
    pub(super) fn unpack(&self, room: &mut usize) -> Result<Vec<u8>, ImportError> {
        let Self { name, packed, is_encrypted, method, size, checksum: expected } = self;
        *room = room.checked_sub(*size).ok_or(ImportError::TooLarge {
            bytes: (LIMIT - *room).saturating_add(*size),
            limit: LIMIT,
        })?;
        let bytes = match method {
            _ if *is_encrypted => return Err(wrong(format!("{name:?} is encrypted"))),
            0 if packed.len() == *size => Some(packed.to_vec()),
            0 => None,
            8 => inflate(packed, *size),
            _ => return Err(wrong(format!("{name:?} is compressed by another way than deflate"))),
        };
        let is_right = |bytes: &Vec<u8>| checksum(bytes) as usize == *expected;
        bytes.filter(is_right).ok_or_else(|| wrong(format!("{name:?} is damaged")))
    }
}

/// The files that the directory lists, if all of them are there.
fn directory(archive: &[u8]) -> Option<Vec<Entry<'_>>> {
    let last = archive.len().checked_sub(22)?;
    // The end of the directory is followed by a comment of at most 65,535 bytes.
    let mut ends = (last.saturating_sub(0xffff)..=last).rev();
    let end = ends.find(|&end| {
        archive[end..].starts_with(b"PK\x05\x06")
            && number(archive, end + 20, 2) == Some(archive.len() - end - 22)
    })?;
    let mut at = number(archive, end + 16, 4)?;
    let mut entries = Vec::new();
    for _ in 0..number(archive, end + 10, 2)? {
        let of = |from, bytes| number(archive, at.checked_add(from)?, bytes);
        if !archive.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let name = bytes(archive, at + 46, of(28, 2)?)?;
        let file = of(42, 4)?;
        if !archive.get(file..)?.starts_with(b"PK\x03\x04") {
            return None;
        }
        // The two may have different extra fields.
        let start = file + 30 + number(archive, file + 26, 2)? + number(archive, file + 28, 2)?;
        entries.push(Entry {
            name: String::from_utf8_lossy(name).into_owned(),
            packed: bytes(archive, start, of(20, 4)?)?,
            is_encrypted: of(8, 2)? & 1 == 1,
            method: of(10, 2)?,
            size: of(24, 4)?,
            checksum: of(16, 4)?,
        });
        at += 46 + name.len() + of(30, 2)? + of(32, 2)?;
    }
    Some(entries)
}

fn bytes(archive: &[u8], start: usize, length: usize) -> Option<&[u8]> {
    archive.get(start..start.checked_add(length)?)
}

/// The number of so many bytes there, the lowest first.
fn number(archive: &[u8], start: usize, length: usize) -> Option<usize> {
    let bytes = bytes(archive, start, length)?.iter().rev();
    Some(bytes.fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::zip::Archive;
    use miniz_oxide::deflate::compress_to_vec;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const WORDS: &str = "Yes, yes, yes, yes.";

    fn archive(name: &str, contents: &[u8]) -> Vec<u8> {
        let mut archive = Archive::default();
        archive.add("notes/empty", b"");
        archive.add(name, contents);
        archive.finish()
    }

    /// The same with other numbers in the directory, where `name` has them.
    fn changed(name: &str, contents: &[u8], numbers: &[(usize, usize, usize)]) -> Vec<u8> {
        let mut bytes = archive(name, contents);
        let at = bytes.len() - 22 - 46 - name.len();
        for &(from, length, number) in numbers {
            bytes[at + from..][..length].copy_from_slice(&number.to_le_bytes()[..length]);
        }
        bytes
    }

    fn unpacked(archive: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
        let mut room = LIMIT;
        let entries = entries(archive).map_err(|why| why.to_string())?;
        let unpack = |entry: Entry<'_>| {
            entry.unpack(&mut room).map(|bytes| (entry.name, bytes)).map_err(|why| why.to_string())
        };
        entries.into_iter().map(unpack).collect()
    }

    #[test]
    fn stored_and_deflated_files_are_unpacked() {
        let expected = [("notes/empty".into(), Vec::new()), ("a.txt".into(), WORDS.into())];
        assert_eq!(unpacked(&archive("a.txt", WORDS.as_bytes())), Ok(expected.to_vec()));
        let packed = compress_to_vec(WORDS.as_bytes(), 9);
        let sum = checksum(WORDS.as_bytes()) as usize;
        let deflated = [(10, 2, 8), (16, 4, sum), (24, 4, WORDS.len())];
        assert_eq!(unpacked(&changed("a.txt", &packed, &deflated)), Ok(expected.to_vec()));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let said = |name, numbers: &[_]| {
            unpacked(&changed(name, WORDS.as_bytes(), numbers)).expect_err("it is spoilt")
        };
        let cannot = |reason| format!("The archive cannot be read: {reason}.");
        assert_eq!(said("a", &[(8, 2, 1)]), cannot("\"a\" is encrypted"));
        assert_eq!(
            said("a", &[(10, 2, 12)]),
            cannot("\"a\" is compressed by another way than deflate")
        );
        assert_eq!(said("a", &[(16, 4, 7)]), cannot("\"a\" is damaged"));
        assert_eq!(said("a", &[(10, 2, 8)]), cannot("\"a\" is damaged"));
        assert_eq!(said("a", &[(20, 4, 900)]), cannot("it is cut short or damaged"));
        assert_eq!(said("a", &[(42, 4, 3)]), cannot("it is cut short or damaged"));
        assert_eq!(said("../a", &[]), cannot("\"../a\" would lie outside of it"));
        let bomb = said("a", &[(24, 4, 0xffff_fffe)]);
        assert!(bomb.ends_with("Sayso opens at most 256 MB."), "{bomb}");
    }

    proptest! {
        #[test]
        fn an_archive_cut_short_is_refused(at in 0.0..1.0_f64) {
            let archive = archive("a.txt", WORDS.as_bytes());
            let cut = (at * archive.len() as f64) as usize;
            prop_assert!(unpacked(&archive[..cut]).is_err());
        }

        #[test]
        fn nothing_brings_it_down(
            changes in vec((0.0..1.0_f64, any::<u8>()), 0..6),
            tail in vec(any::<u8>(), 0..90),
        ) {
            let mut archive = archive("a.txt", WORDS.as_bytes());
            for (at, byte) in changes {
                let at = (at * archive.len() as f64) as usize;
                archive[at] = byte;
            }
            let _ = unpacked(&archive);
            let _ = unpacked(&tail);
            archive.extend_from_slice(&tail);
            let _ = unpacked(&archive);
        }
    }
}
