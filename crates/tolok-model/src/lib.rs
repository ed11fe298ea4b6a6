//! Checked definitions: names, types, units, roll-ups, dependencies, the function table.
