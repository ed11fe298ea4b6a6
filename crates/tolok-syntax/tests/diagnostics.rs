//! What a person is told about texts that cannot be read: the code, the place, and what to write instead.

#![allow(clippy::panic, reason = "a test may stop at what is wrong")]

use tolok_diagnostics::{Diagnostic, Record, Sources};
use tolok_syntax::parse;

fn records(text: &str) -> Vec<Record> {
    let mut sources = Sources::new();
    sources.add("a.kpi", text);
    parse("a.kpi", text).diagnostics.iter().map(|problem: &Diagnostic| Record::new(problem, &sources)).collect()
}

/// Checks rows of text, code, first and last column on the given line, message, and help; an empty help means there is none.
#[track_caller]
fn check(rows: &[(&str, &str, &str, &str, &str)]) {
    for (text, code, place, message, help) in rows {
        let found = records(text);
        let [record] = found.as_slice() else { panic!("{text:?} has not one problem: {found:?}") };
        let shown = match (record.line, record.column, record.end_column) {
            (Some(line), Some(column), Some(end)) => format!("{line}:{column}-{end}"),
            _ => "-".to_string(),
        };
        let said = (record.code.as_str(), shown.as_str(), record.message.as_str(), record.help.as_deref().unwrap_or(""));
        assert_eq!(said, (*code, *place, *message, *help), "{text:?}");
    }
}

#[test]
fn what_is_missing_or_too_much() {
    check(&[
        ("a = 1 +", "E0101", "1:7-8", "the definition ends after `+`, but a value is missing", ""),
        ("a =", "E0101", "1:3-4", "the definition ends after `=`, but a value is missing", ""),
        ("spend", "E0101", "1:1-6", "the definition ends after `spend`, but `=` or `:` is missing", ""),
        ("a = * 2", "E0101", "1:5-6", "unexpected `*`: a value is expected here", ""),
        ("a = b c", "E0101", "1:7-8", "unexpected `c`: an operator is expected here", ""),
        ("a = 2(3)", "E0101", "1:6-7", "unexpected `(`: an operator is expected here", ""),
        ("a = sum(1,,2)", "E0101", "1:11-12", "unexpected `,`: a value is expected here", ""),
        ("a = x in 3", "E0101", "1:10-11", "unexpected `3`: `(` is expected here", ""),
        ("a = x not 3", "E0101", "1:11-12", "unexpected `3`: `in` is expected here", ""),
        ("a = x where", "E0101", "1:7-12", "the definition ends after `where`, but a value is missing", ""),
        ("= 3", "E0101", "1:1-2", "unexpected `=`: a name is expected here", ""),
        ("a = łódź żółw", "E0101", "1:10-14", "unexpected `żółw`: an operator is expected here", ""),
        ("a = 1\n+ 2", "E0101", "2:1-2", "unexpected `+`: a name is expected here", ""),
        ("a =\n  1 +\n  # nothing\n  * 2", "E0101", "4:3-4", "unexpected `*`: a value is expected here", ""),
    ]);
}

#[test]
fn words_that_begin_nothing() {
    check(&[
        ("inptu spend: money", "E0101", "1:1-6", "no definition begins with `inptu`", "did you mean `input`?"),
        (
            "metric cac = 3",
            "E0101",
            "1:1-7",
            "no definition begins with `metric`",
            "a metric needs no word before its name: `name = formula`",
        ),
        (
            "new customers = 3",
            "E0101",
            "1:1-4",
            "no definition begins with `new`",
            "a definition is written `name = formula`, or begins with a word such as `input`, `dimension` or `report`; a name with spaces stands \
             between backticks",
        ),
        (
            "cost/lead = 3",
            "E0101",
            "1:1-10",
            "`cost/lead` is no name: names have letters, digits and `_`",
            "anything else stands between backticks: `` `cost/lead` = … ``",
        ),
        (
            "f(x) = 3",
            "E0101",
            "1:1-5",
            "`f(x)` is no name: names have letters, digits and `_`",
            "a function begins with `fn`: `fn f(x) = …`",
        ),
        (
            "where = 3",
            "E0101",
            "1:1-6",
            "unexpected `where`: a name is expected here",
            "`where` is a word of the language; as a name it stands between backticks",
        ),
        (
            "2a = 3",
            "E0101",
            "1:1-3",
            "`2a` is neither a number nor a name",
            "write `2 * a` for a product; a name that begins with a digit stands between backticks",
        ),
        ("a = 1 { lable \"A\" }", "E0113", "1:9-14", "nothing between these braces begins with `lable`", "did you mean `label`?"),
        ("report \"x\" { kpi a }", "E0113", "1:14-17", "nothing between these braces begins with `kpi`", "did you mean `kpis`?"),
        (
            "report \"x\" { lable id \"y\" }",
            "E0113",
            "1:14-19",
            "nothing between these braces begins with `lable`",
            "did you mean `label`?",
        ),
        ("test \"t\" { expct a = 1 }", "E0113", "1:12-17", "nothing between these braces begins with `expct`", "did you mean `expect`?"),
        (
            "test \"t\" { assume a = 1 }",
            "E0113",
            "1:12-18",
            "nothing between these braces begins with `assume`",
            "here stands one of expect, given",
        ),
    ]);
}

