//! The measure plan as plain data and the grid that answers it.
