//! The definitions themselves: what each name stands for, before and after formulas are checked.

use std::sync::Arc;

use tolok_plan::{Aggregation, Column, Expression, Kind, Lazy, Measure, MeasureId, Place};
use tolok_syntax::format;
use tolok_syntax::tree::{self, Definition, Item, Name, RollupKind, TypeAnnotation};
use tolok_value::{Number, Value};

use super::aggregate::into_rows;
use super::{Checker, Context, Names};
use crate::linearity::Linearity;
use crate::{
    About, Currency, Dimension, Entity, EntityId, EntityKind, Formula, Input, Member, Metric, Param, Quantity, Rollup, Term, Type, codes,
};

impl Checker<'_> {
    /// Makes an entity of every definition that has a name; metrics get their formulas later.
    pub(super) fn entities(&mut self) {
        for (file, item) in &self.scopes.declared {
            let Some(item) = self.program.item(*file, *item) else { continue };
            let Some(name) = item.definition.name() else { continue };
            let about = self.about_of(item, *file);
            let kind = self.kind(&item.definition, *file);
            let place = self.place(*file, name.span);
            if matches!(item.definition, Definition::Function(_)) && crate::functions::find(&name.key).is_some() {
                let message = format!("`{}` is the name of a built-in function", name.text);
                self.report(&codes::DEFINED_TWICE, *file, name.span.range(), message, "give this function another name");
            }
            self.state.entities.push(Entity { name: name.text.clone(), key: name.key.clone(), place, about, targets: Vec::new(), kind });
        }
    }

    /// A group that is called like a member of the dimension it groups is called like it in every language.
    pub(super) fn groups_like_members(&mut self) {
        let dimension = |entity: &Entity| match &entity.kind {
            EntityKind::Dimension(dimension) => Some(dimension.clone()),
            _ => None,
        };
        let known: Vec<(Arc<str>, u32, Dimension)> = self
            .state
            .entities
            .iter()
            .filter_map(|entity| Some((Arc::clone(&entity.key), entity.place.file, dimension(entity)?)))
            .collect();
        for entity in &mut self.state.entities {
            let EntityKind::Dimension(grouping) = &mut entity.kind else { continue };
            let Some(from) = &grouping.from else { continue };
            let of = known.iter().filter(|(key, ..)| key == from).min_by_key(|(_, file, _)| *file != entity.place.file);
            let Some((.., of)) = of else { continue };
            let groups = &grouping.groups;
            let is_group = |member: &&Member| groups.iter().any(|(group, _)| tolok_value::same(group, &member.name));
            grouping.groups_like_members = of.members.iter().filter(is_group).cloned().collect();
        }
    }

    /// The currency of money in a file: its own, or else that of the file that was asked for.
    fn currency_of(&self, file: usize) -> Currency {
        let own = |file: usize| {
            self.program.files.get(file)?.tree.items.iter().find_map(|item| match &item.definition {
                Definition::Currency(code) => Some(Arc::clone(code)),
                _ => None,
            })
        };
        own(file).or_else(|| own(0))
    }

    /// Checks the formulas of all metrics, each after those it needs.
    pub(super) fn formulas(&mut self) {
        let order = self.ordered();
        for id in &order {
            self.formula(*id);
        }
        self.uncalled_functions();
        self.state.order = order;
    }

    fn uncalled_functions(&mut self) {
        let program = self.program;
        for (index, (file, item)) in self.scopes.declared.iter().enumerate() {
            let Some(Definition::Function(function)) = program.item(*file, *item).map(|item| &item.definition) else { continue };
            let is_broken = self.state.entities.get(index).is_some_and(|entity| matches!(entity.kind, EntityKind::Broken));
            if !is_broken && !self.called.contains(&EntityId(index)) {
                self.uncalled_function(function, *file);
            }
        }
    }

    fn about_of(&mut self, item: &Item, file: usize) -> About {
        let attributes = attributes_of(&item.definition);
        About::read(&item.documentation, &attributes, &self.file_name(file), &mut self.diagnostics)
    }

    fn kind(&mut self, definition: &Definition, file: usize) -> EntityKind {
        match definition {
            Definition::Input(input) => EntityKind::Input(self.input(input, file)),
            Definition::Param(param) => {
                let value = self.constant(&param.value, file);
                let declared = param.annotation.as_ref().map(|annotation| self.declared_type(annotation, file));
                let given = value.1;
                if let Some(declared) = &declared {
                    self.expect_declared(declared, &given, &param.value, file);
                }
                EntityKind::Param(Param { ty: declared.unwrap_or(given), value: value.0 })
            }
            Definition::Metric(metric) => {
                let ty = metric.annotation.as_ref().map_or(Type::Unknown, |annotation| self.declared_type(annotation, file));
                let formula = Expression::value(Value::BLANK, self.place(file, metric.formula.span));
                EntityKind::Metric(Metric { ty, formula, text: format::formula(&metric.formula).into() })
            }
            Definition::Dimension(dimension) => {
                let groups = dimension.entries.iter().flatten().filter_map(|entry| match &entry.kind {
                    tree::DimensionEntryKind::Group { group, members } => Some((group.clone(), members.clone())),
                    _ => None,
                });
                let groups = groups.collect();
                let members = dimension.entries.iter().flatten().filter_map(Member::read).collect();
                let from = dimension.from.as_ref().map(|name| name.key.clone());
                EntityKind::Dimension(Dimension { from, groups, members, groups_like_members: Vec::new() })
            }
            Definition::Time(time) => EntityKind::Time(time.grain),
            Definition::Function(_) => EntityKind::Function,
            Definition::Source(_) => EntityKind::Source,
            _ => EntityKind::Broken,
        }
    }

    fn input(&mut self, input: &tree::Input, file: usize) -> Input {
        let ty = match &input.annotation {
            Some(annotation) => self.declared_type(annotation, file),
            None => self.cell_types.get(&input.name.key).cloned().unwrap_or(Type::PLAIN),
        };
        let fill = input.fill.as_ref().map(|fill| {
            let (value, given) = self.constant(&fill.value, file);
            self.expect_declared(&ty, &given, &fill.value, file);
            value
        });
        let is_number = matches!(ty, Type::Number(_));
        let rollup = match input.rollup.as_ref().map(|rollup| (&rollup.kind, rollup.span)) {
            None => default_rollup(&ty),
            Some((RollupKind::Single, _)) => Some(Rollup::Single),
            Some((RollupKind::Constant, _)) => Some(Rollup::Constant),
            Some((_, span)) if !is_number => {
                let message = format!("{} cannot be summed, weighted or carried", ty.words());
                self.report(&codes::ROLLUP, file, span.range(), message, "say `single` or `constant`");
                Some(Rollup::Single)
            }
            Some((RollupKind::Flow { overlapping }, _)) => Some(Rollup::Flow { overlapping: *overlapping }),
            Some((RollupKind::Stock { keys, within_period, first }, _)) => {
                Some(Rollup::Stock { keys: keys.iter().map(|key| key.key.clone()).collect(), within_period: *within_period, first: *first })
            }
            Some((RollupKind::Rate { weight }, _)) => Some(Rollup::Rate { weight: weight_column(weight) }),
        };
        Input { ty, rollup, fill, implicit: false, is_typed: input.annotation.is_some() }
    }

    /// A type by its name.
    pub(super) fn declared_type(&mut self, annotation: &TypeAnnotation, file: usize) -> Type {
        let ty = match &*annotation.name.key {
            "number" => Type::PLAIN,
            "count" => Type::Number(Quantity::count()),
            "percent" => Type::Number(Quantity::Percent),
            "ratio" => Type::Number(Quantity::Ratio),
            "money" => Type::Number(Quantity::money(annotation.currency.clone().or_else(|| self.currency_of(file)))),
            "duration" => Type::Number(Quantity::duration()),
            "text" => Type::Text,
            "bool" => Type::Bool,
            "date" => Type::Date,
            other => {
                let known = ["number", "count", "percent", "ratio", "money", "duration", "text", "bool", "date"];
                let help = match tolok_diagnostics::suggestion::nearest(other, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the types are {}", known.join(", ")),
                };
                self.report(&codes::UNKNOWN_TYPE, file, annotation.span.range(), format!("unknown type `{other}`"), help);
                return Type::Unknown;
            }
        };
        if annotation.currency.is_some() && !ty.quantity().is_some_and(Quantity::is_money) {
            let message = format!("only money has a currency, and this is {}", ty.words());
            self.report(&codes::UNKNOWN_TYPE, file, annotation.span.range(), message, "take the square brackets out");
        }
        ty
    }

    /// A value that needs nothing else.
    pub(super) fn constant(&mut self, expression: &tree::Expression, file: usize) -> (Formula, Type) {
        let context = self.context(file, Names::Constants);
        let part = self.part(expression, &context);
        (part.formula, part.ty)
    }

    fn formula(&mut self, id: EntityId) {
        let Some((file, item)) = self.scopes.declared.get(id.0).copied() else { return };
        let Some(Definition::Metric(metric)) = self.program.item(file, item).map(|item| &item.definition) else { return };
        let context = Context { replacing: self.replacing(id), ..self.context(file, Names::Totals) };
        let part = self.part(&metric.formula, &context);
        let declared = match self.state.entities.get(id.0).map(Entity::ty) {
            Some(declared) if metric.annotation.is_some() => Some(in_currency_of(declared, &part.ty)),
            _ => None,
        };
        if let Some(declared) = &declared {
            self.expect_declared(declared, &part.ty, &metric.formula, file);
            if *declared == Type::Number(Quantity::Percent) {
                self.warn_times_hundred(&metric.formula, file);
            }
        }
        if self.aggregates(&part.formula) {
            self.state.aggregating.insert(id);
        }
        self.state.linearity.insert(id, part.linearity);
        let is_declared = declared.is_some();
        if let Type::Number(Quantity::Units(_)) = &part.ty {
            self.state.given_types.insert(id, part.ty.clone());
        }
        if let Some(Entity { kind: EntityKind::Metric(metric), .. }) = self.state.entities.get_mut(id.0) {
            metric.ty = declared.map_or(part.ty.clone(), |declared| with_currency(declared, &part.ty));
            metric.formula = part.formula;
        }
        self.compute_as_before(id, is_declared);
    }

    fn expect_declared(&mut self, declared: &Type, given: &Type, formula: &tree::Expression, file: usize) {
        let fits = match (declared, given) {
            (Type::Unknown, _) | (_, Type::Unknown) => true,
            (Type::Number(declared), Type::Number(given)) => declared.accepts(given),
            (declared, given) => declared == given,
        };
        if !fits {
            let message = format!("declared as {}, but the formula gives {}", declared.words(), given.words());
            self.report(&codes::DECLARED_TYPE, file, formula.span.range(), message, "change the type, or leave it out");
        }
    }

    fn warn_times_hundred(&mut self, formula: &tree::Expression, file: usize) {
        let tree::ExpressionKind::Chain { first, rest } = &formula.inner().kind else { return };
        let hundred = |expression: &tree::Expression| matches!(&expression.inner().kind, tree::ExpressionKind::Number { value, .. } if *value == Ok(Number::HUNDRED));
        let multiplied = rest.iter().any(|(operator, operand)| *operator == tolok_value::Arithmetic::Multiply && hundred(operand));
        let first_multiplied = hundred(first) && matches!(rest.first(), Some((tolok_value::Arithmetic::Multiply, _)));
        if multiplied || first_multiplied {
            let message = "a percentage is a fraction already: 0.05 is shown as 5%";
            self.report(&codes::PERCENT_TIMES_HUNDRED, file, formula.span.range(), message, "take the `* 100` out");
        }
    }

    /// True if a formula aggregates by itself, or needs more than a row.
    fn aggregates(&self, formula: &Formula) -> bool {
        let mut found = false;
        formula.for_each_leaf(&mut |term| {
            found |= match term {
                Term::Measure(id) => !self.state.measure_of.values().any(|known| known == id),
                Term::Metric(id) => self.state.aggregating.contains(id),
                Term::Where { subject, .. } => self.aggregates(subject),
                Term::Param(_) | Term::Column(_) => false,
                _ => true,
            };
        });
        found
    }

    /// Gives a measure to every input, for inputs are shown whether or not a formula uses them.
    pub(super) fn measures_of_inputs(&mut self) {
        self.state.used_inputs = self.state.measure_of.keys().copied().collect();
        for index in 0..self.state.entities.len() {
            if let Some(Entity { kind: EntityKind::Input(_), place, .. }) = self.state.entities.get(index) {
                let place = *place;
                self.measure_of(EntityId(index), place);
            }
        }
    }

    /// The measure that a bare input stands for.
    pub(super) fn measure_of(&mut self, id: EntityId, place: Place) -> MeasureId {
        if let Some(known) = self.state.measure_of.get(&id) {
            return *known;
        }
        let column = self.input_column(id, place);
        let expression = into_rows(column).unwrap_or_else(|| Expression::value(Value::BLANK, place));
        let (name, aggregation, otherwise, ty): (Arc<str>, _, _, _) = match self.state.entities.get(id.0) {
            Some(Entity { name, kind: EntityKind::Input(input), .. }) => {
                (name.clone(), aggregation(input.rollup.as_ref()), input.fill.as_ref().map(constant_value), input.ty.clone())
            }
            _ => ("".into(), Aggregation::Single, None, Type::Unknown),
        };
        let measure = self.measure(Measure { otherwise, ..Measure::new(name, aggregation, expression) }, ty);
        self.state.measure_of.insert(id, measure);
        measure
    }

    /// The row's value of an input, after `fill`.
    pub(super) fn input_column(&self, id: EntityId, place: Place) -> Formula {
        let Some(entity) = self.state.entities.get(id.0) else { return Expression::value(Value::BLANK, place) };
        let column = Expression::leaf(Term::Column(Column::Input(self.column_key(id, entity))), place);
        match &entity.kind {
            EntityKind::Input(Input { fill: Some(fill), .. }) => {
                Expression { kind: Kind::Lazy { form: Lazy::Coalesce, arguments: vec![column, fill.clone()] }, place }
            }
            _ => column,
        }
    }

    /// The key of an input's column: its own, or the full one where a definition of the file hides that of a library.
    fn column_key(&self, id: EntityId, entity: &Entity) -> Arc<str> {
        self.scopes.column_key(self.program, id, &entity.key)
    }

    pub(super) fn input_linearity(&self, id: EntityId) -> Linearity {
        match self.state.entities.get(id.0).map(|entity| &entity.kind) {
            Some(EntityKind::Input(input)) => match &input.rollup {
                Some(Rollup::Flow { .. } | Rollup::Stock { .. }) => Linearity::FLOW,
                Some(Rollup::Constant) => Linearity::Constant,
                _ => Linearity::Ratio,
            },
            _ => Linearity::Constant,
        }
    }

    /// The input that a name becomes which nothing declares.
    pub(super) fn implicit_input(&mut self, name: &Name, file: usize) -> EntityId {
        let id = EntityId(self.state.entities.len());
        let place = self.place(file, name.span);
        let ty = self.cell_types.get(&name.key).cloned().unwrap_or(Type::PLAIN);
        let input = Input { rollup: default_rollup(&ty), ty, fill: None, implicit: true, is_typed: false };
        self.state.entities.push(Entity {
            name: name.text.clone(),
            key: name.key.clone(),
            place,
            about: About::default(),
            targets: Vec::new(),
            kind: EntityKind::Input(input),
        });
        self.state.implicit.insert(name.key.clone(), id);
        id
    }
}

