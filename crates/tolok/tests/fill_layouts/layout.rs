//! Sheets with KPIs, channels and months in any arrangement, and what their cells are.

use std::collections::BTreeMap;

use tolok_xlsx::Address;
use tolok_xlsx::testing::Parts;

use crate::advertising::{CHANNELS, MONTHS, value};

/// A sheet with one or two tables.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    cells: BTreeMap<(u32, u32), String>,
    merged: Vec<String>,
    /// The number of each cell that is to be filled.
    pub(crate) expected: BTreeMap<(u32, u32), f64>,
}

/// Choices one after another; the first, once there are no more.
struct Choices<'c>(std::slice::Iter<'c, u8>);

impl Choices<'_> {
    fn below(&mut self, count: usize) -> usize {
        self.0.next().map_or(0, |choice| usize::from(*choice)) % count
    }

    fn one<'o, T>(&mut self, of: &'o [T]) -> &'o T {
        &of[self.below(of.len())]
    }

    /// True so many times of ten.
    fn happens(&mut self, times: usize) -> bool {
        self.below(10) >= 10 - times
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    Kpi,
    Channel,
    Month,
}

/// What an entry of an axis is.
#[derive(Debug, Clone)]
enum Is {
    Kpi(&'static str),
    Channel(Option<usize>),
    Months(Vec<u32>),
}

/// The entries of an axis, each with its text.
type Entries = Vec<(String, Is)>;

/// The words of a language.
struct Words {
    months: [&'static str; 6],
    kpis: [&'static str; 3],
    axes: [&'static str; 3],
    total: &'static str,
    aside: [&'static str; 4],
}

const LANGUAGES: [Words; 3] = [
    Words {
        months: ["Jan 2026", "Feb 2026", "March 2026", "2026-04", "May 2026", "June 2026"],
        kpis: ["Ad spend", "New customers", "CAC"],
        axes: ["KPI", "Channel", "Month"],
        total: "Total",
        aside: ["Target", "Notes", "Last year", "Change %"],
    },
    Words {
        months: ["Januari 2026", "Februari 2026", "Maret 2026", "April 2026", "Mei 2026", "Juni 2026"],
        kpis: ["Belanja iklan", "Pelanggan baru", "Biaya akuisisi"],
        axes: ["Metrik", "Kanal", "Bulan"],
        total: "Jumlah",
        aside: ["Anggaran", "Catatan", "Tahun lalu", "Perubahan"],
    },
    Words {
        months: ["styczeń 2026", "luty 2026", "marzec 2026", "kwiecień 2026", "maj 2026", "czerwiec 2026"],
        kpis: ["Wydatki na reklamę", "Nowi klienci", "Koszt pozyskania"],
        axes: ["Wskaźnik", "Kanał", "Miesiąc"],
        total: "Razem",
        aside: ["Budżet", "Uwagi", "Poprzedni rok", "Zmiana"],
    },
];

const KPIS: [&str; 3] = ["spend", "new_customers", "cac"];

impl Layout {
    /// The layout that choices lead to.
    pub(crate) fn of(choices: &[u8], tables: usize) -> Self {
        let (mut layout, mut choices) = (Self::default(), Choices(choices.iter()));
        let words = choices.one(&LANGUAGES);
        let mut row = 1;
        if choices.happens(3) {
            layout.put(1, 1, "Agency report");
            row = 3;
        }
        for table in 0..tables {
            let column = *choices.one(&[1, 1, 2]);
            row = if choices.happens(3) {
                layout.of_two(&mut choices, words, (row, column), table == 0)
            } else {
                layout.of_three(&mut choices, words, (row, column), table == 0)
            };
            row += *choices.one(&[1, 2]);
        }
        layout
    }

    /// KPIs by channels in a month that a title says, or by months.
    fn of_two(&mut self, choices: &mut Choices<'_>, words: &Words, (mut row, column): (u32, u32), may_be_months: bool) -> u32 {
        let other = if may_be_months && choices.happens(5) { Axis::Month } else { Axis::Channel };
        let mut about = vec![Is::Channel(None)];
        if other == Axis::Channel {
            let month = u32::try_from(choices.below(usize::try_from(MONTHS).unwrap())).unwrap() + 1;
            about.push(Is::Months(vec![month]));
            let name = words.months[usize::try_from(month).unwrap() - 1];
            let title = if choices.happens(5) { name.to_owned() } else { format!("{}: {name}", words.axes[2]) };
            self.put(row, column, &title);
            row += *choices.one(&[1, 2]);
        }
        let (down, across) = if choices.happens(5) { (Axis::Kpi, other) } else { (other, Axis::Kpi) };
        let (rows, columns) = (entries(choices, words, down), entries(choices, words, across));
        if choices.happens(5) {
            self.put(row, column, axis(words, down));
        }
        self.across(row, column + 1, &columns);
        self.aside(choices, words, row, column + 1, &columns);
        for (text, of_row) in &rows {
            row += 1;
            self.put(row, column, text);
            self.expect(row, column + 1, &columns, &[&about[..], std::slice::from_ref(of_row)].concat());
        }
        row + 1
    }

    /// KPIs by channels and months: two of them in rows, two in columns, or one above tables of the others.
    fn of_three(&mut self, choices: &mut Choices<'_>, words: &Words, at: (u32, u32), is_first: bool) -> u32 {
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let axes = choices.one(&orders).map(|place: usize| [Axis::Kpi, Axis::Channel, Axis::Month][place]);
        let mut all = axes.map(|axis| entries(choices, words, axis));
        if !is_first {
            // A total below the tables of months may as well count those above them.
            all[0].retain(|(_, is)| !matches!(is, Is::Months(months) if months.len() > 1));
        }
        let corners = choices.happens(5).then(|| axes.map(|of| axis(words, of)));
        match choices.below(4) {
            0 => self.in_rows(choices, words, at, &all, corners),
            1 => self.in_columns(choices, at, &all, corners),
            2 => self.in_blocks(choices, at, &all, corners),
            _ => self.side_by_side(at, &all, corners),
        }
    }

    /// The first two axes in front of rows, the third above columns.
    fn in_rows(
        &mut self,
        choices: &mut Choices<'_>,
        words: &Words,
        (mut row, column): (u32, u32),
        [outer, inner, across]: &[Entries; 3],
        corners: Option<[&str; 3]>,
    ) -> u32 {
        if let Some([first, second, _]) = corners {
            self.put(row, column, first);
            self.put(row, column + 1, second);
        }
        self.across(row, column + 2, across);
        self.aside(choices, words, row, column + 2, across);
        let written = choices.below(3);
        for (text, of_outer) in outer {
            let count = u32::try_from(inner.len()).unwrap();
            if written == 0 && count > 1 {
                self.merge((row + 1, column), (row + count, column));
            }
            for (place, (below, of_inner)) in inner.iter().enumerate() {
                row += 1;
                if place == 0 || written == 1 {
                    self.put(row, column, text);
                }
                self.put(row, column + 1, below);
                self.expect(row, column + 2, across, &[of_outer.clone(), of_inner.clone()]);
            }
        }
        row + 1
    }

    /// The first two axes above columns, the third in front of rows.
    fn in_columns(
        &mut self,
        choices: &mut Choices<'_>,
        (row, column): (u32, u32),
        [outer, inner, down]: &[Entries; 3],
        corners: Option<[&str; 3]>,
    ) -> u32 {
        if let Some([.., corner]) = corners {
            self.put(row + 1, column, corner);
        }
        for (place, (text, _)) in (row + 2..).zip(down) {
            self.put(place, column, text);
        }
        let written = choices.below(3);
        let mut next = column + 1;
        for (text, of_outer) in outer {
            let count = u32::try_from(inner.len()).unwrap();
            if written == 0 && count > 1 {
                self.merge((row, next), (row, next + count - 1));
            }
            for (place, (below, of_inner)) in inner.iter().enumerate() {
                if place == 0 || written == 1 {
                    self.put(row, next, text);
                }
                self.put(row + 1, next, below);
                for (line, (_, of_row)) in (row + 2..).zip(down) {
                    self.expect_one(line, next, &[of_outer.clone(), of_inner.clone(), of_row.clone()]);
                }
                next += 1;
            }
        }
        row + 2 + u32::try_from(down.len()).unwrap()
    }

    /// A table of the others below each entry of the first axis.
    fn in_blocks(
        &mut self,
        choices: &mut Choices<'_>,
        (mut row, column): (u32, u32),
        [titles, down, across]: &[Entries; 3],
        corners: Option<[&str; 3]>,
    ) -> u32 {
        let gap = *choices.one(&[0, 1, 2]);
        for (title, of_title) in titles {
            self.put(row, column, title);
            row = self.below_title((row + 1, column), of_title, [down, across], corners) + gap;
        }
        row
    }

    /// The same tables one beside the other.
    fn side_by_side(&mut self, (row, column): (u32, u32), [titles, down, across]: &[Entries; 3], corners: Option<[&str; 3]>) -> u32 {
        let mut next = column;
        for (title, of_title) in titles {
            self.put(row, next, title);
            self.below_title((row + 1, next), of_title, [down, across], corners);
            next += u32::try_from(across.len()).unwrap() + 2;
        }
        row + 2 + u32::try_from(down.len()).unwrap()
    }

    fn below_title(&mut self, (row, column): (u32, u32), about: &Is, [down, across]: [&Entries; 2], corners: Option<[&str; 3]>) -> u32 {
        if let Some([_, corner, _]) = corners {
            self.put(row, column, corner);
        }
        self.across(row, column + 1, across);
        for (line, (text, of_row)) in (row + 1..).zip(down) {
            self.put(line, column, text);
            self.expect(line, column + 1, across, &[about.clone(), of_row.clone()]);
        }
        row + 1 + u32::try_from(down.len()).unwrap()
    }

    fn across(&mut self, row: u32, first: u32, entries: &Entries) {
        for (column, (text, _)) in (first..).zip(entries) {
            self.put(row, column, text);
        }
    }

    /// Sometimes a heading of something else behind the others.
    fn aside(&mut self, choices: &mut Choices<'_>, words: &Words, row: u32, first: u32, entries: &Entries) {
        if choices.happens(2) {
            let text: &str = choices.one::<&str>(&words.aside);
            self.put(row, first + u32::try_from(entries.len()).unwrap(), text);
        }
    }

    fn expect(&mut self, row: u32, first: u32, entries: &Entries, about: &[Is]) {
        for (column, (_, of_column)) in (first..).zip(entries) {
            self.expect_one(row, column, &[about, std::slice::from_ref(of_column)].concat());
        }
    }

    fn expect_one(&mut self, row: u32, column: u32, about: &[Is]) {
        let (mut kpi, mut channel, mut months) = ("", None, Vec::new());
        for is in about {
            match is {
                Is::Kpi(name) => kpi = name,
                Is::Channel(place) => channel = *place,
                Is::Months(all) => months.clone_from(all),
            }
        }
        self.expected.insert((row, column), value(kpi, channel, &months));
    }

    fn put(&mut self, row: u32, column: u32, text: &str) {
        self.cells.insert((row, column), text.to_owned());
    }

    fn merge(&mut self, first: (u32, u32), last: (u32, u32)) {
        let at = |(row, column): (u32, u32)| Address::new(row, column).unwrap();
        self.merged.push(format!("{}:{}", at(first), at(last)));
    }

    /// The rows of the sheet.
    pub(crate) fn xml(&self) -> String {
        let mut rows: BTreeMap<u32, String> = BTreeMap::new();
        for ((row, column), text) in &self.cells {
            let at = Address::new(*row, *column).unwrap();
            *rows.entry(*row).or_default() += &format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        }
        rows.iter().map(|(row, cells)| format!("<row r=\"{row}\">{cells}</row>")).collect()
    }

    /// A workbook of the sheet with its merged cells.
    pub(crate) fn in_parts(&self, parts: Parts) -> Parts {
        if self.merged.is_empty() {
            return parts;
        }
        let merged: String = self.merged.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
        let edited = format!("</sheetData><mergeCells>{merged}</mergeCells>");
        parts.edited("xl/worksheets/sheet1.xml", "</sheetData>", &edited)
    }

    /// The sheet as text, for whoever looks at a failure.
    pub(crate) fn drawn(&self) -> String {
        let last = |of: fn(&(u32, u32)) -> u32| self.cells.keys().chain(self.expected.keys()).map(of).max().unwrap_or(0);
        let (rows, columns) = (last(|at| at.0), last(|at| at.1));
        let cell = |at: (u32, u32)| match (self.cells.get(&at), self.expected.get(&at)) {
            (Some(text), _) => format!("{text:>18}"),
            (None, Some(value)) => format!("{value:>18.2}"),
            (None, None) => " ".repeat(18),
        };
        let line = |row: u32| (1..=columns).map(|column| cell((row, column))).collect::<Vec<_>>().join("|");
        (1..=rows).map(|row| format!("{row:>3} {}\n", line(row))).collect()
    }
}

/// Some entries of an axis, sometimes with their total.
fn entries(choices: &mut Choices<'_>, words: &Words, axis: Axis) -> Entries {
    match axis {
        Axis::Kpi => some(choices, KPIS.len()).into_iter().map(|place| (words.kpis[place].to_owned(), Is::Kpi(KPIS[place]))).collect(),
        Axis::Channel => {
            let places = some(choices, CHANNELS.len());
            let total = (places.len() > 1 && choices.happens(5)).then(|| (words.total.to_owned(), Is::Channel(None)));
            places.into_iter().map(|place| (CHANNELS[place].to_owned(), Is::Channel(Some(place)))).chain(total).collect()
        }
        Axis::Month => {
            let count = choices.below(3) + 1;
            let first = choices.below(words.months.len() - count + 1);
            let months: Vec<usize> = (first..first + count).collect();
            let number = |place: &usize| u32::try_from(*place).unwrap() + 1;
            let all = Is::Months(months.iter().map(number).collect());
            let total = (count > 1 && choices.happens(5)).then(|| (words.total.to_owned(), all));
            months.iter().map(|place| (words.months[*place].to_owned(), Is::Months(vec![number(place)]))).chain(total).collect()
        }
    }
}

/// Some of the first numbers, in some order.
fn some(choices: &mut Choices<'_>, count: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.rotate_left(choices.below(count));
    places.truncate(choices.below(count) + 1);
    places
}

fn axis(words: &Words, axis: Axis) -> &'static str {
    match axis {
        Axis::Kpi => words.axes[0],
        Axis::Channel => words.axes[1],
        Axis::Month => words.axes[2],
    }
}
