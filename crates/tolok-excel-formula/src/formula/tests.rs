use super::*;
use crate::{Address, Area, FormulaCell, Precedents, Table, dependents};

fn book() -> Book {
    let mut book = Book::new(["Data", "Jan", "Feb", "Mar", "It's", "2026"]);
    book.add_name(None, "rate", "Data!$B$1");
    book.add_name(None, "twice", "rate*2");
    book.add_name(Some(1), "rate", "Jan!$C$3");
    book.add_name(None, "left", "Data!A1");
    book.add_name(None, "loop", "loop+1");
    book.add_name(None, "list", "OFFSET(Data!$A$1,0,0,9)");
    book.add_name(None, "TAX2024", "Data!$D$4");
    let columns = ["Month", "Net [EUR]", "Gross"].map(str::to_owned).to_vec();
    let area = Area::parse("F10:H20").unwrap();
    book.add_table(0, Table { name: "Sales".to_owned(), area, columns, has_headings: true, has_totals: true });
    book
}

/// What a formula in `Data!C12` depends on, in words; a question mark stands for what cannot be known.
fn precedents(formula: &str) -> String {
    let cell = Address::parse("C12").unwrap();
    precedents_at(formula, 0, cell)
}

fn precedents_at(formula: &str, sheet: usize, cell: Address) -> String {
    let found = Formula::read(formula).precedents(&book(), sheet, cell, (0, 0));
    let mut words: Vec<String> = found.areas.iter().map(|(sheet, area)| format!("{sheet}!{area}")).collect();
    if found.unknown {
        words.push("?".to_owned());
    }
    words.join(" ")
}

#[test]
fn references_are_found_in_every_form() {
    for (formula, expected) in [
        ("1+2.5E-3*.5", ""),
        ("A1", "0!A1"),
        ("$A$1+b2", "0!A1 0!B2"),
        ("SUM(A1:$B$3,C:C,4:5,$D:E)", "0!A1:B3 0!C1:C1048576 0!A4:XFD5 0!D1:E1048576"),
        ("B3:A1", "0!A1:B3"),
        ("Jan!A1+'Feb'!B2:C3", "1!A1 2!B2:C3"),
        ("'It''s'!A1", "4!A1"),
        ("2026!A1", "5!A1"),
        ("SUM(Jan:Mar!B2)", "1!B2 2!B2 3!B2"),
        ("SUM('Jan:Mar'!B2:B4)", "1!B2:B4 2!B2:B4 3!B2:B4"),
        ("jan!A1 * FEB!A1", "1!A1 2!A1"),
        ("A1:B5 B2:C3", "0!A1:B5 0!B2:C3"),
        ("-A1%^2&\"B2\"\"C3\"", "0!A1"),
        ("IF(A1>=2,{1,2;\"}\",TRUE},#N/A)", "0!A1"),
        ("SUM(A1#,@B1)", "0!A1 0!B1"),
        ("_xlfn.ANCHORARRAY(D1)", "0!D1"),
        ("#REF!+Data!#REF!+A1", "0!A1"),
        ("[1]Jan!A1+'[2]Feb'!B2+[1]!name+A1", "0!A1"),
        ("[0]!rate", "0!B1"),
    ] {
        assert_eq!(precedents(formula), expected, "{formula}");
    }
}

#[test]
fn what_only_looks_like_a_cell_is_none() {
    for formula in ["LOG10(2)", "ATAN2(1,2)", "TRUE", "FALSE()", "\"A1\"", "'It''s'!#REF!", "_xlfn.LET(_xlpm.a1,2,_xlpm.a1)", "PI()"] {
        assert_eq!(precedents(formula), "", "{formula}");
    }
}

#[test]
fn a_sheet_may_stand_before_both_ends() {
    // The whole range, and its ends, which are in it.
    assert_eq!(precedents("SUM(Data!C4:Data!B2)"), "0!B2:C4 0!C4 0!B2");
    assert_eq!(precedents("SUM(Data!A1:B2:Data!B3)"), "0!A1:B3 0!A1:B2 0!B3");
    assert_eq!(precedents("SUM('It''s'!A1:'It''s'!A3,A9)").split(' ').next(), Some(precedents("'It''s'!A1:A3").as_str()));
}

