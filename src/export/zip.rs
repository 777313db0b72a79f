//! ZIP archives whose files are stored as they are.
//!
//! An article is small, and whoever receives one hardly gains by its being compressed; stored files
//! need three records and a checksum, which is less than any library would add to the download. The
//! records are those of [APPNOTE.TXT](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT)
//! 4.3.7, 4.3.12 and 4.3.16.

/// An archive that is being written.
#[derive(Default)]
pub(crate) struct Archive {
    bytes: Vec<u8>,
    /// The central directory, which follows the files.
    directory: Vec<u8>,
    count: u16,
}

/// The version that is needed to read the archive, 2.0, and the flag that says that names are UTF-8.
const VERSION_AND_FLAGS: [u16; 2] = [20, 0x0800];

/// The first day that the format can name, at midnight: the core has no clock.
const TIME_AND_DATE: [u16; 2] = [0, 0x0021];

impl Archive {
    /// Adds a file.
    ///
    /// # Panics
    /// If the archive grows beyond the 4 GiB that the format can count, some thousand times what an
    /// article takes.
    pub(crate) fn add(&mut self, name: &str, contents: &[u8]) {
        let at = size(self.bytes.len());
        let mut shared = Vec::with_capacity(26);
        push_u16s(&mut shared, &VERSION_AND_FLAGS);
        push_u16s(&mut shared, &[0]); // stored
        push_u16s(&mut shared, &TIME_AND_DATE);
        push_u32s(&mut shared, &[checksum(contents), size(contents.len()), size(contents.len())]);
        let name_length = u16::try_from(name.len()).expect("names are short");
        push_u16s(&mut shared, &[name_length, 0]);

        push_u32s(&mut self.bytes, &[0x0403_4b50]);
        self.bytes.extend_from_slice(&shared);
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(contents);

        push_u32s(&mut self.directory, &[0x0201_4b50]);
        push_u16s(&mut self.directory, &[VERSION_AND_FLAGS[0]]); // made by
        self.directory.extend_from_slice(&shared);
        push_u16s(&mut self.directory, &[0, 0, 0]); // no comment, first disk, binary
        push_u32s(&mut self.directory, &[0, at]);
        self.directory.extend_from_slice(name.as_bytes());
        self.count += 1;
    }

    /// The archive.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let (at, length) = (size(self.bytes.len()), size(self.directory.len()));
        self.bytes.append(&mut self.directory);
        push_u32s(&mut self.bytes, &[0x0605_4b50]);
        push_u16s(&mut self.bytes, &[0, 0, self.count, self.count]);
        push_u32s(&mut self.bytes, &[length, at]);
        push_u16s(&mut self.bytes, &[0]);
        self.bytes
    }
}

fn size(length: usize) -> u32 {
    u32::try_from(length).expect("an article is far smaller than 4 GiB")
}

fn push_u16s(to: &mut Vec<u8>, numbers: &[u16]) {
    numbers.iter().for_each(|number| to.extend_from_slice(&number.to_le_bytes()));
}

fn push_u32s(to: &mut Vec<u8>, numbers: &[u32]) {
    numbers.iter().for_each(|number| to.extend_from_slice(&number.to_le_bytes()));
}

/// CRC-32 as ZIP has it: the polynomial 0xEDB88320, reflected.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut index = 0;
        while index < 256 {
            let mut rest = index as u32;
            let mut bit = 0;
            while bit < 8 {
                rest = if rest & 1 == 1 { (rest >> 1) ^ 0xedb8_8320 } else { rest >> 1 };
                bit += 1;
            }
            table[index] = rest;
            index += 1;
        }
        table
    };
    let step =
        |rest: u32, &byte: &u8| TABLE[usize::from(rest.to_le_bytes()[0] ^ byte)] ^ (rest >> 8);
    !bytes.iter().fold(!0, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926, "the check value of CRC-32/ISO-HDLC");
        assert_eq!(checksum(b""), 0);
    }

    #[test]
    fn the_directory_says_where_each_file_is() {
        let mut archive = Archive::default();
        archive.add("a.txt", b"first");
        archive.add("b.txt", "zweite Datei “b”".as_bytes());
        let bytes = archive.finish();
        let end = bytes.len() - 22;
        let u32_at = |at: usize| {
            u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize
        };
        let directory = u32_at(end + 16);
        assert_eq!(directory + u32_at(end + 12), end);
        let second = directory + 46 + "a.txt".len();
        let at = u32_at(second + 42);
        assert_eq!(&bytes[at + 30..at + 35], b"b.txt");
        assert!(bytes[at + 35..].starts_with("zweite".as_bytes()));
    }
}
