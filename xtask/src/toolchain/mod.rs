//! A Rust toolchain that can build WebAssembly: found, or made.

mod fallback;

use crate::command::{output, program, succeeds, succeeds_within};
use crate::progress::say;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// What the page is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// A toolchain that links WebAssembly modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The one that builds everything else too.
    Active,
    /// Another one, by the name that rustup knows it by.
    Named(&'static str),
}

impl Toolchain {
    /// A `cargo` that builds with it.
    pub fn cargo(&self) -> Command {
        self.tool("cargo")
    }

    fn tool(&self, tool: &str) -> Command {
        let mut command = program(tool);
        if let Self::Named(name) = self {
            command.arg(format!("+{name}"));
        }
        command
    }
}

impl std::fmt::Display for Toolchain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Active => write!(f, "the active toolchain builds {WASM}"),
            Self::Named(name) => write!(f, "the toolchain {name} builds {WASM}"),
        }
    }
}

/// Finds a toolchain that links WebAssembly, or makes one: the active one; the fallback if it was
/// made before; the active one with the target added by rustup (not with `WASM_NO_RUSTUP` set);
/// the fallback made now.
pub fn find() -> Result<Toolchain> {
    let fallback = Toolchain::Named(fallback::NAME);
    if links_wasm(&Toolchain::Active)? {
        return Ok(Toolchain::Active);
    }
    if links_wasm(&fallback)? {
        return Ok(fallback);
    }
    if add_target() && links_wasm(&Toolchain::Active)? {
        return Ok(Toolchain::Active);
    }
    fallback::make()?;
    anyhow::ensure!(
        links_wasm(&fallback)?,
        "the toolchain {} was made, but does not build {WASM}; remove it with \
         `rustup toolchain uninstall {}` and try again",
        fallback::NAME,
        fallback::NAME
    );
    Ok(fallback)
}

fn add_target() -> bool {
    if std::env::var_os("WASM_NO_RUSTUP").is_some_and(|value| !value.is_empty()) {
        return false;
    }
    say(format!("adding the target {WASM} with rustup (once)"));
    let limit = Duration::from_secs(300);
    succeeds_within(program("rustup").args(["target", "add", WASM]), limit)
}

/// The proof that a toolchain works: it links a real module that needs `std`. A target folder that
/// is merely there may be empty, or belong to another compiler.
fn links_wasm(toolchain: &Toolchain) -> Result<bool> {
    let folder = crate::project::target().join("toolchain-check");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let source = folder.join("proof.rs");
    std::fs::write(&source, PROOF).with_context(|| format!("cannot write {}", source.display()))?;
    Ok(succeeds(&mut proof(toolchain, &source, &folder.join("proof.wasm"))))
}

fn proof(toolchain: &Toolchain, source: &Path, module: &Path) -> Command {
    let mut rustc = toolchain.tool("rustc");
    rustc.args(["--edition", "2024", "--crate-type", "cdylib", "--target", WASM, "-o"]);
    rustc.arg(module).arg(source);
    rustc
}

const PROOF: &str = r#"#[unsafe(no_mangle)]
pub extern "C" fn proof(n: usize) -> usize {
    (0..n).map(|i| i.to_string()).collect::<Vec<_>>().join(",").len()
}
"#;

/// The name of the active toolchain, as rustup knows it.
fn active_name() -> Result<String> {
    let text = output(program("rustup").args(["show", "active-toolchain"])).with_context(|| {
        format!("there is no rustup here: install it from rustup.rs, or a Rust that has {WASM}")
    })?;
    let name = text.split_whitespace().next();
    Ok(name.context("rustup names no active toolchain: run `rustup default stable`")?.to_owned())
}
