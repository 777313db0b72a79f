//! The page with everything that it loads.

use crate::progress::{say, step};
use crate::{bindings, toolchain};
use anyhow::Result;

/// Makes `www/` ready to be served; does only what has changed.
pub fn build() -> Result<()> {
    let toolchain = step("WebAssembly toolchain", || {
        let found = toolchain::find()?;
        say(format!("{found}"));
        Ok(found)
    })?;
    step("Page", || bindings::bind(&bindings::compile(&toolchain)?))
}
