//! From trees to checked formulas: what every name means, whether units fit, whether totals are totals.

mod aggregate;
mod call;
mod clause;
mod dependencies;
mod entities;
mod examples;
mod expression;
mod names;
mod operations;
mod overrides;
mod reference;
mod reports;
mod settings;
mod targets;

pub(crate) use aggregate::into_rows;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use tolok_diagnostics::{Code, Diagnostic};
use tolok_plan::{Expression, Measure, MeasureId, Place};
use tolok_syntax::tree;
use tolok_value::Value;

use crate::linearity::Linearity;
use crate::program::Program;
use crate::scope::Scopes;
use crate::{ConditionId, Entity, EntityId, Formula, Type, codes};

/// How deep formulas may be written into one another.
const MAX_DEPTH: usize = 400;
/// How many parts all formulas may have after that.
const MAX_PARTS: usize = 2_000_000;

/// What checking has found out so far, and what a later formula may add to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Checked {
    pub(crate) entities: Vec<Entity>,
    pub(crate) measures: Vec<Measure>,
    /// What each measure gives.
    pub(crate) measure_types: Vec<Type>,
    pub(crate) conditions: Vec<tolok_plan::RowExpression>,
    /// Every definition after all that it needs.
    pub(crate) order: Vec<EntityId>,
    pub(crate) examples: Vec<crate::Example>,
    /// Inputs that nothing declares, by key, with the place of their first use.
    pub(crate) implicit: BTreeMap<Arc<str>, EntityId>,
    pub(crate) measure_of: BTreeMap<EntityId, MeasureId>,
    /// The inputs whose totals some formula uses.
    pub(crate) used_inputs: BTreeSet<EntityId>,
    /// The names that formulas of quick files use outside of conditions.
    used_outside_conditions: BTreeSet<Arc<str>>,
    /// Metrics that cannot be computed for a row.
    aggregating: BTreeSet<EntityId>,
    linearity: BTreeMap<EntityId, Linearity>,
    /// What the formula gives, where the declared type says less.
    given_types: BTreeMap<EntityId, Type>,
    parts: usize,
}

/// Checks definitions; borrows the trees, owns what it finds.
pub(crate) struct Checker<'p> {
    pub(crate) program: &'p Program,
    pub(crate) scopes: &'p Scopes,
    pub(crate) state: Checked,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) reported: Reported,
    /// What the cells of an input without a type are, by its key.
    pub(crate) cell_types: CellTypes,
    /// The functions of files that some formula calls.
    pub(crate) called: BTreeSet<EntityId>,
    /// True for a formula that stands in no file, whose places mean nothing there.
    pub(crate) detached: bool,
}

/// What the cells of inputs are that declare no type, by key: percentages, dates, texts.
pub type CellTypes = BTreeMap<Arc<str>, Type>;

/// What has been reported: the file, the bytes, the code and the message.
pub(crate) type Reported = BTreeSet<(usize, usize, usize, &'static str, String)>;

/// Where a formula stands while it is checked.
#[derive(Clone, Copy)]
pub(crate) struct Context<'c> {
    /// Which file the text is in.
    pub(crate) file: usize,
    /// Whether names are totals or rows.
    pub(crate) names: Names,
    /// The arguments of the functions that the text is inside of.
    bindings: Option<&'c Bindings<'c>>,
    depth: usize,
    /// What the own name of the `override` means elsewhere whose formula this is, and what it means here: what it replaces.
    replacing: Option<(EntityId, EntityId)>,
    /// True for a factor of a product, which the product judges.
    in_product: bool,
    /// Whether a name that nothing declares may become an input.
    pub(crate) quick: bool,
}

/// What names stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// Aggregates in the context at hand.
    Totals,
    /// The row at hand, inside an aggregation.
    Rows,
    /// The row at hand, inside a condition.
    Condition,
    /// Nothing: only constants may stand here.
    Constants,
}

/// The arguments of a function, with where they come from.
struct Bindings<'c> {
    arguments: Vec<(&'c tree::Name, &'c tree::Expression)>,
    caller: &'c Context<'c>,
}

