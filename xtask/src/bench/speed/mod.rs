//! How fast the reading is, natively and in Chromium, and how much the page loads.

mod goals;
mod lines;
mod measure;
pub(super) mod texts;
mod weight;

use super::table::Table;
use crate::browser;
use crate::progress::Steps;
use crate::server::Site;
use crate::{check, project, site};
use anyhow::Result;
use goals::Goals;
use lines::Lines;
use measure::{InChromium, Reading};
use texts::Text;
use weight::Weights;

/// Measures and prints the tables.
pub fn run() -> Result<()> {
    let mut steps = Steps::default();
    let programs = steps.run("Finding Chromium and Node", browser::find)?;
    site::build(&mut steps)?;
    steps.run("Fetching the libraries of the page's tests", check::install_page_tests)?;
    let folder = super::folder("speed")?;
    let (unseen, long) = (texts::write_unseen(&folder)?, texts::write_long(&folder)?);
    let texts = texts::write(&folder)?;
    let native = steps.run("Reading natively, on one thread", || measure::natively(&texts))?;
    let (site, shown) = (Site::start()?, &texts[..texts::IN_CHROMIUM]);
    let chromium = steps.run("Reading in Chromium", || {
        measure::in_chromium(&site, &programs, [&unseen, &long], shown)
    })?;
    let weights = steps.run("Compressing what the page loads", || Weights::of(&site.served()))?;
    let in_chromium: Vec<_> = native
        .iter()
        .zip(&chromium.milliseconds)
        .map(|(reading, ms)| reading.taking(*ms))
        .collect();
    println!("\nNatively, one thread, the processor's time\n\n{}", speeds(&texts, &native));
    println!("Share of each step, natively, in 1 MB of news\n\n{}", shares(&native[1]));
    println!("In Chromium, one thread\n\n{}", speeds(shown, &in_chromium));
    println!("{}", of_the_page(&chromium));
    println!("What the page loads\n\n{}", weights.table());
    let goals = Goals { native: &native, in_chromium: &in_chromium, page: &chromium };
    let Lines { page, others } = Lines::count(&project::www())?;
    println!("Lines of code in scripts: {page} for the page, {others} for other people's pages\n");
    println!("Goals\n\n{}", goals.table(&texts, weights.total(), page));
    Ok(())
}

fn speeds(texts: &[Text], readings: &[Reading]) -> Table {
    let mut table = Table::new(1, &["text", "kB", "ms", "MB/s", "tokens/s", "times a tenth"]);
    for (at, (text, reading)) in texts.iter().zip(readings).enumerate() {
        table.row([
            text.what.to_owned(),
            format!("{:.0}", reading.bytes / 1e3),
            format!("{:.0}", reading.milliseconds),
            format!("{:.2}", reading.bytes / 1e3 / reading.milliseconds),
            format!("{:.0}", reading.tokens_a_second()),
            growth(text, readings, at).map_or(String::new(), |growth| format!("{growth:.1}")),
        ]);
    }
    table
}

/// How much longer a text took than the one before it, which is a tenth of it.
fn growth(text: &Text, readings: &[Reading], at: usize) -> Option<f64> {
    let before = at.checked_sub(1).filter(|_| text.is_tenfold)?;
    Some(readings[at].milliseconds / readings[before].milliseconds)
}

fn shares(reading: &Reading) -> Table {
    let mut table = Table::new(1, &["step", "ms", "share"]);
    for (name, milliseconds) in &reading.steps {
        let share = milliseconds / reading.milliseconds * 100.0;
        table.row([name.clone(), format!("{milliseconds:.0}"), format!("{share:.1} %")]);
    }
    table
}

fn of_the_page(chromium: &InChromium) -> Table {
    let mut table = Table::new(1, &["in the page", "ms"]);
    let longest = |longest| match longest {
        0.0 => "under 50".to_owned(),
        _ => format!("{longest:.0}"),
    };
    let first = chromium.unseen.first().copied().unwrap_or_default();
    for (what, figure) in [
        ("until the first marks are shown", format!("{:.0}", chromium.opened)),
        ("until the first highlight on a host's page", format!("{:.0}", chromium.embedded)),
        ("1,000 words, the first that the module reads", format!("{first:.0}")),
        ("1,000 words, unseen, the median", format!("{:.0}", chromium.unseen_median())),
        ("1,000 words, unseen, the fastest", format!("{:.0}", chromium.unseen_fastest())),
        ("longest task of the page's thread, opening 100 kB", longest(chromium.longest)),
        ("the same, opening 100,000 words", longest(chromium.longest_of_long)),
    ] {
        table.row([what.to_owned(), figure]);
    }
    table
}
