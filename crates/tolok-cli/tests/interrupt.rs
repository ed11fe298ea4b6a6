//! Ctrl-C on a real process: it ends with 130, and nothing is left of what it would have written.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at what is wrong")]

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn an_interrupted_run_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("cac.kpi"), "cac = spend / new_customers\n").unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tolok"))
        .args(["run", "cac.kpi", "--data", "-", "-o", "result.csv"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The data never ends, as when it is typed or comes over a slow line.
    let mut data = child.stdin.take().unwrap();
    data.write_all(b"spend,new_customers\n1000,30\n").unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert!(child.try_wait().unwrap().is_none(), "it did not wait for its data");
    let told = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(told.success());
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(10) {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(status.code(), Some(130));
    let left: Vec<String> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(left, ["cac.kpi"]);
}
