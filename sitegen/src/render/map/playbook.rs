//! A playbook as a diagram: steps in reading order, runs without branches in one box, choices as labels.

use std::collections::HashMap;

use domain::{StepId, Target};

use crate::check::places::{relative, url};
use crate::check::survey::{Draft, DraftChoice, DraftStep};
use crate::render::Scene;

use super::diagram::{
    Band, Cell, Diagram, Edge, Label, Line, NUMBER, Node, Note, PAD_X, Room, SMALL, Shape, TEXT,
};
use super::text::{self, wrap};

/// Lines of a title that are shown.
const MOST_LINES: usize = 4;

/// The id of a step's box.
pub(crate) fn box_id(step: &StepId) -> String {
    format!("bg-map-{step}")
}

/// Reads a playbook; `step_width` is the width of steps.
pub(super) fn diagram(
    scene: &Scene<'_>,
    draft: &Draft<'_>,
    room: Room,
    step_width: i32,
) -> Diagram {
    let ids = draft.steps.iter().map(|step| &step.id);
    let mut builder = Builder {
        scene,
        draft,
        room,
        step_width,
        places: ids.zip(0..).collect(),
        diagram: Diagram {
            has_start: true,
            ..Diagram::default()
        },
        node_of: Vec::new(),
    };
    builder.nodes();
    builder.edges();
    builder.in_order()
}

/// A place in another playbook.
pub(super) struct Exit<'s> {
    page: usize,
    step: Option<&'s StepId>,
    /// The step's own, else the playbook's.
    pub(super) title: &'s str,
}

/// The place in another playbook that a choice leads to.
pub(super) fn exit<'s>(scene: &'s Scene<'_>, target: &Target) -> Option<Exit<'s>> {
    let Target::Playbook { playbook, step } = target else {
        return None;
    };
    let other = &scene.survey.drafts[*scene.draft_of.get(playbook)?];
    let step = step
        .as_ref()
        .and_then(|step| other.steps.iter().find(|other| other.id == *step));
    Some(Exit {
        page: other.page,
        step: step.map(|step| &step.id),
        title: step.map_or(other.title.as_str(), |step| step.title.as_str()),
    })
}

struct Builder<'a> {
    scene: &'a Scene<'a>,
    draft: &'a Draft<'a>,
    room: Room,
    step_width: i32,
    places: HashMap<&'a StepId, usize>,
    diagram: Diagram,
    /// The box of each step.
    node_of: Vec<usize>,
}