#[test]
fn names_stand_for_what_they_name() {
    assert_eq!(precedents("rate+RATE"), "0!B1 0!B1");
    assert_eq!(precedents("twice"), "0!B1");
    assert_eq!(precedents("Jan!rate"), "1!C3");
    assert_eq!(precedents_at("rate", 1, Address::A1), "1!C3");
    // Written as seen from A1, so from C12 it is eleven rows down and two columns to the right.
    assert_eq!(precedents("left"), "0!C12");
}

#[test]
fn a_name_that_reads_like_a_cell_may_be_either() {
    assert_eq!(precedents("TAX2024"), "?");
    assert_eq!(precedents("TAX2025"), "0!TAX2025");
    assert_eq!(Formula::read("TAX2024*A1").moved(1, 1, &book()).as_deref(), Some("TAX2024*B2"));
}

#[test]
fn tables_are_known_by_their_columns() {
    for (formula, expected) in [
        ("SUM(Sales[Gross])", "0!H10:H20"),
        ("SUM(sales[[Month]:[Net '[EUR']]])", "0!F10:G20"),
        ("Sales[[#This Row],[Gross]]", "0!H12"),
        ("Sales[@Gross]", "0!H12"),
        ("Sales[@]", "0!F12:H12"),
        ("Sales[[#Totals],[Gross]]", "0!H10:H20"),
        ("Sales[#All]", "0!F10:H20"),
        ("Sales[]", "0!F10:H20"),
        ("ROWS(Sales)", "0!F10:H20"),
        ("Sales[Nothing]", "0!F10:H20"),
        ("Others[Gross]", "?"),
        ("SUM([Gross])", "?"),
    ] {
        assert_eq!(precedents(formula), expected, "{formula}");
    }
    assert_eq!(precedents_at("SUM([Gross])", 0, Address::parse("F20").unwrap()), "0!H10:H20");
}

/// The first area is where the result may lie; behind it stand the addresses that are written.
#[test]
fn offset_leads_somewhere_around_its_base() {
    for (formula, expected) in [
        ("OFFSET($Z$1,1,1)", "0!AA2"),
        ("OFFSET(B2:C4,2,-1)", "0!A4:B6"),
        ("OFFSET(B2,0,0,5,3)", "0!B2:D6"),
        ("OFFSET(B9,0,0,-3,1)", "0!B7:B9"),
        ("OFFSET(B2,1,,,)", "0!B3"),
        ("SUM(OFFSET(Jan!$J$4,0,0,COUNTA(Jan!$J$4:$J$25),1))", "1!J1:J1048576"),
        ("OFFSET(B2,MATCH(9,A1:A9,0),2)", "0!D1:D1048576"),
        ("OFFSET(B2,0,C1)", "0!A2:XFD2"),
        ("OFFSET(B2,C1,C2)", "0!A1:XFD1048576"),
        ("list", "0!A1:A9"),
        ("OFFSET(list,0,2,,)", "0!C1:C9"),
        ("A1:OFFSET(B1,1,1)", "0!A1:C2"),
        ("A1:INDEX(rate,3)", "0!A1:B1"),
        ("OFFSET(OFFSET(A1,1,1),1,1)", "0!C3"),
    ] {
        assert_eq!(precedents(formula).split(' ').next(), Some(expected), "{formula}");
    }
}

#[test]
fn what_nobody_knows_depends_on_nothing() {
    assert_eq!(precedents("nowhere"), "");
    assert_eq!(precedents("_xlfn.GROUPBY(B2:B9,C2:C9,_xleta.SUM)"), "0!B2:B9 0!C2:C9");
}

#[test]
fn what_cannot_be_told_counts_as_anything() {
    for formula in [
        "INDIRECT(\"A1\")",
        "loop",
        "Nosheet!A1",
        "A1:INDEX(Jan!B:B,3)",
        "A1:CHOOSE(1,B1)",
        "OFFSET(INDIRECT(\"A1\"),1,1)",
        "OFFSET(Nosheet!A1,1,1)",
        "A1:INDEX(B:B,3)+loop",
        "\"open",
        "'open!A1",
        "A1 | B2",
        "Sales[open",
        "{1,{2}}",
        "Data!A1:Jan!B2",
    ] {
        assert_eq!(precedents(formula), "?", "{formula}");
    }
}

