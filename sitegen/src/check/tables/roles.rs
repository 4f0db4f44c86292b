//! The roles table.

use domain::{Role, RoleId};

use crate::diagnostic::{Fault, TableFault};
use crate::parse::{RawPage, short_slug};

use super::{Row, bounded, table_fault, table_with, top};

const ROLE: &[&str] = &[
    "角色",
    "角色名称",
    "岗位",
    "职务",
    "职位",
    "role",
    "roles",
    "position",
    "title",
    "name",
];
const ID: &[&str] = &["代号", "标识", "编号", "id", "key"];
const DUTY: &[&str] = &[
    "职责",
    "主要职责",
    "职责范围",
    "责任",
    "任务",
    "工作内容",
    "说明",
    "描述",
    "duty",
    "duties",
    "responsibility",
    "responsibilities",
    "what they do",
    "tasks",
    "description",
];
const HOLDER: &[&str] = &[
    "担任者",
    "担任",
    "人员",
    "负责人",
    "姓名",
    "成员",
    "值班人",
    "holder",
    "held by",
    "who",
    "person",
    "assignee",
    "assigned to",
    "owner",
];

/// Nobody keeps more roles apart.
const MOST_ROLES: usize = 200;

/// Reads the roles in the order of their table.
pub(crate) fn roles(page: &RawPage, faults: &mut Vec<Fault>) -> Vec<Role> {
    let Some((table, role_column)) = table_with(page, ROLE) else {
        faults.push(table_fault(
            top(page),
            TableFault::Missing {
                kind: "roles",
                column: "角色 / Role",
            },
        ));
        return Vec::new();
    };
    let mut roles: Vec<Role> = Vec::new();
    bounded(table, MOST_ROLES, faults);
    for cells in table.rows.iter().take(MOST_ROLES) {
        let row = Row { cells };
        let Some(cell) = cells.get(role_column).filter(|cell| !cell.text.is_empty()) else {
            let span = cells
                .first()
                .map_or_else(|| table.markup.span(), |cell| cell.span.clone());
            faults.push(table_fault(
                span,
                TableFault::EmptyCell {
                    column: "角色 / Role",
                },
            ));
            continue;
        };
        let written_id = row.words(table.column(ID));
        let id = if written_id.is_empty() {
            short_slug(&cell.text, "role")
        } else {
            written_id
        };
        let Ok(id) = RoleId::new(id) else { continue };
        if roles.iter().any(|role| role.id == id) {
            faults.push(table_fault(
                cell.span.clone(),
                TableFault::Twice {
                    name: id.to_string(),
                },
            ));
            continue;
        }
        roles.push(Role {
            id,
            name: cell.text.clone(),
            duty: row.words(table.column(DUTY)),
            holder: row.words(table.column(HOLDER)),
        });
    }
    roles
}
