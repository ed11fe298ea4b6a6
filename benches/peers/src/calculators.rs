//! Crates that compute formulas given as text.

use exmex::Express;
use rust_decimal::Decimal;

use crate::rows::{NAMES, Rows};
use crate::{FORMULA, Measured, fastest};

/// `rhai`, a scripting language, on the decimals of `rust_decimal`.
pub fn rhai(rows: &Rows) -> Result<Measured, String> {
    let engine = ::rhai::Engine::new();
    let formula = engine.compile_expression(FORMULA).map_err(|error| error.to_string())?;
    let columns = rows.columns(|cents| Decimal::new(cents.into(), 2));
    let (time, sum) = fastest(|| {
        let mut scope = ::rhai::Scope::new();
        let mut sum = Decimal::ZERO;
        for row in 0..rows.0.len() {
            for (name, column) in NAMES.iter().zip(&columns) {
                scope.set_value(*name, column[row]);
            }
            sum += engine.eval_ast_with_scope::<Decimal>(&mut scope, &formula).map_err(|error| error.to_string())?;
        }
        Ok::<_, String>(sum.round_dp(8).normalize().to_string())
    });
    Ok(Measured { name: "rhai 1", arithmetic: "decimal, 28 digits", time, sum: sum? })
}

/// `exmex`, a calculator, on binary doubles: what decimals cost.
pub fn exmex(rows: &Rows) -> Result<Measured, String> {
    let formula = ::exmex::FlatEx::<f64>::parse(FORMULA).map_err(|error| error.to_string())?;
    let columns = rows.columns(|cents| f64::from(cents) / 100.0);
    // It takes variables in the order of their names.
    let order: Vec<usize> = formula.var_names().iter().filter_map(|name| NAMES.iter().position(|known| known == name)).collect();
    let (time, sum) = fastest(|| {
        let mut sum = 0.0;
        for row in 0..rows.0.len() {
            let values: [f64; 4] = std::array::from_fn(|place| columns[order[place]][row]);
            sum += formula.eval(&values).map_err(|error| error.to_string())?;
        }
        Ok::<_, String>(format!("{sum:.8}"))
    });
    Ok(Measured { name: "exmex", arithmetic: "binary double", time, sum: sum? })
}
