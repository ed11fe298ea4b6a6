//! `tolok init`: a small working project.

use tolok::Problems;

use super::failed;
use crate::arguments::{Format, InitArguments};
use crate::{DONE, output};

pub(crate) fn run(arguments: &InitArguments) -> u8 {
    match tolok::init(&arguments.folder) {
        Ok(files) => {
            let folder = arguments.folder.display();
            output::print(&format!(
                "made {} in {folder}\nread {} for what to type there\n",
                files.join(", "),
                arguments.folder.join("README.md").display()
            ));
            DONE
        }
        Err(problem) => failed(&Problems::one(problem), Format::Table),
    }
}