/// A part of a formula that has been checked.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) formula: Formula,
    pub(crate) ty: Type,
    pub(crate) linearity: Linearity,
    /// The factors of a product, each with whether it divides, for a product around it to judge.
    factors: Option<Vec<(bool, Linearity)>>,
}

impl Part {
    fn new(formula: Formula, ty: Type, linearity: Linearity) -> Self {
        Self { formula, ty, linearity, factors: None }
    }

    /// What stands for something that could not be checked, so that nothing else is blamed for it.
    fn unknown(place: Place) -> Self {
        Self::new(Expression::value(Value::BLANK, place), Type::Unknown, Linearity::Constant)
    }
}

/// A place in a file, as plans say it.
pub(crate) fn place(file: usize, span: tree::Span) -> Place {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Place { file: number(file), start: number(span.start), end: number(span.end) }
}

impl<'p> Checker<'p> {
    /// A checker that goes on from what has been checked.
    pub(crate) fn new(program: &'p Program, scopes: &'p Scopes, state: Checked) -> Self {
        Checker {
            program,
            scopes,
            state,
            diagnostics: Vec::new(),
            reported: Reported::new(),
            cell_types: CellTypes::new(),
            called: BTreeSet::new(),
            detached: false,
        }
    }

    /// Checks all definitions of a program.
    pub(crate) fn check(program: &'p Program, scopes: &'p Scopes, cell_types: &CellTypes) -> (Checked, Vec<Diagnostic>) {
        let mut checker = Checker { cell_types: cell_types.clone(), ..Checker::new(program, scopes, Checked::default()) };
        checker.settings();
        checker.entities();
        checker.take_over_from_replaced();
        checker.groups_like_members();
        checker.note_names();
        checker.formulas();
        checker.targets();
        checker.examples();
        checker.titles();
        checker.reports();
        checker.names();
        checker.measures_of_inputs();
        (checker.state, checker.diagnostics)
    }

    pub(crate) fn context(&self, file: usize, names: Names) -> Context<'static> {
        let quick = self.program.files.get(file).is_some_and(|file| file.is_quick());
        Context { file, names, bindings: None, depth: 0, replacing: None, in_product: false, quick }
    }

    pub(crate) fn place(&self, file: usize, span: tree::Span) -> Place {
        place(if self.detached { usize::MAX } else { file }, span)
    }

    pub(crate) fn file_name(&self, file: usize) -> Arc<str> {
        self.program.files.get(file).map_or_else(|| "".into(), |file| Arc::clone(file.name()))
    }

    pub(crate) fn report(
        &mut self,
        code: &'static Code,
        file: usize,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let name = self.file_name(file);
        let problem = Diagnostic::new(code, message).in_text(&name, span.clone()).help(help);
        // A formula that is written into several others is reported once.
        if self.reported.insert((file, span.start, span.end, code.id, problem.message.clone())) {
            self.diagnostics.push(problem);
        }
    }

    /// The text of a span, where it stands in a file.
    fn written(&self, file: usize, span: tree::Span) -> Option<&str> {
        let items = &self.program.files.get(file).filter(|_| !self.detached)?.tree.items;
        let item = items.iter().find(|item| item.span.start <= span.start && span.end <= item.span.end)?;
        item.source.get(span.start - item.span.start..span.end - item.span.start)
    }

    fn condition(&mut self, condition: tolok_plan::RowExpression) -> ConditionId {
        self.state.conditions.push(condition);
        ConditionId(self.state.conditions.len() - 1)
    }

    fn measure(&mut self, measure: Measure, ty: Type) -> MeasureId {
        self.state.measures.push(measure);
        self.state.measure_types.push(ty);
        MeasureId(self.state.measures.len() - 1)
    }

    /// Counts a part, and says whether there is room for more.
    fn has_room(&mut self, context: &Context<'_>, span: tree::Span) -> bool {
        self.state.parts += 1;
        if context.depth <= MAX_DEPTH && self.state.parts <= MAX_PARTS {
            return true;
        }
        // Where there is no room left, there is none anywhere after it, and that needs no saying.
        if context.depth > MAX_DEPTH || self.state.parts == MAX_PARTS + 1 {
            let message = "the formulas that are written into one another here grow too large";
            self.report(&codes::TOO_LARGE, context.file, span.range(), message, "give parts of them names of their own");
        }
        false
    }
}
