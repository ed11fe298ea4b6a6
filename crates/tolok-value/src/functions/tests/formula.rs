//! Just enough of Excel's formula language to compute the recorded formulas with the functions of this crate.

use crate::{Arithmetic, Comparison, Number, Value, functions, ops};

/// The value of a formula such as `=ROUND(-2.5,0)`; none where it needs something that this crate does not have.
pub(super) fn compute(formula: &str) -> Option<Value> {
    let mut reader = Reader { rest: formula.strip_prefix('=')? };
    let value = reader.comparison()?;
    reader.skip();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, sign: &str) -> bool {
        self.skip();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn comparison(&mut self) -> Option<Value> {
        let mut left = self.joined()?;
        let signs = [
            ("<>", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("=", Comparison::Equal),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        while let Some((_, comparison)) = signs.iter().find(|(sign, _)| self.take(sign)) {
            left = ops::compare(*comparison, &left, &self.joined()?);
        }
        Some(left)
    }

    fn joined(&mut self) -> Option<Value> {
        let mut left = self.sum()?;
        while self.take("&") {
            left = ops::concat(&left, &self.sum()?);
        }
        Some(left)
    }

    fn sum(&mut self) -> Option<Value> {
        let mut left = self.product()?;
        loop {
            let operator = match (self.take("+"), self.take("-")) {
                (true, _) => Arithmetic::Add,
                (_, true) => Arithmetic::Subtract,
                _ => return Some(left),
            };
            left = ops::arithmetic(operator, &left, &self.product()?);
        }
    }

    fn product(&mut self) -> Option<Value> {
        let mut left = self.power()?;
        loop {
            let operator = match (self.take("*"), self.take("/")) {
                (true, _) => Arithmetic::Multiply,
                (_, true) => Arithmetic::Divide,
                _ => return Some(left),
            };
            left = ops::arithmetic(operator, &left, &self.power()?);
        }
    }

    fn power(&mut self) -> Option<Value> {
        let mut left = self.signed()?;
        while self.take("^") {
            left = ops::power(&left, &self.signed()?);
        }
        Some(left)
    }

    fn signed(&mut self) -> Option<Value> {
        if self.take("-") {
            return Some(ops::negate(&self.signed()?));
        }
        let mut value = self.primary()?;
        while self.take("%") {
            value = ops::percent(&value);
        }
        Some(value)
    }

    fn primary(&mut self) -> Option<Value> {
        if self.take("(") {
            let value = self.comparison()?;
            return self.take(")").then_some(value);
        }
        if self.take("\"") {
            return self.text();
        }
        let length = self.rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        match word {
            "TRUE" => Some(Value::Bool(true)),
            "FALSE" => Some(Value::Bool(false)),
            _ if word.starts_with(|letter: char| letter.is_ascii_digit()) => Number::parse(word).ok().map(Value::from),
            name => self.call(name),
        }
    }

    fn text(&mut self) -> Option<Value> {
        let mut text = String::new();
        loop {
            let (part, rest) = self.rest.split_once('"')?;
            text.push_str(part);
            self.rest = rest;
            match self.rest.strip_prefix('"') {
                Some(rest) => self.rest = rest,
                None => return Some(Value::text(text)),
            }
            text.push('"');
        }
    }

    fn call(&mut self, name: &str) -> Option<Value> {
        let mut arguments = Vec::new();
        if !self.take("(") {
            return None;
        }
        while !self.take(")") {
            arguments.push(self.comparison()?);
            self.take(",");
        }
        // What is the caller's business: the first error wins.
        if let Some(error) = arguments.iter().find(|argument| argument.is_error()) {
            return Some(error.clone());
        }
        let function = match name {
            "NOT" => return Some(ops::not(arguments.first()?)),
            "SUM" => functions::aggregates::sum,
            "AVERAGE" => functions::aggregates::average,
            "MAX" => functions::aggregates::max,
            "ABS" => functions::rounding::abs,
            "SIGN" => functions::rounding::sign,
            "INT" => functions::rounding::int,
            "MOD" => functions::rounding::modulo,
            "ROUND" => functions::rounding::round,
            "ROUNDUP" => functions::rounding::roundup,
            "ROUNDDOWN" => functions::rounding::rounddown,
            "POWER" => functions::powers::power,
            "SQRT" => functions::powers::sqrt,
            "EXP" => functions::powers::exp,
            "LN" => functions::powers::ln,
            "DATE" => functions::dates::date,
            "YEAR" => functions::dates::year,
            "MONTH" => functions::dates::month,
            "DAY" => functions::dates::day,
            "DAYS" => functions::dates::days,
            "PMT" => functions::financial::pmt,
            "NPV" => functions::financial::npv,
            "LEN" => functions::text::len,
            "LEFT" => functions::text::left,
            "RIGHT" => functions::text::right,
            "MID" => functions::text::mid,
            "TRIM" => functions::text::trim,
            "TEXT" => functions::text::text,
            "VALUE" => functions::text::value,
            _ => return None,
        };
        Some(function(&arguments))
    }
}