/// What `INDEX` gives is a cell of what it looks at, so a range up to it is around both.
#[test]
fn ranges_up_to_a_looked_up_cell_span_all_that_it_may_be() {
    for (formula, expected) in [
        ("A3:INDEX(B:B,3)", "0!A1:B1048576 0!A3 0!B1:B1048576"),
        ("SUM($L$6:INDEX($L$1:$L$9,ROW(),1))", "0!L1:L9 0!L6 0!L1:L9"),
        ("SUM(index(Jan!A2:A5,1):INDEX(Jan!C1:C4,B1))", "1!A1:C5 1!A2:A5 1!C1:C4 0!B1"),
        ("Data!A1:Data!B2", "0!A1:B2 0!A1 0!B2"),
    ] {
        assert_eq!(precedents(formula), expected, "{formula}");
    }
    let moved = Formula::read("A1:INDEX($B$1:$B$9,2)").precedents(&book(), 0, Address::A1, (4, 0));
    assert_eq!(moved.areas[0].1, Area::parse("A1:B9").unwrap());
}

#[test]
fn what_changes_by_itself_is_told() {
    let mut book = book();
    book.add_name(None, "this_day", "TODAY()");
    for (formula, expected) in [("NOW()+A1", true), ("this_day*2", true), ("rand()", true), ("SUM(A1,\"NOW()\")", false), ("A1*2", false)] {
        assert_eq!(Formula::read(formula).precedents(&book, 0, Address::A1, (0, 0)).volatile, expected, "{formula}");
    }
}

/// Each name stands for the next one ten times over: followed blindly, that would take for ever.
#[test]
fn names_that_multiply_count_as_anything() {
    let mut book = Book::new(["Data"]);
    for step in 0..30 {
        book.add_name(None, &format!("step_{step}"), &vec![format!("step_{}", step + 1); 10].join("+"));
    }
    let formula = Formula::read("step_0");
    assert_eq!(formula.precedents(&book, 0, Address::A1, (0, 0)), Precedents::ANYTHING);
}

#[test]
fn sumif_reaches_as_far_as_its_criteria() {
    assert_eq!(precedents("SUMIF(A1:A9,\"x\",C1)"), "0!A1:A9 0!C1:C9");
    assert_eq!(precedents("SUMIFS(C1:C9,A1:A9,B1)"), "0!C1:C9 0!A1:A9 0!B1");
}

#[test]
fn formulas_are_moved_like_copies() {
    for (formula, rows, columns, expected) in [
        ("A1+$A1+A$1+$A$1", 2, 3, Some("D3+$A3+D$1+$A$1")),
        ("SUM(Jan!A1:B2)&\"A1\"&'A1'!C3", 1, 0, Some("SUM(Jan!A2:B3)&\"A1\"&'A1'!C4")),
        ("SUM(C:C,4:4,LOG10(rate))", 1, 1, Some("SUM(D:D,5:5,LOG10(rate))")),
        ("Sales[[#This Row],[Gross]]*A2", -1, 0, Some("Sales[[#This Row],[Gross]]*A1")),
        ("A1", -1, 0, None),
        ("XFD1", 0, 1, None),
        ("A1 | 2", 1, 1, None),
    ] {
        assert_eq!(Formula::read(formula).moved(rows, columns, &book()).as_deref(), expected, "{formula}");
    }
}

fn cell(sheet: usize, at: &str, areas: &[&str]) -> FormulaCell {
    let areas = areas.iter().map(|area| (0, Area::parse(area).unwrap())).collect();
    FormulaCell { sheet, results: Area::parse(at).unwrap(), precedents: Precedents { areas, unknown: false, volatile: false } }
}

#[test]
fn dependents_are_followed_to_their_ends() {
    let mut formulas = vec![
        cell(0, "B1", &["A1"]),
        cell(0, "C1:C3", &["B1:B9"]),
        cell(0, "D1", &["C3"]),
        cell(0, "E1", &["E2", "D1"]),
        cell(0, "E2", &["E1"]),
        cell(1, "F1", &["A2"]),
        cell(1, "A1", &["G1"]),
    ];
    let found = |formulas: &[FormulaCell], at: &str| dependents(formulas, [(0, Address::parse(at).unwrap())]);
    assert_eq!(found(&formulas, "A1"), [0, 1, 2, 3, 4]);
    assert_eq!(found(&formulas, "C2"), [0; 0]);
    assert_eq!(found(&formulas, "C3"), [2, 3, 4]);
    assert_eq!(found(&formulas, "A2"), [5]);
    formulas[6].precedents.unknown = true;
    assert_eq!(found(&formulas, "Z99"), [6]);
}

