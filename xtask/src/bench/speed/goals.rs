//! What the project has set itself, beside what was measured.

use super::growth;
use super::measure::{InChromium, Reading};
use super::texts::Text;
use crate::bench::table::Table;

/// What the goals are about. The first readings are of news.
pub struct Goals<'a> {
    /// Each text, read natively.
    pub native: &'a [Reading],
    /// The first texts, read in Chromium.
    pub in_chromium: &'a [Reading],
    /// The page and its first words.
    pub page: &'a InChromium,
}

impl Goals<'_> {
    /// Each goal with what was measured and whether that is good enough; `download` in bytes,
    /// `lines` of the page's own scripts.
    pub fn table(&self, texts: &[Text], download: usize, lines: usize) -> Table {
        let steepest = |readings: &[Reading]| {
            let growths = texts.iter().enumerate().take(readings.len());
            growths.filter_map(|(at, text)| growth(text, readings, at)).fold(0.0, f64::max)
        };
        let (native, chromium) =
            (self.native[0].tokens_a_second(), self.in_chromium[0].tokens_a_second());
        let mut table = Table::new(1, &["", "measured", "goal", ""]);
        let mut add = |what: &str, measured: f64, goal: f64, is_met: bool| {
            let word = if is_met { "met" } else { "missed" };
            let figures = [measured, goal].map(figure);
            table.row([what.to_owned()].into_iter().chain(figures).chain([word.to_owned()]));
        };
        let mut at_least = |what, measured: f64, goal| add(what, measured, goal, measured >= goal);
        at_least("news, natively, tokens/s, at least", native, 60_000.0);
        at_least("news, in Chromium, tokens/s, at least", chromium, 25_000.0);
        let mut at_most = |what, measured: f64, goal| add(what, measured, goal, measured <= goal);
        at_most("1,000 unseen words in Chromium, ms, at most", self.page.unseen_median(), 50.0);
        at_most("ten times a text, natively, times as long, at most", steepest(self.native), 11.0);
        at_most(
            "ten times a text, in Chromium, times as long, at most",
            steepest(self.in_chromium),
            11.0,
        );
        at_most("longest task of the page's thread, ms, at most", self.page.longest, 50.0);
        let longest = self.page.longest_of_long;
        at_most("the same, opening 100,000 words, ms, at most", longest, 50.0);
        let (embedded, longest) = (self.page.embedded, self.page.embedded_longest);
        at_most("first highlight on a host's page of 1,000 words, ms, at most", embedded, 1_000.0);
        at_most("longest task of the host's thread until then, ms, at most", longest, 50.0);
        at_most(
            "the page with all that it loads, brotli, kB, at most",
            download as f64 / 1e3,
            2_500.0,
        );
        at_most("lines of code in the page's own scripts, at most", lines as f64, 2_999.0);
        table
    }
}

/// A figure with as many digits as say something.
fn figure(value: f64) -> String {
    if value < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}
