//! Flowcharts in Mermaid's notation: what of it is drawn while the site is built.
//!
//! Boxes, lines, labels, subgraphs and links are read; classes and styles are left out, as the looks are ours.

mod line;

use std::collections::HashMap;

use crate::markup::Span;

use line::Line;

/// A flowchart as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Flowchart {
    /// In the order they are first named.
    pub(crate) nodes: Vec<FlowNode>,
    pub(crate) edges: Vec<FlowEdge>,
    /// The titles of the outermost subgraphs.
    pub(crate) groups: Vec<String>,
}

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FlowNode {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) shape: FlowShape,
    /// Where `click` leads.
    pub(crate) link: Option<FlowLink>,
    /// The number of its outermost subgraph.
    pub(crate) group: Option<usize>,
    /// Where it got its words, else where it is first named; in the fence.
    pub(crate) span: Span,
}

/// The address of a `click`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FlowLink {
    pub(crate) destination: String,
    /// Where it stands in the fence.
    pub(crate) span: Span,
}

/// The outline of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FlowShape {
    #[default]
    Box,
    Round,
    Stadium,
    Circle,
    DoubleCircle,
    Subroutine,
    Cylinder,
    Flag,
    Diamond,
    Hexagon,
    LeanRight,
    LeanLeft,
    Trapezoid,
    Funnel,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FlowEdge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) label: String,
    pub(crate) stroke: FlowStroke,
    pub(crate) has_head: bool,
    /// The line with its label, in the fence.
    pub(crate) span: Span,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FlowStroke {
    #[default]
    Plain,
    Dotted,
    Thick,
    /// It only keeps boxes in order.
    Hidden,
}

/// Why a fence is not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MermaidFault {
    /// Another kind of diagram.
    OtherKind(String),
    /// Something in it is not understood; the place in the fence.
    Syntax(Span, &'static str),
    /// More than anybody can take in, or a page should carry.
    TooLarge,
}

const MOST_NODES: usize = 200;
const MOST_EDGES: usize = 400;

impl Flowchart {
    /// Every box after all that lead on to it, those first named first: the reverse of a walk in depth.
    pub(crate) fn reading_order(&self) -> Vec<usize> {
        let next = self.next();
        let mut seen = vec![false; self.nodes.len()];
        let mut left = Vec::new();
        let (begins, reached) = self.roots();
        // The last first, as everything is turned round in the end. What is in no circle is seen before a circle is
        // entered from its middle.
        for root in begins.into_iter().rev().chain(reached) {
            let mut open = Vec::new();
            if !std::mem::replace(&mut seen[root], true) {
                open.push((root, next[root].len()));
            }
            while let Some((at, unseen)) = open.pop() {
                if unseen == 0 {
                    left.push(at);
                    continue;
                }
                open.push((at, unseen - 1));
                let target = next[at][unseen - 1];
                if !std::mem::replace(&mut seen[target], true) {
                    open.push((target, next[target].len()));
                }
            }
        }
        left.reverse();
        left
    }

    /// By box, where its lines lead, in the order they are written.
    pub(crate) fn next(&self) -> Vec<Vec<usize>> {
        let mut next = vec![Vec::new(); self.nodes.len()];
        for edge in &self.edges {
            next[edge.from].push(edge.to);
        }
        next
    }

    /// Where to begin: the boxes that nothing leads to; and all others, for circles that nothing leads into.
    pub(crate) fn roots(&self) -> (Vec<usize>, Vec<usize>) {
        let mut is_reached = vec![false; self.nodes.len()];
        for edge in self.edges.iter().filter(|edge| edge.from != edge.to) {
            is_reached[edge.to] = true;
        }
        let all = 0..self.nodes.len();
        all.partition(|&at| !is_reached[at])
    }
}

