//! What a name means where it stands.

use std::sync::Arc;

use tolok_diagnostics::suggestion::{listed, nearest};
use tolok_plan::{Column, Expression, Place};
use tolok_syntax::tree::{Name, Path};

use super::{Checker, Context, Names, Part};
use crate::linearity::Linearity;
use crate::scope::Found;
use crate::{EntityId, EntityKind, Quantity, Term, Type, codes, functions};

impl Context<'_> {
    /// What a definition means here: to an `override`, its own name is what it replaces.
    fn meaning(&self, id: EntityId) -> EntityId {
        self.replacing.filter(|(own, _)| *own == id).map_or(id, |(_, original)| original)
    }
}

impl Checker<'_> {
    /// A name, a column `source.column`, or a definition of a library.
    pub(super) fn reference(&mut self, path: &Path, context: &Context<'_>) -> Part {
        let place = self.place(context.file, path.span);
        let Some(name) = path.single() else { return self.dotted(path, context, place) };
        let bound = context.bindings.and_then(|bindings| {
            bindings.arguments.iter().find(|(parameter, _)| parameter.key == name.key).map(|(_, argument)| (*argument, bindings.caller))
        });
        if let Some((argument, caller)) = bound {
            // The argument is read where the function was called, with the names of that place, in the role of this one.
            let inner = Context { names: context.names, depth: context.depth, in_product: context.in_product, ..*caller };
            return self.part(argument, &inner);
        }
        if context.names == Names::Constants {
            let message = format!("only a constant can stand here, and `{name}` is a name");
            self.report(
                &codes::NOT_CONSTANT,
                context.file,
                path.span.range(),
                message,
                "write the value itself, or make it a metric: `name = formula`",
            );
            return Part::unknown(place);
        }
        match self.find(context.file, &name.key) {
            // `B7` is a cell although `b7` was taken for an input before.
            Found::One(id) if self.state.implicit.get(&name.key) == Some(&id) && is_cell_reference(name) => {
                self.unknown(name, context, place)
            }
            Found::One(id) => {
                let meant = context.meaning(id);
                if meant != id && self.is_input(meant) {
                    self.report_replaced_input(name, context);
                }
                self.entity_part(meant, name, context, place)
            }
            Found::Several(ids) => {
                let names: Vec<Arc<str>> =
                    ids.iter().filter_map(|id| self.state.entities.get(id.0)).map(|entity| entity.name.clone()).collect();
                let message = format!("`{}` is an alias of several definitions", name.text);
                let help = format!("write the one that is meant: {}", listed(names.iter().map(AsRef::as_ref)));
                self.report(&codes::AMBIGUOUS_ALIAS, context.file, path.span.range(), message, help);
                Part::unknown(place)
            }
            Found::Nothing => self.unknown(name, context, place),
        }
    }

    fn is_input(&self, id: EntityId) -> bool {
        self.state.entities.get(id.0).is_some_and(|entity| matches!(entity.kind, EntityKind::Input(_)))
    }

    /// The problem of an `override` that is computed from the input that it replaces: what is typed under this name would be nobody's.
    fn report_replaced_input(&mut self, name: &Name, context: &Context<'_>) {
        let message = format!("`{}` is an input, and what takes its place cannot be computed from it", name.text);
        let help = format!("give the KPI a name of its own: `my_{name} = {name}`");
        self.report(&codes::OVERRIDE, context.file, name.span.range(), message, help);
    }

    /// What a key means: a definition, or an input that nothing declares but that has been used before.
    pub(crate) fn find(&self, file: usize, key: &str) -> Found {
        match self.scopes.find(file, key) {
            Found::Nothing => self.state.implicit.get(key).map_or(Found::Nothing, |id| Found::One(*id)),
            found => found,
        }
    }

    fn entity_part(&mut self, id: EntityId, name: &Name, context: &Context<'_>, place: Place) -> Part {
        let Some(entity) = self.state.entities.get(id.0) else { return Part::unknown(place) };
        let (key, kind_name) = (entity.key.clone(), entity.name.clone());
        if let Some(instead) = entity.about.deprecated.clone() {
            let help = instead.map_or_else(|| "use another definition".to_string(), |words| words.to_string());
            self.report(&codes::DEPRECATED, context.file, name.span.range(), format!("`{kind_name}` is deprecated"), help);
        }
        let Some(entity) = self.state.entities.get(id.0) else { return Part::unknown(place) };
        let in_rows = context.names != Names::Totals;
        let what = match &entity.kind {
            EntityKind::Input(input) => {
                let ty = input.ty.clone();
                if input.implicit {
                    self.used_at(id, name, place);
                }
                if in_rows {
                    let column = self.input_column(id, place);
                    return Part::new(column, ty, Linearity::FLOW);
                }
                let linearity = self.input_linearity(id);
                let measure = self.measure_of(id, place);
                return Part::new(Expression::leaf(Term::Measure(measure), place), ty, linearity);
            }
            EntityKind::Param(param) => {
                let ty = param.ty.clone();
                let term = if in_rows { Term::Column(Column::Param(key)) } else { Term::Param(id) };
                return Part::new(Expression::leaf(term, place), ty, Linearity::Constant);
            }
            EntityKind::Metric(metric) => {
                let ty = self.state.given_types.get(&id).cloned().unwrap_or_else(|| metric.ty.clone());
                if in_rows {
                    return self.metric_in_rows(id, name, ty, context, place);
                }
                let linearity = self.state.linearity.get(&id).copied().unwrap_or(Linearity::Constant);
                return Part::new(Expression::leaf(Term::Metric(id), place), ty, linearity);
            }
            EntityKind::Dimension(_) if in_rows => {
                return Part::new(Expression::leaf(Term::Column(Column::Dimension(key)), place), Type::Unknown, Linearity::Constant);
            }
            EntityKind::Time(_) if in_rows => {
                return Part::new(Expression::leaf(Term::Column(Column::Time(key)), place), Type::Date, Linearity::Constant);
            }
            EntityKind::Broken => return Part::unknown(place),
            EntityKind::Dimension(_) => {
                ("a dimension", format!("use it in a condition, as in `spend where {name} = \"…\"`, or ask for it with `member({name})`"))
            }
            EntityKind::Time(_) => ("the date", format!("use it in a condition, as in `spend where {name} >= @2026-01-01`")),
            EntityKind::Source => ("a source", format!("name one of its columns: `sum({name}.column)`")),
            EntityKind::Function => ("a function", format!("write its arguments in brackets: `{name}(…)`")),
        };
        self.report(&codes::NOT_A_VALUE, context.file, name.span.range(), format!("`{kind_name}` is {}, not a value", what.0), what.1);
        Part::unknown(place)
    }

    /// Keeps the first place in reading order where an input is used that nothing declares, and its spelling there: formulas are
    /// checked in another order.
    fn used_at(&mut self, id: EntityId, name: &Name, place: Place) {
        if let Some(entity) = self.state.entities.get_mut(id.0)
            && (place.file, place.start) < (entity.place.file, entity.place.start)
        {
            entity.place = place;
            entity.name = name.text.clone();
        }
    }

    /// A metric inside an aggregation is computed for each row: its formula stands there instead of its name.
    fn metric_in_rows(&mut self, id: EntityId, name: &Name, ty: Type, context: &Context<'_>, place: Place) -> Part {
        if self.state.aggregating.contains(&id) {
            let message = format!("`{}` aggregates rows itself, so it has no value in a row", name.text);
            let help = "aggregate its parts instead, or use it outside the aggregation";
            self.report(&codes::NESTED_AGGREGATION, context.file, name.span.range(), message, help);
            return Part::unknown(place);
        }
        let program = self.program;
        let formula = self.scopes.declared.get(id.0).and_then(|(file, item)| match &program.item(*file, *item)?.definition {
            tolok_syntax::tree::Definition::Metric(metric) => Some((*file, &metric.formula)),
            _ => None,
        });
        let Some((file, formula)) = formula else { return Part::unknown(place) };
        let inner = Context {
            file,
            bindings: None,
            replacing: self.replacing(id),
            in_product: false,
            quick: self.program.files.get(file).is_some_and(|file| file.is_quick()),
            ..*context
        };
        let part = self.part(formula, &inner);
        Part { ty, ..part }
    }

    /// `orders.amount`, `std.marketing.leads`.
    fn dotted(&mut self, path: &Path, context: &Context<'_>, place: Place) -> Part {
        let keys: Vec<&str> = path.parts.iter().map(|part| part.key.as_ref()).collect();
        if let Some((last, library)) = keys.split_last()
            && keys.first() == Some(&"std")
        {
            return self.library_member(path, &library.join("."), last, context, place);
        }
        let (Some(source), Some(column), None) = (path.parts.first(), path.parts.get(1), path.parts.get(2)) else {
            let message = format!("`{path}` has too many dots: a column is written `source.column`");
            self.report(&codes::MISPLACED, context.file, path.span.range(), message, "a heading with a dot in it stands between backticks");
            return Part::unknown(place);
        };
        if context.names == Names::Constants {
            self.report(
                &codes::NOT_CONSTANT,
                context.file,
                path.span.range(),
                format!("only a constant can stand here, and `{path}` is a column"),
                "write the value itself",
            );
            return Part::unknown(place);
        }
        if let Found::One(id) = self.find(context.file, &source.key)
            && self.state.entities.get(id.0).is_some_and(|entity| !matches!(entity.kind, EntityKind::Source | EntityKind::Broken))
        {
            let message = format!("before a dot stands a source, but `{}` is none", source.text);
            self.report(&codes::MISPLACED, context.file, path.span.range(), message, "take the part before the dot out");
            return Part::unknown(place);
        }
        let column = Column::Source { source: source.key.clone(), column: column.text.clone() };
        let leaf = Expression::leaf(Term::Column(column), place);
        if context.names != Names::Totals {
            return Part::new(leaf, Type::Unknown, Linearity::FLOW);
        }
        let Some(expression) = super::aggregate::into_rows(leaf) else { return Part::unknown(place) };
        let measure = tolok_plan::Measure::new(path.to_string(), tolok_plan::Aggregation::Sum, expression);
        let id = self.measure(measure, Type::PLAIN);
        Part::new(Expression::leaf(Term::Measure(id), place), Type::Number(Quantity::Plain), Linearity::FLOW)
    }

    fn library_member(&mut self, path: &Path, library: &str, member: &str, context: &Context<'_>, place: Place) -> Part {
        let file = self.program.files.iter().position(|file| file.is_library && **file.name() == *library);
        let found = file.and_then(|file| match self.scopes.find(file, member) {
            Found::One(id) => Some(id),
            _ => None,
        });
        match (found, path.last()) {
            (Some(id), Some(name)) => self.entity_part(context.meaning(id), name, context, place),
            _ => {
                let help = if file.is_some() {
                    format!("the library `{library}` defines nothing of that name")
                } else {
                    format!("add `use {library}`")
                };
                self.report(&codes::UNKNOWN_NAME, context.file, path.span.range(), format!("unknown name `{path}`"), help);
                Part::unknown(place)
            }
        }
    }

    /// A name that nothing declares: an input in quick mode, else a mistake.
    fn unknown(&mut self, name: &Name, context: &Context<'_>, place: Place) -> Part {
        if name.looks_like_a_cell() && !name.is_quoted() {
            if is_cell_reference(name) {
                let message = format!("`{}` is a cell reference, not a name", name.text);
                let help = "give the number in that cell a name, such as `spend`, and let its label in the worksheet bind it";
                self.report(&tolok_syntax::codes::CELL_REFERENCE, context.file, name.span.range(), message, help);
                return Part::unknown(place);
            }
            if context.quick {
                let message = format!("`{}` looks like a cell reference, but is read as the name of an input", name.text);
                self.report(&codes::LOOKS_LIKE_A_CELL, context.file, name.span.range(), message, "give the number in that cell a name");
            }
        }
        // In quick mode a condition may look at what formulas use as an input; a name that only conditions have is no column.
        if context.names == Names::Condition && !(context.quick && self.state.used_outside_conditions.contains(&name.key)) {
            let message = format!("nothing declares `{}`, which the condition needs", name.text);
            let suggestion =
                self.suggestion(&name.key, context.file).map_or_else(String::new, |near| format!("did you mean `{near}`? or "));
            let help = match &*name.key {
                "date" | "tanggal" | "data" => {
                    format!("{suggestion}add `time {name}: month` if it is the date of a row, else `dimension {name}`")
                }
                _ => format!("{suggestion}add `dimension {name}`"),
            };
            self.report(&codes::UNKNOWN_DIMENSION, context.file, name.span.range(), message, help);
            return Part::unknown(place);
        }
        if context.quick {
            let id = self.implicit_input(name, context.file);
            return self.entity_part(id, name, context, place);
        }
        let message = format!("unknown name `{}`", name.text);
        let help = if functions::find(&name.key).is_some() {
            format!("`{}` is a function: write its arguments in brackets", name.text)
        } else {
            match self.suggestion(&name.key, context.file) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("declare it: `input {name}`"),
            }
        };
        self.report(&codes::UNKNOWN_NAME, context.file, name.span.range(), message, help);
        Part::unknown(place)
    }

    /// The nearest name that a formula of a file can use.
    pub(crate) fn suggestion(&self, key: &str, file: usize) -> Option<Arc<str>> {
        let visible: Vec<(Arc<str>, EntityId)> = self.scopes.visible(file).map(|(key, id)| (key.clone(), id)).collect();
        let implicit = self.state.implicit.iter().map(|(key, id)| (key.clone(), *id));
        let known: Vec<(Arc<str>, EntityId)> = visible.into_iter().chain(implicit).collect();
        let near = nearest(key, known.iter().map(|(key, _)| key.as_ref()))?;
        let (_, id) = known.iter().find(|(key, _)| **key == *near)?;
        self.state.entities.get(id.0).map(|entity| entity.name.clone())
    }
}

/// True for a name that a person who knows spreadsheets means as a cell: `B7`, unless it stands between backticks.
fn is_cell_reference(name: &Name) -> bool {
    name.looks_like_a_cell() && name.text.chars().any(char::is_uppercase) && !name.is_quoted()
}
