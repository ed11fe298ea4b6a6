//! Formulas over a grid, exactly.
