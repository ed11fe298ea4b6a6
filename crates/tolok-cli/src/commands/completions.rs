//! `tolok completions`: what makes a shell complete commands and options.

use crate::arguments::{self, CompletionsArguments};
use crate::{DONE, output};

pub(crate) fn run(arguments: &CompletionsArguments) -> u8 {
    output::print(&String::from_utf8_lossy(&arguments::completions(arguments.shell)));
    DONE
}
