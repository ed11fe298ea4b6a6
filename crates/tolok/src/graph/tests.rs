use super::{Graph, NodeKind};
use crate::{Definitions, Language};

fn graph(text: &str, kpis: &[&str]) -> Graph {
    let kpis: Vec<String> = kpis.iter().map(ToString::to_string).collect();
    Definitions::parse(text).unwrap().graph(&kpis, None).unwrap()
}

fn nodes(graph: &Graph) -> Vec<&str> {
    graph.nodes.iter().map(|node| node.label.as_str()).collect()
}

/// The arrows, as `spend > cac`.
fn arrows(graph: &Graph) -> Vec<String> {
    let label = |place: usize| &graph.nodes[place].label;
    let sign = |for_target: bool| if for_target { "~" } else { ">" };
    graph.edges.iter().map(|edge| format!("{} {} {}", label(edge.from), sign(edge.for_target), label(edge.to))).collect()
}

#[test]
fn definitions_stand_in_their_order_and_arrows_lead_to_what_needs_them() {
    let graph = graph("input spend\ninput leads\nparam margin = 60%\ncpl = spend / leads\nnet = cpl * margin\n", &[]);
    assert_eq!(nodes(&graph), ["spend", "leads", "margin", "cpl", "net"]);
    assert_eq!(arrows(&graph), ["spend > cpl", "leads > cpl", "margin > net", "cpl > net"]);
    let kinds: Vec<NodeKind> = graph.nodes.iter().map(|node| node.kind).collect();
    assert_eq!(kinds, [NodeKind::Input, NodeKind::Input, NodeKind::Param, NodeKind::Metric, NodeKind::Metric]);
}

#[test]
fn only_what_a_kpi_needs_is_there_when_it_is_named() {
    let text = "input spend\ninput leads\ninput unused\ncpl = spend / leads { alias \"cost\" }\nother = spend\n";
    assert_eq!(nodes(&graph(text, &["cpl"])), ["spend", "leads", "cpl"]);
    assert_eq!(nodes(&graph(text, &["COST"])), ["spend", "leads", "cpl"]);
    assert_eq!(nodes(&graph(text, &[])), ["spend", "leads", "unused", "cpl", "other"]);
}

#[test]
fn every_way_of_needing_something_is_an_arrow() {
    let text = "\
input spend
input price: ratio, rate weighted by units
input units
dimension channel
dimension kind from channel { \"Paid\" = \"Ads\" }
source orders from \"o.csv\"
fn mille(x) = x * 1000
a = (spend where kind = \"Paid\") / sum(price * units)
b = mille(spend) { target <= plan_for(units) }
fn plan_for(x) = x * 2
c = sum(orders.amount where (count(orders.id) per orders.customer) > 1)
d = share(b, channel) + growth(a)
e = status(b) & label(a)
";
    assert_eq!(
        arrows(&graph(text, &[])),
        [
            "units > price",
            "channel > kind",
            "spend > a",
            "price > a",
            "units > a",
            "kind > a",
            "spend > b",
            "units ~ b",
            "orders.amount > c",
            "orders.customer > c",
            "orders.id > c",
            "channel > d",
            "a > d",
            "b > d",
            "b > e",
        ]
    );
}

#[test]
fn of_a_library_only_what_is_needed_is_there() {
    let graph = graph("use std.marketing\nmine = marketing_cost / leads\n", &[]);
    assert_eq!(nodes(&graph), ["mine", "leads", "marketing_cost"]);
}

#[test]
fn names_cannot_break_out_of_their_quotation_marks() {
    let text = "`say \"hi\" #1; <b>&\\` = `a*b` + 1\n";
    let graph = graph(text, &[]);
    assert!(graph.to_mermaid().contains("n0[\"say #quot;hi#quot; #35;1#59; #lt;b#gt;#amp;#92;\"]"), "{}", graph.to_mermaid());
    assert!(graph.to_dot().contains("n0 [label=\"say \\\"hi\\\" #1; <b>&amp;\\\\\", shape=box];"), "{}", graph.to_dot());
}

#[test]
fn labels_stand_for_names_in_a_language() {
    let definitions = Definitions::parse("a = b { label pl \"Koszt\" }").unwrap();
    let labels: Vec<String> = definitions.graph(&[], Some(Language::Polish)).unwrap().nodes.into_iter().map(|node| node.label).collect();
    assert_eq!(labels, ["Koszt", "b"]);
}

#[test]
fn a_name_that_nothing_has_is_a_problem() {
    let problems = Definitions::parse("cac = spend / leads").unwrap().graph(&["cax".to_string()], None).unwrap_err();
    assert_eq!(problems.diagnostics[0].code.id, "E0201");
}
