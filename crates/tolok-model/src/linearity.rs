//! Whether a formula over totals is the total of the formula: what keeps `price * units` from being wrong in silence.

/// How a value behaves when rows are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linearity {
    /// The same in every row: a literal, a param, a constant.
    Constant,
    /// Not summed: a rate, a ratio of totals.
    Ratio,
    /// A total over rows: a flow or a stock.
    Total {
        /// True if the formula itself says the aggregation, as in `sum(price)`.
        explicit: bool,
    },
}

/// What comes of a chain of factors and divisors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Product {
    /// It rolls up, and behaves like this.
    Sound(Linearity),
    /// Totals are multiplied: Σa · Σb is not Σ(a · b).
    Trap,
}

impl Linearity {
    /// A bare flow or stock.
    pub(crate) const FLOW: Linearity = Linearity::Total { explicit: false };

    pub(crate) fn is_total(self) -> bool {
        matches!(self, Linearity::Total { .. })
    }

    /// How a sum, or a choice between two, behaves.
    pub(crate) fn joined(self, other: Linearity) -> Linearity {
        match (self, other) {
            (Linearity::Total { explicit: one }, Linearity::Total { explicit: other }) => Linearity::Total { explicit: one && other },
            (total @ Linearity::Total { .. }, _) | (_, total @ Linearity::Total { .. }) => total,
            (Linearity::Ratio, _) | (_, Linearity::Ratio) => Linearity::Ratio,
            _ => Linearity::Constant,
        }
    }

    /// How a chain of `*` and `/` behaves, in whatever order it is written; the flag says which factors divide.
    pub(crate) fn product(factors: &[(bool, Linearity)]) -> Product {
        let totals = |divides: bool| factors.iter().filter(move |(divisor, factor)| *divisor == divides && factor.is_total());
        let (above, below) = (totals(false).count(), totals(true).count());
        let all_explicit = totals(false).all(|(_, factor)| *factor == Linearity::Total { explicit: true });
        if above >= below + 2 && !all_explicit {
            return Product::Trap;
        }
        Product::Sound(if above > below {
            Linearity::Total { explicit: all_explicit }
        } else if above + below > 0 || factors.iter().any(|(_, factor)| *factor == Linearity::Ratio) {
            Linearity::Ratio
        } else {
            Linearity::Constant
        })
    }
}
