//! What a worksheet holds, in terms of the definitions: KPIs, the inputs that they need, members, periods.

use std::sync::Arc;

use tolok_diagnostics::suggestion::{listed, nearest};
use tolok_diagnostics::{Diagnostic, Place, has_errors};
use tolok_model::{Dimension, EntityId, EntityKind, Formula, Rollup, Term};
use tolok_plan::{Column, Kind};
use tolok_value::{Grain, Language, Period, same};

use super::WorksheetRequest;
use crate::labels::label_key;
use crate::run::Asked as Reported;
use crate::{Definitions, RunRequest, codes, listed_names};

/// What a worksheet holds.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The definitions, with a date where the worksheet has periods.
    pub(super) definitions: Definitions,
    pub(super) title: Option<String>,
    pub(super) kpis: Vec<EntityId>,
    /// Inputs that were asked for themselves.
    pub(super) inputs: Vec<EntityId>,
    /// The dimension whose members are compared.
    pub(super) dimension: Option<EntityId>,
    pub(super) members: Vec<Arc<str>>,
    pub(super) periods: Vec<Period>,
    /// False for a report whose members are not to be taken together: it says `by` and not `total`.
    pub(super) has_total: bool,
    pub(super) language: Language,
}

/// More periods than anybody types into one worksheet.
const MOST_PERIODS: i64 = 400;

impl Definitions {
    /// What a request asks for; every problem in one go.
    pub(super) fn asked_for_worksheet(&self, request: &WorksheetRequest) -> Result<Asked, Vec<Diagnostic>> {
        if has_errors(self.diagnostics()) {
            return Err(self.diagnostics().to_vec());
        }
        if self.is_library && request.report.is_none() && request.kpis.is_none() {
            return Err(vec![self.which_report(request.language)]);
        }
        let mut problems = Vec::new();
        let mut run = RunRequest { report: request.report.clone(), ..RunRequest::default() };
        run.request.kpis = request.kpis.clone();
        run.request.language = request.language;
        // The report's own length of a period counts only where there are periods, and those are looked at below.
        let report = request.report.as_ref().and_then(|called| self.clone().report_called(called, request.language).ok());
        let asked = match self.clone().asked(&run) {
            Ok(asked) => asked,
            Err(found) => {
                problems.extend(found);
                Reported::default()
            }
        };
        let (dimension, members) = self.members_of_worksheet(request, &asked, &mut problems);
        let over = request.over.or(report.as_ref().and_then(|report| report.over));
        let periods = self.periods_of_worksheet(request, over).unwrap_or_else(|problem| {
            problems.push(problem);
            Vec::new()
        });
        if has_errors(&problems) {
            return Err(problems);
        }
        if let Some(period) = periods.first().filter(|_| self.model.time().is_none()) {
            // What a name means there is another definition than here, so everything is asked once more.
            let dated = self.with_time(period.grain());
            if dated.model.time().is_some() {
                return dated.asked_for_worksheet(request);
            }
        }
        let definitions = self.clone();
        let of_library = |is_library: bool| is_library && request.kpis.is_none() && request.report.is_none();
        let wanted: Vec<EntityId> = asked.kpis.iter().filter(|(_, flag)| !of_library(*flag)).map(|(id, _)| *id).collect();
        let is_metric = |id: &EntityId| matches!(definitions.model.entity(*id).map(|entity| &entity.kind), Some(EntityKind::Metric(_)));
        let is_input = |id: &EntityId| matches!(definitions.model.entity(*id).map(|entity| &entity.kind), Some(EntityKind::Input(_)));
        let (mut kpis, mut inputs) = (Vec::new(), Vec::new());
        wanted.iter().copied().filter(is_metric).for_each(|id| push(&mut kpis, id));
        let named = report.iter().flat_map(|report| &report.inputs).filter_map(|name| definitions.valued(name).ok());
        named.chain(wanted.iter().copied()).filter(is_input).for_each(|id| push(&mut inputs, id));
        Ok(Asked {
            definitions,
            title: asked.title.map(|title| title.trim().to_owned()),
            kpis,
            inputs,
            dimension,
            members,
            periods,
            has_total: report.is_none_or(|report| report.by.is_empty() || report.total),
            language: request.language,
        })
    }