#[test]
fn brackets_and_texts() {
    check(&[
        ("a = (1", "E0102", "1:5-6", "`(` is never closed", "close it with `)`"),
        ("a = 1)", "E0102", "1:6-7", "`)` closes nothing", "take the `)` out"),
        ("a = (1]", "E0102", "1:7-8", "`(` is closed by `]`", "close it with `)`"),
        (
            "a = 1 {\n  label \"x\"\n",
            "E0102",
            "1:7-8",
            "`{` is never closed",
            "close it with `}`; the lines between the braces have to be indented",
        ),
        (
            "a = \"Email\n",
            "E0103",
            "1:5-11",
            "the text that begins here does not end on its line",
            "put `\"` after its last character, on the same line",
        ),
        (
            "a = `Email\n",
            "E0103",
            "1:5-11",
            "the name that begins here does not end on its line",
            "put a backtick after its last character, on the same line",
        ),
    ]);
}

#[test]
fn where_excel_and_paper_disagree() {
    let powers = "`^` after `^` means different things in Excel and on paper: parentheses are needed";
    let minus = "a minus before `^` means different things in Excel and on paper: parentheses are needed";
    let chain = "comparisons do not chain: parentheses or `and` are needed";
    check(&[
        ("a = -2 ^ 2", "E0104", "1:5-11", minus, "write `(-2) ^ 2`, as Excel reads it, or `-(2 ^ 2)`"),
        ("a = 1 + -x ^ 2", "E0104", "1:9-15", minus, "write `(-x) ^ 2`, as Excel reads it, or `-(x ^ 2)`"),
        ("a = 2 ^ 3 ^ 2", "E0104", "1:5-14", powers, "write `(a ^ b) ^ c`, as Excel reads it, or `a ^ (b ^ c)`"),
        ("a = 1 < x < 3", "E0104", "1:5-14", chain, "compare twice, as in `1 < x and x < 3`"),
        ("a = 1 = x in (1, 2)", "E0104", "1:5-20", chain, "compare twice, as in `1 < x and x < 3`"),
    ]);
    for fine in ["a = (-2) ^ 2", "a = -(2 ^ 2)", "a = 2 ^ -2", "a = (2 ^ 3) ^ 2", "a = 1 - 2 ^ 2", "a = (1 < x) = true", "a = 2%^2"] {
        assert!(records(fine).is_empty(), "{fine}");
    }
}

