//! The table itself.

use super::{Blanks, Scalar};

pub(super) static TABLE: &[Scalar] = &[];
