//! Present values and annuities, as spreadsheets define them.

use super::arguments::call;
use crate::{ErrorKind, Number, NumberError, Value, ValueError};

/// `npv(rate, value, …)`: Σ valueᵢ / (1 + rate)ⁱ, the first value at the end of the first period.
pub fn npv(arguments: &[Value]) -> Value {
    call("npv", arguments, |given| {
        let factor = Number::ONE.add(given.number(0)?).map_err(ValueError::from)?;
        given.value(1)?;
        let mut present = Number::ZERO;
        for value in given.others().iter().rev() {
            let sum = present.add(given.to_number(value)?).and_then(|sum| sum.divide(factor));
            present = sum.map_err(ValueError::from)?;
        }
        Ok(present)
    })
}

/// `pmt(rate, periods, present value, [future value], [type])`: the payment of each period; a type other than 0 pays at its beginning.
pub fn pmt(arguments: &[Value]) -> Value {
    call("pmt", arguments, |given| {
        let (rate, periods, present) = (given.number(0)?, given.number(1)?, given.number(2)?);
        let future = given.number_or(3, Number::ZERO)?;
        let advance = !given.number_or(4, Number::ZERO)?.is_zero();
        if periods.is_zero() {
            return Ok(Value::error(ErrorKind::Number, "`pmt` needs at least one period"));
        }
        Ok(payment(rate, periods, present, future, advance).into())
    })
}

/// Solves present · (1 + rate)ⁿ + payment · (1 + rate · advance) · ((1 + rate)ⁿ − 1) / rate + future = 0.
fn payment(rate: Number, periods: Number, present: Number, future: Number, advance: bool) -> Result<Number, NumberError> {
    if rate.is_zero() {
        return present.add(future)?.divide(periods).map(Number::negate);
    }
    let factor = Number::ONE.add(rate)?;
    let growth = factor.power(periods)?;
    let owed = present.multiply(growth)?.add(future)?;
    let payments = growth.subtract(Number::ONE)?;
    let payment = owed.multiply(rate)?.divide(payments)?.negate();
    if advance { payment.divide(factor) } else { Ok(payment) }
}
