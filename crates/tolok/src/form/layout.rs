//! Where everything stands on the worksheet.
//!
//! Inputs and KPIs are rows and members or periods are columns, or the other way round where that fits a page better. With both members and
//! periods there is a block for each period.

use tolok_value::Period;
use tolok_xlsx::Address;

use super::asked::Asked;

/// Where everything stands.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// How many inputs and KPIs there are.
    pub(super) inputs: usize,
    pub(super) kpis: usize,
    pub(super) across: Across,
    pub(super) columns: usize,
    /// The period of each block; one that says nothing where columns are periods or there are none.
    pub(super) blocks: Vec<Option<Period>>,
    /// True where members or periods are rows.
    pub(super) is_turned: bool,
    is_totalled: bool,
}

/// What stands side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Across {
    Members,
    Periods,
    /// One column for everything.
    Everything,
}

/// One place of several, or all of them together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    One(usize),
    All,
}

/// What a cell is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub(super) block: Which,
    pub(super) column: Which,
}

/// The row of the headings, from 1: above stand the title, what to do, and a gap.
pub(super) const HEADING: u32 = 4;
/// More columns than this are hard to read on a page.
const MOST_COLUMNS: usize = 14;

impl Layout {
    pub(super) fn of(asked: &Asked, inputs: usize, kpis: usize) -> Self {
        let (across, columns, blocks) = match (asked.members.len(), asked.periods.len()) {
            (0, 0) => (Across::Everything, 1, vec![None]),
            (0, periods) => (Across::Periods, periods, vec![None]),
            (members, 0) => (Across::Members, members, vec![None]),
            (members, _) => (Across::Members, members, asked.periods.iter().copied().map(Some).collect()),
        };
        // On its side the worksheet has what is typed on one sheet, and what comes of it on another.
        let is_turned = blocks.iter().all(Option::is_none) && columns > MOST_COLUMNS && inputs.max(kpis) < columns;
        // What belongs together over time does so whether or not members do.
        let is_totalled = asked.has_total || across == Across::Periods;
        Self { inputs, kpis, across, columns, blocks, is_turned, is_totalled }
    }

    pub(super) fn has_total(&self) -> bool {
        self.across != Across::Everything && self.is_totalled
    }

    pub(super) fn measures(&self) -> usize {
        self.inputs + self.kpis
    }

    pub(super) fn has_block_titles(&self) -> bool {
        self.blocks.iter().any(Option::is_some)
    }

    /// How many rows a block takes with the gap below it: its title, inputs, the heading of KPIs, KPIs.
    fn block_height(&self) -> u32 {
        u32::from(self.has_block_titles()) + number(self.measures()) + u32::from(self.has_part()) + 1
    }

    /// True where a heading stands above the KPIs.
    pub(super) fn has_part(&self) -> bool {
        self.inputs > 0 && self.kpis > 0
    }

    /// The cell of an input or KPI, counted through, in a block and column or its total.
    pub(super) fn cell(&self, measure: usize, block: usize, column: Which) -> Option<Address> {
        let place = match column {
            Which::One(column) => column,
            Which::All => self.columns,
        };
        if self.is_turned {
            return Address::new(HEADING + number(place) + 1, number(measure) + 2);
        }
        let part = u32::from(self.has_part() && measure >= self.inputs);
        let before = self.block_height() * number(block) + u32::from(self.has_block_titles());
        Address::new(HEADING + before + number(measure) + part + 1, number(place) + 2)
    }

    /// The cell of a KPI on the sheet that has only KPIs.
    pub(super) fn cell_of_results(&self, kpi: usize, column: Which) -> Option<Address> {
        let place = match column {
            Which::One(column) => column,
            Which::All => self.columns,
        };
        let (down, across) = if self.is_turned { (place, kpi) } else { (kpi, place) };
        Address::new(HEADING + number(down) + 1, number(across) + 2)
    }

    /// True where KPIs have a sheet of their own.
    pub(super) fn has_results(&self) -> bool {
        self.kpis > 0 && (self.is_turned || self.blocks.len() > 1)
    }

    /// The heading of a column or its total.
    pub(super) fn heading(&self, column: Which) -> Option<Address> {
        let place = match column {
            Which::One(column) => column,
            Which::All => self.columns,
        };
        if self.is_turned { Address::new(HEADING + number(place) + 1, 1) } else { Address::new(HEADING, number(place) + 2) }
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
