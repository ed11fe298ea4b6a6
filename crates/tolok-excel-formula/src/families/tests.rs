use super::*;
use crate::{Formula, Precedents};

fn at(address: &str) -> Address {
    Address::parse(address).unwrap()
}

/// True if the second formula is not read once the first was.
fn are_one(book: &Book, first: (&str, &str), second: (&str, &str)) -> bool {
    let mut families = Families::default();
    let mut times = 0;
    for (text, cell) in [first, second] {
        families.read(text, at(cell), book, |_| times += 1);
    }
    times == 1
}

#[test]
fn formulas_that_say_the_same_elsewhere_are_read_once() {
    let book = Book::new(["Data"]);
    for (first, second) in [
        (("A1*$B$1", "C1"), ("A2*$B$1", "C2")),
        (("SUM(A1:A$9,Data!B1)", "C1"), ("SUM(B3:B$9,Data!C3)", "D3")),
        (("'A1''s'!A1&\"A1\"", "C1"), ("'A1''s'!A4&\"A1\"", "C4")),
        (("A1:B2:C3", "D1"), ("A2:B3:C4", "D2")),
        (("LOG10(A1)+1E5", "B1"), ("LOG10(A2)+1E5", "B2")),
        (("rate*XFC1", "XFD1"), ("rate*XFC2", "XFD2")),
    ] {
        assert!(are_one(&book, first, second), "{first:?} {second:?}");
    }
}

#[test]
fn formulas_that_say_something_else_are_not_taken_for_one_another() {
    let mut named = Book::new(["Data"]);
    named.add_name(None, "TAX2024", "0.2");
    let book = Book::new(["Data"]);
    for (book, first, second) in [
        (&book, ("A1*$B$1", "C1"), ("A1*$B$1", "C2")),
        (&book, ("A1*$B$1", "C1"), ("A2*$B$2", "C2")),
        (&book, ("A1*$B1", "C1"), ("A2*B2", "C2")),
        (&book, ("A1&\"A1\"", "C1"), ("A2&\"A2\"", "C2")),
        (&book, ("A1+1", "C1"), ("A2+2", "C2")),
        (&book, ("SUM(A:A)", "C1"), ("SUM(A:A)", "D1")),
        (&book, ("SUM(2:4)", "C1"), ("SUM(2:4)", "C2")),
        (&book, ("SUM(A1: B2)", "C1"), ("SUM(A2: B3)", "C2")),
        (&book, ("SUM(A1:INDEX(B:B,2))", "C1"), ("SUM(A2:INDEX(B:B,2))", "C2")),
        (&book, ("Table1[@x]+A1", "C1"), ("Table1[@x]+A2", "C2")),
        (&book, ("A1+\"", "C1"), ("A2+\"", "C2")),
        (&named, ("TAX2024*2", "TAX2025"), ("TAX2025*2", "TAX2026")),
    ] {
        assert!(!are_one(book, first, second), "{first:?} {second:?}");
    }
}

/// A formula that was read elsewhere looks at the cells that it looks at when it is read where it is.
#[test]
fn what_was_read_elsewhere_is_what_is_read_here() {
    let (book, mut families) = (Book::new(["Data"]), Families::default());
    for (text, cell) in [
        ("SUM(A1:$B3)*C$2", "E5"),
        ("SUM(B5:$B7)*D$2", "F9"),
        ("Data!A1+'Data'!A$1", "B1"),
        ("Data!C8+'Data'!C$1", "D8"),
        ("SUMIF(A1:A3,\">0\",B1)", "C9"),
        ("SUMIF(A2:A4,\">0\",B2)", "C10"),
        ("A1+OFFSET(A1,1,1)", "B2"),
        ("A2+OFFSET(A2,1,1)", "B3"),
    ] {
        let (formula, moved) = families.read(text, at(cell), &book, Formula::read);
        let own: Precedents = Formula::read(text).precedents(&book, 0, at(cell), (0, 0));
        assert_eq!(formula.precedents(&book, 0, at(cell), moved), own, "{text}");
    }
}
