//! A small library made by hand: two playbooks that lead into each other, a loop with an exit, every kind of field.

use domain::{
    BUNDLE_FORMAT, Block, Budget, CalloutKind, Check, Choice, Command, CommandPart,
    EscalationLevel, EscalationPath, Field, FieldKind, Library, Milestone, Phase, Playbook,
    ResponseTarget, Role, Severity, SeverityScale, Site, Step, Target, Template, TemplatePurpose,
    WayOn,
};

use crate::sample::id;

pub(crate) fn library() -> Library {
    Library {
        format: BUNDLE_FORMAT,
        site: Site {
            name: "应急手册".into(),
            lang: "zh".into(),
            organisation: "示例支付公司".into(),
            time_zone: String::new(),
        },
        severity: SeverityScale {
            levels: vec![
                severity("P0", 300, 900),
                severity("P1", 900, 1800),
                severity("P2", 3600, 3600),
            ],
        },
        roles: vec![Role {
            id: id("commander"),
            name: "指挥官".into(),
            duty: "统一指挥".into(),
            holder: String::new(),
        }],
        escalation: EscalationPath {
            levels: vec![escalation(0, "值班工程师"), escalation(900, "技术经理")],
        },
        templates: vec![
            template("notice", TemplatePurpose::InternalNotice),
            template("postmortem", TemplatePurpose::Postmortem),
        ],
        playbooks: [p0(), database()].map(|p| (p.id.clone(), p)).into(),
    }
}

fn severity(level: &str, response: u32, update: u32) -> Severity {
    let target = |seconds| ResponseTarget {
        text: format!("{} 分钟", seconds / 60),
        within_seconds: Some(seconds),
    };
    Severity {
        level: id(level),
        name: format!("{level} 级"),
        definition: format!("{level} 的定义"),
        example: String::new(),
        response: target(response),
        resolve: target(response * 10),
        update_every_seconds: update,
    }
}

fn escalation(after_seconds: u32, who: &str) -> EscalationLevel {
    EscalationLevel {
        after_seconds,
        who: who.into(),
        contact: "电话".into(),
        duty: String::new(),
    }
}

fn template(name: &str, purpose: TemplatePurpose) -> Template {
    Template {
        id: id(name),
        title: name.into(),
        lang: "zh".into(),
        purpose,
        source: "# {{title}}".into(),
    }
}

fn p0() -> Playbook {
    let start = [
        check("通知值班", false, None),
        check("通知客服", true, None),
        check("受影响用户", false, Some("affected")),
        Block::Field(id("impact_started")),
        Block::Prose("<p>先止血。</p>".into()),
    ];
    let assess = [
        Block::Field(id("data_loss")),
        Block::Field(id("detected_at")),
    ];
    let severities = vec![
        choice("yes", Some("P0"), to_step("war-room")),
        choice("minor", Some("P2"), ends("按 P2 处理")),
        choice("false-alarm", None, ends("误报")),
        choice("pool", None, to_playbook("database", Some("pool"))),
    ];
    let causes = vec![
        choice("known", None, to_step("fix")),
        choice("unknown", None, to_playbook("database", None)),
    ];
    let verdicts = vec![
        choice("works", None, to_step("recover")),
        choice("again", None, to_step("diagnose")),
    ];
    let restart = Block::Command(restart());
    let looked = check("看过日志", false, None);
    let cause = Block::Field(id("root_cause"));
    let recover = [
        Block::Field(id("mitigated_at")),
        check("告警恢复", false, None),
    ];
    Playbook {
        phases: vec![
            phase("respond", Some((0, Some(300)))),
            phase("mitigate", Some((300, Some(1800)))),
            phase("recover-phase", Some((1800, None))),
        ],
        steps: vec![
            step("start", "respond", start, WayOn::Step(id("assess"))),
            step("assess", "respond", assess, WayOn::Choices(severities)),
            step(
                "war-room",
                "mitigate",
                [restart],
                WayOn::Step(id("diagnose")),
            ),
            step(
                "diagnose",
                "mitigate",
                [looked, cause],
                WayOn::Choices(causes),
            ),
            step("fix", "mitigate", [], WayOn::Choices(verdicts)),
            step("recover", "recover-phase", recover, WayOn::End),
        ],
        fields: vec![
            field("affected", FieldKind::Text, None),
            field(
                "impact_started",
                FieldKind::Time,
                Some(Milestone::ImpactStarted),
            ),
            field("data_loss", yes_or_no(), None),
            field("detected_at", FieldKind::Time, Some(Milestone::Detected)),
            field("root_cause", FieldKind::LongText, None),
            field("mitigated_at", FieldKind::Time, Some(Milestone::Mitigated)),
        ],
        leads_to: vec![id("database")],
        ..playbook("p0")
    }
}

