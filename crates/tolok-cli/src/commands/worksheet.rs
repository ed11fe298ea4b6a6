//! `tolok worksheet`: an empty worksheet to type into.

use std::path::Path;

use tolok::{Definitions, Problems, Worksheet, WorksheetRequest};

use super::failed;
use crate::arguments::{Format, WorksheetArguments};
use crate::{DONE, output, report};

pub(crate) fn run(arguments: &WorksheetArguments) -> u8 {
    let request = WorksheetRequest {
        report: arguments.report.clone(),
        kpis: arguments.kpis.clone(),
        members: arguments.members.clone(),
        periods: arguments.periods.clone(),
        over: arguments.over,
        rows: arguments.rows,
        language: arguments.lang.into(),
    };
    let made = report::load(&arguments.definitions, &arguments.reading).and_then(|definitions| made(&definitions, &request, arguments));
    match made {
        Ok(worksheet) => {
            report::show(&worksheet.diagnostics, &worksheet.sources);
            let counted = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
            let (entries, formulas) = (counted(worksheet.entries, "cell"), counted(worksheet.formulas, "formula"));
            output::print(&format!("`{}` in {}: {entries} to type into, {formulas}\n", worksheet.title, arguments.output));
            DONE
        }
        Err(problems) => failed(&problems, Format::Table),
    }
}

fn made(definitions: &Definitions, request: &WorksheetRequest, arguments: &WorksheetArguments) -> Result<Worksheet, Problems> {
    let path = Path::new(&arguments.output);
    let problems = |problem| Problems { diagnostics: vec![problem], sources: definitions.sources().clone() };
    let files = (0u32..).map_while(|number| definitions.model().file_name(number));
    if let Some(problem) = tolok::overwritten(path, files.map(|name| Path::new(&**name))) {
        return Err(problems(problem));
    }
    let worksheet = definitions.worksheet(request)?;
    worksheet.save(path).map_err(problems)?;
    Ok(worksheet)
}
