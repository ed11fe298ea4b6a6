//! Calls: functions of the table, and functions that a file defines.

use std::sync::Arc;

use tolok_diagnostics::Severity;
use tolok_diagnostics::suggestion::nearest;
use tolok_plan::{Expression, Kind, Lazy, Place};
use tolok_syntax::tree::{self, Definition, ExpressionKind, Name, Span};
use tolok_value::Number;

use super::expression::{logic, quantity};
use super::{Bindings, Checker, Context, Names, Part};
use crate::functions::{self, Evaluation, Function, Gives, Parameter, Takes, Times};
use crate::linearity::{Linearity, Product};
use crate::scope::Found;
use crate::{EntityId, EntityKind, MemberFunction, Quantity, Term, TimeFunction, Type, codes};

impl Checker<'_> {
    /// `name(arguments)`.
    pub(super) fn call(&mut self, name: &Name, arguments: &[tree::Expression], span: Span, context: &Context<'_>) -> Part {
        let place = self.place(context.file, span);
        if let Some(function) = functions::find(&name.key) {
            if !self.has_right_count(name, function.arity(), &function.signature(), arguments.len(), span, context)
                || !self.has_whole_pairs(function, arguments.len(), span, context)
            {
                return Part::unknown(place);
            }
            return self.built_in(function, arguments, span, context, place);
        }
        if let Found::One(id) = self.scopes.find(context.file, &name.key)
            // One that goes round in a circle stands as broken, and its own name is blamed already.
            && self.state.entities.get(id.0).is_some_and(|entity| matches!(entity.kind, EntityKind::Function))
            && let Some((file, item)) = self.scopes.declared.get(id.0).copied()
            && let Some(Definition::Function(function)) = self.program.item(file, item).map(|item| &item.definition)
        {
            return self.own_function(function, file, name, arguments, span, context);
        }
        self.unknown_function(name, context);
        for argument in arguments {
            self.part(argument, context);
        }
        Part::unknown(place)
    }

    fn unknown_function(&mut self, name: &Name, context: &Context<'_>) {
        let message = match self.find(context.file, &name.key) {
            Found::One(id) if matches!(self.state.entities.get(id.0).map(|entity| &entity.kind), Some(EntityKind::Broken)) => return,
            Found::One(_) => format!("`{}` is not a function", name.text),
            _ => format!("unknown function `{}`", name.text),
        };
        let own: Vec<Arc<str>> = self
            .scopes
            .visible(context.file)
            .filter(|(_, id)| self.state.entities.get(id.0).is_some_and(|entity| matches!(entity.kind, EntityKind::Function)))
            .map(|(key, _)| key.clone())
            .collect();
        let known = functions::all().map(|(_, function)| function.name).chain(own.iter().map(AsRef::as_ref));
        let help = match (habit(&name.key), nearest(&name.key, known)) {
            (Some(help), _) => help.to_string(),
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) => format!("define it: `fn {name}(x) = …`; a product is written with `*`"),
        };
        self.report(&codes::UNKNOWN_FUNCTION, context.file, name.span.range(), message, help);
    }

    fn has_right_count(
        &mut self,
        name: &Name,
        (least, most): (usize, Option<usize>),
        signature: &str,
        given: usize,
        span: Span,
        context: &Context<'_>,
    ) -> bool {
        if given >= least && most.is_none_or(|most| given <= most) {
            return true;
        }
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let wanted = match most {
            Some(most) if most == least => format!("{least} argument{}", plural(least)),
            Some(most) => format!("{least} to {most} arguments"),
            None => format!("at least {least} argument{}", plural(least)),
        };
        let message = format!("`{}` takes {wanted}, but {given} {} given", name.text, if given == 1 { "is" } else { "are" });
        self.report(&codes::ARGUMENTS, context.file, span.range(), message, format!("it is written `{signature}`"));
        false
    }

    /// `ifs(condition, value, condition)` lacks a value: parameters that repeat together come together.
    fn has_whole_pairs(&mut self, function: &Function, given: usize, span: Span, context: &Context<'_>) -> bool {
        let count = |times: Times| function.parameters.iter().filter(|parameter| parameter.times == times).count();
        let (once, optional, repeated) = (count(Times::Once), count(Times::Optional), count(Times::Repeated));
        let left_over = given.saturating_sub(once).checked_rem(repeated).unwrap_or(0);
        if repeated < 2 || left_over <= optional {
            return true;
        }
        let message = format!("`{}` takes conditions and values in pairs, but one is left over", function.name);
        self.report(&codes::ARGUMENTS, context.file, span.range(), message, format!("it is written `{}`", function.signature()));
        false
    }

    /// A function of the file: its formula stands in place of the call, with the arguments in place of the parameters.
    fn own_function(
        &mut self,
        function: &tree::Function,
        file: usize,
        name: &Name,
        arguments: &[tree::Expression],
        span: Span,
        context: &Context<'_>,
    ) -> Part {
        let place = self.place(context.file, span);
        let parameters: Vec<String> = function.parameters.iter().map(ToString::to_string).collect();
        let signature = format!("{}({})", function.name, parameters.join(", "));
        let count = function.parameters.len();
        if !self.has_right_count(name, (count, Some(count)), &signature, arguments.len(), span, context) {
            return Part::unknown(place);
        }
        if let Found::One(id) = self.scopes.find(context.file, &name.key) {
            self.called.insert(id);
        }
        let bindings = Bindings { arguments: function.parameters.iter().zip(arguments).collect(), caller: context };
        let quick = self.program.files.get(file).is_some_and(|file| file.is_quick());
        let inner = Context {
            file,
            names: context.names,
            bindings: Some(&bindings),
            depth: context.depth + 1,
            replacing: None,
            in_product: context.in_product,
            quick,
        };
        self.part(&function.body, &inner)
    }

    /// The formula of a function that nothing calls, checked with parameters of which nothing is known. Warnings depend on where a
    /// function is called, so only errors count.
    pub(super) fn uncalled_function(&mut self, function: &tree::Function, file: usize) {
        for (index, parameter) in function.parameters.iter().enumerate() {
            if function.parameters.iter().take(index).any(|earlier| earlier.key == parameter.key) {
                let message = format!("`{}` is the name of two parameters", parameter.text);
                self.report(&codes::DEFINED_TWICE, file, parameter.span.range(), message, "give one of them another name");
            }
        }
        let nothing = tree::Expression { kind: ExpressionKind::Blank, span: function.body.span };
        let caller = self.context(file, Names::Totals);
        let bindings = Bindings { arguments: function.parameters.iter().map(|parameter| (parameter, &nothing)).collect(), caller: &caller };
        let before = self.diagnostics.len();
        self.part(&function.body, &Context { bindings: Some(&bindings), ..caller });
        let found = self.diagnostics.split_off(before);
        self.diagnostics.extend(found.into_iter().filter(|problem| problem.severity() == Severity::Error));
    }

    fn built_in(
        &mut self,
        function: &'static Function,
        arguments: &[tree::Expression],
        span: Span,
        context: &Context<'_>,
        place: Place,
    ) -> Part {
        match function.evaluation {
            Evaluation::Aggregate { scalar } => match arguments {
                [argument] => self.aggregation(function, argument, span, context),
                _ if scalar => self.eager(function, arguments, span, context),
                _ => Part::unknown(place),
            },
            Evaluation::Scalar => self.eager(function, arguments, span, context),
            Evaluation::Lazy(form) => {
                let parts = self.parts(function, arguments, context);
                let (ty, _) = self.gives(function, &parts, span, context);
                let (ty, linearity) = self.chosen(form, ty, &parts, span, context);
                let arguments = parts.into_iter().map(|part| part.formula).collect();
                Part::new(Expression { kind: Kind::Lazy { form, arguments }, place }, ty, linearity)
            }
            Evaluation::Logic(operator) => {
                let parts = self.parts(function, arguments, context);
                logic(operator, parts, place)
            }
            Evaluation::Time(time) => self.time_function(function, time, arguments, span, context),
            Evaluation::Member(member) => self.member_function(function, member, arguments, span, context),
            Evaluation::Convert => self.conversion(function, arguments, span, context),
            Evaluation::About(aspect) => self.about(function, aspect, arguments, span, context),
            Evaluation::Period if context.names == Names::Totals => {
                Part::new(Expression::leaf(Term::Period, place), Type::Text, Linearity::Constant)
            }
            Evaluation::MemberOf if context.names == Names::Totals => {
                let dimensions = self.dimensions(arguments, context);
                let Some(dimension) = dimensions.into_iter().next() else { return Part::unknown(place) };
                Part::new(Expression::leaf(Term::MemberOf(dimension), place), Type::Text, Linearity::Constant)
            }
            Evaluation::Period | Evaluation::MemberOf => self.not_in_rows(function, span, context),
        }
    }

    fn eager(&mut self, function: &'static Function, arguments: &[tree::Expression], span: Span, context: &Context<'_>) -> Part {
        let place = self.place(context.file, span);
        let parts = self.parts(function, arguments, context);
        let (ty, linearity) = self.gives(function, &parts, span, context);
        let mut formulas: Vec<_> = parts.into_iter().map(|part| part.formula).collect();
        if formulas.len() == 1 && matches!(function.name, "round" | "round_even" | "roundup" | "rounddown") {
            formulas.push(Expression::value(Number::ZERO, place));
        }
        let kind = match (function.scalar(), function.name) {
            (Some(scalar), _) => Kind::Call { function: scalar, arguments: formulas },
            (None, "not") => match formulas.into_iter().next() {
                Some(operand) => Kind::Not(Box::new(operand)),
                None => return Part::unknown(place),
            },
            (None, _) => return Part::unknown(place),
        };
        Part::new(Expression { kind, place }, ty, linearity)
    }

    /// The arguments, each checked against what its parameter takes.
    fn parts(&mut self, function: &'static Function, arguments: &[tree::Expression], context: &Context<'_>) -> Vec<Part> {
        let mut parts = Vec::new();
        for (index, argument) in arguments.iter().enumerate() {
            let part = self.part(argument, context);
            let takes = parameter(function, index, arguments.len()).map_or(Takes::Anything, |parameter| parameter.takes);
            let fits = match takes {
                Takes::Number => matches!(part.ty, Type::Number(_) | Type::Unknown),
                Takes::Text => matches!(part.ty, Type::Text | Type::Unknown),
                Takes::Condition => matches!(part.ty, Type::Bool | Type::Unknown),
                Takes::Date => matches!(part.ty, Type::Date | Type::Unknown),
                _ => true,
            };
            if !fits {
                let wanted = match takes {
                    Takes::Number => "a number",
                    Takes::Text => "a text",
                    Takes::Condition => "a condition",
                    _ => "a date",
                };
                let message = format!("`{}` takes {wanted} here, but this is {}", function.name, part.ty.words());
                self.report(
                    &codes::KINDS,
                    context.file,
                    argument.span.range(),
                    message,
                    format!("it is written `{}`", function.signature()),
                );
            }
            parts.push(part);
        }
        parts
    }

    /// The type and the linearity of what a function gives.
    fn gives(&mut self, function: &Function, parts: &[Part], span: Span, context: &Context<'_>) -> (Type, Linearity) {
        let linearity = parts.iter().map(|part| part.linearity).fold(Linearity::Constant, Linearity::joined);
        let first = parts.first().map_or(Type::Unknown, |part| part.ty.clone());
        let ty = match function.gives {
            Gives::Number => Type::PLAIN,
            Gives::Ratio => Type::Number(Quantity::Ratio),
            Gives::Percent => Type::Number(Quantity::Percent),
            Gives::Count => Type::Number(Quantity::count()),
            Gives::Text => Type::Text,
            Gives::Bool => Type::Bool,
            Gives::Date => Type::Date,
            Gives::Unknown => Type::Unknown,
            Gives::First => first,
            Gives::Common { from, step } => self.common(parts.iter().skip(from).step_by(step), span, context),
        };
        (ty, linearity)
    }

    /// The type that parts have in common.
    fn common<'a>(&mut self, parts: impl Iterator<Item = &'a Part>, span: Span, context: &Context<'_>) -> Type {
        let mut common: Option<Type> = None;
        for part in parts {
            common = Some(match common {
                None => part.ty.clone(),
                Some(ty) => match (ty.joined(&part.ty), &ty, &part.ty) {
                    (Some(joined), _, _) => joined,
                    (None, Type::Number(one), Type::Number(other)) => {
                        self.report_units(one, other, span, context, "go together");
                        Type::Unknown
                    }
                    _ => Type::Unknown,
                },
            });
        }
        common.unwrap_or(Type::Unknown)
    }

    /// The type and the linearity of a function that chooses: those of what it chooses between, not of what it decides by.
    fn chosen(&mut self, form: Lazy, ty: Type, parts: &[Part], span: Span, context: &Context<'_>) -> (Type, Linearity) {
        let last = parts.len().saturating_sub(1);
        let is_chosen = |place: usize| match form {
            Lazy::If => place >= 1,
            Lazy::Ifs => place % 2 == 1,
            Lazy::Switch => place >= 2 && (place.is_multiple_of(2) || place == last),
            Lazy::IfError | Lazy::IfBlank | Lazy::Coalesce => true,
            Lazy::IsError | Lazy::IsBlank | Lazy::Divide => false,
        };
        let chosen: Vec<&Part> = parts.iter().enumerate().filter(|(place, _)| is_chosen(*place)).map(|(_, part)| part).collect();
        if let (Lazy::Divide, [dividend, divisor, ..]) = (form, parts) {
            let known = dividend.ty != Type::Unknown && divisor.ty != Type::Unknown;
            let ty = if known { Type::Number(quantity(dividend).over(&quantity(divisor))) } else { Type::Unknown };
            return match Linearity::product(&[(false, dividend.linearity), (true, divisor.linearity)]) {
                Product::Sound(linearity) => (ty, linearity),
                Product::Trap => (ty, Linearity::FLOW),
            };
        }
        let decided = parts.iter().any(|part| part.linearity != Linearity::Constant);
        let linearity = match chosen.iter().map(|part| part.linearity).fold(Linearity::Constant, Linearity::joined) {
            Linearity::Constant if decided => Linearity::Ratio,
            linearity => linearity,
        };
        let ty = if form == Lazy::Switch { self.common(chosen.into_iter(), span, context) } else { ty };
        (ty, linearity)
    }

    fn time_function(
        &mut self,
        function: &Function,
        time: TimeFunction,
        arguments: &[tree::Expression],
        span: Span,
        context: &Context<'_>,
    ) -> Part {
        let place = self.place(context.file, span);
        if context.names != Names::Totals {
            return self.not_in_rows(function, span, context);
        }
        let mut arguments = arguments.iter();
        let Some(subject) = arguments.next().map(|subject| self.part(subject, context)) else { return Part::unknown(place) };
        let (mut length, mut partial) = (None, false);
        for argument in arguments {
            match &argument.inner().kind {
                ExpressionKind::Span(span) => length = Some(*span),
                ExpressionKind::Reference(path)
                    if path.single().is_some_and(|name| &*name.key == "partial") && time == TimeFunction::Rolling =>
                {
                    partial = true;
                }
                _ => {
                    let help = format!("it is written `{}`, with a span such as `3 months`", function.signature());
                    return self.misplaced(context, argument, "here stands a span of time", &help);
                }
            }
        }
        let (ty, linearity) = match time {
            TimeFunction::Growth => (Type::Number(Quantity::Percent), Linearity::Ratio),
            _ => (subject.ty, subject.linearity),
        };
        let term = Term::Time { function: time, subject: Box::new(subject.formula), span: length, partial };
        Part::new(Expression::leaf(term, place), ty, linearity)
    }

    fn member_function(
        &mut self,
        function: &Function,
        member: MemberFunction,
        arguments: &[tree::Expression],
        span: Span,
        context: &Context<'_>,
    ) -> Part {
        let place = self.place(context.file, span);
        if context.names != Names::Totals {
            return self.not_in_rows(function, span, context);
        }
        let Some((subject, dimensions)) = arguments.split_first() else { return Part::unknown(place) };
        let subject = self.part(subject, context);
        let dimensions = self.dimensions(dimensions, context);
        let (ty, linearity) = match member {
            MemberFunction::Total => (subject.ty, subject.linearity),
            MemberFunction::Share => (Type::Number(Quantity::Percent), Linearity::Ratio),
            MemberFunction::Rank => (Type::PLAIN, Linearity::Ratio),
        };
        let term = Term::Member { function: member, subject: Box::new(subject.formula), dimensions };
        Part::new(Expression::leaf(term, place), ty, linearity)
    }

    fn conversion(&mut self, function: &Function, arguments: &[tree::Expression], span: Span, context: &Context<'_>) -> Part {
        let place = self.place(context.file, span);
        if matches!(context.names, Names::Rows | Names::Condition) {
            return self.not_in_rows(function, span, context);
        }
        let [amount, currency] = arguments else { return Part::unknown(place) };
        let subject = self.part(amount, context);
        let code = match &currency.inner().kind {
            ExpressionKind::Reference(path) => path.single().map(|name| name.text.to_ascii_uppercase()),
            ExpressionKind::Text(text) => Some(text.to_ascii_uppercase()),
            _ => None,
        };
        let Some(code) = code.filter(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())) else {
            return self.misplaced(context, currency, "here stands a currency", "write its code, as in `convert(x, USD)`");
        };
        let ty = Type::Number(Quantity::money(Some(code.as_str().into())));
        let term = Term::Convert { subject: Box::new(subject.formula), currency: code.into() };
        Part::new(Expression::leaf(term, place), ty, subject.linearity)
    }

    fn about(
        &mut self,
        function: &Function,
        aspect: crate::Aspect,
        arguments: &[tree::Expression],
        span: Span,
        context: &Context<'_>,
    ) -> Part {
        let place = self.place(context.file, span);
        if context.names != Names::Totals {
            return self.not_in_rows(function, span, context);
        }
        let Some(argument) = arguments.first() else { return Part::unknown(place) };
        let part = self.part(argument, context);
        let definition = match &part.formula.kind {
            Kind::Leaf(Term::Metric(id) | Term::Param(id)) => Some(*id),
            Kind::Leaf(Term::Measure(id)) => self.input_of(*id),
            _ if part.ty == Type::Unknown => return Part::unknown(place),
            _ => None,
        };
        let Some(definition) = definition else {
            let message = format!("`{}` asks about a definition, so its name stands here", function.name);
            return self.misplaced(context, argument, &message, "give the formula a name first");
        };
        let ty = match function.gives {
            Gives::Text => Type::Text,
            Gives::Percent => Type::Number(Quantity::Percent),
            _ => part.ty,
        };
        Part::new(Expression::leaf(Term::About { aspect, definition }, place), ty, Linearity::Ratio)
    }

    /// The input whose aggregate a measure is.
    fn input_of(&self, measure: tolok_plan::MeasureId) -> Option<EntityId> {
        self.state.measure_of.iter().find(|(_, known)| **known == measure).map(|(id, _)| *id)
    }

    fn dimensions(&mut self, arguments: &[tree::Expression], context: &Context<'_>) -> Vec<Arc<str>> {
        let mut keys = Vec::new();
        for argument in arguments {
            let name = match &argument.inner().kind {
                ExpressionKind::Reference(path) => path.single(),
                _ => None,
            };
            let Some(name) = name else {
                self.misplaced(context, argument, "here stands the name of a dimension", "as in `total(spend, channel)`");
                continue;
            };
            match self.find(context.file, &name.key) {
                Found::One(id)
                    if self
                        .state
                        .entities
                        .get(id.0)
                        .is_some_and(|entity| matches!(entity.kind, EntityKind::Dimension(_) | EntityKind::Broken)) =>
                {
                    keys.push(name.key.clone());
                }
                Found::Nothing => {
                    let message = format!("nothing declares the dimension `{}`", name.text);
                    self.report(&codes::UNKNOWN_DIMENSION, context.file, name.span.range(), message, format!("add `dimension {name}`"));
                }
                _ => {
                    self.misplaced(
                        context,
                        argument,
                        &format!("`{}` is not a dimension", name.text),
                        &format!("declare it with `dimension {name}`"),
                    );
                }
            }
        }
        keys
    }

    fn not_in_rows(&mut self, function: &Function, span: Span, context: &Context<'_>) -> Part {
        let message = format!("`{}` has no value in a row", function.name);
        let help = match function.evaluation {
            Evaluation::Convert => "put the aggregation inside it: `convert(sum(…), USD)` converts each row, then adds",
            _ => "inside an aggregation or a condition names are rows; use it outside",
        };
        self.report(&codes::NESTED_AGGREGATION, context.file, span.range(), message, help);
        Part::unknown(self.place(context.file, span))
    }
}