    /// The problem of a library of which nobody said what the worksheet is to hold.
    fn which_report(&self, language: Language) -> Diagnostic {
        let reports = self.model.clone().reports();
        let titles: Vec<String> = reports.iter().map(|report| format!("\"{}\"", report.label(language.code()))).collect();
        let words = "a library has more KPIs than a worksheet: say which report it is for";
        let problem = Diagnostic::new(&codes::NO_REPORT, words).at(Place::Argument("--report".into()));
        problem.help(format!("it has --report {}; `--kpis` names KPIs one by one", titles.join(", ")))
    }

    /// The members that are compared, and their dimension.
    fn members_of_worksheet(
        &self,
        request: &WorksheetRequest,
        asked: &Reported,
        problems: &mut Vec<Diagnostic>,
    ) -> (Option<EntityId>, Vec<Arc<str>>) {
        let place = || Place::Argument("--members".into());
        let mut found: Option<(EntityId, Vec<Arc<str>>)> = None;
        for text in &request.members {
            let (name, list) = text.split_once('=').map_or((text.as_str(), None), |(name, list)| (name, Some(list)));
            let Some((id, dimension)) = self.dimension_of_worksheet(name) else {
                problems.push(self.no_such_dimension(name));
                continue;
            };
            if found.as_ref().is_some_and(|(known, _)| *known != id) {
                let words = "a worksheet compares the members of one dimension";
                problems.push(Diagnostic::new(&codes::WORKSHEET_MEMBER, words).at(place()).help("make a worksheet for each dimension"));
                continue;
            }
            let known = self.declared_members(id, dimension);
            let (_, members) = found.get_or_insert((id, Vec::new()));
            match list {
                None => known.iter().for_each(|member| push(members, Arc::clone(member))),
                Some(list) => {
                    let named = named_members((name, dimension), &known, list, problems);
                    named.into_iter().for_each(|member| push(members, member));
                }
            }
        }
        let of_report = || {
            let mut ids = asked.dimensions.iter().filter_map(|dimension| dimension.definition);
            let (first, second) = (ids.next(), ids.next());
            if second.is_some() {
                let words = "the report groups by several dimensions, and a worksheet compares the members of one";
                return Err(Diagnostic::new(&codes::WORKSHEET_MEMBER, words).at(place()).help("say which: `--members channel`"));
            }
            Ok(first.and_then(|id| Some((id, self.declared_members(id, dimension_kind(self, id)?)))))
        };
        let found = match found {
            Some(found) => Some(found),
            None if request.members.is_empty() => of_report().unwrap_or_else(|problem| {
                problems.push(problem);
                None
            }),
            None => None,
        };
        if let Some((id, members)) = &found
            && members.is_empty()
            && !has_errors(problems)
        {
            let name = self.model.entity(*id).map_or("channel", |entity| entity.name.as_ref());
            let words = format!("the worksheet has a place for each `{name}`, and nobody says which");
            let problem = Diagnostic::new(&codes::WORKSHEET_MEMBER, words).at(place());
            problems.push(problem.help(format!(
                "name them, with commas between: `--members \"{name}=One,Another\"`; or ask for a list with a row for each: `--rows 50`"
            )));
        }
        found.map_or((None, Vec::new()), |(id, members)| (Some(id), members))
    }

    pub(super) fn no_such_dimension(&self, name: &str) -> Diagnostic {
        let names = self.model.entities().filter(|(_, entity)| matches!(entity.kind, EntityKind::Dimension(_)));
        let names: Vec<&str> = names.map(|(_, entity)| entity.name.as_ref()).collect();
        let problem = Diagnostic::new(&codes::WORKSHEET_MEMBER, format!("`{}` is no dimension", name.trim()));
        let problem = problem.at(Place::Argument("--members".into()));
        match (nearest(name.trim(), names.iter().copied()), names.is_empty()) {
            (Some(near), _) => problem.help(format!("did you mean `{near}`?")),
            (None, false) => problem.help(format!("the dimensions are {}", listed(names))),
            (None, true) => problem.help(format!("add `dimension {}` to the definitions", name.trim())),
        }
    }

    pub(super) fn dimension_of_worksheet(&self, name: &str) -> Option<(EntityId, &Dimension)> {
        let key = label_key(name);
        let id = self.model.find(name).or_else(|| {
            let named = |entity: &tolok_model::Entity| {
                entity.about.labels.values().chain(&entity.about.aliases).any(|other| label_key(other) == key)
            };
            self.model.entities().find(|(_, entity)| matches!(entity.kind, EntityKind::Dimension(_)) && named(entity)).map(|(id, _)| id)
        })?;
        Some((id, dimension_kind(self, id)?))
    }

