//! The first look through a source: what its columns are, which rows are totals, where lines are.

use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_value::Locale;

use super::dated::date_column;
use super::lines::Lines;
use super::merge::Merged;
use super::{PartOfTable, Table};
use crate::binding::Binder;
use crate::field::{Field, Kept, Rows, Stop};
use crate::frame::{FrameKind, is_as_wanted};
use crate::names::loosened;
use crate::number::Numbers;
use crate::part::Part;
use crate::profile::{Decision, NAMED, Named, Profile, RowId};
use crate::totals::{Candidate, is_total};
use crate::{Binding, Column, Kind, Note, Role, SourceRequest, Term, Totals, Vocabulary, codes};

/// Rows that are judged as totals, at most; they are held in memory.
const MOST_CANDIDATES: usize = 100_000;

/// What a source is looked through for.
pub(super) struct Look<'a> {
    pub name: Arc<str>,
    pub label: String,
    pub vocabulary: &'a Vocabulary,
    pub bindings: &'a [Binding],
    pub columns: &'a [Arc<str>],
    pub totals: Option<Totals>,
    pub locale: Locale,
    pub is_locale_given: bool,
}

impl<'a> Look<'a> {
    /// What a request says of its source.
    pub(super) fn of(request: &'a SourceRequest, label: String, vocabulary: &'a Vocabulary) -> Self {
        Self {
            name: Arc::clone(&request.name),
            label,
            vocabulary,
            bindings: &request.bindings,
            columns: &request.columns,
            totals: request.totals,
            locale: request.locale,
            is_locale_given: request.is_locale_given,
        }
    }