/// What is said of a definition between its braces.
pub(super) fn attributes_of(definition: &Definition) -> Vec<&tree::Attribute> {
    match definition {
        Definition::Metric(metric) => metric.attributes.iter().collect(),
        Definition::Input(input) => input.attributes.iter().collect(),
        Definition::Param(param) => param.attributes.iter().collect(),
        Definition::Function(function) => function.attributes.iter().collect(),
        Definition::Dimension(dimension) => {
            let entries = dimension.entries.iter().flatten();
            let attributes = entries.filter_map(|entry| match &entry.kind {
                tree::DimensionEntryKind::Attribute(attribute) => Some(attribute),
                _ => None,
            });
            attributes.collect()
        }
        _ => Vec::new(),
    }
}

/// `money` in a file that names no currency is money in the currency of the formula.
fn in_currency_of(declared: Type, given: &Type) -> Type {
    match (&declared, given) {
        (Type::Number(amount), Type::Number(given)) if amount.is_money() && given.is_money() && amount.currencies() == [&None] => {
            Type::Number(Quantity::money(given.currencies().first().and_then(|currency| (*currency).clone())))
        }
        _ => declared,
    }
}

/// Money as it was declared, in the currency that the formula knows where the declaration leaves it open.
fn with_currency(declared: Type, given: &Type) -> Type {
    let known = given.quantity().filter(|given| given.is_money()).and_then(|given| given.currencies().first().copied().cloned());
    match (&declared, known) {
        (Type::Number(quantity), Some(currency)) if quantity.is_money_of_any_currency() => Type::Number(Quantity::money(currency)),
        _ => declared,
    }
}

