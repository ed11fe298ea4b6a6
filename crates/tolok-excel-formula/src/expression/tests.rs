use proptest::prelude::*;

use super::*;

/// The tree in words that show what binds what.
fn tree(text: &str) -> String {
    Expression::parse(text).map_or_else(|| "?".to_owned(), |expression| grouped(&expression.root))
}

fn grouped(term: &Term) -> String {
    match &term.node {
        Node::Chain { first, rest } => rest.iter().fold(grouped(first), |left, link| {
            let operator = if link.operator == Operator::Intersect { "and" } else { link.operator.text() };
            format!("({left} {operator} {})", grouped(&link.operand))
        }),
        Node::Signed { first, others, operand } => {
            let signs: String = std::iter::once(first).chain(others.iter().map(|(_, sign)| sign)).collect();
            format!("({signs}{})", grouped(operand))
        }
        Node::Percent { operand, before_each } => format!("({}{})", grouped(operand), "%".repeat(before_each.len())),
        Node::Spill(operand) => format!("({}#)", grouped(operand)),
        Node::Group(items) | Node::Union(items) => items.iter().map(|item| grouped(&item.term)).collect::<Vec<_>>().join(" or "),
        Node::Call { name, arguments } => {
            format!("{name}({})", arguments.iter().map(|argument| grouped(&argument.term)).collect::<Vec<_>>().join("; "))
        }
        _ => Term { before: "".into(), node: term.node.clone() }.to_string(),
    }
}

#[test]
fn operators_bind_as_in_excel() {
    for (text, expected) in [
        ("1+2*3", "(1 + (2 * 3))"),
        ("2*3^2", "(2 * (3 ^ 2))"),
        ("2^3^2", "((2 ^ 3) ^ 2)"),
        ("-2^2", "((-2) ^ 2)"),
        ("-5%^2", "((-(5%)) ^ 2)"),
        ("2^-1", "(2 ^ (-1))"),
        ("20*10%%", "(20 * (10%%))"),
        ("1-2-3+4", "(((1 - 2) - 3) + 4)"),
        ("(1-2)-3", "((1 - 2) - 3)"),
        ("1&2+3=4&5", "((1 & (2 + 3)) = (4 & 5))"),
        ("1<>2>=3", "((1 <> 2) >= 3)"),
        ("- + -A1", "(-+-A1)"),
        ("-A1:B2 C3", "(-(A1:B2 and C3))"),
        ("A1:INDEX(B:B,3)", "(A1 : INDEX(B:B; 3))"),
        ("Data!A1:Data!B2 C3", "((Data!A1 : Data!B2) and C3)"),
        ("SUM((A1,B2 B3),C4)", "SUM(A1 or (B2 and B3); C4)"),
        ("@A1:A3", "(@A1:A3)"),
        ("SUM(A1#)*2", "(SUM((A1#)) * 2)"),
        ("IF(A1,,)", "IF(A1; ; )"),
        ("A1,Data!B2 C3,rate", "A1 or (Data!B2 and C3) or rate"),
    ] {
        assert_eq!(tree(text), expected, "{text}");
    }
}

#[test]
fn every_form_is_written_as_it_was() {
    for text in [
        " 1 + 2 ",
        "1.5E-3*2e5",
        "\"a \"\"b\"\"\"&'It''s'!A1",
        "$A$1:b$2",
        "C:C+4:5+$D:e",
        "Jan:Mar!B2+'Jan 1:Mar'!B2:C3",
        "[1]Jan!A1+'[2]Feb'!B2+[1]!name+[0]!rate+'C:\\x\\[b.xlsx]S'!A1",
        "2026!A1",
        "#REF!+Data!#REF!+#N/A+#DIV/0!",
        "SUM( A1 , B2 )",
        "SUM (A1)",
        "NOW( )+PI()",
        "LOG10(TAX2024)+LOG10",
        "Sales[[#This Row],[Net '[EUR']]]+[@Gross]+Sales[]",
        "{1,2;\"}\",TRUE}",
        "_xlfn.LET(_xlpm.a,2,_xlpm.a)+_xlfn.ANCHORARRAY(D1)",
        "A1:B5 \n B2:C3",
        "true+False",
        "50 % %",
        "A1 : B2",
        "Sheet1!A1#",
        "łódź+\\name",
        "#REF!#+SUM(Data!#REF! B2:C3,B2:C3 #REF!)",
        " 'My sheet'!$B:$E , 'My sheet'!#REF!,rate ",
    ] {
        assert_eq!(Expression::parse(text).map(|expression| expression.to_string()).as_deref(), Some(text));
    }
}

