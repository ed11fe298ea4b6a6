//! A formula of a spreadsheet as it grows: its text, how strongly it binds, and what it needs to have a value.

use std::collections::BTreeMap;

use tolok_value::Value;

use super::Reason;

/// A formula of the spreadsheet, or a part of one.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) text: String,
    pub(crate) strength: Strength,
    pub(crate) needs: Needs,
}

/// What a formula needs to have a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// What must not be blank, each with the test that is true if it is.
    blanks: BTreeMap<String, String>,
    /// The tests that are true where there is no result, such as a divisor of zero, with the mark that it is about a cell or a name by
    /// itself; told only where that is to be blank.
    undefined: BTreeMap<String, bool>,
}

/// How strongly an operator binds in a spreadsheet, the weakest first ([MS-XLSX] 2.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    Compare,
    Join,
    Add,
    Multiply,
    Power,
    Sign,
    Percent,
    Whole,
}

/// The test of what is blank whatever the cells hold.
const ALWAYS: &str = "TRUE";

impl Part {
    /// A cell that must not be blank.
    pub(crate) fn cell(address: String) -> Self {
        let needs = Needs { blanks: BTreeMap::from([(address.clone(), format!("{address}=\"\""))]), ..Needs::default() };
        Self { text: address, strength: Strength::Whole, needs }
    }

    /// A cell that must hold a number. What somebody keeps in its place, such as `n/a`, is as good as nothing.
    pub(crate) fn number(address: String) -> Self {
        let needs = Needs { blanks: BTreeMap::from([(address.clone(), no_number(&address))]), ..Needs::default() };
        Self { text: address, strength: Strength::Whole, needs }
    }

    /// A function call that is blank where one of these tests is true.
    pub(crate) fn unless(text: String, tests: impl IntoIterator<Item = String>) -> Self {
        let blanks = tests.into_iter().map(|test| (test.clone(), test)).collect();
        Self { text, strength: Strength::Whole, needs: Needs { blanks, ..Needs::default() } }
    }

    /// What is blank whatever the cells hold.
    pub(crate) fn nothing() -> Self {
        Self::unless("NA()".to_owned(), [ALWAYS.to_owned()])
    }

    /// What needs nothing.
    pub(super) fn whole(text: String) -> Self {
        Self { text, strength: Strength::Whole, needs: Needs::default() }
    }

    pub(crate) fn constant(value: &Value) -> Result<Self, Reason> {
        const DIGITS: usize = 15;
        let text = match value {
            Value::Number(number) => {
                let text = number.to_string();
                let digits = text.chars().filter(char::is_ascii_digit).collect::<String>();
                if digits.trim_start_matches('0').len() > DIGITS {
                    return Err("has a number of more than fifteen digits".to_owned());
                }
                let strength = if text.starts_with('-') { Strength::Sign } else { Strength::Whole };
                return Ok(Self { text, strength, needs: Needs::default() });
            }
            Value::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
            Value::Text(text) if text.len() <= 255 => format!("\"{}\"", text.replace('"', "\"\"")),
            _ => return Err("has a constant that a spreadsheet has not".to_owned()),
        };
        Ok(Self::whole(text))
    }

    /// The text as it stands beside an operator of such strength.
    pub(crate) fn within(&self, strength: Strength) -> String {
        if self.strength < strength { format!("({})", self.text) } else { self.text.clone() }
    }

    /// True for a cell or a constant.
    pub(super) fn is_plain(&self) -> bool {
        self.strength == Strength::Whole && !self.text.contains('(')
    }

    pub(super) fn called(self, name: &str) -> Self {
        Self { text: format!("{name}({})", self.text), strength: Strength::Whole, needs: self.needs }
    }

    /// The same as what something is divided by, which must not be zero.
    pub(crate) fn dividing(self) -> Self {
        // A constant is what it is.
        if self.text.parse::<f64>().is_ok_and(|constant| constant != 0.0) {
            return self;
        }
        let is_whole = self.strength == Strength::Whole;
        // A root is zero where what it is taken of is, and that can be asked of a negative number as well.
        let under_root = self.text.strip_prefix("SQRT(").and_then(|rest| rest.strip_suffix(')')).filter(|_| is_whole);
        let test = format!("{}=0", under_root.unwrap_or(&self.text));
        self.undefined_where(test)
    }

