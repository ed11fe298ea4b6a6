//! Ten operations over a million rows: ours beside Python's `decimal` and calculator crates, one after the other, in one run.
//!
//! Each computes the same formula over the same columns and says the sum of its results, so that nobody wins by computing less.

mod calculators;
mod python;
mod rows;
mod tolok;

use std::time::Duration;

/// The formula as everybody can read it.
pub const FORMULA: &str = "(spend + fees - refunds) / customers * 1.1 + (spend - fees) * 0.2 - refunds / 7 - 1";

/// How often each runs; the fastest counts.
const RUNS: usize = 3;

/// What came of one that was measured.
pub struct Measured {
    pub name: &'static str,
    pub arithmetic: &'static str,
    pub time: Duration,
    /// The sum of all results, rounded to eight places.
    pub sum: String,
}

fn main() -> Result<(), String> {
    let rows = rows::Rows::new(rows::COUNT);
    let measured = [tolok::measure(&rows)?, python::measure()?, calculators::rhai(&rows)?, calculators::exmex(&rows)?];
    let ours = measured[0].time.as_secs_f64();
    println!("| what | arithmetic | time | rows a second | times ours | sum |");
    println!("| --- | --- | ---: | ---: | ---: | ---: |");
    for Measured { name, arithmetic, time, sum } in &measured {
        let seconds = time.as_secs_f64();
        println!("| {name} | {arithmetic} | {seconds:.2} s | {:.0} | {:.1} | {sum} |", rows::COUNT as f64 / seconds, seconds / ours);
    }
    Ok(())
}

/// The fastest of a few runs, and what the last one gave.
pub fn fastest<T>(mut run: impl FnMut() -> T) -> (Duration, T) {
    let timed = |run: &mut dyn FnMut() -> T| {
        let begun = std::time::Instant::now();
        let result = run();
        (begun.elapsed(), result)
    };
    let (mut best, mut result) = timed(&mut run);
    for _ in 1..RUNS {
        let (time, again) = timed(&mut run);
        best = best.min(time);
        result = again;
    }
    (best, result)
}
