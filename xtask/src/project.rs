//! Where things are in the project.

use std::path::{Path, PathBuf};

/// The project's folder.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// What is served: the page, and the bindings in `pkg`.
pub fn www() -> PathBuf {
    root().join("www")
}

/// What the build makes for the page to load.
pub fn pkg() -> PathBuf {
    www().join("pkg")
}

/// Everything else that is made: never served, never committed.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// WebAssembly is built in a folder of its own: its compiler may be another one than the native
/// one, and neither should undo the other's work.
pub fn wasm_target() -> PathBuf {
    target().join("wasm")
}

/// Programs that are fetched once.
pub fn tools() -> PathBuf {
    target().join("tools")
}
