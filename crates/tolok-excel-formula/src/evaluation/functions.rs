//! The functions that are calculated: those of which Excel's own results are known.

use std::ops::RangeInclusive;

use super::aggregates::Aggregate;
use super::array::Array;
use super::conditional::Conditional;
use super::information::Question;
use super::rounding::Way;
use super::{Evaluation, Operand, Within, dates, mathematics, number_format, text, texts};
use crate::expression::{Argument, Name, Node};
use crate::reference::SheetScope;
use crate::{CellError, Value};

/// A function by its name in the file: those that came after the file format have a prefix there ([MS-XLSX] 2.2.2.1).
struct Function {
    name: &'static str,
    /// How many arguments it takes.
    takes: RangeInclusive<usize>,
    computed: Computed,
}

/// How a function comes to its result.
enum Computed {
    /// From single values, none of which is an error.
    Values(fn(&[Value]) -> Option<Value>),
    /// From single numbers.
    Numbers(fn(&[f64]) -> Option<Value>),
    /// From single numbers that are numbers already, and some of which are days, counted from 1900.
    Days(fn(&[f64]) -> Option<Value>),
    /// The same, of a function that was an add-in once, and takes no areas of several cells.
    AddIn(fn(&[f64]) -> Option<Value>),
    /// By looking at the arguments.
    Terms(fn(&Evaluation<'_>, &[Argument], Within) -> Option<Operand>),
}

use Computed::{AddIn, Days, Numbers, Terms, Values};

const fn function(name: &'static str, least: usize, most: usize, computed: Computed) -> Function {
    Function { name, takes: least..=most, computed }
}

/// As many arguments as a call may have.
const ANY: usize = 255;

/// The functions in the order of their names.
static FUNCTIONS: &[Function] = &[
    function("ABS", 1, 1, Numbers(|numbers| mathematics::of_one(numbers, |number| Some(number.abs())))),
    function("AND", 1, ANY, Terms(|all, arguments, within| all.all_or_any(arguments, within, true))),
    function("AVERAGE", 1, ANY, Terms(|all, arguments, within| all.aggregate(Aggregate::Average, arguments, within))),
    function("AVERAGEIF", 2, 3, Terms(|all, arguments, within| all.of_those_that_meet(Conditional::Average, arguments, within))),
    function("AVERAGEIFS", 3, ANY, Terms(|all, arguments, within| all.of_those_that_meet_all(Conditional::Average, arguments, within))),
    function("CHOOSE", 2, 255, Terms(|all, arguments, within| all.chosen(arguments, within))),
    function("COLUMN", 0, 1, Terms(|all, arguments, within| all.position(arguments, within, false))),
    function("COLUMNS", 1, 1, Terms(|all, arguments, within| all.extent(arguments, within, false))),
    function("CONCATENATE", 1, ANY, Values(texts::concatenate)),
    function("COUNT", 1, ANY, Terms(|all, arguments, within| all.count(arguments, within))),
    function("COUNTA", 1, ANY, Terms(|all, arguments, within| all.count_all(arguments, within))),
    function("COUNTBLANK", 1, 1, Terms(|all, arguments, within| all.count_blank(arguments, within))),
    function("COUNTIF", 2, 2, Terms(|all, arguments, within| all.of_those_that_meet(Conditional::Count, arguments, within))),
    function("COUNTIFS", 2, ANY, Terms(|all, arguments, within| all.of_those_that_meet_all(Conditional::Count, arguments, within))),
    function("DATE", 3, 3, Days(dates::date)),
    function("DAY", 1, 1, Days(dates::day)),
    function("EDATE", 2, 2, AddIn(|numbers| dates::months_later(numbers, false))),
    function("EOMONTH", 2, 2, AddIn(|numbers| dates::months_later(numbers, true))),
    function("EXACT", 2, 2, Values(texts::exact)),
    function("FALSE", 0, 0, Values(|_| Some(Value::Bool(false)))),
    function("FIND", 2, 3, Values(texts::find)),
    function("HLOOKUP", 3, 4, Terms(|all, arguments, within| all.looked_up(arguments, within, false))),
    function("IF", 2, 3, Terms(|all, arguments, within| all.choice(arguments, within))),
    function("IFERROR", 2, 2, Terms(|all, arguments, within| all.without_error(arguments, within, |_| true))),
    function("INDEX", 2, 3, Terms(|all, arguments, within| all.indexed(arguments, within))),
    function("INT", 1, 1, Numbers(|numbers| mathematics::of_one(numbers, super::rounding::floor))),
    function("ISBLANK", 1, 1, Terms(|all, arguments, within| all.is(Question::Blank, arguments, within))),
    function("ISERR", 1, 1, Terms(|all, arguments, within| all.is(Question::OtherError, arguments, within))),
    function("ISERROR", 1, 1, Terms(|all, arguments, within| all.is(Question::Error, arguments, within))),
    function("ISEVEN", 1, 1, AddIn(|numbers| mathematics::parity(numbers, true))),
    function("ISLOGICAL", 1, 1, Terms(|all, arguments, within| all.is(Question::Truth, arguments, within))),
    function("ISNA", 1, 1, Terms(|all, arguments, within| all.is(Question::NotAvailable, arguments, within))),
    function("ISNONTEXT", 1, 1, Terms(|all, arguments, within| all.is(Question::NoText, arguments, within))),
    function("ISNUMBER", 1, 1, Terms(|all, arguments, within| all.is(Question::Number, arguments, within))),
    function("ISODD", 1, 1, AddIn(|numbers| mathematics::parity(numbers, false))),
    function("ISTEXT", 1, 1, Terms(|all, arguments, within| all.is(Question::Text, arguments, within))),
    function("LARGE", 2, 2, Terms(|all, arguments, within| all.ranked(arguments, within, true))),
    function("LEFT", 1, 2, Values(texts::left)),
    function("LEN", 1, 1, Values(texts::len)),
    function("LOOKUP", 2, 3, Terms(|all, arguments, within| all.found_in_order(arguments, within))),
    function("LOWER", 1, 1, Values(|values| texts::in_case(values, false))),
    function("MATCH", 2, 3, Terms(|all, arguments, within| all.matched(arguments, within))),
    function("MAX", 1, ANY, Terms(|all, arguments, within| all.aggregate(Aggregate::Most, arguments, within))),
    function("MEDIAN", 1, ANY, Terms(|all, arguments, within| all.median(arguments, within))),
    function("MID", 3, 3, Values(texts::mid)),
    function("MIN", 1, ANY, Terms(|all, arguments, within| all.aggregate(Aggregate::Least, arguments, within))),
    function("MOD", 2, 2, Numbers(mathematics::modulo)),
    function("MONTH", 1, 1, Days(dates::month)),
    function("N", 1, 1, Terms(|all, arguments, within| all.as_number(arguments, within))),
    function("NA", 0, 0, Values(|_| Some(Value::Error(CellError::NotAvailable)))),
    function("NOT", 1, 1, Terms(|all, arguments, within| all.negation(arguments, within))),
    function("OR", 1, ANY, Terms(|all, arguments, within| all.all_or_any(arguments, within, false))),
    function("PI", 0, 0, Values(|_| Some(Value::Number(std::f64::consts::PI)))),
    function("POWER", 2, 2, Numbers(mathematics::power)),
    function("PRODUCT", 1, ANY, Terms(|all, arguments, within| all.aggregate(Aggregate::Product, arguments, within))),
    function("RANK", 2, 3, Terms(|all, arguments, within| all.rank(arguments, within))),
    function("REPLACE", 4, 4, Values(texts::replace)),
    function("REPT", 2, 2, Values(texts::repeat)),
    function("RIGHT", 1, 2, Values(texts::right)),
    function("ROUND", 2, 2, Numbers(|numbers| mathematics::rounded(numbers, Way::Nearest))),
    function("ROUNDDOWN", 2, 2, Numbers(|numbers| mathematics::rounded(numbers, Way::Down))),
    function("ROUNDUP", 2, 2, Numbers(|numbers| mathematics::rounded(numbers, Way::Up))),
    function("ROW", 0, 1, Terms(|all, arguments, within| all.position(arguments, within, true))),
    function("ROWS", 1, 1, Terms(|all, arguments, within| all.extent(arguments, within, true))),
    function("SEARCH", 2, 3, Values(texts::search)),
    function(
        "SIGN",
        1,
        1,
        Numbers(|numbers| mathematics::of_one(numbers, |number| Some(if number == 0.0 { 0.0 } else { number.signum() }))),
    ),
    function("SMALL", 2, 2, Terms(|all, arguments, within| all.ranked(arguments, within, false))),
    function("SQRT", 1, 1, Numbers(mathematics::square_root)),
    function("SUBSTITUTE", 3, 4, Values(texts::substitute)),
    function("SUBTOTAL", 2, ANY, Terms(|all, arguments, within| all.subtotal(arguments, within))),
    function("SUM", 1, ANY, Terms(|all, arguments, within| all.aggregate(Aggregate::Sum, arguments, within))),
    function("SUMIF", 2, 3, Terms(|all, arguments, within| all.of_those_that_meet(Conditional::Sum, arguments, within))),
    function("SUMIFS", 3, ANY, Terms(|all, arguments, within| all.of_those_that_meet_all(Conditional::Sum, arguments, within))),
    function("SUMPRODUCT", 1, ANY, Terms(|all, arguments, within| all.sum_of_products(arguments, within))),
    function("T", 1, 1, Terms(|all, arguments, within| all.as_text(arguments, within))),
    function("TEXT", 2, 2, Values(number_format::formatted)),
    function("TRIM", 1, 1, Values(texts::trim)),
    function("TRUE", 0, 0, Values(|_| Some(Value::Bool(true)))),
    function("TRUNC", 1, 2, Numbers(|numbers| mathematics::rounded(numbers, Way::Down))),
    function("UPPER", 1, 1, Values(|values| texts::in_case(values, true))),
    function("VALUE", 1, 1, Values(texts::value)),
    function("VLOOKUP", 3, 4, Terms(|all, arguments, within| all.looked_up(arguments, within, true))),
    function("WEEKDAY", 1, 2, Days(dates::weekday)),
    function("YEAR", 1, 1, Days(dates::year)),
    function("_XLFN.CONCAT", 1, ANY, Terms(|all, arguments, within| all.joined_texts(arguments, within))),
    function("_XLFN.DAYS", 2, 2, Days(dates::days)),
    function(
        "_XLFN.IFNA",
        2,
        2,
        Terms(|all, arguments, within| all.without_error(arguments, within, |error| error == CellError::NotAvailable)),
    ),
    function("_XLFN.IFS", 2, ANY, Terms(|all, arguments, within| all.first_true(arguments, within))),
    function("_XLFN.MAXIFS", 3, ANY, Terms(|all, arguments, within| all.of_those_that_meet_all(Conditional::Most, arguments, within))),
    function("_XLFN.MINIFS", 3, ANY, Terms(|all, arguments, within| all.of_those_that_meet_all(Conditional::Least, arguments, within))),
    function("_XLFN.RANK.EQ", 2, 3, Terms(|all, arguments, within| all.rank(arguments, within))),
    function("_XLFN.SWITCH", 3, ANY, Terms(|all, arguments, within| all.switched(arguments, within))),
    function("_XLFN.TEXTJOIN", 3, ANY, Terms(|all, arguments, within| all.joined_with(arguments, within))),
    function("_XLFN.XLOOKUP", 3, 6, Terms(|all, arguments, within| all.looked_up_anywhere(arguments, within))),
    function("_XLFN.XOR", 1, ANY, Terms(|all, arguments, within| all.odd_number_true(arguments, within))),
];

/// The names of the functions that are calculated, as people write them.
///
/// ```
/// assert!(tolok_excel_formula::calculated_functions().any(|name| name == "SUM"));
/// assert!(!tolok_excel_formula::calculated_functions().any(|name| name == "RAND"));
/// ```
pub fn calculated_functions() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|function| function.name.trim_start_matches("_XLFN."))
}