/// Reads the content of a fence.
pub(crate) fn flowchart(source: &str) -> Result<Flowchart, MermaidFault> {
    let mut reader = Reader::default();
    let mut is_begun = false;
    let mut in_settings = false;
    for (start, written) in statements(source) {
        let text = written.trim();
        let start = start + (written.len() - written.trim_start().len());
        if text == "---" && !is_begun {
            in_settings = !in_settings;
        }
        if in_settings || text.is_empty() || text.starts_with("%%") || text == "---" {
            continue;
        }
        if !is_begun {
            let kind = text.split_whitespace().next().unwrap_or_default();
            if !matches!(kind, "flowchart" | "graph" | "flowchart-elk") {
                return Err(MermaidFault::OtherKind(kind.chars().take(40).collect()));
            }
            is_begun = true;
            continue;
        }
        reader.statement(text, start)?;
        if reader.chart.nodes.len() > MOST_NODES || reader.chart.edges.len() > MOST_EDGES {
            return Err(MermaidFault::TooLarge);
        }
    }
    if !is_begun {
        return Err(MermaidFault::OtherKind(String::new()));
    }
    if !reader.open.is_empty() {
        return Err(MermaidFault::Syntax(
            source.len()..source.len(),
            "a `subgraph` is not closed by `end`",
        ));
    }
    Ok(reader.finish())
}

/// Statements and where they start: one a line, or several with `;` between them.
fn statements(source: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut is_quoted = false;
    let mut depth = 0i32;
    for (at, character) in source.char_indices() {
        match character {
            '"' => is_quoted = !is_quoted,
            '[' | '(' | '{' if !is_quoted => depth += 1,
            ']' | ')' | '}' if !is_quoted => depth -= 1,
            ';' if !is_quoted && depth <= 0 => {
                found.push((start, &source[start..at]));
                start = at + 1;
            }
            '\n' => {
                found.push((start, &source[start..at]));
                start = at + 1;
                (is_quoted, depth) = (false, 0);
            }
            _ => {}
        }
    }
    found.push((start, &source[start..]));
    found
}

#[derive(Default)]
struct Reader {
    chart: Flowchart,
    node_of: HashMap<String, usize>,
    /// The open subgraphs: their ids, from the outermost.
    open: Vec<String>,
    /// By id of a subgraph: its number, when it is an outermost one.
    group: Option<usize>,
    /// By id of a subgraph: a box in it.
    first_in: HashMap<String, usize>,
}

impl Reader {
    fn statement(&mut self, text: &str, start: usize) -> Result<(), MermaidFault> {
        let word = text.split_whitespace().next().unwrap_or_default();
        let rest = text[word.len()..].trim();
        match word {
            "subgraph" => self.subgraph(rest),
            "end" => {
                self.open.pop();
                if self.open.is_empty() {
                    self.group = None;
                }
            }
            "click" => self.click(rest, start + text.len() - rest.len()),
            "direction" | "classDef" | "class" | "style" | "linkStyle" | "accTitle:"
            | "accDescr:" => {}
            _ => return self.chain(text, start),
        }
        Ok(())
    }

    fn subgraph(&mut self, rest: &str) {
        let (id, title) = match rest.split_once('[') {
            Some((id, title)) => (id.trim(), title.trim_end_matches(']').trim()),
            None => (rest, rest),
        };
        if self.open.is_empty() {
            self.group = Some(self.chart.groups.len());
            self.chart.groups.push(line::words(title));
        }
        self.open.push(id.trim_matches('"').to_owned());
    }

    fn click(&mut self, rest: &str, start: usize) {
        let mut words = rest.split_whitespace();
        let id = words.next().unwrap_or_default();
        // Only addresses: the words behind a call of a script are what it shows.
        let after = rest
            .trim_start()
            .strip_prefix(id)
            .unwrap_or_default()
            .trim_start();
        let after = after.strip_prefix("href").unwrap_or(after);
        if !after.trim_start().starts_with('"') {
            return;
        }
        let (Some(quote), Some(destination)) = (rest.find('"'), rest.split('"').nth(1)) else {
            return;
        };
        let from = start + quote + 1;
        if let Some(&node) = self.node_of.get(id) {
            self.chart.nodes[node].link = Some(FlowLink {
                destination: destination.to_owned(),
                span: from..from + destination.len(),
            });
        }
    }

    /// Boxes with lines between them: `a & b --> c -- words --> d`.
    fn chain(&mut self, text: &str, start: usize) -> Result<(), MermaidFault> {
        let mut written = Line::new(text, start);
        let mut before = self.boxes(&mut written)?;
        while !written.is_at_end() {
            let link = written.link()?;
            let next = self.boxes(&mut written)?;
            for &from in &before {
                for &to in &next {
                    if self.chart.edges.len() > MOST_EDGES {
                        return Err(MermaidFault::TooLarge);
                    }
                    self.chart.edges.push(FlowEdge {
                        from,
                        to,
                        label: link.label.clone(),
                        stroke: link.stroke,
                        has_head: link.has_head,
                        span: link.span.clone(),
                    });
                }
            }
            before = next;
        }
        Ok(())
    }