/// The parameter that an argument stands for; repeated parameters repeat together.
fn parameter(function: &'static Function, index: usize, given: usize) -> Option<&'static Parameter> {
    let parameters = function.parameters;
    let first_repeated = parameters.iter().position(|parameter| parameter.times == Times::Repeated);
    let Some(start) = first_repeated else { return parameters.get(index) };
    if index < start {
        return parameters.get(index);
    }
    let repeated = parameters.iter().filter(|parameter| parameter.times == Times::Repeated).count();
    let after = parameters.len() - start - repeated;
    // A single argument left over at the end is the optional one, as in `switch(…, otherwise)`.
    let is_left_over = after > 0 && index + 1 == given && (index - start).is_multiple_of(repeated) && repeated > 1;
    parameters.get(if is_left_over { start + repeated } else { start + (index - start) % repeated })
}

/// What spreadsheets call otherwise, or what is said otherwise here.
fn habit(name: &str) -> Option<&'static str> {
    Some(match name {
        "avg" => "did you mean `average`?",
        "concatenate" => "did you mean `concat`?",
        "ifna" => "did you mean `iferror`?",
        "trunc" => "did you mean `rounddown`?",
        "ceiling" => "did you mean `roundup`?",
        "floor" => "did you mean `rounddown` or `int`?",
        "sumif" | "sumifs" => "write `sum(x where condition)`",
        "countif" | "countifs" => "write `count(x where condition)`",
        "averageif" | "averageifs" => "write `average(x where condition)`",
        "sumproduct" => "write `sum(a * b)`: inside an aggregation names are rows",
        "today" | "now" => "there is no today, so that every run can be repeated: give the date as an input or a param",
        "vlookup" | "xlookup" | "hlookup" | "index" | "match" | "lookup" => "numbers are found by their names here, not by their places",
        _ => return None,
    })
}
