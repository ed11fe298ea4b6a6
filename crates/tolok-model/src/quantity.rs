//! What a number measures: how units combine in sums, products and quotients.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A currency's code; none where neither the input nor the file names one.
pub type Currency = Option<Arc<str>>;

/// What a number measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantity {
    /// A literal or a plain `number`: fits any unit in sums and has none in products.
    Plain,
    /// A fraction shown as a percentage.
    Percent,
    /// A number without unit that came from two of the same unit.
    Ratio,
    /// Money, counts and durations, each with its power.
    Units(Units),
}

/// The powers of the units of a product or quotient.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Units {
    money: BTreeMap<Currency, i32>,
    count: i32,
    duration: i32,
}

impl Quantity {
    /// Money of a currency.
    pub fn money(currency: Currency) -> Self {
        Quantity::Units(Units { money: BTreeMap::from([(currency, 1)]), ..Units::default() })
    }

    /// How many.
    pub fn count() -> Self {
        Quantity::Units(Units { count: 1, ..Units::default() })
    }

    /// How long.
    pub fn duration() -> Self {
        Quantity::Units(Units { duration: 1, ..Units::default() })
    }

    /// The quantity of a sum, or nothing where the two do not add.
    ///
    /// ```
    /// use tolok_model::Quantity;
    /// assert_eq!(Quantity::count().plus(&Quantity::Plain), Some(Quantity::count()));
    /// assert_eq!(Quantity::count().plus(&Quantity::money(None)), None);
    /// ```
    pub fn plus(&self, other: &Quantity) -> Option<Quantity> {
        match (self, other) {
            (Quantity::Plain, any) | (any, Quantity::Plain) => Some(any.clone()),
            (Quantity::Percent, Quantity::Ratio) | (Quantity::Ratio, Quantity::Percent) => Some(Quantity::Ratio),
            (Quantity::Units(one), Quantity::Units(other)) => one.plus(other).map(Quantity::Units),
            (one, other) => (one == other).then(|| one.clone()),
        }
    }

    /// The quantity of a product. A count disappears in it: money × count is money.
    ///
    /// ```
    /// use tolok_model::Quantity;
    /// assert_eq!(Quantity::money(None).times(&Quantity::count()), Quantity::money(None));
    /// ```
    #[must_use]
    pub fn times(&self, other: &Quantity) -> Quantity {
        match (self, other) {
            (Quantity::Units(one), Quantity::Units(other)) => one.combined(other, 1).simplified(),
            (Quantity::Units(units), _) | (_, Quantity::Units(units)) => Quantity::Units(units.clone()),
            (Quantity::Plain, Quantity::Plain) => Quantity::Plain,
            (Quantity::Percent, Quantity::Plain | Quantity::Percent) | (Quantity::Plain, Quantity::Percent) => Quantity::Percent,
            _ => Quantity::Ratio,
        }
    }

    /// The quantity of a quotient. A count stays in it: money / count is money per count.
    ///
    /// ```
    /// use tolok_model::Quantity;
    /// assert_eq!(Quantity::count().over(&Quantity::count()), Quantity::Ratio);
    /// assert_eq!(Quantity::money(None).over(&Quantity::count()).to_string(), "money/count");
    /// ```
    #[must_use]
    pub fn over(&self, other: &Quantity) -> Quantity {
        match (self, other) {
            (Quantity::Units(one), Quantity::Units(other)) => one.combined(other, -1).simplified(),
            (_, Quantity::Units(other)) => Units::default().combined(other, -1).simplified(),
            (any, Quantity::Plain) => any.clone(),
            (Quantity::Units(units), _) => Quantity::Units(units.clone()),
            _ => Quantity::Ratio,
        }
    }

    /// True if a formula of the quantity `actual` may be declared as this one.
    ///
    /// Money per count is an amount of money, so that `cac: money = spend / new_customers` says how it is shown.
    pub fn accepts(&self, actual: &Quantity) -> bool {
        match (self, actual) {
            (Quantity::Plain, _) | (_, Quantity::Plain) => true,
            (Quantity::Percent | Quantity::Ratio, Quantity::Percent | Quantity::Ratio) => true,
            (Quantity::Units(declared), Quantity::Units(actual)) => declared.accepts(actual),
            _ => false,
        }
    }

