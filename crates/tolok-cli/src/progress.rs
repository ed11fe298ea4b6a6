//! How far a long run has come: a line on a terminal, and only there.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::wrapping::tame;

/// What takes less time than this needs no line.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often the line is drawn anew.
const TICK: Duration = Duration::from_millis(120);

/// A line that says how many rows of each source have been read; it appears after two seconds and goes when it is dropped.
pub(crate) struct Waiting {
    counts: Arc<Mutex<BTreeMap<String, u64>>>,
    /// Closing it ends the thread.
    done: Option<Sender<()>>,
    line: Option<JoinHandle<()>>,
}

impl Waiting {
    /// Waits for what begins now.
    pub(crate) fn begin() -> Self {
        let counts = Arc::new(Mutex::new(BTreeMap::new()));
        if !std::io::stderr().is_terminal() {
            return Self { counts, done: None, line: None };
        }
        let (done, finished) = channel::<()>();
        let heard = Arc::clone(&counts);
        let line = std::thread::spawn(move || {
            let elapsed = |time| finished.recv_timeout(time) == Err(std::sync::mpsc::RecvTimeoutError::Timeout);
            if !elapsed(PATIENCE) {
                return;
            }
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
                bar.set_style(style);
            }
            loop {
                bar.set_message(words(&heard.lock().unwrap_or_else(PoisonError::into_inner)));
                bar.tick();
                if !elapsed(TICK) {
                    break;
                }
            }
            bar.finish_and_clear();
        });
        Self { counts, done: Some(done), line: Some(line) }
    }
}

impl tolok::Progress for Waiting {
    fn rows(&self, source: &str, rows: u64) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.get_mut(source) {
            Some(count) => *count = rows,
            None => {
                counts.insert(source.to_string(), rows);
            }
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.done.take();
        if let Some(line) = self.line.take() {
            // The line is gone either way.
            let _ = line.join();
        }
    }
}

fn words(counts: &BTreeMap<String, u64>) -> String {
    if counts.is_empty() {
        return "looking through the data".to_string();
    }
    let read = counts.iter().map(|(source, rows)| format!("{} {} rows", tame(source), grouped(*rows)));
    format!("read {}", read.collect::<Vec<_>>().join(", "))
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len().saturating_sub(place)).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use tolok::Progress;

    use super::*;

    #[test]
    fn every_source_says_how_far_it_is() {
        let waiting = Waiting::begin();
        assert_eq!(words(&waiting.counts.lock().unwrap()), "looking through the data");
        waiting.rows("crm", 1_000);
        waiting.rows("ads", 999);
        waiting.rows("crm", 1_250_000);
        assert_eq!(words(&waiting.counts.lock().unwrap()), "read ads 999 rows, crm 1,250,000 rows");
    }
}