#[test]
fn habits_are_answered_with_the_right_spelling() {
    let differently = |sign: &str| format!("`{sign}` is written differently here");
    for (formula, sign, right) in [
        ("b && c", "&&", "`and`"),
        ("b || c", "||", "`or`"),
        ("b ** 2", "**", "`^`"),
        ("b // 2", "//", "`/`, with `int( … )` around the division for a whole number"),
        ("b => 3", "=>", "`>=`"),
        ("b =< 3", "=<", "`<=`"),
        ("b ≤ 3", "≤", "`<=`"),
        ("b ≥ 3", "≥", "`>=`"),
        ("b ≠ 3", "≠", "`<>`"),
        ("b × 3", "×", "`*`"),
        ("b ÷ 3", "÷", "`/`"),
        ("b − 3", "−", "a plain minus `-`"),
    ] {
        let end = format!("1:7-{}", 7 + sign.chars().count());
        check(&[(&format!("a = {formula}"), "E0105", &end, &differently(sign), &format!("write {right}"))]);
    }
    let number = |text: &str| format!("`{text}` is no number: decimals have a point here");
    let cell = |text: &str| format!("`{text}` is a cell reference; definitions speak of numbers by name");
    let name = "give the number a name, such as `spend`, and let its label in the worksheet bind it";
    check(&[
        ("a = !b", "E0105", "1:5-6", &differently("!"), "write `not`"),
        ("a = “x”", "E0105", "1:5-6", &differently("“"), "write straight quotation marks `\"`"),
        ("a = 'x'", "E0105", "1:5-6", &differently("'"), "write quotation marks `\"` around a text, backticks around a name"),
        ("a = 1,5", "E0105", "1:5-8", &number("1,5"), "write `1.5`"),
        ("a = 1,500", "E0105", "1:5-10", &number("1,500"), "write `1.500`, or `1500` if the comma groups thousands"),
        ("a = 1.500,25", "E0105", "1:5-13", &number("1.500,25"), "write `1500.25`"),
        ("a = 1,500.25", "E0105", "1:5-13", &number("1,500.25"), "write `1500.25`: thousands are not grouped here, except with `_`"),
        (
            "a = 10 % 3",
            "E0105",
            "1:8-9",
            "`%` makes a percentage of the value before it, so no value can follow",
            "write `mod(a, b)` for the remainder, or `10% * x` for a share",
        ),
        ("a = sum(B2:B7)", "E0106", "1:9-14", &cell("B2:B7"), name),
        ("a = $B$7 * 2", "E0106", "1:5-9", &cell("$B$7"), name),
        ("a = Sheet1!B7", "E0106", "1:5-14", &cell("Sheet1!B7"), name),
    ]);
}

#[test]
fn habits_that_mean_one_thing_are_understood() {
    for (habit, canonical) in [
        ("a = =1 + 1", "a = 1 + 1\n"),
        ("a == 1", "a = 1\n"),
        ("a = SUM(1; 2)", "a = sum(1, 2)\n"),
        ("a = b == c", "a = b = c\n"),
        ("a = b != c", "a = b <> c\n"),
        ("a = AND(b; c)", "a = and(b, c)\n"),
        ("a = NOT(b)", "a = not (b)\n"),
        ("a = .5", "a = .5\n"),
        ("a = +b", "a = b\n"),
        ("a = TRUE Or FALSE", "a = true or false\n"),
    ] {
        let parsed = parse("a.kpi", habit);
        assert!(parsed.diagnostics.is_empty(), "{habit}: {:?}", parsed.diagnostics);
        assert_eq!(tolok_syntax::format::format(&parsed.file), canonical);
    }
}

#[test]
fn numbers_dates_and_limits() {
    let digits = "28 significant digits and 28 decimal places are kept";
    let dates = "dates and periods are written `@2026-01-31`, `@2026-W05`, `@2026-01`, `@2026-Q1` or `@2026`";
    check(&[
        (
            "a = 1e40",
            "W0102",
            "1:5-9",
            "this number is larger than 79228162514264337593543950335 once it is rounded, so it is `#NUM!`",
            digits,
        ),
        (
            "a = 79228162514264337593543950336",
            "W0102",
            "1:5-34",
            "this number is larger than 79228162514264337593543950335 once it is rounded, so it is `#NUM!`",
            digits,
        ),
        ("a = 1e-29", "W0102", "1:5-10", "this number is too small to be shown in 28 decimal places, so it is `#NUM!`", digits),
        (
            "a = 0.12345678901234567890123456785",
            "W0101",
            "1:5-36",
            "this number has more than 28 digits and was rounded to 0.1234567890123456789012345678",
            digits,
        ),
        ("a = @2026-02-30", "E0107", "1:5-16", "there is no date or period `@2026-02-30`", dates),
        ("a = @2026-13", "E0107", "1:5-13", "there is no date or period `@2026-13`", dates),
        ("a = @2026-Q5", "E0107", "1:5-13", "there is no date or period `@2026-Q5`", dates),
        ("a = @2026-W54", "E0107", "1:5-14", "there is no date or period `@2026-W54`", dates),
        ("a = --------------------1", "E0109", "1:21-22", "more than 16 signs in a row", ""),
    ]);
    for largest in ["79228162514264337593543950330", "1e28", "1e-28", "0.1234567890123456789012345678"] {
        assert_eq!(records(&format!("a = {largest}")), [], "{largest}");
    }
}