    /// True for money whose currency is not said.
    pub fn is_money_of_any_currency(&self) -> bool {
        matches!(self, Quantity::Units(units) if units.money.keys().eq([&None]))
    }

    /// The currencies it has, in order.
    pub fn currencies(&self) -> Vec<&Currency> {
        match self {
            Quantity::Units(units) => units.money.keys().collect(),
            _ => Vec::new(),
        }
    }

    /// True for an amount of money, per count or not.
    pub fn is_money(&self) -> bool {
        matches!(self, Quantity::Units(units) if units.duration == 0 && units.money.values().eq([&1]))
    }

    /// True for a plain count.
    pub fn is_count(&self) -> bool {
        *self == Quantity::count()
    }

    /// True for a plain duration.
    pub fn is_duration(&self) -> bool {
        *self == Quantity::duration()
    }

    /// The unit as the JSON envelope names it; nothing for a plain number.
    pub fn unit(&self) -> Option<String> {
        (*self != Quantity::Plain).then(|| self.to_string())
    }

    /// The quantity in words, for messages: "money", "money per count", "a ratio".
    pub fn words(&self) -> String {
        match self {
            Quantity::Plain => "a plain number".to_string(),
            Quantity::Percent => "a percentage".to_string(),
            Quantity::Ratio => "a ratio".to_string(),
            Quantity::Units(_) => self.to_string().replace('/', " per ").replace('·', " times "),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Quantity::Plain => formatter.write_str("number"),
            Quantity::Percent => formatter.write_str("percent"),
            Quantity::Ratio => formatter.write_str("ratio"),
            Quantity::Units(units) => units.fmt(formatter),
        }
    }
}

impl Units {
    /// The units of a sum. A price is money, and so is a cost per piece: the count below the line does not keep them apart.
    fn plus(&self, other: &Units) -> Option<Units> {
        let per_count = !self.money.is_empty() && self.count <= 0 && other.count <= 0;
        let fits = self.money == other.money && self.duration == other.duration && (self.count == other.count || per_count);
        fits.then(|| if self.count <= other.count { self.clone() } else { other.clone() })
    }

    /// True if a formula of the units `actual` may be declared as these; money without a currency takes any.
    fn accepts(&self, actual: &Units) -> bool {
        let any_currency = self.money.keys().eq([&None]) && actual.money.values().eq([&1]);
        let counts_fit = self.count == actual.count || self.count == 0 && actual.count < 0;
        (self.money == actual.money || any_currency) && self.duration == actual.duration && counts_fit
    }

    fn combined(&self, other: &Units, sign: i32) -> Units {
        let mut money = self.money.clone();
        for (currency, power) in &other.money {
            let entry = money.entry(currency.clone()).or_insert(0);
            *entry = entry.saturating_add(power.saturating_mul(sign));
        }
        money.retain(|_, power| *power != 0);
        let sum = |one: i32, other: i32| one.saturating_add(other.saturating_mul(sign));
        Units { money, count: sum(self.count, other.count), duration: sum(self.duration, other.duration) }
    }

    fn simplified(mut self) -> Quantity {
        if self.count > 0 {
            let alone = self.money.is_empty() && self.duration == 0;
            let divides = self.money.values().any(|power| *power < 0) || self.duration < 0;
            self.count = i32::from(alone || divides);
        }
        if self.money.is_empty() && self.count == 0 && self.duration == 0 { Quantity::Ratio } else { Quantity::Units(self) }
    }
}

impl fmt::Display for Units {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<(String, i32)> = Vec::new();
        for (currency, power) in &self.money {
            parts.push((currency.as_deref().unwrap_or("money").to_string(), *power));
        }
        parts.push(("duration".to_string(), self.duration));
        parts.push(("count".to_string(), self.count));
        let power = |(name, power): &(String, i32)| match power.abs() {
            1 => name.clone(),
            other => format!("{name}^{other}"),
        };
        let above: Vec<String> = parts.iter().filter(|(_, exponent)| *exponent > 0).map(power).collect();
        let below: Vec<String> = parts.iter().filter(|(_, exponent)| *exponent < 0).map(power).collect();
        formatter.write_str(if above.is_empty() { "1" } else { "" })?;
        formatter.write_str(&above.join("·"))?;
        if !below.is_empty() {
            write!(formatter, "/{}", below.join("/"))?;
        }
        Ok(())
    }
}
