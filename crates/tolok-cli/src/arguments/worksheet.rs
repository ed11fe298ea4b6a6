//! The arguments of `tolok worksheet`.

use clap::Args;
use tolok::Grain;

use super::{Reading, Tongue, run};

pub(super) const EXAMPLES: &str = "\
Examples:
  tolok worksheet std.marketing --report \"Channel ROI\" --members \"channel=Email,Radio,Organic search\" -o roi.xlsx
  tolok worksheet marketing.kpi --periods 2026-01..2026-06 --lang id -o lembar.xlsx
  tolok worksheet std.marketing --report \"Customer transactions\" --rows 500 -o orders.xlsx

What is typed into it is read back by its labels:
  tolok run std.marketing --data roi.xlsx --report \"Channel ROI\"";

#[derive(Debug, Args)]
pub(crate) struct WorksheetArguments {
    /// A file of definitions, `-` for standard input, or a library such as std.marketing
    #[arg(value_name = "DEFS")]
    pub(crate) definitions: String,
    /// Take the KPIs and the dimension of a `report` block of the definitions; all KPIs of the file where it is not said
    #[arg(long, value_name = "TITLE")]
    pub(crate) report: Option<String>,
    /// Take these KPIs only, in this order, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) kpis: Option<Vec<String>>,
    /// Compare these members of a dimension, by name, label in any language, or alias; `channel` alone compares all that are declared
    #[arg(long, value_name = "DIM=A,B")]
    pub(crate) members: Vec<String>,
    /// A place for each period from the first to the last, such as 2026-01..2026-06
    #[arg(long, value_name = "A..B", value_parser = run::range)]
    pub(crate) periods: Option<(String, String)>,
    /// A list instead: so many rows to type into, one for each thing that happened; 200 for a report that can only be a list
    #[arg(long, value_name = "N")]
    pub(crate) rows: Option<u32>,
    /// The length of a period: day, week, month, quarter or year
    #[arg(long, value_name = "PERIOD", value_parser = run::grain)]
    pub(crate) over: Option<Grain>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The language of labels, headings, number formats and questions
    #[arg(long, value_enum, default_value_t = Tongue::En)]
    pub(crate) lang: Tongue,
    /// The workbook to make, such as worksheet.xlsx
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: String,
}
