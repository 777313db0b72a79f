//! What the tests in a browser need: Chromium with its driver, and Node.

use crate::command::{is_installed, on_path, program};
use crate::debian;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The environment variable that names a browser of one's own choice.
pub const CHROMIUM: &str = "SAYSO_CHROMIUM";

/// The same for Firefox.
pub const FIREFOX: &str = "SAYSO_FIREFOX";

/// The programs that the browser tests call.
#[derive(Clone, Debug)]
pub struct Programs {
    /// Chromium, or Chrome.
    pub chromium: PathBuf,
    /// Its WebDriver.
    pub driver: PathBuf,
}

/// Firefox, without which the tests can do.
pub fn firefox() -> Option<PathBuf> {
    debian::spared("Firefox", FIREFOX, &["firefox-esr", "firefox"], &["firefox-esr"])
}

/// Where Chromium is when it is not called by its name.
const PLACES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Finds the programs; as root on Debian, those that are missing are installed.
pub fn find() -> Result<Programs> {
    require_node()?;
    let (chromium, driver) = (chromium(), driver());
    let (chromium, driver) = match (chromium, driver) {
        (Some(chromium), Some(driver)) => return Ok(Programs { chromium, driver }),
        _ if debian::can_install() => {
            debian::install(&["chromium", "chromium-driver"])?;
            (self::chromium(), self::driver())
        }
        found => found,
    };
    let Some(chromium) = chromium else {
        bail!(
            "the tests need Chromium: install it (Debian and Ubuntu: `apt-get install chromium \
             chromium-driver`), or name a Chrome with {CHROMIUM}=/path/to/chrome"
        );
    };
    let Some(driver) = driver else {
        bail!(
            "the tests need chromedriver, of the same version as {}: install it (Debian and \
             Ubuntu: `apt-get install chromium-driver`), or name it with CHROMEDRIVER=/path/to/it",
            chromium.display()
        );
    };
    Ok(Programs { chromium, driver })
}

/// Node and npm; as root on Debian, they are installed when they are missing.
pub fn require_node() -> Result<()> {
    let missing: Vec<_> = [("node", "nodejs"), ("npm", "npm")]
        .iter()
        .filter(|(name, _)| !is_installed(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if debian::can_install() {
        return debian::install(&missing.iter().map(|(_, package)| *package).collect::<Vec<_>>());
    }
    bail!("the tests need Node 20 or later with npm: install it from nodejs.org");
}

fn chromium() -> Option<PathBuf> {
    match std::env::var_os(CHROMIUM) {
        Some(chosen) => Some(chosen.into()),
        None => PLACES.iter().find_map(|place| on_path(place)),
    }
}

fn driver() -> Option<PathBuf> {
    match std::env::var_os("CHROMEDRIVER") {
        Some(chosen) => Some(chosen.into()),
        None => on_path("chromedriver"),
    }
}

/// What Chromium is told for tests: no window, and no requests of its own. Its sandbox is not to be
/// had in containers and as root; the tests load nothing but our own page.
const ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// WebDriver capabilities, as the runner of the wasm tests wants them.
pub fn capabilities(programs: &Programs) -> String {
    let options = serde_json::json!({"binary": programs.chromium, "args": ARGUMENTS});
    serde_json::json!({"goog:chromeOptions": options}).to_string()
}

/// A command of npm in a folder, without its advertisements.
pub fn npm(folder: &Path) -> Command {
    let mut npm = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    npm.args(["--no-audit", "--no-fund", "--no-update-notifier"]);
    npm
}
