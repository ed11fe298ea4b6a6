//! What stands between the brackets of a table in a formula: `Sales`, `@Sales`, `[#This Row],[Sales]` or `[Jan]:[Mar]`.

use crate::{Address, Area, Table};

impl Table {
    /// The columns that are named between the brackets, with headings and totals, and the other names there, such as `#Totals`, in small letters.
    /// Nothing where they are not simply named: then it may be all of them.
    pub(crate) fn columns_named(&self, columns: &str) -> Option<(Vec<String>, Area)> {
        let (specials, names) = names(columns)?;
        let positions = names.iter().map(|name| {
            let wanted = name.to_lowercase();
            self.columns.iter().position(|column| column.to_lowercase() == wanted)
        });
        let positions: Vec<u32> = positions.map(|position| u32::try_from(position?).ok()).collect::<Option<_>>()?;
        let (first, last) = (positions.iter().min()?, positions.iter().max()?);
        let corner = |row: u32, column: &u32| Address::new(row, self.area.first().column().checked_add(*column)?);
        Some((specials, Area::between(corner(self.area.first().row(), first)?, corner(self.area.last().row(), last)?)))
    }

    /// The rows between headings and totals.
    pub(crate) fn rows(&self) -> Option<Area> {
        within(self.area, self.first_row(), self.last_row())
    }

    /// What stands between the brackets exactly; `own` is the row of the formula, if it is on the sheet of the table.
    pub(crate) fn part(&self, columns: &str, own: Option<u32>) -> Option<Area> {
        let at = columns.trim_start().starts_with('@');
        let (specials, area) = match self.columns_named(columns) {
            Some(named) => named,
            // All columns, if there are no names of columns there.
            None => (names(columns).filter(|(_, names)| names.iter().all(String::is_empty))?.0, self.area),
        };
        let (top, bottom) = (self.area.first().row(), self.area.last().row());
        let mut rows: Option<(u32, u32)> = None;
        let mut add = |first: u32, last: u32| {
            rows = Some(rows.map_or((first, last), |(other, end)| (first.min(other), last.max(end))));
        };
        for special in &specials {
            match special.as_str() {
                "#all" => add(top, bottom),
                "#data" => add(self.first_row(), self.last_row()),
                "#headers" if self.has_headings => add(top, top),
                "#totals" if self.has_totals => add(bottom, bottom),
                "#this row" if specials.len() == 1 => {
                    let own = own.filter(|row| (self.first_row()..=self.last_row()).contains(row))?;
                    add(own, own);
                }
                _ => return None,
            }
        }
        if at {
            let own = own.filter(|row| specials.is_empty() && (self.first_row()..=self.last_row()).contains(row))?;
            add(own, own);
        }
        let (first, last) = rows.unwrap_or((self.first_row(), self.last_row()));
        within(area, first, last)
    }

    fn first_row(&self) -> u32 {
        self.area.first().row() + u32::from(self.has_headings)
    }

    fn last_row(&self) -> u32 {
        self.area.last().row() - u32::from(self.has_totals)
    }
}

/// Some rows of an area.
fn within(area: Area, first: u32, last: u32) -> Option<Area> {
    let corners = Address::new(first, area.first().column()).zip(Address::new(last, area.last().column()));
    corners.filter(|_| first <= last).map(|(first, last)| Area::between(first, last))
}

/// The names between the brackets: those with a meaning of their own, in small letters, and those of columns.
fn names(columns: &str) -> Option<(Vec<String>, Vec<String>)> {
    let inside = columns.trim().trim_start_matches('@').trim();
    let mut names: Vec<(bool, String)> = Vec::new();
    let mut name = |written: &str| names.push((written.starts_with('#'), unescaped(written)));
    if inside.starts_with('[') {
        let mut rest = inside;
        while let Some(begun) = rest.strip_prefix('[') {
            let end = closing(begun)?;
            name(begun.get(..end)?);
            rest = begun.get(end + 1..)?.trim_start_matches([',', ';', ':', ' ']);
        }
        if !rest.is_empty() {
            return None;
        }
    } else {
        name(inside);
    }
    let (specials, columns): (Vec<_>, Vec<_>) = names.into_iter().partition(|(special, _)| *special);
    Some((specials.into_iter().map(|(_, name)| name.to_lowercase()).collect(), columns.into_iter().map(|(_, name)| name).collect()))
}

/// Where the bracket closes that was opened before the text.
fn closing(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices()
        .find(|(_, character)| {
            let closes = *character == ']' && !escaped;
            escaped = *character == '\'' && !escaped;
            closes
        })
        .map(|(index, _)| index)
}

/// A column's name without the apostrophes that take the meaning from brackets.
fn unescaped(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut characters = name.chars();
    while let Some(character) = characters.next() {
        plain.extend(if character == '\'' { characters.next() } else { Some(character) });
    }
    plain
}
