//! Exchange rates, read from the file that `rates from` names: columns date, from, to and rate.

use tolok_aggregate::Rates;
use tolok_diagnostics::Diagnostic;
use tolok_table::{Kind, Role, SourceRequest, Table, Term, Vocabulary, Wanted};
use tolok_value::Value;

use super::sources::on_disk;
use crate::{Definitions, codes};

const COLUMNS: [(&str, Role); 4] = [("date", Role::Time), ("from", Role::Dimension), ("to", Role::Dimension), ("rate", Role::Input)];

impl Definitions {
    /// The exchange rates of the definitions; nothing where they name none.
    ///
    /// # Errors
    ///
    /// E05 for a file that cannot be read, that lacks a column, or that has two rates of one day.
    pub(crate) fn exchange_rates(&self) -> Result<Option<Rates>, Vec<Diagnostic>> {
        let files = self.model.rates();
        if files.is_empty() {
            return Ok(None);
        }
        let mut rates = Rates::new();
        for file in files {
            let place = self.place_in_text(file.place);
            let path = self.path_of(&file.file, file.place.file).map_err(|problem| vec![problem.at(place.clone())])?;
            if !path.exists() {
                let words = format!("there is no file `{}`", file.file);
                return Err(vec![Diagnostic::new(&codes::UNREADABLE, words).at(place).help("paths are relative to the definitions")]);
            }
            let table = Table::open(&SourceRequest::new("rates", on_disk(&file.file, &path)), &vocabulary())?;
            read(&table, &mut rates)?;
        }
        Ok(Some(rates))
    }
}

fn vocabulary() -> Vocabulary {
    let terms = COLUMNS.map(|(name, role)| Term {
        key: name.into(),
        name: name.into(),
        names: vec![name.into()],
        role,
        kind: Some(kind(role)),
        members: Vec::new(),
        is_flow: false,
        is_needed: true,
    });
    Vocabulary { terms: terms.to_vec() }
}

fn kind(role: Role) -> Kind {
    match role {
        Role::Time => Kind::Date,
        Role::Dimension => Kind::Text,
        Role::Input => Kind::NUMBER,
    }
}

fn read(table: &Table, rates: &mut Rates) -> Result<(), Vec<Diagnostic>> {
    let mut wanted = Vec::new();
    for (name, role) in COLUMNS {
        let Some(column) = table.columns().iter().position(|column| column.key.as_deref() == Some(name)) else {
            let words = format!("the exchange rates have no column `{name}`");
            let problem = Diagnostic::new(&codes::RATES, words).at(tolok_diagnostics::Place::File(table.label().into()));
            return Err(vec![problem.help("the columns are `date`, `from`, `to` and `rate`: one `from` is worth `rate` of `to`")]);
        };
        wanted.push(Wanted { column, kind: kind(role) });
    }
    for batch in table.batches(&wanted) {
        let batch = batch?;
        for row in 0..batch.row_count {
            let value = |column: usize| batch.columns.get(column).map_or(Value::BLANK, |array| tolok_aggregate::value(array, row));
            let number = batch.first_row.saturating_add(row as u64);
            match (value(0), value(1), value(2), value(3)) {
                (Value::Date(date), Value::Text(from), Value::Text(to), Value::Number(rate)) => {
                    let before = rates.add(&from, &to, date, rate);
                    if before.is_some_and(|before| before != rate) {
                        let words = format!("there are two rates from {from} to {to} for {date}");
                        let problem =
                            Diagnostic::new(&codes::RATES, words).at(table.place(number, wanted.get(3).map_or(0, |wanted| wanted.column)));
                        return Err(vec![problem.help("keep the one that is meant")]);
                    }
                }
                (Value::Blank(_), Value::Blank(_), Value::Blank(_), Value::Blank(_)) => {}
                _ => {
                    let problem = Diagnostic::new(&codes::RATES, "a rate lacks its date, a currency or its number");
                    return Err(vec![problem.at(table.place(number, 0)).help("fill the row, or take it out")]);
                }
            }
        }
    }
    Ok(())
}