fn find(name: &str) -> Option<&'static Function> {
    // Names are ASCII; a longer one than any is none of them.
    let mut upper = [0; 16];
    let upper = upper.get_mut(..name.len())?;
    upper.copy_from_slice(name.as_bytes());
    upper.make_ascii_uppercase();
    let index = FUNCTIONS.binary_search_by(|function| function.name.as_bytes().cmp(upper)).ok()?;
    FUNCTIONS.get(index)
}

impl Evaluation<'_> {
    pub(super) fn call(&self, name: &Name, arguments: &[Argument], within: Within) -> Option<Operand> {
        if name.scope != SheetScope::Own || !name.written_scope.is_empty() || self.book.has_name(&name.name) {
            return None;
        }
        let function = find(&name.name).filter(|function| function.takes.contains(&arguments.len()))?;
        match function.computed {
            Terms(compute) => compute(self, arguments, within),
            Values(compute) => self.of_values(arguments, within, compute),
            Numbers(compute) => self.of_values(arguments, within, |values| of_numbers(values, compute)),
            Days(_) | AddIn(_) if self.book.counts_from_1904 => None,
            Days(compute) => self.of_values(arguments, within, |values| of_numbers(plain(values)?, compute)),
            AddIn(compute) => {
                let values = arguments.iter().map(|argument| self.given(argument, within.of_arrays())).collect::<Option<Vec<_>>>()?;
                match first_error(&values) {
                    None => of_numbers(plain(&values)?, compute).map(Operand::Value),
                    Some(error) => error.map(|error| Operand::Value(Value::Error(error))),
                }
            }
        }
    }

    /// A function of single values; where areas stand for all their cells, of each of them.
    fn of_values(&self, arguments: &[Argument], within: Within, compute: impl Fn(&[Value]) -> Option<Value>) -> Option<Operand> {
        let compute = |values: &[Value]| match first_error(values) {
            None => compute(values),
            Some(error) => error.map(Value::Error),
        };
        if within.arrays && !arguments.is_empty() {
            let empty = |argument: &Argument| matches!(argument.term.node, Node::Empty);
            let array = |argument| if empty(argument) { Some(Array::single(Value::Blank)) } else { self.array(&argument.term, within) };
            let arrays = arguments.iter().map(array).collect::<Option<Vec<_>>>()?;
            return Array::together(&arrays, compute).map(Operand::from);
        }
        let values = arguments.iter().map(|argument| self.given(argument, within)).collect::<Option<Vec<_>>>()?;
        compute(&values).map(Operand::Value)
    }

    /// The value of an argument; one that is not there is blank.
    pub(super) fn given(&self, argument: &Argument, within: Within) -> Option<Value> {
        match &argument.term.node {
            Node::Empty => Some(Value::Blank),
            _ => self.value(&argument.term, within.piece()),
        }
    }
}