#[test]
fn definitions_that_do_not_say_enough() {
    check(&[
        ("dimension", "E0101", "1:1-10", "the definition ends after `dimension`, but a name is missing", ""),
        ("time date", "E0101", "1:6-10", "the definition ends after `date`, but `:` is missing", ""),
        (
            "time date: fortnight",
            "E0101",
            "1:12-21",
            "unexpected `fortnight`: `day`, `week`, `month`, `quarter` or `year` is expected here",
            "",
        ),
        ("currency dollars", "E0101", "1:10-17", "unexpected `dollars`: a currency such as `USD` is expected here", ""),
        ("calendar weeks", "E0101", "1:10-15", "unexpected `weeks`: `week starts …` or `year starts …` is expected here", ""),
        ("calendar week starts funday", "E0101", "1:22-28", "unexpected `funday`: a day such as `monday` is expected here", ""),
        ("source ads \"x.csv\"", "E0101", "1:12-19", "unexpected `\"x.csv\"`: `from` is expected here", ""),
        ("source ads from ads.csv", "E0101", "1:17-24", "unexpected `ads.csv`: a text in quotation marks is expected here", ""),
        ("input a: money[EURO]", "E0101", "1:16-20", "unexpected `EURO`: a currency such as `USD` is expected here", ""),
        (
            "input a, flows",
            "E0101",
            "1:10-15",
            "unexpected `flows`: a roll-up (`flow`, `stock`, `rate weighted by …`, `single`, `constant`) or `fill` is expected here",
            "",
        ),
        ("input a, flow, stock", "E0101", "1:16-21", "an input rolls up in one way only", "keep one of them"),
        ("input a, fill 1, fill 2", "E0101", "1:18-24", "an input has one `fill` only", "keep one of them"),
        ("fn f(a, 1) = a", "E0101", "1:9-10", "unexpected `1`: a name is expected here", ""),
        ("a = 1 { better up }", "E0101", "1:16-18", "unexpected `up`: `higher` or `lower` is expected here", ""),
        ("a = 1 { target 40 }", "E0101", "1:16-18", "unexpected `40`: a comparison such as `<= 40` is expected here", ""),
        (
            "a = spend where channel = \"Email\" / leads",
            "E0111",
            "1:27-42",
            "the condition runs to the end of the formula, so this calculates with a text",
            "put brackets around it: `(spend where channel = \"Email\") / leads`",
        ),
        ("# nothing yet\n", "E0112", "-", "nothing is defined here", "a first definition can be as short as `cac = spend / new_customers`"),
    ]);
}

#[test]
fn a_first_line_that_is_indented_begins_nothing() {
    let found = records("  a = 1\nb = 2\n");
    assert_eq!(
        found.iter().map(|record| (record.code.as_str(), record.line, record.column)).collect::<Vec<_>>(),
        [("E0110", Some(1), Some(3))]
    );
}

#[test]
fn every_problem_of_a_file_is_told_in_reading_order() {
    let found = records("a = 1 +\nb = (2\n\nc = 3\nd = 1,5\ne = -2 ^ 2\n");
    let places: Vec<_> = found.iter().map(|record| (record.code.as_str(), record.line.unwrap())).collect();
    assert_eq!(places, [("E0101", 1), ("E0102", 2), ("E0105", 5), ("E0104", 6)]);
}

/// Messages begin in lower case and end without a stop; the words of the grammar and of the parser never reach a person.
#[test]
fn no_rule_name_reaches_a_person() {
    let words = [
        "a", "1", "\"t\"", "(", ")", "{", "}", "=", ":", ",", "+", "%", "where", "per", "in", "not", "input", "fill", "stock", "target",
        "by", "@",
    ];
    for first in [
        "a = ",
        "input a",
        "param ",
        "dimension d ",
        "time ",
        "fn f",
        "source s ",
        "rates ",
        "use ",
        "report \"r\" { ",
        "test \"t\" { ",
        "currency ",
        "calendar ",
        "a = 1 { target ",
        "a = 1 { ",
    ] {
        for second in words {
            for third in words {
                for record in records(&format!("{first}{second} {third}")) {
                    let text = format!("{} {}", record.message, record.help.unwrap_or_default());
                    assert!(!text.contains("something else"), "{first}{second} {third}: {text}");
                    for inner in ["_word", "_definition", "EOI", "SOI", "pest", "Rule", "Pair", "WHITESPACE", "span_count", "plain_name"] {
                        assert!(!text.contains(inner), "{first}{second} {third}: {text}");
                    }
                    assert!(!record.message.ends_with('.') && !record.message.contains('\n'), "{}", record.message);
                    assert!(!record.message.starts_with(|first: char| first.is_uppercase()), "{}", record.message);
                }
            }
        }
    }
}
