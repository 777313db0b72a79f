//! Taking files of weights apart.
//!
//! A file is little endian, its sections begin at multiples of four bytes. It starts with 16 bytes:
//! four that name the kind of model, the version of its layout, the FNV-1a checksum of all that
//! follows, and the length of the whole.

use std::fmt;

/// Why bytes are no model that this code can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// They begin with something else.
    NotAModel,
    /// They are of another version of the format.
    Version {
        /// Theirs.
        of: u32,
        /// The one that can be read.
        known: u32,
    },
    /// They are fewer or more than they say.
    Length,
    /// They are not as they were written.
    Checksum,
    /// They were made for other features, tags or a larger network.
    Shape(&'static str),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAModel => write!(f, "This file is not such a Sayso model."),
            Self::Version { of, known } => {
                write!(f, "This model is of format version {of}; only version {known} can be read.")
            }
            Self::Length => write!(f, "This model is cut off or has more bytes than it should."),
            Self::Checksum => write!(f, "This model is damaged: its checksum does not match."),
            Self::Shape(what) => write!(f, "This model does not fit the program: {what}."),
        }
    }
}

impl std::error::Error for ModelError {}

/// Takes a file apart from its start.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// A reader that stands behind the first 16 bytes, and the checksum.
    ///
    /// # Errors
    /// When these are not of such a model, or do not fit what follows.
    pub(crate) fn new(
        bytes: &'a [u8],
        magic: &[u8; 4],
        version: u32,
    ) -> Result<(Self, u32), ModelError> {
        let mut reader = Self { bytes, at: 0 };
        if reader.take(4) != Ok(magic) {
            return Err(ModelError::NotAModel);
        }
        let (of, checksum, length) = (reader.number()?, reader.number()?, reader.number()?);
        if of != version {
            return Err(ModelError::Version { of, known: version });
        }
        if usize::try_from(length) != Ok(bytes.len()) {
            return Err(ModelError::Length);
        }
        if fnv1a(bytes[reader.at..].iter().copied()) != checksum {
            return Err(ModelError::Checksum);
        }
        Ok((reader, checksum))
    }

    /// The next section, `len` bytes long.
    pub(crate) fn take(&mut self, len: usize) -> Result<&'a [u8], ModelError> {
        let section = self.bytes.get(self.at..).and_then(|rest| rest.get(..len));
        self.at += len.next_multiple_of(4);
        section.ok_or(ModelError::Length)
    }

    pub(crate) fn number(&mut self) -> Result<u32, ModelError> {
        let section = self.take(4)?;
        section.try_into().map(u32::from_le_bytes).map_err(|_| ModelError::Length)
    }

    /// Numbers that are stored as differences, a plane for each of their bytes.
    pub(crate) fn ascending(&mut self, count: usize) -> Result<Vec<u32>, ModelError> {
        let planes = self.take(count * 4)?;
        let mut last = 0_u32;
        let numbers = (0..count).map(|i| {
            let bytes = [0, 1, 2, 3].map(|plane| planes[plane * count + i]);
            last = last.wrapping_add(u32::from_le_bytes(bytes));
            last
        });
        Ok(numbers.collect())
    }

    pub(crate) fn floats(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        let section = self.take(count * 4)?;
        Ok(section.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect())
    }

    /// # Errors
    /// When there is more to read.
    pub(crate) fn end(&self) -> Result<(), ModelError> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(ModelError::Length) }
    }
}

/// The FNV-1a hash of `bytes` in 32 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
pub(crate) fn fnv1a(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes
        .into_iter()
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
