//! `--jsonl`: one article or sentence a line, in order, on all cores.
//!
//! One thread reads, one writes, the others mark. The reader hands each line to whichever worker
//! is free, and at the same time queues the place where its answer will come; the writer waits for
//! the answers in that order. Both queues are short, so that a batch of any length takes the memory
//! of a few articles, and the first answer is out before the last line is in.

use super::line;
use super::{Failure, input};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// The longest line that is read, in bytes.
const LONGEST_LINE: usize = 64_000_000;

/// How many lines wait for each worker: enough that none stands idle.
const WAITING_LINES: usize = 4;

/// What some editors put before the first line of a file in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A line to be marked, and where its answer goes.
struct Job {
    line: Vec<u8>,
    number: usize,
    answer: SyncSender<line::Answer>,
}

/// Answers each line of `file` with `mark`, which is given the line and its number.
pub(super) fn run(
    file: Option<&Path>,
    output: Option<&Path>,
    mark: impl Fn(&[u8], usize) -> line::Answer + Clone + Send + 'static,
) -> Result<(), Failure> {
    let source = input::Source::of(file);
    if let (Some(file), Some(output)) = (file, output)
        && input::is_same(file, output)
    {
        return Err(Failure::of(
            output.display(),
            "It is read while this is written. Give another name.",
        ));
    }
    let lines = BufReader::new(source.open()?);
    let (mut out, name) = input::create(output)?;
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let (jobs, waiting) = sync_channel(workers * WAITING_LINES);
    let (order, answers) = sync_channel(workers * WAITING_LINES);
    let waiting = Arc::new(Mutex::new(waiting));
    for _ in 0..workers {
        let (waiting, mark) = (Arc::clone(&waiting), mark.clone());
        thread::spawn(move || work(&waiting, mark));
    }
    let reader = thread::spawn(move || hand_out(lines, &jobs, &order));
    // When writing fails, the reader is left behind: it may wait for input that never comes.
    let bad = write(&mut out, &answers).map_err(|why| Failure::writing(name, why))?;
    match reader.join() {
        Ok(Ok(())) if bad == 0 => Ok(()),
        Ok(Ok(())) => Err(Failure::Lines(bad)),
        Ok(Err(why)) => Err(Failure::of(source, why)),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Reads line after line until the input ends or nobody wants more.
fn hand_out(
    mut lines: impl BufRead,
    jobs: &SyncSender<Job>,
    order: &SyncSender<Receiver<line::Answer>>,
) -> io::Result<()> {
    for number in 1.. {
        let mut line = Vec::new();
        // One byte more than may be, to tell a line that just fits from one that does not.
        lines.by_ref().take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            break;
        }
        if number == 1 && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        let too_long = line.len() > LONGEST_LINE;
        if too_long && !line.ends_with(b"\n") {
            lines.skip_until(b'\n')?;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let (answer, place) = sync_channel(1);
        if order.send(place).is_err() {
            break;
        }
        let taken = if too_long {
            let reason = format!("the line is longer than {} MB", LONGEST_LINE / 1_000_000);
            answer.send(line::refuse(number, reason)).is_ok()
        } else {
            jobs.send(Job { line, number, answer }).is_ok()
        };
        if !taken {
            break;
        }
    }
    Ok(())
}

/// Marks whatever line is next, until there are no more.
fn work(waiting: &Mutex<Receiver<Job>>, mark: impl Fn(&[u8], usize) -> line::Answer) {
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { line, number, answer }) = job else { return };
        // Nobody takes the answer when writing has failed; then there is nothing left to do.
        if answer.send(mark(&line, number)).is_err() {
            return;
        }
    }
}

/// Writes the answers in order, and gives the number of those that are errors. What is written is
/// held back only while more is ready.
fn write(out: &mut impl Write, answers: &Receiver<Receiver<line::Answer>>) -> io::Result<usize> {
    let mut bad = 0;
    loop {
        let place = match answers.try_recv() {
            Ok(place) => place,
            Err(TryRecvError::Disconnected) => break,
            Err(TryRecvError::Empty) => {
                out.flush()?;
                match answers.recv() {
                    Ok(place) => place,
                    Err(_) => break,
                }
            }
        };
        let answer = match place.try_recv() {
            Ok(answer) => answer,
            Err(_) => {
                out.flush()?;
                place.recv().map_err(|_| io::Error::other("the line brought the program down"))?
            }
        };
        bad += usize::from(answer.is_error);
        out.write_all(answer.json.as_bytes())?;
    }
    out.flush()?;
    Ok(bad)
}
