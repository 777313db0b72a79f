//! Running other programs, with failures that say what was run.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A command that runs in the project's folder.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(crate::project::root());
    command
}

/// The words of a command as one would type them.
pub fn words(command: &Command) -> String {
    let all = std::iter::once(command.get_program()).chain(command.get_args());
    all.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs it with its output shown.
pub fn run(command: &mut Command) -> Result<()> {
    let status =
        command.status().with_context(|| format!("`{}` cannot be started", words(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", words(command));
    }
    Ok(())
}

/// Runs it and gives what it wrote to standard output; when it fails, what it wrote is the reason.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("`{}` cannot be started", words(command)))?;
    let out = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({})\n{}{}", words(command), output.status, out, reason.trim_end());
    }
    Ok(out.into_owned())
}

/// Whether it runs and succeeds; what it says is not shown.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Like [`succeeds`], but ends it when it has not finished in time: a server that does not answer
/// must not keep the build waiting.
pub fn succeeds_within(command: &mut Command, limit: Duration) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = quiet.spawn() else { return false };
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if start.elapsed() < limit => std::thread::sleep(Duration::from_millis(50)),
            Ok(None) | Err(_) => {
                // It may have ended by itself in between: then there is nothing left to stop.
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// Whether a program is there to be called.
pub fn is_installed(name: &str) -> bool {
    succeeds(program(name).arg("--version"))
}

/// The full path of a program, if it is there.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let absolute = Path::new(name).is_absolute().then(|| PathBuf::from(name));
    let candidates =
        absolute.into_iter().chain(std::env::split_paths(&folders).map(|f| f.join(name)));
    candidates
        .map(|path| path.with_extension(std::env::consts::EXE_EXTENSION))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_tells_the_command_and_what_it_said() {
        let error = output(program("cargo").arg("no-such-subcommand")).unwrap_err().to_string();
        assert!(error.contains("`cargo no-such-subcommand` failed"), "{error}");
    }

    #[test]
    fn a_missing_program_is_a_failure_like_any_other() {
        let error = run(&mut program("no-such-program-anywhere")).unwrap_err().to_string();
        assert_eq!(error, "`no-such-program-anywhere` cannot be started");
        assert!(!is_installed("no-such-program-anywhere"));
    }
}