    /// The members that definitions name: of a dimension, of its groupings, or the groups of one that groups.
    pub(super) fn declared_members(&self, id: EntityId, dimension: &Dimension) -> Vec<Arc<str>> {
        let mut members: Vec<Arc<str>> = Vec::new();
        let key = self.model.entity(id).map(|entity| Arc::clone(&entity.key));
        dimension.groups.iter().for_each(|(group, _)| push(&mut members, Arc::clone(group)));
        dimension.members.iter().for_each(|member| push(&mut members, Arc::clone(&member.name)));
        if !members.is_empty() {
            return members;
        }
        for (_, entity) in self.model.entities() {
            if let EntityKind::Dimension(other) = &entity.kind
                && other.from == key
            {
                other.groups.iter().flat_map(|(_, grouped)| grouped).for_each(|member| push(&mut members, Arc::clone(member)));
            }
        }
        members
    }

    /// The periods from the first to the last.
    fn periods_of_worksheet(&self, request: &WorksheetRequest, over: Option<Grain>) -> Result<Vec<Period>, Diagnostic> {
        let place = || Place::Argument("--periods".into());
        let Some((first, last)) = &request.periods else {
            let Some(over) = over else { return Ok(Vec::new()) };
            let problem =
                Diagnostic::new(&codes::PERIOD, format!("the worksheet has a place for each {over}, and nobody says which")).at(place());
            return Err(problem.help("write the first and the last one: `--periods 2026-01..2026-12`"));
        };
        let calendar = self.model.calendar();
        let parse = |text: &str| {
            Period::parse_in(text.trim(), calendar).map_err(|error| Diagnostic::new(&codes::PERIOD, error.to_string()).at(place()))
        };
        let (first, last) = (parse(first)?, parse(last)?);
        if first.first_day() > last.last_day() {
            let problem = Diagnostic::new(&codes::PERIOD, format!("the periods from {first} to {last} run backwards")).at(place());
            return Err(problem.help(format!("write `--periods {last}..{first}`")));
        }
        let over = over.unwrap_or(first.grain());
        if let Some((time, finest)) = self.model.time().filter(|(_, finest)| over < *finest) {
            let name = self.model.entity(time).map_or("date", |entity| entity.name.as_ref());
            let words = format!("the finest period of `{name}` is the {finest}, and the worksheet is asked for by {over}");
            return Err(Diagnostic::new(&codes::PERIOD, words).at(place()).help(format!("ask for periods of a {finest}")));
        }
        let none = || Diagnostic::new(&codes::PERIOD, "there are no such periods in the calendar").at(place());
        let mut next = Period::of_in(first.first_day(), over, calendar).ok_or_else(none)?;
        let end = Period::of_in(last.last_day(), over, calendar).ok_or_else(none)?;
        if next.distance(end).is_some_and(|periods| periods.abs() >= MOST_PERIODS) {
            let problem = Diagnostic::new(&codes::PERIOD, "so many periods are more than anybody types into a worksheet").at(place());
            return Err(problem.help("ask for fewer, or for longer ones"));
        }
        let mut periods = vec![next];
        while next != end {
            next = next.next().ok_or_else(none)?;
            periods.push(next);
        }
        Ok(periods)
    }

    /// The inputs that KPIs need, as they come, behind those that were asked for.
    pub(super) fn needed_inputs(&self, asked: &[EntityId], kpis: &[EntityId]) -> Vec<EntityId> {
        let mut inputs = asked.to_vec();
        kpis.iter().filter_map(|id| self.formula_of(*id)).for_each(|formula| self.inputs_of(formula, &mut inputs, 0));
        for id in inputs.clone() {
            self.weight_of(id, &mut inputs);
        }
        inputs
    }

