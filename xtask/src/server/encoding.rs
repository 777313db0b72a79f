//! Files as they are sent: compressed when the browser takes that.

use super::files::File;
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A way of compressing that browsers know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Brotli, the smaller one.
    Brotli,
    /// Gzip, which everything reads.
    Gzip,
}

impl Encoding {
    /// Its name in HTTP.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The best of those that an `Accept-Encoding` header takes.
    pub fn choose(accepted: &str) -> Option<Self> {
        let takes = |encoding: Self| {
            accepted.split(',').any(|part| {
                let (name, parameters) = part.split_once(';').unwrap_or((part, ""));
                let weight = parameters.trim().strip_prefix("q=");
                let refused = weight.and_then(|q| q.parse::<f32>().ok()).is_some_and(|q| q <= 0.0);
                name.trim().eq_ignore_ascii_case(encoding.name()) && !refused
            })
        };
        [Self::Brotli, Self::Gzip].into_iter().find(|&encoding| takes(encoding))
    }

    /// Compresses; `quality` is from 1, fast, to 9, small. (Brotli's two highest qualities are
    /// what `quality` 9 stands for.)
    pub fn compress(self, bytes: &[u8], quality: u32) -> io::Result<Vec<u8>> {
        match self {
            Self::Gzip => {
                let mut out =
                    flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(quality));
                out.write_all(bytes)?;
                out.finish()
            }
            Self::Brotli => {
                let quality = if quality >= 9 { 11 } else { quality };
                let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, 22);
                out.write_all(bytes)?;
                out.flush()?;
                Ok(out.into_inner())
            }
        }
    }
}

/// Fast enough that nobody waits for a page of their own computer.
const QUALITY: u32 = 5;

/// The compressed form of each file that was asked for, as long as the file stays the same.
#[derive(Default)]
pub struct Cache {
    made: Mutex<Made>,
}

/// Compressed bytes with the tag of the file that they were made from.
type Made = HashMap<(PathBuf, Encoding), (String, Vec<u8>)>;

impl Cache {
    /// A file's bytes, in the best form that the browser takes.
    pub fn read(&self, file: &File, accepted: &str) -> io::Result<(Vec<u8>, Option<Encoding>)> {
        let encoding = Encoding::choose(accepted).filter(|_| file.shrinks());
        let Some(encoding) = encoding else { return Ok((std::fs::read(&file.path)?, None)) };
        let key = (file.path.clone(), encoding);
        if let Some((tag, bytes)) = self.lock().get(&key)
            && *tag == file.tag
        {
            return Ok((bytes.clone(), Some(encoding)));
        }
        let bytes = encoding.compress(&std::fs::read(&file.path)?, QUALITY)?;
        self.lock().insert(key, (file.tag.clone(), bytes.clone()));
        Ok((bytes, Some(encoding)))
    }

    fn lock(&self) -> MutexGuard<'_, Made> {
        // Each entry is whole on its own, whatever happened to the one who held the lock.
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn brotli_is_preferred_and_a_refusal_heeded() {
        assert_eq!(Encoding::choose("gzip, deflate, br, zstd"), Some(Encoding::Brotli));
        assert_eq!(Encoding::choose("gzip, br;q=0"), Some(Encoding::Gzip));
        assert_eq!(Encoding::choose("identity"), None);
        assert_eq!(Encoding::choose(""), None);
    }

    #[test]
    fn what_was_compressed_can_be_read_again() {
        let text = "He said, she said. ".repeat(500);
        let small = Encoding::Gzip.compress(text.as_bytes(), QUALITY).unwrap();
        let mut back = String::new();
        flate2::read::GzDecoder::new(&small[..]).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);

        let small = Encoding::Brotli.compress(text.as_bytes(), 9).unwrap();
        let mut back = String::new();
        brotli::Decompressor::new(&small[..], 4096).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
    }
}
