//! What the pages of the corpus are made of, in two languages.

/// The material of a language.
pub(super) struct Words {
    /// BCP 47.
    pub(super) language: &'static str,
    /// Between sentences.
    pub(super) space: &'static str,
    /// Between a term and what is said of it.
    pub(super) colon: &'static str,
    /// What headings, terms and rows are about.
    pub(super) topics: &'static [&'static str],
    /// What paragraphs and cells say.
    pub(super) sentences: &'static [&'static str],
    /// Leads to a link.
    pub(super) see_also: &'static str,
    /// The headers of a table.
    pub(super) columns: [&'static str; 3],
}

/// Mainland Chinese.
pub(super) const CHINESE: Words = Words {
    language: "zh",
    space: "",
    colon: "：",
    topics: &[
        "连接池耗尽",
        "主从延迟",
        "缓存雪崩",
        "消息积压",
        "证书过期",
        "磁盘写满",
        "接口超时",
        "内存泄漏",
        "流量突增",
        "配置回滚",
        "机房切换",
        "限流策略",
    ],
    sentences: &[
        "先确认影响范围，再决定是否需要升级，不要在没有数据的情况下猜测根因。",
        "观察最近三十分钟的监控曲线，重点关注错误率、延迟的 P99 和队列长度。",
        "如果 `active_connections` 接近上限，先限制非核心任务，再逐台重启应用实例。",
        "执行回滚之前，请通知执行人和记录员，并在时间线上写明版本号。",
        "切换完成后至少观察十分钟，确认 **写入成功率** 恢复到正常水平。",
        "数据库只读副本可能落后于主库，报表类查询应当暂停，避免放大压力。",
        "若连续两次检查都没有改善，按照升级路径联系下一级负责人。",
        "日志中出现 `Too many connections` 时，应保留现场，不要立即清空会话。",
        "对外公告只写已经确认的事实，不写推测，也不承诺恢复时间。",
        "恢复之后补充缺失的告警，并把本次的处置步骤写回手册。",
    ],
    see_also: "另见",
    columns: ["指标", "正常值", "处理方式"],
};

/// English.
pub(super) const ENGLISH: Words = Words {
    language: "en",
    space: " ",
    colon: ": ",
    topics: &[
        "Connection pool exhausted",
        "Replication lag",
        "Cache stampede",
        "Queue backlog",
        "Certificate expired",
        "Disk full",
        "Upstream timeouts",
        "Memory leak",
        "Traffic surge",
        "Configuration rollback",
        "Region failover",
        "Rate limits",
    ],
    sentences: &[
        "Find out who is affected before you decide what to do, and write the numbers down.",
        "Look at the last thirty minutes of the error rate, the 99th percentile and the queue length.",
        "When `active_connections` comes near its limit, stop the batch jobs first, then restart one instance at a time.",
        "Tell the executor and the scribe before a rollback, and name the version in the timeline.",
        "Wait for ten minutes after the failover and see that the **write success rate** is back to normal.",
        "A replica may lag behind its primary, so pause the reports rather than add to the load.",
        "If two checks in a row show no improvement, call the next level of the escalation path.",
        "Keep the evidence when the log says `Too many connections`; do not kill every session at once.",
        "A public notice states what is confirmed; it neither guesses nor promises a time.",
        "Afterwards add the alert that was missing, and bring what was learnt back into this page.",
    ],
    see_also: "See also ",
    columns: ["Signal", "Normal", "What to do"],
};

/// Code as runbooks hold it, with its language.
pub(super) const COMMANDS: [(&str, &str); 6] = [
    (
        "bash",
        "kubectl get pods --namespace <namespace> --field-selector status.phase!=Running\nkubectl describe pod <pod> | tail -n 40",
    ),
    (
        "sql",
        "SELECT state, count(*) AS sessions\nFROM pg_stat_activity\nWHERE datname = '<database>'\nGROUP BY state\nORDER BY sessions DESC;",
    ),
    (
        "yaml",
        "pool:\n  maximum: 200\n  # Longer than the slowest query that is still worth waiting for.\n  timeout: 30s\n  replicas: [db-1, db-2]",
    ),
    (
        "json",
        "{\n  \"alert\": \"HighErrorRate\",\n  \"labels\": { \"severity\": \"P1\", \"service\": \"checkout\" },\n  \"value\": 0.042\n}",
    ),
    (
        "python",
        "def over_budget(samples, limit):\n    \"\"\"The share of samples above the limit.\"\"\"\n    slow = [sample for sample in samples if sample > limit]\n    return len(slow) / max(len(samples), 1)",
    ),
    (
        "bash",
        "curl --silent --show-error --max-time 5 https://status.example.com/health | jq '.checks[] | select(.ok == false)'",
    ),
];