/// Every formula of a long chain is found, whichever way the chain runs, and not in quadratic time.
#[test]
fn long_chains_are_followed() {
    let at = |row: u32| Area::from(Address::new(row, 1).unwrap());
    let link = |row: u32, from: u32| FormulaCell {
        sheet: 0,
        results: at(row),
        precedents: Precedents { areas: vec![(0, at(from))], unknown: false, volatile: false },
    };
    let down: Vec<_> = (2..=20_000).map(|row| link(row, row - 1)).collect();
    assert_eq!(dependents(&down, [(0, Address::A1)]).len(), down.len());
    let up: Vec<_> = (1..20_000).map(|row| link(row, row + 1)).collect();
    assert_eq!(dependents(&up, [(0, Address::new(20_000, 1).unwrap())]).len(), up.len());
}

/// The same by going through all formulas until no more are found.
fn found_slowly(formulas: &[FormulaCell], changed: &[(usize, Address)]) -> Vec<usize> {
    let mut reached: Vec<(usize, Area)> = changed.iter().map(|(sheet, cell)| (*sheet, (*cell).into())).collect();
    let mut found = std::collections::BTreeSet::new();
    loop {
        let looks = |formula: &FormulaCell, (sheet, area): &(usize, Area)| {
            let cells =
                || (area.first().row()..=area.last().row()).flat_map(|row| (1..=4).filter_map(move |column| Address::new(row, column)));
            formula
                .precedents
                .areas
                .iter()
                .any(|(other, of)| other == sheet && cells().any(|cell| area.contains(cell) && of.contains(cell)))
        };
        let next = formulas.iter().enumerate().find(|(index, formula)| {
            !found.contains(index) && (formula.precedents.unknown || reached.iter().any(|reached| looks(formula, reached)))
        });
        let Some((index, formula)) = next else { return found.into_iter().collect() };
        found.insert(index);
        reached.push((formula.sheet, formula.results));
    }
}

proptest::proptest! {
    #[test]
    fn dependents_are_those_that_a_slow_search_finds(
        cells in proptest::collection::vec(((0..2_usize, 1..7_u32, 1..4_u32, 0..3_u32), proptest::collection::vec((0..2_usize, 1..7_u32, 1..4_u32, 0..3_u32), 0..3), 0..40_u8), 0..12),
        changed in proptest::collection::vec((0..2_usize, 1..7_u32, 1..4_u32), 0..3),
    ) {
        let at = |row: u32, column: u32| Address::new(row, column).unwrap();
        let area = |row: u32, column: u32, more: u32| Area::between(at(row, column), at(row + more / 2, column + more % 2));
        let formulas: Vec<FormulaCell> = cells.iter().map(|((sheet, row, column, more), looks, unknown)| FormulaCell {
            sheet: *sheet,
            // Formulas of several cells are rare, so that many sheets have none.
            results: area(*row, *column, if *unknown > 35 { *more } else { 0 }),
            precedents: Precedents {
                areas: looks.iter().map(|(sheet, row, column, more)| (*sheet, area(*row, *column, *more))).collect(),
                unknown: *unknown == 0,
                volatile: false,
            },
        }).collect();
        let changed: Vec<(usize, Address)> = changed.iter().map(|(sheet, row, column)| (*sheet, at(*row, *column))).collect();
        proptest::prop_assert_eq!(dependents(&formulas, changed.iter().copied()), found_slowly(&formulas, &changed));
    }

    #[test]
    fn no_text_makes_it_stop(text in "[A-C1-3$:!'\"\\[\\]{}()#@,; .~a-zł]{0,40}") {
        let formula = Formula::read(&text);
        let _ = formula.precedents(&book(), 0, Address::A1, (1, 1));
        let unmoved = formula.moved(0, 0, &book());
        proptest::prop_assert!(unmoved.is_none_or(|moved| moved.len() <= text.len() + 40));
    }
}
