//! Which operands of an expression were computed: lazy functions follow a branch, `and` and `or` stop where it is decided.

use tolok_plan::{Expression, Kind, Lazy};
use tolok_value::{Comparison, Value, ops};

/// For each part of an expression, in the order of [`Expression::parts`], whether it was computed.
pub(super) fn computed<Leaf>(expression: &Expression<Leaf>, value: &mut dyn FnMut(&Expression<Leaf>) -> Value) -> Vec<bool> {
    let mut taken = Taken { computed: vec![false; expression.parts().len()], value };
    match &expression.kind {
        Kind::Logic { operator, operands } => {
            for (place, operand) in operands.iter().enumerate() {
                match taken.value_of(place, operand) {
                    Value::Bool(truth) if truth == operator.decisive() => break,
                    Value::Bool(_) | Value::Blank(_) => {}
                    _ => break,
                }
            }
        }
        Kind::Lazy { form, arguments } => taken.lazy(*form, arguments),
        _ => taken.computed.fill(true),
    }
    taken.computed
}

struct Taken<'v, Leaf> {
    computed: Vec<bool>,
    value: &'v mut dyn FnMut(&Expression<Leaf>) -> Value,
}

impl<Leaf> Taken<'_, Leaf> {
    fn take(&mut self, place: usize) {
        if let Some(computed) = self.computed.get_mut(place) {
            *computed = true;
        }
    }

    fn value_of(&mut self, place: usize, argument: &Expression<Leaf>) -> Value {
        self.take(place);
        (self.value)(argument)
    }

    fn argument(&mut self, place: usize, arguments: &[Expression<Leaf>]) -> Value {
        arguments.get(place).map_or(Value::BLANK, |argument| self.value_of(place, argument))
    }

    fn lazy(&mut self, form: Lazy, arguments: &[Expression<Leaf>]) {
        match form {
            Lazy::If => match self.argument(0, arguments) {
                Value::Bool(true) => self.take(1),
                Value::Bool(false) => self.take(2),
                _ => {}
            },
            Lazy::Ifs => {
                for place in (0..arguments.len()).step_by(2) {
                    match self.argument(place, arguments) {
                        Value::Bool(true) => return self.take(place + 1),
                        Value::Bool(false) => {}
                        _ => return,
                    }
                }
            }
            Lazy::Switch => self.switch(arguments),
            Lazy::IfError if self.argument(0, arguments).is_error() => self.take(1),
            Lazy::IfBlank if self.argument(0, arguments).is_blank() => self.take(1),
            Lazy::IfError | Lazy::IfBlank => {}
            Lazy::IsError | Lazy::IsBlank => self.take(0),
            Lazy::Coalesce => {
                for place in 0..arguments.len() {
                    if !self.argument(place, arguments).is_blank() {
                        return;
                    }
                }
            }
            Lazy::Divide => {
                let dividend = self.argument(0, arguments);
                if dividend.is_error() {
                    return;
                }
                if let Value::Number(divisor) = self.argument(1, arguments)
                    && divisor.is_zero()
                    && !dividend.is_blank()
                {
                    self.take(2);
                }
            }
        }
    }

    /// `switch(value, case, result, …, otherwise)`.
    fn switch(&mut self, arguments: &[Expression<Leaf>]) {
        let subject = self.argument(0, arguments);
        if subject.is_error() || subject.is_blank() {
            return;
        }
        for place in (1..arguments.len()).step_by(2) {
            if place + 1 == arguments.len() {
                return self.take(place);
            }
            match ops::compare(Comparison::Equal, &subject, &self.argument(place, arguments)) {
                Value::Bool(true) => return self.take(place + 1),
                Value::Error(_) => return,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
