//! The runner that cargo hands each wasm test binary to. It is the published
//! `wasm-bindgen-test-runner`; building it here keeps its version and its dependencies in our lock
//! file, and shares them with xtask.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