    fn boxes(&mut self, line: &mut Line<'_>) -> Result<Vec<usize>, MermaidFault> {
        let mut found = Vec::new();
        loop {
            let written = line.node()?;
            found.push(self.named(written));
            if !line.take("&") {
                return Ok(found);
            }
        }
    }

    fn named(&mut self, written: line::Written) -> usize {
        let at = if let Some(&at) = self.node_of.get(&written.id) {
            at
        } else {
            let at = self.chart.nodes.len();
            self.node_of.insert(written.id.clone(), at);
            self.chart.nodes.push(FlowNode {
                text: written.id.clone(),
                id: written.id,
                shape: FlowShape::Box,
                link: None,
                group: None,
                span: written.span.clone(),
            });
            at
        };
        if let Some((shape, text)) = written.shape {
            self.chart.nodes[at].shape = shape;
            self.chart.nodes[at].text = text;
            self.chart.nodes[at].span = written.span;
        }
        let node = &mut self.chart.nodes[at];
        node.group = node.group.or(self.group);
        for id in &self.open {
            self.first_in.entry(id.clone()).or_insert(at);
        }
        at
    }

    /// A line to a subgraph is a line to the first box in it.
    fn finish(mut self) -> Flowchart {
        let stands_for: Vec<usize> = (0..self.chart.nodes.len())
            .map(|at| {
                let id = self.chart.nodes[at].id.as_str();
                self.first_in.get(id).copied().unwrap_or(at)
            })
            .collect();
        for edge in &mut self.chart.edges {
            edge.from = stands_for[edge.from];
            edge.to = stands_for[edge.to];
        }
        let mut place = Vec::new();
        let mut kept = 0;
        for (at, &other) in stands_for.iter().enumerate() {
            place.push(kept);
            kept += usize::from(at == other);
        }
        for edge in &mut self.chart.edges {
            (edge.from, edge.to) = (place[edge.from], place[edge.to]);
        }
        let mut at = 0;
        self.chart.nodes.retain(|_| {
            at += 1;
            stands_for[at - 1] == at - 1
        });
        self.chart
            .edges
            .retain(|edge| edge.stroke != FlowStroke::Hidden);
        self.chart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chart as `a[text] -words-> b`, one line each.
    fn shown(source: &str) -> String {
        match flowchart(&format!("flowchart TD\n{source}")) {
            Err(fault) => format!("{fault:?}"),
            Ok(chart) => {
                let nodes = chart
                    .nodes
                    .iter()
                    .map(|node| format!("{}:{:?}:{}", node.id, node.shape, node.text));
                let edges = chart.edges.iter().map(|edge| {
                    let (from, to) = (&chart.nodes[edge.from].id, &chart.nodes[edge.to].id);
                    let head = if edge.has_head { ">" } else { "" };
                    format!("{from} {:?}{head} {to} {}", edge.stroke, edge.label)
                });
                nodes
                    .chain(edges.map(|edge| edge.trim_end().to_owned()))
                    .collect::<Vec<_>>()
                    .join(" | ")
            }
        }
    }

    #[test]
    fn shapes_are_told_by_their_brackets() {
        for (written, expected) in [
            ("a", "a:Box:a"),
            ("a[x y]", "a:Box:x y"),
            ("a(x)", "a:Round:x"),
            ("a([x])", "a:Stadium:x"),
            ("a((x))", "a:Circle:x"),
            ("a(((x)))", "a:DoubleCircle:x"),
            ("a[[x]]", "a:Subroutine:x"),
            ("a[(x)]", "a:Cylinder:x"),
            ("a>x]", "a:Flag:x"),
            ("a{x?}", "a:Diamond:x?"),
            ("a{{x}}", "a:Hexagon:x"),
            ("a[/x/]", "a:LeanRight:x"),
            ("a[\\x\\]", "a:LeanLeft:x"),
            ("a[/x\\]", "a:Trapezoid:x"),
            ("a[\\x/]", "a:Funnel:x"),
            ("a[\"x (y) ] z\"]", "a:Box:x (y) ] z"),
            ("a[\"x #quot;y#quot; &amp; <br/>z\"]", "a:Box:x \"y\" & z"),
            ("a[x]:::hot", "a:Box:x"),
        ] {
            assert_eq!(shown(written), expected, "{written}");
        }
    }

    #[test]
    fn lines_are_told_by_their_strokes() {
        for (written, expected) in [
            ("a-->b", "a Plain> b"),
            ("a --> b", "a Plain> b"),
            ("a ---> b", "a Plain> b"),
            ("a --- b", "a Plain b"),
            ("a -.-> b", "a Dotted> b"),
            ("a -.- b", "a Dotted b"),
            ("a ==> b", "a Thick> b"),
            ("a === b", "a Thick b"),
            ("a --x b", "a Plain> b"),
            ("a <--> b", "a Plain> b"),
            ("a -->|yes| b", "a Plain> b yes"),
            ("a -- not yet --> b", "a Plain> b not yet"),
            ("a -. maybe .-> b", "a Dotted> b maybe"),
            ("a == sure ==> b", "a Thick> b sure"),
            ("a -->|\"x | y\"| b", "a Plain> b x | y"),
        ] {
            let found = shown(written);
            let edge = found
                .split(" | ")
                .nth(2)
                .map(|_| found.splitn(3, " | ").nth(2));
            assert_eq!(edge, Some(Some(expected)), "{written}: {found}");
        }
    }

    #[test]
    fn chains_groups_and_comments() {
        assert_eq!(
            shown("a --> b & c --> d %% x"),
            "a:Box:a | b:Box:b | c:Box:c | d:Box:d | a Plain> b | a Plain> c | b Plain> d | c Plain> d"
        );
        assert_eq!(
            shown(
                "%% note\nclassDef x fill:#fff\na --> one; a --> z\nsubgraph one [First]\nb\nend"
            ),
            "a:Box:a | z:Box:z | b:Box:b | a Plain> b | a Plain> z"
        );
        assert_eq!(shown("a ~~~ b"), "a:Box:a | b:Box:b");
    }

    #[test]
    fn everything_keeps_its_place() {
        let source =
            "graph TD\n  甲[\"是（否）\"] -- 好 --> 乙\n  乙 -->|不| 甲\n  click 乙 \"db.md#池\"\n";
        let chart = flowchart(source).unwrap();
        let of_nodes: Vec<&str> = chart
            .nodes
            .iter()
            .map(|node| &source[node.span.clone()])
            .collect();
        assert_eq!(of_nodes, ["甲[\"是（否）\"]", "乙"]);
        let of_edges: Vec<&str> = chart
            .edges
            .iter()
            .map(|edge| &source[edge.span.clone()])
            .collect();
        assert_eq!(of_edges, ["-- 好 -->", "-->|不|"]);
        let link = chart.nodes[1].link.as_ref().unwrap();
        assert_eq!(&source[link.span.clone()], "db.md#池");
    }

    #[test]
    fn a_chart_is_read_from_its_beginning_on() {
        let order = |source| {
            let chart = flowchart(&format!("graph TD\n{source}")).unwrap();
            let ids = chart.reading_order().into_iter();
            ids.map(|at| chart.nodes[at].id.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(order("b --> c\na --> b\na --> d\nd --> c"), "a b d c");
        assert_eq!(order("a --> b --> c --> b"), "a b c");
    }

    #[test]
    fn what_is_not_understood_says_where() {
        let fault = |source| flowchart(source).unwrap_err();
        assert_eq!(
            fault("sequenceDiagram\na->>b: x"),
            MermaidFault::OtherKind("sequenceDiagram".to_owned())
        );
        let source = "graph TD\n  a --> b\n  a --> [x]\n";
        let MermaidFault::Syntax(span, _) = fault(source) else {
            panic!()
        };
        assert_eq!(&source[span], "[x]");
        assert!(matches!(fault("graph TD\na[x"), MermaidFault::Syntax(..)));
        assert!(matches!(
            fault("graph TD\nsubgraph a\nb"),
            MermaidFault::Syntax(..)
        ));
        let many = (0..300)
            .map(|at| format!("n{at}"))
            .collect::<Vec<_>>()
            .join("\n");
        assert_eq!(fault(&format!("graph TD\n{many}")), MermaidFault::TooLarge);
    }

    #[test]
    fn nothing_panics() {
        for source in [
            "",
            "graph",
            "graph TD\n-->",
            "graph TD\na--",
            "graph TD\na-->|x",
            "graph TD\na[\"",
            "graph TD\n&&",
            "graph TD\na -. x",
            "graph TD\n判定{是否？} -->|是| 完成",
        ] {
            let _ = flowchart(source);
        }
    }
}
