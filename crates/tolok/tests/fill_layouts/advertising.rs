//! Spend and customers of three channels over six months, and what they come to.

/// The definitions, with labels in three languages.
pub(crate) const DEFINITIONS: &str = "
    dimension channel { label \"Channel\" label id \"Kanal\" label pl \"Kanał\" }
    time date: month
    input spend: count { label \"Ad spend\" label id \"Belanja iklan\" label pl \"Wydatki na reklamę\" }
    input new_customers: count { label \"New customers\" label id \"Pelanggan baru\" label pl \"Nowi klienci\" }
    cac = spend / new_customers { label \"CAC\" label id \"Biaya akuisisi\" label pl \"Koszt pozyskania\" }
";

pub(crate) const CHANNELS: [&str; 3] = ["Email", "Search Ads", "Radio"];
pub(crate) const MONTHS: u32 = 6;

/// Spend and customers of a channel in a month of 2026, from 1: numbers of no pattern that a mistake could hit.
fn of(channel: usize, month: u32) -> (u32, u32) {
    const SPEND: [[u32; 6]; 3] = [[412, 97, 1203, 655, 48, 310], [2027, 1933, 3793, 871, 1505, 66], [4852, 4476, 3199, 29, 733, 918]];
    const CUSTOMERS: [[u32; 6]; 3] = [[22, 5, 27, 14, 3, 9], [57, 24, 11, 8, 41, 2], [21, 7, 36, 1, 13, 19]];
    let month = usize::try_from(month - 1).unwrap();
    (SPEND[channel][month], CUSTOMERS[channel][month])
}

/// The rows as a file.
pub(crate) fn rows() -> String {
    let mut rows = String::from("date,channel,spend,new_customers\n");
    for month in 1..=MONTHS {
        for (place, channel) in CHANNELS.iter().enumerate() {
            let (spend, customers) = of(place, month);
            rows += &format!("2026-{month:02}-11,{channel},{spend},{customers}\n");
        }
    }
    rows
}

/// What an input or KPI is over channels and months; all channels where none is given.
pub(crate) fn value(measure: &str, channel: Option<usize>, months: &[u32]) -> f64 {
    let channels = || (0..CHANNELS.len()).filter(|place| channel.is_none_or(|channel| channel == *place));
    let cells = months.iter().flat_map(|month| channels().map(|channel| of(channel, *month)));
    let (spend, customers) = cells.fold((0, 0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
    match measure {
        "spend" => f64::from(spend),
        "new_customers" => f64::from(customers),
        _ => f64::from(spend) / f64::from(customers),
    }
}