/// Amounts are summed, texts and conditions are not; fractions have no default.
fn default_rollup(ty: &Type) -> Option<Rollup> {
    match ty {
        Type::Number(Quantity::Percent | Quantity::Ratio) => None,
        Type::Number(_) | Type::Unknown => Some(Rollup::Flow { overlapping: false }),
        _ => Some(Rollup::Single),
    }
}

fn aggregation(rollup: Option<&Rollup>) -> Aggregation {
    match rollup {
        Some(Rollup::Flow { .. }) => Aggregation::Sum,
        Some(Rollup::Stock { keys, within_period, first }) => {
            Aggregation::Stock { keys: keys.clone(), within_period: *within_period, first: *first }
        }
        Some(Rollup::Rate { weight }) => Aggregation::Weighted { weight: Box::new(Expression::leaf(weight.clone(), Place::default())) },
        Some(Rollup::Constant) => Aggregation::Constant,
        Some(Rollup::Single) => Aggregation::Single,
        None => Aggregation::Undecided,
    }
}

/// The column of a weight, which needs no declaration.
fn weight_column(weight: &tree::Path) -> Column {
    match weight.parts.as_slice() {
        [source, column, ..] => Column::Source { source: source.key.clone(), column: column.text.clone() },
        [name] => Column::Input(name.key.clone()),
        [] => Column::Input("".into()),
    }
}

/// The value of a formula that needs nothing else.
fn constant_value(formula: &Formula) -> Value {
    into_rows(formula.clone()).map_or(Value::BLANK, |formula| tolok_plan::evaluate(&formula, &mut NoColumns))
}

/// There are no columns to look up in a constant.
struct NoColumns;

impl tolok_plan::Leaves<Column> for NoColumns {
    fn leaf(&mut self, _: &Column, _: Place) -> Value {
        Value::BLANK
    }

    fn origin(&self, place: Place) -> tolok_value::Origin {
        tolok_plan::origin_of(&"".into(), None, place)
    }

    fn text(&self, _: Place) -> Option<&str> {
        None
    }
}
