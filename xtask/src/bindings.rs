//! From the crate to what the page loads: `www/pkg/sayso.js` and `www/pkg/sayso_bg.wasm`.

use crate::command::run;
use crate::optimise::Optimiser;
use crate::progress::{kilobytes, say};
use crate::project;
use crate::toolchain::{Toolchain, WASM};
use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The name of the generated files: `sayso.js`, `sayso_bg.wasm`.
const NAME: &str = "sayso";

/// Builds the crate for WebAssembly and gives the module, without its bindings.
pub fn compile(toolchain: &Toolchain) -> Result<PathBuf> {
    let mut cargo = toolchain.cargo();
    cargo.args(["build", "--package", "sayso", "--lib", "--profile", "wasm", "--target", WASM]);
    run(for_wasm(&mut cargo))?;
    Ok(project::wasm_target().join(WASM).join("wasm").join(format!("{NAME}.wasm")))
}

/// Sets what every build for WebAssembly shares, tests included. SIMD is in every browser since 2023.
pub fn for_wasm(cargo: &mut std::process::Command) -> &mut std::process::Command {
    // Flags meant for native code would replace ours.
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Ctarget-feature=+simd128");
    cargo.env("CARGO_TARGET_DIR", project::wasm_target())
}

/// Makes the bindings for a module and shrinks it, unless that was done for these very bytes before.
pub fn bind(module: &Path, optimiser: &Optimiser) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let stamp = project::wasm_target().join("bindings.stamp");
    let state = state(&bytes, optimiser);
    if fs::read_to_string(&stamp).is_ok_and(|made| made == state) && is_complete() {
        return Ok(());
    }
    generate(bytes)?;
    let wasm = project::pkg().join(format!("{NAME}_bg.wasm"));
    optimiser.shrink(&wasm)?;
    fs::write(&stamp, state).with_context(|| format!("cannot write {}", stamp.display()))?;
    say(format!("{}: {}", wasm.display(), kilobytes(size(&wasm)?)));
    Ok(())
}

/// What the outcome depends on.
fn state(module: &[u8], optimiser: &Optimiser) -> String {
    let mut hasher = DefaultHasher::new();
    module.hash(&mut hasher);
    let version = wasm_bindgen_shared::version();
    format!("{:016x} {version} {optimiser:?}", hasher.finish())
}

fn is_complete() -> bool {
    [format!("{NAME}.js"), format!("{NAME}.d.ts"), format!("{NAME}_bg.wasm")]
        .iter()
        .all(|file| project::pkg().join(file).exists())
}

fn generate(module: Vec<u8>) -> Result<()> {
    let mut bindgen = Bindgen::new();
    // With its default path, the page's `init()` finds the module by itself.
    bindgen.input_bytes(NAME, module).web(true)?.omit_default_module_path(false);
    // The page's types are checked against what the module really exports.
    bindgen.remove_producers_section(true).typescript(true);
    bindgen.generate(project::pkg()).context("the bindings cannot be made from the built module")
}

fn size(file: &Path) -> Result<usize> {
    let about = fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(usize::try_from(about.len())?)
}
