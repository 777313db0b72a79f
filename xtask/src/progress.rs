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
}

impl Steps {
    /// Runs the next step and announces it.
    pub fn run<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("==> {name}");
        let start = Instant::now();
        let result = work();
        if result.is_ok() {
            self.done.push((name, start.elapsed()));
        } else {
            eprintln!("==> {name} FAILED after {}", seconds(start.elapsed()));
        }
        result
    }

    /// Every step that succeeded, one a line.
    pub fn summary(&self) -> String {
        let line = |(name, time): &(&str, Duration)| format!("{:>12}  {name}", seconds(*time));
        let total = ("all together", self.done.iter().map(|step| step.1).sum());
        let all = self.done.iter().chain(std::iter::once(&total));
        all.map(line).collect::<Vec<_>>().join("\n")
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
    fn the_summary_has_what_was_done() {
        let mut steps = Steps::default();
        steps.run("one", || Ok(())).unwrap();
        assert!(steps.run("two", || -> Result<()> { anyhow::bail!("no") }).is_err());
        let summary = steps.summary();
        assert!(summary.contains("one") && !summary.contains("two"), "{summary}");
    }
}
