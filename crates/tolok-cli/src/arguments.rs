//! The arguments of every command.

mod run;
mod worksheet;

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use tolok::LabelChoice;

pub(crate) use run::{Missing, RunArguments, missing};
pub(crate) use worksheet::WorksheetArguments;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Yellow.on_default().bold())
    .usage(AnsiColor::Yellow.on_default().bold())
    .literal(AnsiColor::Green.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

/// KPIs defined once, as text, with the same digits everywhere.
#[derive(Debug, Parser)]
#[command(name = "tolok", version, styles = STYLES, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Report every problem of definitions
    Check(CheckArguments),
    /// Write definitions in their one canonical form
    Fmt(FmtArguments),
    /// Run the `test` blocks of definitions
    Test(TestArguments),
    /// Compute KPIs from values given by hand
    #[command(after_help = "Example:\n  tolok eval cac.kpi --set spend=1000 --set new_customers=30")]
    Eval(EvalArguments),
    /// Compute KPIs from tables of data, for each member and period
    #[command(after_help = run::EXAMPLES)]
    Run(Box<RunArguments>),
    /// Fill the {{ placeholders }} of a worksheet and leave everything else as it is
    #[command(
        after_help = "Example:\n  tolok fill marketing.kpi report.xlsx --data numbers.xlsx#July -o july.xlsx\n  tolok fill marketing.kpi report.xlsx --data ads.csv --period 2026-07 -o july.xlsx"
    )]
    Fill(FillArguments),
    /// Make an empty worksheet to type into, with KPIs as live formulas
    #[command(after_help = worksheet::EXAMPLES)]
    Worksheet(WorksheetArguments),
    /// Show how a KPI gets its value: the formula as a tree, with values
    #[command(after_help = "Example:\n  tolok explain cac.kpi cac --set spend=1000 --set new_customers=30")]
    Explain(ExplainArguments),
    /// Draw what depends on what
    #[command(after_help = "Example:\n  tolok graph marketing.kpi cac -o cac.mmd")]
    Graph(GraphArguments),
    /// Write the KPI catalogue: what each definition says, for people to read
    #[command(after_help = "Examples:\n  tolok docs marketing.kpi\n  tolok docs std.marketing --lang id -o katalog.html")]
    Docs(DocsArguments),
    /// Tell what changed between two versions of definitions
    #[command(after_help = "Example:\n  tolok diff old.kpi new.kpi --set spend=1000 --set new_customers=30")]
    Diff(DiffArguments),
    /// Make a small working project: definitions, numbers, a report to fill
    #[command(after_help = "Example:\n  tolok init demo")]
    Init(InitArguments),
    /// Print the script that makes a shell complete commands and options
    #[command(after_help = COMPLETIONS)]
    Completions(CompletionsArguments),
}

const COMPLETIONS: &str = "\
Where it goes:
  bash        tolok completions bash > ~/.local/share/bash-completion/completions/tolok
  zsh         tolok completions zsh > _tolok, in a folder of $fpath
  fish        tolok completions fish > ~/.config/fish/completions/tolok.fish
  powershell  tolok completions powershell >> $PROFILE
  elvish      tolok completions elvish >> ~/.config/elvish/rc.elv";

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Files of definitions, `-` for standard input, or libraries such as std.marketing
    #[arg(value_name = "DEFS", required_unless_present = "explain")]
    pub(crate) definitions: Vec<String>,
    /// Tell about a diagnostic, such as E0201
    #[arg(long, value_name = "CODE")]
    pub(crate) explain: Option<String>,
    /// A warning makes the exit status 1
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// How the diagnostics are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct FmtArguments {
    /// Files of definitions, or `-` to format standard input onto standard output
    #[arg(value_name = "DEFS", required = true)]
    pub(crate) definitions: Vec<String>,
    /// Change nothing; exit status 1 if a file is not in canonical form
    #[arg(long)]
    pub(crate) check: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, Args)]
