//! The command line: see [`cli`].

#[cfg(not(target_arch = "wasm32"))]
mod cli;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    cli::main()
}

/// A browser starts the library, not the program.
#[cfg(target_arch = "wasm32")]
fn main() {}
