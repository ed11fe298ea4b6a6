//! Long work: other threads of Python go on meanwhile, and Ctrl-C ends it.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::spawn;
use std::time::Duration;

use pyo3::prelude::*;
use tolok::Progress;

/// How often Python is asked whether Ctrl-C was pressed.
const TICK: Duration = Duration::from_millis(20);

/// Does the work on a thread of its own and waits for it.
///
/// # Errors
///
/// What Ctrl-C or another signal raised; the work then ends by itself at the next rows that it reads.
pub(crate) fn patiently<T: Send + 'static>(py: Python<'_>, work: impl FnOnce(&dyn Progress) -> T + Send + 'static) -> PyResult<T> {
    let stop = Arc::new(AtomicBool::new(false));
    let heard = Until(Arc::clone(&stop));
    let (done, mut waiting) = channel();
    let worker = spawn(move || {
        // Nobody waits any more where it cannot be sent.
        let _ = done.send(work(&heard));
    });
    loop {
        let answer;
        (answer, waiting) = py.detach(move || (waiting.recv_timeout(TICK), waiting));
        match answer {
            Ok(answer) => return Ok(answer),
            Err(RecvTimeoutError::Timeout) => {
                if let Err(signal) = py.check_signals() {
                    stop.store(true, Ordering::Relaxed);
                    return Err(signal);
                }
            }
            Err(RecvTimeoutError::Disconnected) => match py.detach(move || worker.join()) {
                Ok(()) => return Err(pyo3::exceptions::PyRuntimeError::new_err("the work ended without an answer")),
                Err(panic) => resume_unwind(panic),
            },
        }
    }
}

/// Ends the work when nobody wants it any more.
struct Until(Arc<AtomicBool>);

/// What a thread is unwound with that nobody waits for.
struct Stopped;

impl Progress for Until {
    fn rows(&self, _: &str, _: u64) {
        if self.0.load(Ordering::Relaxed) {
            // Without a message: nothing went wrong.
            resume_unwind(Box::new(Stopped));
        }
    }
}