pub(crate) struct TestArguments {
    /// Files of definitions, `-` for standard input, or libraries such as std.marketing
    #[arg(value_name = "DEFS", required = true)]
    pub(crate) definitions: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// A warning makes the exit status 1
    #[arg(long)]
    pub(crate) strict: bool,
    /// How the results are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArguments {
    /// A file of definitions, `-` for standard input, or a library such as std.marketing
    #[arg(value_name = "DEFS")]
    pub(crate) definitions: String,
    /// A worksheet with labels in one column and values in the next: PATH or PATH#Sheet; what --set says wins
    #[arg(long, value_name = "SRC")]
    pub(crate) data: Vec<String>,
    #[command(flatten)]
    pub(crate) given: GivenArguments,
    /// Show these KPIs only, in this order, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) kpis: Option<Vec<String>>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct FillArguments {
    /// A file of definitions, `-` for standard input, or a library such as std.marketing
    #[arg(value_name = "DEFS")]
    pub(crate) definitions: String,
    /// The workbook to fill; it is never touched, unless --in-place says so
    #[arg(value_name = "TEMPLATE")]
    pub(crate) template: String,
    /// A worksheet with labels in one column and values in the next, PATH or PATH#Sheet, or a table as `tolok run` reads it; without it,
    /// what is typed into the template's own input cells is all there is
    #[arg(long, value_name = "[NAME=]SRC")]
    pub(crate) data: Vec<String>,
    #[command(flatten)]
    pub(crate) table: TableArguments,
    /// The periods from the first to the last, such as 2026-01..2026-06: totals are of these, and cells about others stay as they are
    #[arg(long, value_name = "A..B", value_parser = run::range)]
    pub(crate) periods: Option<(String, String)>,
    #[command(flatten)]
    pub(crate) given: GivenArguments,
    /// Where the filled workbook goes
    #[arg(short, long, value_name = "FILE", required_unless_present_any = ["dry_run", "in_place"])]
    pub(crate) output: Option<String>,
    /// Fill the template itself; a copy of it is kept beside it, with .bak behind its name
    #[arg(long)]
    pub(crate) in_place: bool,
    /// Write nothing; print what would be filled
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Tell what became of a cell and why, such as Summary!C7: filled, kept, recalculated from which cells, its result removed, or left; can be
    /// given several times
    #[arg(long, value_name = "CELL")]
    pub(crate) explain: Vec<String>,

    /// Where labels say what belongs into cells: `auto` for sheets without a placeholder, `off` for nowhere, or the names of sheets,
    /// separated by commas
    #[arg(long, value_name = "auto|off|SHEETS", default_value = "auto", value_parser = labels, help_heading = "Labels")]
    pub(crate) labels: LabelChoice,
    /// What KPIs in labelled cells become: numbers, or formulas over the worksheet's own input cells that show the same numbers
    #[arg(long = "as", value_name = "values|formulas", value_enum, default_value_t = Written::Values, help_heading = "Labels")]
    pub(crate) written: Written,
    /// What such a formula shows where an input is blank: nothing, unless said
    #[arg(long, value_name = "empty|na", value_enum, help_heading = "Labels")]
    pub(crate) live_blank: Option<WhereBlank>,
    /// The dimensions whose members the worksheet names, where it does not say it itself
    #[arg(long, value_name = "DIMS", value_delimiter = ',', help_heading = "Labels")]
    pub(crate) by: Vec<String>,
    /// Fill labelled cells that hold a value as well
    #[arg(long, help_heading = "Labels")]
    pub(crate) overwrite: bool,
    /// Fill labelled cells that hold a formula as well
    #[arg(long, help_heading = "Labels")]
    pub(crate) overwrite_formulas: bool,

