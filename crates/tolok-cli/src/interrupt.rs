//! Ctrl-C: nothing that is half written stays behind.

/// What a shell gives for a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// From now on Ctrl-C removes files that are being written, and ends the program.
pub(crate) fn leave_nothing_behind() {
    // Where the handler cannot be had, Ctrl-C ends the program as it would any other.
    let _ = ctrlc::set_handler(|| {
        tolok::abandon_writing();
        std::process::exit(INTERRUPTED);
    });
}
