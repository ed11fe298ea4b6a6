//! What an interruption leaves of a file that is being written: nothing. Alone in its file, since it ends all writing.

#![allow(clippy::unwrap_used, reason = "a test may stop at what is wrong")]

use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn nothing_is_left_and_nothing_more_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let stopped = AtomicBool::new(false);
    let bytes = vec![b'x'; 4_000_000];
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // As long as it may write, it writes.
            while tolok::write_file(&folder.path().join("result.csv"), &bytes).is_ok() {}
            stopped.store(true, Ordering::Relaxed);
        });
        std::thread::sleep(std::time::Duration::from_millis(100));
        tolok::abandon_writing();
    });
    assert!(stopped.load(Ordering::Relaxed));
    let left: Vec<String> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(left.iter().all(|name| name == "result.csv"), "{left:?}");
}