    /// The table that these parts are.
    pub(super) fn table(&self, parts: Vec<Part>, mut notes: Vec<Note>, warnings: Vec<Diagnostic>) -> Result<Table, Vec<Diagnostic>> {
        let merged = self.bind(&parts, &mut notes)?;
        let numbers_of = Numbers::new(self.locale);
        let term = |column: &(Arc<str>, Option<usize>)| column.1.and_then(|term| self.vocabulary.terms.get(term));
        let mut profiles: Vec<Profile> = merged.columns.iter().map(|column| Profile::new(term(column), numbers_of)).collect();
        let columns: Vec<Column> = (merged.columns.iter())
            .map(|column| Column {
                heading: Arc::clone(&column.0),
                key: term(column).map(|term| Arc::clone(&term.key)),
                kind: Kind::Text,
                order: None,
            })
            .collect();
        let unbound = (merged.columns.iter().enumerate()).filter(|(_, column)| column.1.is_none()).map(|(place, _)| place).collect();
        let label = self.label.clone();
        let mut table = Table { name: Arc::clone(&self.name), label, parts: Vec::new(), columns, unbound, warnings, notes, numbers_of };
        for (part, map) in parts.into_iter().zip(merged.maps) {
            table.parts.push(PartOfTable { part, map, dropped: Vec::new(), row_count: 0, lines: Lines::default() });
        }
        let terms: Vec<Option<&Term>> = merged.columns.iter().map(term).collect();
        self.missing(&mut table, &terms);
        let looked_at = self.looked_at(&table, &terms);
        let mut candidates = self.walk(&mut table, &mut profiles, &looked_at)?;
        let row_count = table.parts.iter().fold(0u64, |count, part| count.saturating_add(part.row_count));
        if row_count == 0 && table.parts.iter().all(|part| !matches!(part.part, Part::Frame(_))) {
            let problem = Diagnostic::new(&codes::NO_TABLE, format!("`{}` has headings and no rows", self.label));
            let place = table.parts.first().map_or(Place::Nowhere, |part| part.part.whole());
            return Err(vec![problem.at(place).help("give a table with at least one row below the headings")]);
        }
        // Where nearly all rows are called totals, none is one: it is a column of words such as `sum` and `average`. Even where each group
        // has one row and a total, and each group of groups another, a third of the rows are others.
        if u64::try_from(candidates.len()).unwrap_or(u64::MAX).saturating_mul(4) > row_count.saturating_mul(3) {
            take_all(&mut profiles, &looked_at, &candidates);
            candidates.clear();
        }
        let mut problems = Vec::new();
        self.decide(&mut table, &profiles, &terms, &looked_at, &mut problems, false);
        if !candidates.is_empty() {
            let kept = self.judge(&mut table, &terms, candidates, &mut problems)?;
            take_all(&mut profiles, &looked_at, &kept);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        self.decide(&mut table, &profiles, &terms, &looked_at, &mut problems, true);
        if problems.is_empty() { Ok(table) } else { Err(problems) }
    }

    fn bind(&self, parts: &[Part], notes: &mut Vec<Note>) -> Result<Merged, Vec<Diagnostic>> {
        let (mut merged, mut problems) = (Merged::default(), Vec::new());
        for part in parts {
            let headings = part.headings();
            let place = |heading: usize| part.heading_place(heading);
            let binder = Binder {
                headings: &headings,
                vocabulary: self.vocabulary,
                bindings: self.bindings,
                columns: self.columns,
                place: &place,
                label: &self.label,
            };
            match binder.bind() {
                Ok(mut bound) => {
                    if let Some(heading) = self.bind_date(part, &headings, &mut bound) {
                        let note = Note::from(format!("`{}` is taken for the date", crate::shown(heading)));
                        if !notes.contains(&note) {
                            notes.push(note);
                        }
                    }
                    merged.add(&headings, &bound);
                }
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() { Ok(merged) } else { Err(problems) }
    }

    /// Binds the date where it is needed, and a column can only be it. Gives the heading of that column.
    fn bind_date<'h>(&self, part: &Part, headings: &'h [Arc<str>], bound: &mut [(usize, Option<usize>)]) -> Option<&'h str> {
        let time = self.vocabulary.terms.iter().position(|term| term.role == Role::Time && term.is_needed)?;
        if bound.iter().any(|(_, term)| *term == Some(time)) {
            return None;
        }
        let free = bound.iter().filter(|(_, term)| term.is_none());
        let free: Vec<(usize, &str)> = free.filter_map(|(heading, _)| Some((*heading, headings.get(*heading)?.as_ref()))).collect();
        let found = date_column(&free, part.rows().ok()?.as_mut())?;
        let column = bound.iter_mut().find(|(heading, term)| *heading == found && term.is_none())?;
        column.1 = Some(time);
        headings.get(found).map(AsRef::as_ref)
    }

    /// Says which needed columns are not in all files.
    fn missing(&self, table: &mut Table, terms: &[Option<&Term>]) {
        for part in table.parts.iter().filter(|_| table.parts.len() > 1) {
            for (column, place) in part.map.iter().enumerate() {
                if place.is_none()
                    && let Some(Some(term)) = terms.get(column)
                    && term.is_needed
                {
                    let words =
                        format!("`{}` has no column for `{}`, which other files of `{}` have", part.part.name(), term.name, self.name);
                    let problem = Diagnostic::new(&codes::MISSING_IN_FILE, words).at(part.part.whole());
                    table.warnings.push(problem.help("its rows are blank there"));
                }
            }
        }
    }

    /// Columns whose cells have to be looked at: all of files; of data frames those whose type does not say everything.
    fn looked_at(&self, table: &Table, terms: &[Option<&Term>]) -> Vec<bool> {
        (0..table.columns.len())
            .map(|column| {
                table.parts.iter().any(|part| match (&part.part, part.map.get(column).copied().flatten()) {
                    (_, None) => false,
                    (Part::Frame(frame), Some(place)) => {
                        let term = terms.get(column).copied().flatten();
                        match (term.and_then(Term::declared), frame.kind(place)) {
                            (_, FrameKind::Unsupported) => false,
                            (Some(Kind::Number { is_percent: true, .. }), _) => true,
                            (Some(kind), _) => frame.data_type(place).is_none_or(|data_type| !is_as_wanted(&data_type, &kind)),
                            (None, FrameKind::Text) => term.is_some_and(|term| term.role == Role::Input),
                            (None, _) => false,
                        }
                    }
                    (_, Some(_)) => true,
                })
            })
            .collect()
    }

    /// Goes through all rows once. Gives those that are labelled as totals, which no profile has taken yet.
    fn walk(&self, table: &mut Table, profiles: &mut [Profile], looked_at: &[bool]) -> Result<Vec<Candidate>, Vec<Diagnostic>> {
        let has_flow =
            |part: &PartOfTable| part.map.iter().enumerate().any(|(column, place)| place.is_some() && self.is_flow(table, column));
        let (mut candidates, mut problems, mut more) = (Vec::new(), Vec::new(), 0u64);
        let mut walked = Vec::with_capacity(table.parts.len());
        for (index, part) in table.parts.iter().enumerate() {
            let seeks_totals = match self.totals {
                Some(Totals::Keep) => false,
                Some(Totals::Drop) => true,
                None => has_flow(part),
            };
            if let Part::Frame(frame) = &part.part
                && !looked_at.contains(&true)
            {
                if seeks_totals {
                    let found = frame.labelled(&part.map, MOST_CANDIDATES.saturating_sub(candidates.len()));
                    candidates.extend(found.into_iter().map(|(row, cells)| Candidate { at: RowId { part: index, row }, cells }));
                }
                walked.push((frame.row_count(), Lines::default()));
                continue;
            }
            let mut rows = part.part.rows().map_err(|problem| vec![problem])?;
            let (mut row, mut lines) = (0u64, Lines::default());
            loop {
                match rows.advance() {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(Stop::Row(problem)) if problems.len() < NAMED => problems.push(*problem),
                    Err(Stop::Row(_)) => more = more.saturating_add(1),
                    Err(Stop::End(problem)) => {
                        problems.push(*problem);
                        return Err(problems);
                    }
                }
                lines.note(row, rows.line());
                let at = RowId { part: index, row };
                row = row.saturating_add(1);
                if seeks_totals && is_labelled(rows.as_ref(), &part.map) {
                    let cells = part.map.iter().map(|place| place.map_or(Field::Empty, |place| rows.field(place))).map(Kept::from);
                    candidates.push(Candidate { at, cells: cells.collect() });
                    if candidates.len() > MOST_CANDIDATES && self.totals.is_none() {
                        let words = format!("more than {MOST_CANDIDATES} rows of `{}` are labelled as totals", self.label);
                        let problem = Diagnostic::new(&codes::TOTAL_DIFFERS, words).at(part.part.whole());
                        let help = "say in the `source` block what they are: `totals keep` for rows like any other, `totals drop` to leave them out";
                        return Err(vec![problem.help(help)]);
                    }
                    continue;
                }
                for ((profile, place), looked_at) in profiles.iter_mut().zip(&part.map).zip(looked_at) {
                    if let (Some(place), true) = (place, looked_at) {
                        profile.take(&rows.field(*place), at);
                    }
                }
            }
            walked.push((row, lines));
        }
        if more > 0 {
            let place = table.parts.first().map_or(Place::Nowhere, |part| part.part.whole());
            problems.push(Diagnostic::new(&codes::RAGGED, format!("and {more} more lines that are no rows of the table")).at(place));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        for (part, (row_count, lines)) in table.parts.iter_mut().zip(walked) {
            (part.row_count, part.lines) = (row_count, lines);
        }
        Ok(candidates)
    }

    /// True for a column of a needed flow.
    pub(super) fn is_flow(&self, table: &Table, column: usize) -> bool {
        let key = table.columns.get(column).and_then(|column| column.key.as_ref());
        key.and_then(|key| self.vocabulary.terms.iter().find(|term| term.key == *key)).is_some_and(|term| term.is_flow && term.is_needed)
    }

    /// Decides what each column is. Problems and warnings only count for columns that are needed.
    fn decide(
        &self,
        table: &mut Table,
        profiles: &[Profile],
        terms: &[Option<&Term>],
        looked_at: &[bool],
        problems: &mut Vec<Diagnostic>,
        is_last: bool,
    ) {
        let named: Vec<String> = self.columns.iter().map(|column| loosened(column)).collect();
        let mut decided = Vec::with_capacity(profiles.len());
        for (column, profile) in profiles.iter().enumerate() {
            let term = terms.get(column).copied().flatten();
            let heading = table.columns.get(column).map_or("", |column| column.heading.as_ref());
            let is_needed = term.is_some_and(|term| term.is_needed) || (!named.is_empty() && named.contains(&loosened(heading)));
            if looked_at.get(column) != Some(&true) {
                decided.push(self.by_type(table, column, term, is_needed, problems));
                continue;
            }
            let place = |at: RowId| table.place_of(at, column);
            let name = term.map_or(heading, |term| term.name.as_ref());
            let mut decision = profile.decide(&Named { name, is_locale_given: self.is_locale_given, place: &place });
            if is_needed && is_last {
                problems.append(&mut decision.problems);
            } else {
                decision.warnings.retain(|_| is_needed);
            }
            decided.push(decision);
        }
        for (column, decision) in table.columns.iter_mut().zip(decided) {
            (column.kind, column.order) = (decision.kind, decision.order);
            if is_last {
                table.warnings.extend(decision.warnings);
            }
        }
    }

    /// What a column of a data frame is by its type.
    fn by_type(&self, table: &Table, column: usize, term: Option<&Term>, is_needed: bool, problems: &mut Vec<Diagnostic>) -> Decision {
        let mut decision = Decision { kind: Kind::Text, order: None, problems: Vec::new(), warnings: Vec::new() };
        for part in &table.parts {
            if let (Part::Frame(frame), Some(place)) = (&part.part, part.map.get(column).copied().flatten()) {
                let kind = frame.kind(place);
                decision.kind = term.and_then(|term| term.kind.clone()).unwrap_or_else(|| kind.kind());
                if kind == FrameKind::Unsupported && is_needed {
                    let name = term.map_or("", |term| term.name.as_ref());
                    let of_type = || format!("is of type {}", frame.data_type(place).map(|kind| kind.to_string()).unwrap_or_default());
                    let what = frame.refused(place).map_or_else(of_type, |words| format!("cannot be read: {words}"));
                    let problem = Diagnostic::new(&codes::KIND_OF_COLUMN, format!("the column of `{name}` {what}"));
                    problems.push(problem.at(part.part.whole()).help("give numbers, texts, dates or truths, one kind in a column"));
                }
            }
        }
        decision
    }
}

/// True if some cell of the row is a word for total.
fn is_labelled(rows: &(dyn Rows + Send), map: &[Option<usize>]) -> bool {
    map.iter().flatten().any(|place| matches!(rows.field(*place), Field::Text(text) if is_total(text)))
}

fn take_all(profiles: &mut [Profile], looked_at: &[bool], candidates: &[Candidate]) {
    for candidate in candidates {
        for (column, (profile, looked_at)) in profiles.iter_mut().zip(looked_at).enumerate() {
            if *looked_at {
                profile.take(&candidate.field(column), candidate.at);
            }
        }
    }
}