    /// The inputs that a formula needs, as they come.
    fn inputs_of(&self, formula: &Formula, inputs: &mut Vec<EntityId>, depth: usize) {
        const DEEPEST: usize = 32;
        if depth > DEEPEST {
            return;
        }
        match &formula.kind {
            Kind::Leaf(Term::Measure(measure)) => {
                let input = self.model.inputs().find(|(id, _)| self.model.measure_of(*id) == Some(*measure));
                input.into_iter().for_each(|(id, _)| push(inputs, id));
            }
            Kind::Leaf(Term::Metric(id)) => {
                if let Some(formula) = self.formula_of(*id) {
                    self.inputs_of(formula, inputs, depth + 1);
                }
            }
            Kind::Leaf(
                Term::Where { subject, .. } | Term::Time { subject, .. } | Term::Member { subject, .. } | Term::Convert { subject, .. },
            ) => self.inputs_of(subject, inputs, depth),
            Kind::Leaf(_) | Kind::Value(_) => {}
            Kind::Negate(inner) | Kind::Not(inner) | Kind::Percent(inner) => self.inputs_of(inner, inputs, depth),
            Kind::Chain { first, rest } => {
                self.inputs_of(first, inputs, depth);
                rest.iter().for_each(|(_, operand)| self.inputs_of(operand, inputs, depth));
            }
            Kind::Power { base, exponent } => [base, exponent].into_iter().for_each(|part| self.inputs_of(part, inputs, depth)),
            Kind::Compare { left, right, .. } => [left, right].into_iter().for_each(|part| self.inputs_of(part, inputs, depth)),
            Kind::IsBlank { subject, .. } => self.inputs_of(subject, inputs, depth),
            Kind::Membership { subject, members, .. } => {
                self.inputs_of(subject, inputs, depth);
                members.iter().for_each(|member| self.inputs_of(member, inputs, depth));
            }
            Kind::Logic { operands: parts, .. } | Kind::Call { arguments: parts, .. } | Kind::Lazy { arguments: parts, .. } => {
                parts.iter().for_each(|part| self.inputs_of(part, inputs, depth));
            }
        }
    }

    /// A rate is nothing without what weighs it.
    fn weight_of(&self, id: EntityId, inputs: &mut Vec<EntityId>) {
        if let Some(EntityKind::Input(input)) = self.model.entity(id).map(|entity| &entity.kind)
            && let Some(Rollup::Rate { weight: Column::Input(key) }) = &input.rollup
            && let Some(weight) = self.model.find(key)
        {
            push(inputs, weight);
        }
    }
}

fn dimension_kind(definitions: &Definitions, id: EntityId) -> Option<&Dimension> {
    match &definitions.model.entity(id)?.kind {
        EntityKind::Dimension(dimension) => Some(dimension),
        _ => None,
    }
}

/// The member that a spelling means; where the definitions name none, any spelling is one.
fn member_of(dimension: &Dimension, known: &[Arc<str>], spelling: &str) -> Option<Arc<str>> {
    if known.is_empty() {
        return Some(spelling.into());
    }
    let exact = known.iter().find(|member| same(member.trim(), spelling));
    let named = || dimension.member_of(spelling).map(|member| &member.name);
    exact.or_else(named).map(Arc::clone)
}

/// The members in a list with commas, each once; `asked` is the dimension with the name that it was given.
pub(super) fn named_members(asked: (&str, &Dimension), known: &[Arc<str>], list: &str, problems: &mut Vec<Diagnostic>) -> Vec<Arc<str>> {
    let (name, dimension) = asked;
    let pieces: Vec<String> = list.split(',').map(ToOwned::to_owned).collect();
    let spellings = listed_names::joined(&pieces, |spelling| {
        // Where nobody names the members, any text is one.
        !known.is_empty() && member_of(dimension, known, spelling.trim()).is_some()
    });
    let mut members = Vec::new();
    for spelling in spellings.iter().map(|spelling| spelling.trim()).filter(|spelling| !spelling.is_empty()) {
        match member_of(dimension, known, spelling) {
            Some(member) => push(&mut members, member),
            None => problems.push(unknown_member(name.trim(), dimension, known, spelling)),
        }
    }
    members
}

fn unknown_member(name: &str, dimension: &Dimension, known: &[Arc<str>], spelling: &str) -> Diagnostic {
    let problem = Diagnostic::new(&codes::WORKSHEET_MEMBER, format!("`{name}` has no member `{spelling}`"));
    let problem = problem.at(Place::Argument("--members".into()));
    let spellings = || dimension.members.iter().flat_map(tolok_model::Member::spellings).chain(known).map(AsRef::as_ref);
    const FEW: usize = 12;
    match nearest(spelling, spellings()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if known.len() <= FEW => problem.help(format!("it has {}", listed(known.iter().map(AsRef::as_ref)))),
        None => {
            let some: Vec<&str> = known.iter().take(FEW).map(AsRef::as_ref).collect();
            problem.help(format!("it has {} and {} more", some.join(", "), known.len() - FEW))
        }
    }
}

fn push<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
