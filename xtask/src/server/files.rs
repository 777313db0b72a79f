//! From the address in a request to a file of the page.

use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What stands at an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A file to send.
    File(File),
    /// A folder asked for without the slash at its end: its address with it.
    Folder(String),
    /// Nothing that is served.
    Nothing,
}

/// A file of the page.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// Where it is on disk.
    pub path: PathBuf,
    /// What browsers are told that it is.
    pub mime: &'static str,
    /// Changes whenever the file does: an HTTP entity tag, a weak one, since it is the same for
    /// each way of compressing the file.
    pub tag: String,
}

impl File {
    /// Whether compressing it is worth the while.
    pub fn shrinks(&self) -> bool {
        !matches!(self.mime, "image/png" | "image/webp" | "font/woff2")
    }
}

/// Looks up the target of a request in a folder. What leads out of it, and hidden files, are not
/// served.
pub fn find(folder: &Path, target: &str) -> Found {
    let address = target.split(['?', '#']).next().unwrap_or_default();
    let Some(relative) = decode(address).and_then(|text| inside(&text)) else {
        return Found::Nothing;
    };
    let mut path = folder.join(relative);
    if path.is_dir() {
        if !address.ends_with('/') {
            return Found::Folder(format!("{address}/"));
        }
        path.push("index.html");
    }
    file(path).map_or(Found::Nothing, Found::File)
}

/// The address as a path below the folder; none if it is not plainly that.
fn inside(address: &str) -> Option<PathBuf> {
    let path = PathBuf::from(address.trim_start_matches('/'));
    let plain = path.components().all(
        |part| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.')),
    );
    // A backslash or a colon would mean something on Windows.
    (plain && !address.contains(['\\', ':', '\0'])).then_some(path)
}

fn decode(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn file(path: PathBuf) -> Option<File> {
    let about = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
    let changed = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let tag = format!("W/\"{:x}-{:x}\"", about.len(), changed.unwrap_or_default().as_nanos());
    Some(File { mime: mime(&path), path, tag })
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn www() -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sayso-files-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("pkg")).unwrap();
        for name in ["index.html", "pkg/a b.wasm", "pkg/index.html", ".hidden"] {
            std::fs::write(folder.join(name), name).unwrap();
        }
        folder
    }

    fn found(target: &str) -> String {
        let www = www();
        match find(&www, target) {
            Found::File(file) => {
                let path = file.path.strip_prefix(&www).unwrap().to_string_lossy().into_owned();
                format!("{path} as {}", file.mime)
            }
            Found::Folder(address) => format!("see {address}"),
            Found::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn addresses_lead_to_files() {
        assert_eq!(found("/"), "index.html as text/html; charset=utf-8");
        assert_eq!(found("/index.html?x=../y"), "index.html as text/html; charset=utf-8");
        assert_eq!(found("/pkg/a%20b.wasm"), "pkg/a b.wasm as application/wasm");
        assert_eq!(found("/pkg/"), "pkg/index.html as text/html; charset=utf-8");
        assert_eq!(found("/pkg"), "see /pkg/");
        assert_eq!(found("/missing.js"), "nothing");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let targets = [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/pkg/../../Cargo.toml",
            "//etc/passwd",
            "/..%5cCargo.toml",
            "/.hidden",
            "/c:/x",
            "/%00",
            "/%zz",
            "/%",
            "*",
        ];
        for target in targets {
            assert_eq!(found(target), "nothing", "{target}");
        }
    }
}
