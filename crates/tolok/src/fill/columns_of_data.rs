//! Columns of the data that nobody declared and that the worksheet names all the same: below `Region` stands `North`, and the data has a
//! column `region` with `North` in it. Rows of such a worksheet are of the region, and never of all of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_eval::Given;
use tolok_table::label_words::loosened;
use tolok_template::labels::{Labels, Lexicon};
use tolok_value::fold;
use tolok_xlsx::Workbook;

use super::FillRequest;
use crate::labelled::DefinitionLexicon;
use crate::{Definitions, Progress, RunRequest};

/// The columns of the data by which a worksheet tells its numbers apart, although no definition names them, with their members. A heading and a
/// member of it have to stand there as they stand in the data.
pub(super) fn named_columns(
    definitions: &Definitions,
    fill: &FillRequest,
    (workbook, labels, lexicon): (&Workbook, &Labels, &DefinitionLexicon<'_>),
    progress: &dyn Progress,
) -> Vec<(String, Vec<Arc<str>>)> {
    /// Data of more columns than this that a worksheet names as well is no table to compute from.
    const MOST: usize = 8;
    if fill.data.is_empty() && !definitions.has_sources() {
        return Vec::new();
    }
    let request = RunRequest {
        request: fill.request.clone().kpis(Vec::<String>::new()),
        data: fill.data.clone(),
        filter: fill.scope.filter.clone(),
        ..RunRequest::default()
    };
    let is_free = |heading: &str| {
        let says_more = lexicon.is_time(heading) || lexicon.is_metric(heading) || lexicon.is_total(heading) || lexicon.is_value(heading);
        !says_more && lexicon.measures(heading).is_empty() && lexicon.dimension(heading).is_none() && lexicon.moment(heading).is_none()
    };
    let headings: Vec<String> = definitions.unbound_headings(&request).into_iter().filter(|heading| is_free(heading)).collect();
    if headings.is_empty() {
        return Vec::new();
    }
    let texts = texts(workbook, labels);
    let is_there = |heading: &String| texts.iter().any(|text| loosened(text) == loosened(heading));
    let with_members = |heading: String| {
        let by = RunRequest { by: vec![heading.clone()], ..request.clone() };
        let computed = definitions.compute(&by, Given::new(), &[], &mut |_| Vec::new(), progress).ok()?;
        let members: Vec<Arc<str>> = computed.answer.grid.cells.iter().filter_map(|cell| cell.members.first()).cloned().collect();
        members.iter().any(|member| texts.contains(&fold(member.trim()))).then_some((heading, members))
    };
    headings.into_iter().filter(is_there).take(MOST).filter_map(with_members).collect()
}

/// The texts of the sheets that have labels, or of all where none has, and both sides of `Region: North`.
fn texts(workbook: &Workbook, labels: &Labels) -> BTreeSet<String> {
    let of_cells = labels.cells.iter().chain(&labels.alike).map(|cell| cell.sheet);
    let sheets: BTreeSet<usize> = of_cells.chain(labels.unread.iter().map(|unread| unread.cell.sheet)).collect();
    let mut texts = BTreeSet::new();
    // Without the column a table may make no sense at all.
    let is_read = |place: usize| sheets.is_empty() || sheets.contains(&place);
    for (_, sheet) in workbook.sheets().iter().enumerate().filter(|(place, _)| is_read(*place)) {
        let Ok(worksheet) = workbook.worksheet(sheet) else { continue };
        for cell in worksheet.cells().filter_map(Result::ok) {
            let Some(text) = cell.text() else { continue };
            texts.extend(std::iter::once(text).chain(text.split(':')).map(|text| fold(text.trim())));
        }
    }
    texts
}
