//! What is said of labels that are not read, or not as they look.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_diagnostics::suggestion::listed;
use tolok_diagnostics::{Diagnostic, Place};
use tolok_xlsx::Address;

use super::super::band::Band;
use super::super::heading::SetAside;
use super::super::lexicon::{Aside, Measure};
use super::super::recognised::{AboutPeriod, Subject, Title, UnreadCell};
use super::super::sheet::Held;
use super::Column;
use crate::codes;

impl Column<'_> {
    /// Says why nothing is read of an input or KPI that is split by what nobody understands.
    pub(super) fn tell_unknown(&mut self, line: u32, at: Address) {
        let name = self.view.address(line, self.label).map(|label| self.shown(label)).unwrap_or_default();
        let words = format!(
            "`{name}` is told apart by `{}`, which is no member or period that is known, so nothing is read or filled",
            self.shown(at)
        );
        let help = "declare it as a member of its dimension, such as `dimension channel { member \"Email\" }`";
        self.found.problems.push(Diagnostic::new(&codes::NOT_A_PART, words).at(self.at(at)).help(help));
    }

    /// Says of what looks like a heading and is none why a KPI stays empty there; what is said for each KPI is told once in the end.
    pub(super) fn tell_set_aside(&mut self, line: u32, measure: &Measure, band: &Band) {
        for set_aside in band.levels.iter().filter(|level| level.is_certain).flat_map(|level| &level.set_aside) {
            let (SetAside::Subtotal(place, at) | SetAside::Behind(place, at) | SetAside::Unread(place, at)) = *set_aside;
            if self.view.held(line, place).is_some() {
                continue;
            }
            let text = self.shown(at);
            let (words, help) = match set_aside {
                SetAside::Subtotal(..) => (
                    format!("`{text}` is made of some of the others, and nothing says of which, so nothing is read or filled there"),
                    "write what it is a total of in front of each row, such as the group of the channel, or compute it in the worksheet",
                ),
                SetAside::Behind(..) => (
                    format!("`{text}` stands behind the total, so it is not read as a part of it and no KPI is filled there"),
                    "move it in front of the total, or declare it as a member of the dimension",
                ),
                SetAside::Unread(..) => {
                    self.leave(line, measure, place, band.number, self.not_known(&text));
                    continue;
                }
            };
            match measure.is_input {
                true => self.leave(line, measure, place, band.number, words),
                false => self.found.problems.push(Diagnostic::new(&codes::NOT_A_PART, words).at(self.at(at)).help(help)),
            }
        }
    }

    /// Lists a cell that is not read.
    fn leave(&mut self, line: u32, measure: &Measure, place: u32, block: usize, reason: String) {
        if let Some(address) = self.view.address(line, place) {
            let subject = Subject { members: Vec::new(), period: AboutPeriod::Unsaid };
            let cell = self.cell(address, measure, subject, block);
            self.found.unread.push(UnreadCell { cell, reason });
        }
    }

    /// Lists the cells of a KPI of whose table nobody knows what it is about.
    pub(super) fn leave_unread(&mut self, line: u32, measure: &Measure, places: &BTreeSet<u32>, text: &str) {
        for place in places {
            self.leave(line, measure, *place, self.next, self.not_known(text));
        }
    }

    /// Why nothing is read below a heading.
    fn not_known(&self, text: &str) -> String {
        match self.lexicon.aside(text) {
            Some(Aside::Plan | Aside::OtherPeriod) => format!("`{text}` asks for other numbers than the actual ones"),
            Some(Aside::Change | Aside::Share | Aside::Remark) => format!("`{text}` asks for something else than the numbers"),
            None => format!("nobody knows what `{text}` is about"),
        }
    }

    /// Lists the cell of a KPI whose headings do not go together.
    pub(super) fn leave_untold(&mut self, line: u32, measure: &Measure, place: u32, band: &Band) {
        let lowest = band.levels.last().filter(|level| level.is_certain && !level.sets_aside(place));
        let over = lowest.and_then(|level| level.places.get(&place).and_then(|_| self.view.covering(level.line, place)));
        if let Some(Held::Text(text)) = over {
            self.leave(line, measure, place, band.number, self.not_known(text.trim()));
        }
    }

    /// Says of numbers that are counted in thousands or millions that they are taken as they stand.
    pub(super) fn tell_scale(&mut self, line: u32, places: &BTreeSet<u32>) {
        let Some(at) = self.view.address(line, self.label).filter(|_| !places.is_empty()) else { return };
        let text = self.shown(at);
        let Some(scale) = self.lexicon.scale(&text) else { return };
        let words = format!("`{text}` counts in `{scale}`, and numbers are read and written as they stand");
        let help = "give and show them in single units: a number format such as `#,##0,` shows thousands";
        self.found.problems.push(Diagnostic::new(&codes::SCALED, words).at(self.at(at)).help(help));
    }

    /// What stands beside a name and says in what its numbers are counted: in the row, or right above or below a name that stands over them.
    pub(super) fn counted_beside(&self, line: u32, values: &BTreeSet<u32>) -> Option<Title> {
        /// A line of units stands right behind that of the names, or behind one more.
        const NEAR: u32 = 2;
        let near = self.label.saturating_sub(NEAR)..=self.label.saturating_add(NEAR);
        let is_near = |place: &u32| !self.view.is_turned || near.contains(place);
        let places = self.filled.iter().copied().filter(|place| *place != self.label && !values.contains(place) && is_near(place));
        let mut texts = places.filter_map(|place| Some((self.view.text(line, place)?, self.view.address(line, place))));
        let (text, at) = texts.find(|(text, _)| self.lexicon.is_counted(text) && self.lexicon.measures(text).is_empty())?;
        Some(Title { text: text.into(), at })
    }

    /// Says what becomes of numbers that a text beside them counts in thousands or millions.
    pub(super) fn tell_counted(&mut self, counted: Option<&Title>) {
        let Some(title) = counted else { return };
        let text = &title.text;
        let words =
            format!("`{text}` counts in more than single units: nothing is filled there from data, and what is typed counts as it stands");
        let help = "give and show numbers in single units, and take the text out: a number format such as `#,##0,` shows thousands";
        let place = title.at.map_or_else(|| Place::File(format!("{}!{}", self.file, self.view.sheet.name).into()), |at| self.at(at));
        let problem = Diagnostic::new(&codes::SCALED, words).at(place).help(help);
        if !self.found.problems.contains(&problem) {
            self.found.problems.push(problem);
        }
    }

    pub(super) fn at(&self, address: Address) -> Place {
        Place::cell(Arc::clone(self.file), Arc::clone(&self.view.sheet.name), address.to_string())
    }

    pub(super) fn shown(&self, address: Address) -> String {
        match self.view.sheet.get(address).map(|cell| &cell.held) {
            Some(Held::Text(text)) => text.trim().to_owned(),
            _ => address.to_string(),
        }
    }

    pub(super) fn ambiguous(&self, named: &[Measure], label: Address) -> Diagnostic {
        let words = format!("`{}` could be {}", self.shown(label), listed(named.iter().map(|measure| measure.name.as_ref())));
        Diagnostic::new(&codes::AMBIGUOUS_LABEL, words).at(self.at(label)).help("write the name itself as the label")
    }

    pub(super) fn which(&self, several: &[Arc<str>], at: Address) -> Diagnostic {
        let names = listed(several.iter().map(AsRef::as_ref));
        let words = format!("`{}` could be a member of {names}", self.shown(at));
        let help = "say which one is meant: `--by …`, or its name in the cell where the two axes meet";
        Diagnostic::new(&codes::WHICH_DIMENSION, words).at(self.at(at)).help(help)
    }

    pub(super) fn without_year(&self, at: Option<Address>, is_wrapped: bool) -> Diagnostic {
        let (text, place) = match at {
            Some(at) => (self.shown(at), self.at(at)),
            None => (self.view.sheet.name.to_string(), Place::File(format!("{}!{}", self.file, self.view.sheet.name).into())),
        };
        let words = match (is_wrapped, at) {
            (true, _) => "the months run over the end of a year, and nothing says which year each belongs to".to_owned(),
            (false, Some(_)) => format!("`{text}` has no year, neither here nor above it nor in the name of the sheet"),
            (false, None) => format!("the name of the sheet, `{text}`, has no year"),
        };
        let help = format!("write the year, such as `{text} 2026`");
        let help = if is_wrapped { help } else { format!("{help}, or say it: `--period 2026-01`") };
        Diagnostic::new(&codes::MONTH_WITHOUT_YEAR, words).at(place).help(help)
    }
}