fn database() -> Playbook {
    let exits = vec![
        choice("fixed", None, to_playbook("p0", Some("recover"))),
        choice("leak", None, to_step("check-pool")),
        choice("gone", None, ends("自行恢复")),
    ];
    let caution = Block::Callout {
        kind: CalloutKind::Caution,
        html: "<p>会断开连接。</p>".into(),
    };
    let counted = check("连接数", false, Some("connections"));
    Playbook {
        steps: vec![
            step("check-pool", "", [counted], WayOn::Step(id("pool"))),
            step("pool", "", [caution], WayOn::Choices(exits)),
        ],
        fields: vec![field("connections", FieldKind::Text, None)],
        leads_to: vec![id("p0")],
        ..playbook("database")
    }
}

fn playbook(name: &str) -> Playbook {
    Playbook {
        id: id(name),
        title: format!("{name} 手册"),
        lang: "zh".into(),
        revision: id("0123456789ab"),
        severity: Vec::new(),
        owner: String::new(),
        page: format!("{name}.html"),
        intro_html: String::new(),
        phases: Vec::new(),
        steps: Vec::new(),
        fields: Vec::new(),
        leads_to: Vec::new(),
    }
}

fn phase(name: &str, window: Option<(u32, Option<u32>)>) -> Phase {
    Phase {
        id: id(name),
        title: format!("阶段 {name}"),
        budget: window.map(|(from_seconds, until_seconds)| Budget {
            text: "按时".into(),
            from_seconds,
            until_seconds,
        }),
    }
}

fn step<const N: usize>(name: &str, phase: &str, blocks: [Block; N], way_on: WayOn) -> Step {
    Step {
        id: id(name),
        phase: (!phase.is_empty()).then(|| id(phase)),
        title: format!("步骤 {name}"),
        budget: None,
        role: Some(id("commander")),
        milestone: None,
        blocks: blocks.into(),
        question: "怎么样？".into(),
        way_on,
    }
}

fn check(text: &str, optional: bool, field: Option<&str>) -> Block {
    Block::Check(Check {
        id: id(text),
        text: text.into(),
        html: text.into(),
        optional,
        due_seconds: None,
        field: field.map(id),
    })
}

fn field(name: &str, kind: FieldKind, milestone: Option<Milestone>) -> Field {
    Field {
        id: id(name),
        label: format!("栏 {name}"),
        kind,
        milestone,
        required: false,
        default: None,
        input: None,
        sets_severity: false,
    }
}

fn yes_or_no() -> FieldKind {
    FieldKind::Choice {
        options: vec!["是".into(), "否".into()],
    }
}

fn restart() -> Command {
    Command {
        id: id("command-1"),
        language: "bash".into(),
        parts: vec![
            CommandPart::Text("kubectl delete pod ".into()),
            CommandPart::Input(id("pod")),
        ],
        caution: "会断开连接".into(),
    }
}

fn choice(name: &str, severity: Option<&str>, target: Target) -> Choice {
    Choice {
        id: id(name),
        label: format!("选 {name}"),
        detail: String::new(),
        severity: severity.map(id),
        target,
    }
}

fn to_step(step: &str) -> Target {
    Target::Step { step: id(step) }
}

fn to_playbook(playbook: &str, step: Option<&str>) -> Target {
    Target::Playbook {
        playbook: id(playbook),
        step: step.map(id),
    }
}

fn ends(text: &str) -> Target {
    Target::Outcome { text: text.into() }
}