#[test]
fn what_is_no_formula_is_nothing() {
    for text in [
        "",
        " ",
        "1+",
        "*2",
        "(",
        ")",
        "()",
        "F(",
        "1 2",
        "A1 2 \"",
        "\"open",
        "'open!A1",
        "A1 | B2",
        "{1,{2}}",
        "Sales[open",
        "1x",
        "$",
        "..",
        "A1:",
        "a![b]",
        "A1,",
        "A1,2",
        "1,2",
        ",A1",
    ] {
        assert!(Expression::parse(text).is_none(), "{text}");
    }
}

#[test]
fn nesting_has_an_end_and_length_has_none() {
    let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Expression::parse(&nested(64)).is_some());
    assert!(Expression::parse(&nested(65)).is_none());
    let long = ["1"; 100_000].join("+");
    assert_eq!(Expression::parse(&long).map(|expression| expression.to_string()), Some(long));
    let signs = format!("{}1", "-".repeat(100_000));
    assert_eq!(Expression::parse(&signs).map(|expression| expression.to_string()), Some(signs));
}

fn formula() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        "[0-9]{1,3}(\\.[0-9]{1,2})?(E[+-]?[0-9])?",
        "\\$?[A-C]\\$?[1-9]",
        "[A-C][1-9]:[A-C][1-9]",
        "(Data!|'It''s'!|\\[1\\]Jan!|Jan:Mar!)\\$?[A-C][1-9]",
        "\"([a-c ]|\"\"){0,4}\"",
        "rate|TAX2024|TRUE|#N/A|\\{1,2;3,4\\}|Sales\\[Net\\]|Sales\\[@\\[a b\\]:\\[c\\]\\]|\\[@Net\\]|A:B|2:4",
    ];
    atom.prop_recursive(5, 40, 4, |inner| {
        let space = || " {0,1}";
        let operator = prop_oneof![
            Just("+"),
            Just("-"),
            Just("*"),
            Just("/"),
            Just("^"),
            Just("&"),
            Just("="),
            Just("<>"),
            Just("<="),
            Just(">="),
            Just("<"),
            Just(">")
        ];
        prop_oneof![
            (inner.clone(), space(), operator, space(), inner.clone()).prop_map(|(a, s, o, t, b)| format!("{a}{s}{o}{t}{b}")),
            (inner.clone(), "[-+@]").prop_map(|(a, sign)| format!("{sign}{a}")),
            (inner.clone(), space()).prop_map(|(a, s)| format!("{a}{s}%")),
            (inner.clone(), space(), space()).prop_map(|(a, s, t)| format!("({s}{a}{t})")),
            (
                "SUM|LOG10|_xlfn\\.XLOOKUP|a\\.b",
                proptest::collection::vec(prop_oneof![9 => inner, 1 => Just(String::new())], 1..4),
                space()
            )
                .prop_map(|(name, arguments, s)| format!("{name}({})", arguments.join(&format!("{s},")))),
        ]
    })
}

proptest! {
    #[test]
    fn generated_formulas_are_written_as_they_were(text in formula()) {
        let expression = Expression::parse(&text);
        prop_assert_eq!(expression.map(|expression| expression.to_string()), Some(text));
    }

    #[test]
    fn no_text_makes_it_stop(text in "[A-C1-3$:!'\"\\[\\]{}()#@,; .~a-zł%+-]{0,40}") {
        if let Some(expression) = Expression::parse(&text) {
            prop_assert_eq!(expression.to_string(), text);
        }
    }
}