    /// Who calculates the workbook's own formulas over filled cells: Tolok, or for some functions that it does not calculate also formualizer,
    /// an engine that only a build with the feature recalc-engine has
    #[arg(long, value_name = "tolok|formualizer", value_enum, default_value_t = Recalculating::Tolok)]
    pub(crate) recalculate: Recalculating,
    /// How many megabytes the workbook may unpack to, if it is larger than the usual 2048 or packed more tightly than workbooks are
    #[arg(long, value_name = "MB")]
    pub(crate) max_unpacked: Option<u64>,
    /// What a cell gets that has no value: `error` for nothing where it is blank and the error where it is one, `blank` for nothing, or a
    /// text such as n/a
    #[arg(long, value_name = "error|blank|TEXT", value_parser = run::read_missing)]
    pub(crate) errors: Option<Missing>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The language of labels and numbers
    #[arg(long, value_enum)]
    pub(crate) lang: Option<Tongue>,
    /// How what was filled is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// A blank or error KPI, or a warning, makes the exit status 1, and nothing is written
    #[arg(long)]
    pub(crate) strict: bool,
}

/// What KPIs in labelled cells become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Written {
    /// Numbers
    Values,
    /// Formulas of the spreadsheet
    Formulas,
}

/// What a formula shows where an input is blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhereBlank {
    /// Nothing
    Empty,
    /// #N/A, which charts leave out
    Na,
}

/// Who calculates the workbook's own formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Recalculating {
    /// Tolok alone
    Tolok,
    /// Tolok and the engine formualizer
    Formualizer,
}

fn labels(text: &str) -> Result<LabelChoice, String> {
    Ok(match text.trim() {
        "auto" => LabelChoice::Auto,
        "off" => LabelChoice::Off,
        "" => return Err("write `auto`, `off`, or the names of sheets".to_string()),
        sheets => LabelChoice::Sheets(sheets.split(',').map(|sheet| sheet.trim().to_string()).collect()),
    })
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// A file of definitions, `-` for standard input, or a library such as std.marketing
    #[arg(value_name = "DEFS")]
    pub(crate) definitions: String,
    /// The metric, input or param to explain, by its name or an alias
    #[arg(value_name = "KPI")]
    pub(crate) kpi: String,
    /// Explain a value over tables: PATH, PATH#Sheet, PATH#Sheet!A1:F20, a pattern, or - for standard input
    #[arg(long, value_name = "[NAME=]SRC")]
    pub(crate) data: Vec<String>,
    /// The row whose value is explained: members by dimension, and a period; what is not named is rolled up
    #[arg(long, value_name = "DIM=MEMBER,period=P", value_delimiter = ',', value_parser = setting)]
    pub(crate) at: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) table: TableArguments,
    #[command(flatten)]
    pub(crate) given: GivenArguments,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct GraphArguments {
    /// A file of definitions, `-` for standard input, or a library such as std.marketing
    #[arg(value_name = "DEFS")]
    pub(crate) definitions: String,
    /// Draw only what these KPIs depend on; everything where none is named
    #[arg(value_name = "KPI")]
    pub(crate) kpis: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Show labels in this language instead of names
    #[arg(long, value_enum)]
    pub(crate) lang: Option<Tongue>,
    /// In which language the drawing is written
    #[arg(long, value_enum)]
    pub(crate) format: Option<Drawing>,
    /// Write the drawing to a file; its ending decides the format: .mmd .dot .gv
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DocsArguments {
    /// A file of definitions, `-` for standard input, or a library such as std.marketing
    #[arg(value_name = "DEFS")]
    pub(crate) definitions: String,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The language of labels, titles and headings
    #[arg(long, value_enum, default_value_t = Tongue::En)]
    pub(crate) lang: Tongue,
    /// What the catalogue is written as; Markdown where neither this nor a file says it
    #[arg(long, value_enum)]
    pub(crate) format: Option<Pages>,
    /// Write the catalogue to a file; its ending decides the format: .md .html
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The old definitions: a file, `-` for standard input, or a library such as std.marketing
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// The new definitions
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
    /// Compare values over tables as well: PATH, PATH#Sheet, a pattern, or - for standard input
    #[arg(long, value_name = "[NAME=]SRC")]
    pub(crate) data: Vec<String>,
    #[command(flatten)]
    pub(crate) given: GivenArguments,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The language of numbers
    #[arg(long, value_enum)]
    pub(crate) lang: Option<Tongue>,
    /// How the differences are printed
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Write the differences to a file; its ending decides the format: .csv .json .md
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// The folder of the project: one that is not there yet, or an empty one
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// Which shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Which rows and periods of tables count.
#[derive(Debug, Args)]
pub(crate) struct TableArguments {
    /// The length of a period: day, week, month, quarter or year
    #[arg(long, value_name = "PERIOD", value_parser = run::grain)]
    pub(crate) over: Option<tolok::Grain>,
    /// Take only the rows that meet a condition, such as 'channel = "Email"'
    #[arg(long = "where", value_name = "CONDITION")]
    pub(crate) filter: Option<String>,
    /// One period: 2026, 2026-Q1, 2026-01, 2026-W05 or 2026-01-31
    #[arg(long, value_name = "P")]
    pub(crate) period: Option<String>,
    /// The last day that counts
    #[arg(long, value_name = "DATE", value_parser = run::day)]
    pub(crate) as_of: Option<tolok::Date>,
}

/// Values given by hand.
#[derive(Debug, Args)]
pub(crate) struct GivenArguments {
    /// Give a value as you would type it: 1000, "$1,000.50", 25%, 2026-01-31, blank, Email
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = setting)]
    pub(crate) settings: Vec<(String, String)>,
    /// How numbers and dates written as text are read: en unless said, and 01/02/2026 is refused unless said
    #[arg(long, value_enum)]
    pub(crate) locale: Option<Tongue>,
}

