//! The toolchain that is made where rustup's server cannot be asked: Debian's compiler for its web
//! browsers (`rustc-web`), and a wasm32 standard library built once from Debian's sources of the
//! very same version.

use super::{WASM, active_name};
use crate::command::{output, program, run};
use crate::debian;
use crate::progress::say;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The name that rustup knows it by.
pub const NAME: &str = "wasm-deb";

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// Makes it. Takes about a minute.
pub fn make() -> Result<()> {
    if !debian::can_install() {
        bail!(
            "the Rust target {WASM} is missing: run `rustup target add {WASM}`; where rustup's \
             server cannot be reached, run this once as root on Debian, which has what is needed"
        );
    }
    say(format!("no {WASM} from rustup: building it from Debian's sources (once, a minute)"));
    debian::install(&["rustc-web"])?;
    let compiler = Compiler::read()?;
    debian::install(&[&format!("lld-{}", compiler.llvm)])?;

    let work = crate::project::target().join("toolchain-sources");
    let made = build_std(&work).and_then(|std| lay_out(&compiler, &std));
    let tidied = remove(&work);
    let home = made?;
    tidied?;
    run(program("rustup").args(["toolchain", "link", NAME]).arg(home))
}

struct Compiler {
    host: String,
    llvm: String,
}

impl Compiler {
    fn read() -> Result<Self> {
        let about = output(program(DEBIAN_RUSTC).arg("-vV"))?;
        let field = |name: &str| {
            let value = about.lines().find_map(|line| line.strip_prefix(name));
            value.map(str::trim).with_context(|| format!("`{DEBIAN_RUSTC} -vV` tells no {name}"))
        };
        let llvm = field("LLVM version:")?;
        let major = llvm.split('.').next().unwrap_or(llvm);
        Ok(Self { host: field("host:")?.to_owned(), llvm: major.to_owned() })
    }
}

/// Builds the standard library for wasm32 and gives the folder with its parts.
fn build_std(work: &Path) -> Result<PathBuf> {
    remove(work)?;
    fs::create_dir_all(work).with_context(|| format!("cannot make {}", work.display()))?;
    let version = debian::version("rustc-web")?;
    debian::refresh_lists()?;
    output(debian::apt().current_dir(work).args(["download", &format!("rust-web-src={version}")]))?;
    let package = entry(work, |name| name.ends_with(".deb"))?;
    output(program("dpkg").arg("-x").args([&package, work]))?;
    let sources = entry(&work.join("usr/src"), |name| name.starts_with("rustc-"))?;
    let library = sources.join("library");

    // As rustup's own is built: library/sysroot, profile dist, with bitcode so that `lto = "fat"`
    // works later.
    let built = work.join("build");
    let mut cargo = program("cargo");
    for name in ["CARGO_BUILD_TARGET", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER"] {
        cargo.env_remove(name);
    }
    cargo.current_dir(work);
    cargo.env("RUSTC", DEBIAN_RUSTC).env("RUSTC_BOOTSTRAP", "1");
    cargo.env("__CARGO_DEFAULT_LIB_METADATA", NAME).env("RUSTFLAGS", std_flags(&library));
    cargo.args(["build", "--quiet", "--locked", "--profile", "dist", "--target", WASM]);
    cargo.args(["--features", "panic-unwind,backtrace", "--target-dir"]).arg(&built);
    cargo.arg("--manifest-path").arg(library.join("sysroot/Cargo.toml"));
    output(&mut cargo)?;
    Ok(built.join(WASM).join("dist/deps"))
}

fn std_flags(library: &Path) -> String {
    let map = format!("--remap-path-prefix={}=/rustc/std/library", library.display());
    format!("-Cembed-bitcode=yes -Zforce-unstable-if-unmarked {map}")
}

/// Makes a sysroot of our own: the host's library and the linker are links into Debian's packages,
/// the wasm32 library is a copy. It is made aside and then moved into place.
fn lay_out(compiler: &Compiler, std: &Path) -> Result<PathBuf> {
    let home = rustup_home()?.join(NAME);
    let new = home.with_extension("new");
    remove(&new)?;
    let host = new.join("lib/rustlib").join(&compiler.host);
    let wasm = new.join("lib/rustlib").join(WASM).join("lib");
    for folder in [&new.join("bin"), &host.join("bin"), &wasm] {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let cargo = output(program("rustup").args(["which", "--toolchain", &active_name()?, "cargo"]))?;
    link(Path::new(&format!("/usr/lib/rustlib/{}/lib", compiler.host)), &host.join("lib"))?;
    link(Path::new(&format!("/usr/bin/lld-{}", compiler.llvm)), &host.join("bin/rust-lld"))?;
    link(Path::new(cargo.trim()), &new.join("bin/cargo"))?;
    copy_library(std, &wasm)?;
    for tool in ["rustc", "rustdoc"] {
        wrap(tool, &home, &new.join("bin").join(tool))?;
    }
    remove(&home)?;
    fs::rename(&new, &home).with_context(|| format!("cannot move {} into place", new.display()))?;
    Ok(home)
}

fn rustup_home() -> Result<PathBuf> {
    Ok(PathBuf::from(output(program("rustup").args(["show", "home"]))?.trim()))
}

fn copy_library(from: &Path, to: &Path) -> Result<()> {
    for path in entries(from)? {
        let name = name(&path);
        // libsysroot only names the others.
        if name.ends_with(".rlib") && !name.starts_with("libsysroot") {
            fs::copy(&path, to.join(&name)).with_context(|| format!("cannot copy {name}"))?;
        }
    }
    Ok(())
}

/// Debian's program, looking for its libraries in our sysroot.
fn wrap(tool: &str, home: &Path, script: &Path) -> Result<()> {
    let text = format!("#!/bin/sh\nexec /usr/bin/{tool} --sysroot \"{}\" \"$@\"\n", home.display());
    fs::write(script, text).with_context(|| format!("cannot write {}", script.display()))?;
    run(program("chmod").arg("+x").arg(script))
}

fn link(to: &Path, at: &Path) -> Result<()> {
    run(program("ln").arg("-s").args([to, at]))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let all = fs::read_dir(folder).and_then(|list| list.map(|e| e.map(|e| e.path())).collect());
    all.with_context(|| format!("cannot read {}", folder.display()))
}

fn entry(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<PathBuf> {
    let found = entries(folder)?.into_iter().find(|path| wanted(&name(path)));
    found.with_context(|| {
        format!("Debian's package has not what was expected in {}", folder.display())
    })
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
