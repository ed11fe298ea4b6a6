//! Load, evaluate and fill as one interface.