/// How files are reached.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Let `use` and `source` leave the folder of the definitions
    #[arg(long)]
    pub(crate) allow_outside: bool,
}

/// How results are printed.
#[derive(Debug, Args)]
pub(crate) struct OutputArguments {
    /// The language of labels and numbers
    #[arg(long, value_enum)]
    pub(crate) lang: Option<Tongue>,
    /// How the results are printed
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Write the results to a file; its ending decides the format: .csv .json .md
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<String>,
    /// A blank or error KPI, or a warning, makes the exit status 1
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned columns for people
    Table,
    /// One JSON envelope
    Json,
    /// Comma-separated values
    Csv,
    /// A Markdown table
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drawing {
    /// A Mermaid flowchart, which Markdown pages show as a picture
    Mermaid,
    /// The language of Graphviz
    Dot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Pages {
    /// A Markdown page
    Markdown,
    /// One web page that needs no network
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tongue {
    /// English: 1,234.56
    En,
    /// Indonesian: 1.234,56
    Id,
    /// Polish: 1 234,56
    Pl,
}

impl From<Tongue> for tolok::Locale {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => tolok::Locale::English,
            Tongue::Id => tolok::Locale::Indonesian,
            Tongue::Pl => tolok::Locale::Polish,
        }
    }
}

fn setting(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_string(), value.to_string())),
        _ => Err("a value is given as NAME=VALUE, as in `--set spend=1000`".to_string()),
    }
}

/// How a command is written, or the program where there is no such command.
pub(crate) fn usage(command: &str) -> String {
    let mut program = Arguments::command();
    program.build();
    let usage = match program.find_subcommand_mut(command) {
        Some(command) => command.render_usage(),
        None => program.render_usage(),
    };
    usage.to_string()
}

/// What makes a shell complete the program's commands and options.
pub(crate) fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "tolok", &mut script);
    script
}

/// The help of every command as Markdown.
pub(crate) fn help_page() -> String {
    let mut page = String::from("# Command line\n\n<!-- generated: edit the arguments of tolok-cli -->\n");
    let mut command = Arguments::command().term_width(96);
    command.build();
    page.push_str(&format!("\n```text\n{}\n```\n", command.render_help().to_string().trim_end()));
    for sub in command.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
        let help = sub.render_help().to_string();
        page.push_str(&format!("\n## tolok {}\n\n```text\n{}\n```\n", sub.get_name(), help.trim_end()));
    }
    page
}
