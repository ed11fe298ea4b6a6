//! Total rows: left out where they are sums, asked for where they are not.

use super::*;

fn dropped(text: &str, terms: &str) -> (Vec<String>, String) {
    let table = open(text, terms).unwrap_or_else(|problems| panic!("{:?}", said(&problems)));
    (said(table.warnings()), rows(&table))
}

#[test]
fn a_sum_is_left_out() {
    let (warnings, rows) = dropped("channel,spend\nEmail,100\nSearch,500\nTotal,600\n", "channel:dimension; spend:number*");
    assert_eq!(warnings, ["W0510 ads.csv:4: `Total` is the sum of others, and is left out"]);
    assert_eq!(rows, "Email,100\nSearch,500\n");
}

#[test]
fn a_difference_is_asked_about() {
    let text = "channel,spend\nEmail,100\nSearch,500\nTotal,650\n";
    let terms = "channel:dimension; spend:number*";
    let problems = open(text, terms).unwrap_err();
    assert_eq!(said(&problems), ["E0541 ads.csv:4: `Total` says 650 for `spend`, and the others add up to 600"]);
    assert!(problems[0].help.as_ref().is_some_and(|help| help.contains("totals keep") && help.contains("totals drop")));
    for (totals, expected) in [(Totals::Keep, "Email,100\nSearch,500\nTotal,650\n"), (Totals::Drop, "Email,100\nSearch,500\n")] {
        let mut asked = request("ads.csv", text);
        asked.totals = Some(totals);
        let table = Table::open(&asked, &vocabulary(terms)).unwrap();
        assert_eq!((rows(&table).as_str(), table.warnings().len()), (expected, 0));
    }
}

#[test]
fn subtotals_are_compared_with_their_own_rows() {
    let text = "country,channel,spend\nPL,A,1\nPL,B,2\nPL,Razem,3\nID,A,10\nID,Jumlah,10\nTotal,,13\nSuma,Suma,13\n";
    for terms in ["country:dimension; channel:dimension; spend:number*", "channel:dimension; spend:number*", "spend:number*"] {
        let (warnings, rows) = dropped(text, terms);
        assert_eq!((warnings.len(), rows.as_str()), (4, "PL,A,1\nPL,B,2\nID,A,10\n"), "{terms}");
    }
    let text = "date,channel,spend\n2026-01-31,A,1\n2026-01-31,B,2\n2026-01-31,Total,3\n2026-02-28,A,5\n2026-02-28,Total,5\nTotal,,8\n";
    let (warnings, rows) = dropped(text, "date:time; channel:dimension; spend:number*");
    assert_eq!((warnings.len(), rows.as_str()), (3, "2026-01-31,A,1\n2026-01-31,B,2\n2026-02-28,A,5\n"));
}

#[test]
fn only_filled_flows_judge() {
    // A rate is no flow: its total is no sum. An empty flow says nothing.
    let (warnings, _) = dropped("channel,spend,rate\nA,1,0.5\nB,2,0.7\nTotal,3,0.6\n", "channel:dimension; spend:number*; rate:number");
    assert_eq!(warnings.len(), 1);
    let (warnings, rows) = dropped("channel,spend,rate\nA,1,0.5\nTotal,,0.6\n", "channel:dimension; spend:number*; rate:number");
    assert_eq!((warnings.len(), rows.as_str()), (0, "A,1,0.5\nTotal,blank,0.6\n"));
    let (warnings, _) = dropped("channel,rate\nA,0.5\nTotal,0.6\n", "channel:dimension; rate:number");
    assert!(warnings.is_empty());
    let (warnings, _) = dropped("channel,spend,leads\nA,1,5\nTotal,1,\n", "channel:dimension; spend:number*; leads:number*");
    assert_eq!(warnings.len(), 1);
}

#[test]
fn members_with_such_names_are_no_totals() {
    // One member alone, a column of such words, and a total whose rows are not here.
    for text in
        ["channel,spend\nTotal,5\n", "how,spend\nsum,1\nsum,2\nsum,2\nsum,2\naverage,5\n", "country,channel,spend\nPL,A,1\nID,Total,7\n"]
    {
        let terms = "country:dimension; channel:dimension; spend:number*";
        let (warnings, rows) = dropped(text, terms);
        assert_eq!((warnings.len(), rows.lines().count()), (0, text.lines().count() - 1), "{text}");
    }
}

#[test]
fn endless_totals_are_asked_about() {
    let text = format!("how,spend\n{}", "sum,1\n".repeat(100_001));
    let problems = open(&text, "spend:number*").unwrap_err();
    assert_eq!(said(&problems), ["E0541 ads.csv: more than 100000 rows of `ads.csv` are labelled as totals"]);
}

#[test]
fn sums_are_the_same_to_15_digits() {
    for (text, is_same) in [
        ("0.1\n0.2\n0.30000000000000004\n", true),
        ("123456789012345\n1\n123456789012346.4\n", true),
        ("1\n2\n3.0000000000001\n", false),
        ("1e20\n1\n100000000000000000001\n", true),
    ] {
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        let total = lines.pop().unwrap();
        let text = format!("channel,x\nA,{}\nB,{}\nTotal,{total}\n", lines[0], lines[1]);
        assert_eq!(open(&text, "channel:dimension; x:number*").is_ok(), is_same, "{text}");
    }
}

#[test]
fn rows_after_a_total_keep_their_places() {
    let table = open("channel,x\nA,1\nTotal,3\nB,2\n", "channel:dimension; x:number*").unwrap();
    assert_eq!((rows(&table).as_str(), table.place(1, 0).to_string().as_str(), table.row_count()), ("A,1\nB,2\n", "ads.csv:4", Some(2)));
}

#[test]
fn a_total_in_the_column_of_dates_is_no_broken_date() {
    let (warnings, rows) = dropped("date,spend\n2026-01-31,1\n2026-02-28,2\nTotal,3\n", "date:time; spend:number*");
    assert_eq!((warnings.len(), rows.as_str()), (1, "2026-01-31,1\n2026-02-28,2\n"));
}
