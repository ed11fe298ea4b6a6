//! Workbook names that are names of inputs and KPIs: they stand for them in the cells they name.

use tolok_xlsx::{Address, Area, Sheet, Workbook};

use super::heading::MemberHeading;
use super::lexicon::{Lexicon, Measure, Moment};
use super::recognised::{AboutPeriod, LabelledCell, Subject, UnreadCell};
use super::sheet::{Held, SheetCells};

/// The most cells that a name stands for; a name of whole columns has more, and says nothing of any of them.
const MOST: u32 = 10_000;

/// The names of inputs and KPIs that name cells of a sheet.
pub(super) fn of_sheet(workbook: &Workbook, sheet: &Sheet, lexicon: &dyn Lexicon) -> Vec<(Measure, Area)> {
    let named = workbook.defined_names().iter().filter_map(|name| {
        let measure = lexicon.measure(&name.name)?;
        let (at, area) = name.formula.trim().rsplit_once('!')?;
        let at = at.strip_prefix('\'').and_then(|at| at.strip_suffix('\'')).map_or_else(|| at.to_owned(), |at| at.replace("''", "'"));
        let area = Area::parse(area).filter(|area| area.height().saturating_mul(area.width()) <= MOST);
        tolok_value::same(&at, sheet.name()).then_some((measure, area?))
    });
    named.collect()
}

/// The cells that a name stands for.
#[derive(Debug, Default)]
pub(super) struct NamedCells {
    pub(super) known: Vec<LabelledCell>,
    /// Those of which nothing says what they are about.
    pub(super) unknown: Vec<LabelledCell>,
}

/// The cells that a name stands for. One cell is about everything; of several each is about what its own row or column says.
pub(super) fn cells(sheet: &SheetCells, lexicon: &dyn Lexicon, measure: &Measure, area: Area, next: &mut usize) -> NamedCells {
    let block = *next;
    *next += 1;
    let cell = |address: Address, subject: Subject| {
        let held = sheet.get(address);
        LabelledCell {
            sheet: sheet.index,
            sheet_name: sheet.name.clone(),
            address,
            measure: measure.clone(),
            label: area.first(),
            members: subject.members,
            period: subject.period,
            title: None,
            counted: None,
            block,
            is_certain: true,
            held: held.map_or(Held::Nothing, |cell| cell.held.clone()),
            has_formula: held.is_some_and(|cell| cell.has_formula),
            number_format: held.map_or_else(|| "General".into(), |cell| cell.number_format.clone()),
        }
    };
    if area.is_single() || sheet.merged_at(area.first()) == Some(area) {
        let known = vec![cell(area.first(), Subject { members: Vec::new(), period: AboutPeriod::Unsaid })];
        return NamedCells { known, unknown: Vec::new() };
    }
    let (rows, columns) = (area.first().row()..=area.last().row(), area.first().column()..=area.last().column());
    let all = rows.flat_map(|row| columns.clone().filter_map(move |column| Address::new(row, column)));
    let mut found = NamedCells::default();
    for address in all {
        let beside: Vec<Address> = match area.width() {
            1 => (1..address.column()).filter_map(|column| Address::new(address.row(), column)).collect(),
            _ if area.height() == 1 => (1..address.row()).filter_map(|row| Address::new(row, address.column())).collect(),
            _ => Vec::new(),
        };
        match about(sheet, lexicon, &beside) {
            Some(subject) => found.known.push(cell(address, subject)),
            None => found.unknown.push(cell(address, Subject { members: Vec::new(), period: AboutPeriod::Unsaid })),
        }
    }
    found
}

/// The cells of a name that are not read, each with the reason.
pub(super) fn unread<'n>(measure: &'n Measure, area: Area, named: &'n NamedCells) -> impl Iterator<Item = UnreadCell> + use<'n> {
    named.unknown.iter().map(move |cell| UnreadCell {
        cell: cell.clone(),
        reason: format!("the name `{}` stands for `{area}`, and nothing beside says what each cell is about", measure.name),
    })
}

/// What headings beside a cell say, the nearest first; nothing if they say nothing.
fn about(sheet: &SheetCells, lexicon: &dyn Lexicon, beside: &[Address]) -> Option<Subject> {
    let (mut members, mut period, mut is_total) = (Vec::new(), AboutPeriod::Unsaid, false);
    for at in beside.iter().rev().copied() {
        match sheet.get(at).map(|cell| &cell.held) {
            Some(Held::Date(_, shown)) if period == AboutPeriod::Unsaid => period = AboutPeriod::Of(*shown),
            Some(Held::Text(text)) => match (lexicon.moment(text), lexicon.members(text).into_iter().next()) {
                (Some(Moment::Period(said)), _) if period == AboutPeriod::Unsaid => period = AboutPeriod::Of(said),
                (_, Some(member)) if !members.iter().any(|(known, _)| *known == member.dimension) => {
                    members.push((member.dimension, Some(MemberHeading { name: member.name, is_known: true, at })));
                }
                _ => is_total |= lexicon.is_total(text),
            },
            _ => {}
        }
    }
    (!members.is_empty() || period != AboutPeriod::Unsaid || is_total).then_some(Subject { members, period })
}