/// The error among values; the inner option is none where there are two, of which it is not known which comes out.
fn first_error(values: &[Value]) -> Option<Option<CellError>> {
    let mut error = None;
    for value in values {
        if let Value::Error(other) = value {
            super::aggregates::first_error(&mut error, *other);
        }
    }
    error
}

fn of_numbers(values: &[Value], compute: impl Fn(&[f64]) -> Option<Value>) -> Option<Value> {
    let numbers = values.iter().map(text::to_number).collect::<Option<Result<Vec<f64>, _>>>()?;
    match numbers {
        Ok(numbers) => compute(&numbers),
        Err(error) => Some(Value::Error(error)),
    }
}

/// Values that are numbers or blank.
fn plain(values: &[Value]) -> Option<&[Value]> {
    values.iter().all(|value| matches!(value, Value::Number(_) | Value::Blank)).then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_in_order_and_found() {
        assert!(FUNCTIONS.is_sorted_by_key(|function| function.name));
        for function in FUNCTIONS {
            assert_eq!(find(&function.name.to_lowercase()).map(|found| found.name), Some(function.name));
        }
        assert!(find("AVERYLONGFUNCTIONNAME").is_none());
        // Without its prefix, Excel does not know it.
        assert!(find("IFNA").is_none());
    }
}