    /// The same as what a root is taken of, which must not be negative.
    pub(crate) fn under_root(self) -> Self {
        let test = format!("{}<0", self.text);
        self.undefined_where(test)
    }

    fn undefined_where(mut self, test: String) -> Self {
        let is_plain = self.is_plain();
        self.needs.undefined.insert(test, is_plain);
        self
    }
}

impl Needs {
    /// True for what has a value whatever the cells hold.
    pub(super) fn is_nothing(&self) -> bool {
        self.blanks.is_empty() && self.undefined.is_empty()
    }

    /// What these need together.
    pub(crate) fn and(mut self, other: Needs) -> Self {
        self.blanks.extend(other.blanks);
        self.undefined.extend(other.undefined);
        self
    }

    /// What is needed of two of which the second stands in for the first; nothing where one of them divides.
    pub(super) fn either(&self, other: &Needs) -> Option<Self> {
        if !(self.undefined.is_empty() && other.undefined.is_empty()) {
            return None;
        }
        let any = |needs: &Needs| match needs.tests_of_blanks().as_slice() {
            [] => None,
            [test] => Some(test.clone()),
            tests => Some(format!("OR({})", tests.join(","))),
        };
        let tests = any(self).zip(any(other)).map(|(one, other)| format!("AND({one},{other})"));
        Some(Self { blanks: tests.into_iter().map(|test| (test.clone(), test)).collect(), undefined: BTreeMap::new() })
    }

    pub(super) fn of(parts: impl IntoIterator<Item = Part>) -> Self {
        parts.into_iter().fold(Self::default(), |needs, part| needs.and(part.needs))
    }

    /// The same where a division by zero and its like are errors that something else catches.
    pub(super) fn but_for_errors(self) -> Self {
        Self { undefined: BTreeMap::new(), ..self }
    }

    /// The test that is true where there is no result, such as for a divisor of zero, once nothing is blank.
    pub(super) fn undefined(&self) -> Option<String> {
        let (last, before) = outwards(self.undefined.keys()).split_last().map(|(last, before)| (last.clone(), before.to_vec()))?;
        Some(before.iter().rev().fold(last, |inner, test| format!("IF({test},TRUE,{inner})")))
    }

    /// A formula that is blank where something that it needs is.
    pub(crate) fn guard(&self, text: &str, blank: &str) -> String {
        if self.blanks.values().any(|test| test == ALWAYS) {
            return blank.to_owned();
        }
        // A divisor that is computed can be looked at only after its cells are known to hold numbers.
        let (plain, computed): (Vec<_>, Vec<_>) = self.undefined.iter().partition(|(_, is_plain)| **is_plain);
        let computed = outwards(computed.into_iter().map(|(test, _)| test));
        let inner = computed.iter().rev().fold(text.to_owned(), |inner, test| format!("IF({test},{blank},{inner})"));
        let tests: Vec<String> = self.tests_of_blanks().into_iter().chain(plain.into_iter().map(|(test, _)| test.clone())).collect();
        if_any(&tests, &inner, blank)
    }

    /// The tests of what must not be blank, with one for all cells of numbers.
    fn tests_of_blanks(&self) -> Vec<String> {
        let (numbers, others): (Vec<_>, Vec<_>) = self.blanks.iter().partition(|(cell, test)| **test == no_number(cell));
        let numbers: Vec<&str> = numbers.into_iter().map(|(cell, _)| cell.as_str()).collect();
        let counted = match numbers.as_slice() {
            [] => None,
            [cell] => Some(no_number(cell)),
            cells => Some(format!("COUNT({})<{}", cells.join(","), cells.len())),
        };
        counted.into_iter().chain(others.into_iter().map(|(_, test)| test.clone())).collect()
    }
}

/// Tests of divisors, each after those of the divisors within it: what is divided by zero has no result that could be asked about.
fn outwards<'t>(tests: impl Iterator<Item = &'t String>) -> Vec<String> {
    let mut tests: Vec<String> = tests.cloned().collect();
    tests.sort_by_key(String::len);
    tests
}

/// The test of a cell that is true where it holds no number.
fn no_number(cell: &str) -> String {
    format!("COUNT({cell})=0")
}

fn if_any(tests: &[String], text: &str, blank: &str) -> String {
    match tests {
        [] => text.to_owned(),
        [test] => format!("IF({test},{blank},{text})"),
        _ => format!("IF(OR({}),{blank},{text})", tests.join(",")),
    }
}
