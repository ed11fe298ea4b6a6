//! Python's `decimal`, in a process of its own that measures itself.

use std::process::Command;
use std::time::Duration;

use crate::{Measured, rows};

pub fn measure() -> Result<Measured, String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers.py");
    let output = Command::new("python3").arg(script).arg(rows::COUNT.to_string()).output().map_err(|error| format!("python3: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let mut words = said.split_whitespace();
    match (words.next().and_then(|seconds| seconds.parse().ok()), words.next()) {
        (Some(seconds), Some(sum)) => {
            let time = Duration::from_secs_f64(seconds);
            Ok(Measured { name: "Python `decimal`", arithmetic: "decimal, 28 digits", time, sum: sum.to_owned() })
        }
        _ => Err(format!("{script} said `{said}`, and {}", String::from_utf8_lossy(&output.stderr))),
    }
}
