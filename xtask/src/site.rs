//! The page with everything that it loads.

use crate::progress::{Steps, say};
use crate::toolchain::Toolchain;
use crate::{bindings, offline, optimise, toolchain};
use anyhow::Result;

/// Makes `www/` ready to be served; does only what has changed.
pub fn build(steps: &mut Steps) -> Result<()> {
    let toolchain = steps.run("Finding a toolchain for WebAssembly", toolchain)?;
    build_with(&toolchain, steps)
}

/// A toolchain that links WebAssembly.
pub fn toolchain() -> Result<Toolchain> {
    let found = toolchain::find()?;
    say(format!("{found}"));
    Ok(found)
}

/// Like [`build`], with a toolchain that was found already.
pub fn build_with(toolchain: &Toolchain, steps: &mut Steps) -> Result<()> {
    let module = steps.run("Building the core for the browser", || bindings::compile(toolchain))?;
    steps.run("Making its bindings", || bindings::bind(&module, &optimise::find()))?;
    offline::write()
}