impl Builder<'_> {
    fn nodes(&mut self) {
        let steps = &self.draft.steps;
        let follows = self.runs();
        for (at, step) in steps.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| &steps[before]);
            if before.is_none_or(|before| before.phase != step.phase) {
                let band = self.band(step);
                self.diagram.bands.push(band);
            }
            let cell = self.cell(at, step, before);
            if follows[at]
                && let Some(node) = self.diagram.nodes.last_mut()
            {
                node.cells.push(cell);
            } else {
                self.diagram.nodes.push(Node {
                    shape: Shape::Step,
                    cells: vec![cell],
                    band: self.diagram.bands.len() - 1,
                });
            }
            self.node_of.push(self.diagram.nodes.len() - 1);
        }
    }

    /// Whether a step stands in one box with the one before it: nothing else leads to it, and nothing else follows
    /// that one.
    fn runs(&self) -> Vec<bool> {
        let steps = &self.draft.steps;
        let mut reached = vec![0usize; steps.len()];
        for step in steps {
            if let Some(next) = step.way_on() {
                reached[next] += 1;
            }
            for choice in &step.choices {
                if let Some(Target::Step { step }) = &choice.target
                    && let Some(&target) = self.places.get(step)
                {
                    reached[target] += 1;
                }
            }
        }
        (0..steps.len())
            .map(|at| {
                at > 0
                    && reached[at] == 1
                    && steps[at - 1].way_on() == Some(at)
                    && steps[at - 1].phase == steps[at].phase
            })
            .collect()
    }

    fn band(&self, step: &DraftStep<'_>) -> Band {
        let phase = self
            .draft
            .phases
            .iter()
            .find(|phase| Some(&phase.id) == step.phase.as_ref());
        let Some(phase) = phase else {
            return Band::default();
        };
        let note = phase
            .budget
            .as_ref()
            .map_or_else(String::new, |budget| budget.text.clone());
        let mut title = wrap(&phase.title, TEXT, self.room.widest_row - 90, 1);
        // Bold letters are wider, and the window stands beside them.
        title.width = title.width * 108 / 100 + 8 + text::width(&note, SMALL);
        Band {
            title: Some(title),
            note,
        }
    }

    fn cell(&self, at: usize, step: &DraftStep<'_>, before: Option<&DraftStep<'_>>) -> Cell {
        let survey = self.scene.survey;
        let mut notes = Vec::new();
        // A role is said where it changes: said everywhere, nobody would read it.
        if let Some(role) = &step.role
            && before.is_none_or(|before| before.role != step.role)
        {
            let found = survey.roles.iter().find(|known| known.id == *role);
            let name = found.map_or(role.as_str(), |role| role.name.as_str());
            let room = self.step_width - NUMBER - 2 * PAD_X;
            let words = wrap(name, SMALL, room, 1);
            notes.extend(words.lines.into_iter().map(Note::Role));
        }
        notes.extend(
            step.milestone
                .map(|milestone| Note::Milestone(format!("map.{}", milestone.as_str()))),
        );
        Cell {
            id: Some(box_id(&step.id)),
            number: Some(at + 1),
            words: wrap(
                &step.title,
                TEXT,
                self.step_width - NUMBER - 2 * PAD_X,
                MOST_LINES,
            ),
            notes,
            href: step.has_heading.then(|| {
                format!(
                    "#{}",
                    url(&survey.places.id(self.draft.page, step.id.as_str()))
                )
            }),
        }
    }

    fn edges(&mut self) {
        let draft = self.draft;
        for (at, step) in draft.steps.iter().enumerate() {
            let from = self.node_of[at];
            if !step.choices.is_empty() {
                for choice in &step.choices {
                    let label = self.label(choice);
                    if let Some(to) = self.target(from, choice) {
                        self.edge(from, to, Some(label));
                    }
                }
            } else if let Some(next) = step.next {
                // A step that goes back to itself is drawn; one that goes on within its box is not.
                if self.node_of[next] != from || next <= at {
                    self.edge(from, self.node_of[next], None);
                }
            } else {
                let to = self.end(from, Shape::End, Cell::default());
                self.edge(from, to, None);
            }
        }
    }

    fn edge(&mut self, from: usize, to: usize, label: Option<Label>) {
        self.diagram.edges.push(Edge {
            from,
            to,
            label,
            line: Line::Plain,
            has_head: true,
        });
    }

    fn target(&mut self, from: usize, choice: &DraftChoice) -> Option<usize> {
        match choice.target.as_ref()? {
            Target::Step { step } => self.places.get(step).map(|&at| self.node_of[at]),
            Target::Outcome { text } => {
                let cell = Cell {
                    words: wrap(text, TEXT, self.room.end, MOST_LINES),
                    ..Cell::default()
                };
                Some(self.end(from, Shape::Outcome, cell))
            }
            target @ Target::Playbook { .. } => {
                let survey = self.scene.survey;
                let exit = exit(self.scene, target)?;
                let anchor = exit.step.map_or(String::new(), |step| {
                    format!("#{}", url(&survey.places.id(exit.page, step.as_str())))
                });
                let here = survey.places.file(self.draft.page);
                let cell = Cell {
                    words: wrap(exit.title, TEXT, self.room.end, MOST_LINES),
                    href: Some(format!(
                        "{}{anchor}",
                        relative(here, survey.places.file(exit.page))
                    )),
                    ..Cell::default()
                };
                Some(self.end(from, Shape::Exit, cell))
            }
        }
    }

    /// A box where this playbook ends.
    fn end(&mut self, from: usize, shape: Shape, cell: Cell) -> usize {
        let band = self.diagram.nodes[from].band;
        self.diagram.nodes.push(Node {
            shape,
            cells: vec![cell],
            band,
        });
        self.diagram.nodes.len() - 1
    }

    /// Puts every end right after the step that it is reached from.
    fn in_order(self) -> Diagram {
        let mut diagram = self.diagram;
        let mut source: Vec<usize> = (0..diagram.nodes.len()).collect();
        for edge in &diagram.edges {
            if diagram.nodes[edge.to].shape != Shape::Step {
                source[edge.to] = edge.from;
            }
        }
        let mut order: Vec<usize> = (0..diagram.nodes.len()).collect();
        order.sort_by_key(|&at| (source[at], at));
        let mut place = vec![0; order.len()];
        for (to, &from) in order.iter().enumerate() {
            place[from] = to;
        }
        let mut nodes: Vec<Option<Node>> = diagram.nodes.into_iter().map(Some).collect();
        diagram.nodes = order.iter().filter_map(|&at| nodes[at].take()).collect();
        for edge in &mut diagram.edges {
            (edge.from, edge.to) = (place[edge.from], place[edge.to]);
        }
        diagram
    }

    fn label(&self, choice: &DraftChoice) -> Label {
        let severity = choice.severity.as_ref().map(|level| {
            let rank = self.scene.survey.scale.rank(level).unwrap_or(usize::MAX);
            (rank.min(3), level.to_string())
        });
        Label {
            words: wrap(&choice.label, SMALL, self.room.label, 4),
            severity,
        }
    }
}
