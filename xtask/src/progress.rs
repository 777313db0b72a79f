//! What the one who waits gets to read.

use anyhow::Result;
use std::time::{Duration, Instant};

/// Tells what is happening now.
pub fn say(text: impl AsRef<str>) {
    eprintln!("    {}", text.as_ref());
}

/// Steps that follow each other, with the time that each took.
#[derive(Default)]
pub struct Steps {
    done: Vec<(&'static str, Duration)>,
    failed: Option<(&'static str, Duration)>,
}

impl Steps {
    /// Runs the next step and announces it.
    pub fn run<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("==> {name}");
        let start = Instant::now();
        let result = work();
        match &result {
            Ok(_) => self.done.push((name, start.elapsed())),
            Err(_) => self.failed = Some((name, start.elapsed())),
        }
        result
    }

    /// The step that failed, if one did.
    pub fn failed(&self) -> Option<&'static str> {
        self.failed.map(|(name, _)| name)
    }

    /// Every step, one a line, with the time that it took and the word that it failed.
    pub fn summary(&self) -> String {
        let line = |name: &str, time| format!("{:>12}  {name}", seconds(time));
        let done = self.done.iter().map(|(name, time)| line(name, *time));
        let failed = self.failed.map(|(name, time)| line(name, time) + ": FAILED");
        let total = self.done.iter().chain(&self.failed).map(|step| step.1).sum();
        done.chain(failed).chain([line("all together", total)]).collect::<Vec<_>>().join("\n")
    }
}

/// A duration as people read it.
pub fn seconds(time: Duration) -> String {
    if time < Duration::from_secs(60) {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

/// A size as people read it.
pub fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_time_is_told_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn the_summary_tells_what_was_done_and_what_failed() {
        let mut steps = Steps::default();
        steps.run("one", || Ok(())).unwrap();
        steps.run("two", || -> Result<()> { anyhow::bail!("no") }).unwrap_err();
        assert_eq!(steps.failed(), Some("two"));
        let summary = steps.summary();
        let expected =
            ["       0.0 s  one", "       0.0 s  two: FAILED", "       0.0 s  all together"];
        assert_eq!(summary.lines().collect::<Vec<_>>(), expected);
    }
}
