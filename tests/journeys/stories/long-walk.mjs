// The night of the payment outage: a database that runs out of connections, stopped, understood, mended, verified twice, reviewed.

/** What is declared. */
export const DECLARATION = {
  now: "2026-11-20T14:40:00+08:00",
  title: "支付接口全部超时",
  impactStarted: "2026-11-20T14:32",
  detected: "2026-11-20T14:38",
  responder: "周敏",
};

const ERROR_RATE =
  "curl -sG http://prometheus.example.com:9090/api/v1/query --data-urlencode 'query=(sum(rate(http_requests_total{service=\"payment\",status=~\"5..\"}[5m])) or vector(0)) / sum(rate(http_requests_total{service=\"payment\"}[5m]))' | jq -r '.data.result[0].value[1]'";

/** @type {import("../walker.mjs").StepActs[]} */
export const DISCOVERY = [
  {
    step: "confirm",
    milestone: "now",
    copy: [
      {
        command: 0,
        inputs: { "health-url": "https://pay.example.com/healthz" },
        text: "curl -sS -o /dev/null -m 5 -w '%{http_code} %{time_total}s\\n' https://pay.example.com/healthz",
      },
      {
        command: 1,
        inputs: { namespace: "prod", service: "payment" },
        text: "kubectl get pods -n prod -l app=payment -o wide",
      },
    ],
    write: { 健康检查返回码: "000，5 秒超时", 就绪实例数: "8/8", 最近一小时的变更: "14:25 发布 v2.18.0（对账任务并入支付服务）" },
    time: { 首次发现时间: "2026-11-20T14:38" },
    note: "客服转来 3 起支付超时投诉",
    leave: "1",
  },
  { step: "notify", leave: "1" },
  {
    step: "assess-scope",
    after: 1,
    write: {
      故障现象: "支付请求 5 秒超时，返回 504",
      受影响服务: "支付、退款",
      当前影响范围: "全部地区，所有支付方式",
    },
    time: { 故障发生时间: "2026-11-20T14:31" },
    pick: { 首次发现方式: "用户投诉" },
    leave: "1",
  },
  {
    step: "quick-diagnosis",
    copy: [
      {
        command: 0,
        text: "kubectl logs -n prod -l app=payment --since=10m --tail=500 | grep -iE 'error|fatal|panic|timeout|refused' | tail -20",
      },
    ],
    write: {
      主要报错: "FATAL: sorry, too many clients already",
      最高资源占用: "CPU 12%，内存 61%",
      已建立连接数: "每实例 25，平时 8",
      异常事件: "无",
    },
    leave: "1",
  },
  {
    step: "assess-impact",
    write: {
      受影响用户数: "120000",
      预计业务损失: "每分钟约 4 万元",
      对外影响说明: "支付和退款暂时无法完成",
      可能原因: "数据库连接耗尽",
      需要协调资源: "DBA",
    },
    pick: { 数据丢失风险: "不清楚", 初判故障等级: "P0" },
    leave: "1",
  },
  { step: "grade", leave: "1" },
];

/** @type {import("../walker.mjs").StepActs[]} */
export const CONTAINMENT = [
  {
    step: "war-room",
    write: { 指挥官: "李雷", 执行者: "周敏", 记录员: "韩梅梅", 会议链接: "https://meet.example.com/p0-1120" },
    leave: "1",
  },
  { step: "contain", after: 2, write: { 止损措施: "释放被长事务占住的数据库连接" }, leave: "2" },
  {
    step: "symptoms",
    copy: [
      {
        command: 0,
        text: "kubectl logs -n prod -l app=payment --since=10m --tail=500 | grep -iE 'too many|53300|1040|pool|acquire|connection' | tail -20",
      },
    ],
    write: { 当前实例数: "8" },
    pick: { 连接报错: "53300" },
    leave: "1",
  },
  {
    step: "pg-count",
    copy: [
      {
        command: 0,
        inputs: { "db-host": "pg-pay-1", "db-user": "dba", "db-name": "payment" },
        text: "psql -h pg-pay-1 -U dba -d payment",
      },
    ],
    write: { "PostgreSQL 已用连接与上限": "200/200", "PostgreSQL 占用最多的来源": "reconcile，idle in transaction，163 个" },
    leave: "1",
  },
  {
    step: "pg-holders",
    write: { "PostgreSQL 最长事务": "pid 4711，31 分钟", "PostgreSQL 阻塞者": "pid 4711" },
    leave: "1",
  },
  {
    step: "pg-release",
    after: 1,
    copy: [{ command: 1, inputs: { pid: "4711" }, guarded: true, text: "SELECT pg_terminate_backend(4711);" }],
    write: { "PostgreSQL 释放的会话": "4711，另 162 个空闲事务" },
    leave: "1",
  },
  {
    step: "pool",
    after: 1,
    write: { 原每实例连接上限: "25", 新每实例连接上限: "15" },
    pick: { 更新结果: "成功" },
    leave: "1",
  },
  {
    step: "restored",
    after: 3,
    milestone: "now",
    write: { 处理后连接数: "118/200，两次一致", 占满连接的原因: "v2.18.0 的对账任务开了事务不提交" },
    pick: { 仍有连接报错: "否" },
    leave: "2",
  },
  { step: "protect-data", write: { 待补数据时段: "14:31–14:55" }, leave: "1" },
  { step: "update", write: { 预计恢复时间: "15:40", 下一步计划: "确认根因，修好对账任务" }, leave: "1" },
];

/** @type {import("../walker.mjs").StepActs[]} */
export const REPAIR = [
  { step: "evidence", write: { 证据存放位置: "incident-1120/" }, leave: "1" },
  {
    step: "check-changes",
    after: 2,
    write: { 最近代码部署: "14:25 v2.18.0，周敏", 配置变更: "无", 基础设施变更: "无", 依赖服务变更: "无" },
    leave: "1",
  },
  {
    step: "check-resources",
    copy: [],
    write: { "CPU 使用趋势": "0.9，无变化", 内存使用趋势: "1.0，无变化", 网络流量趋势: "0.4，14:31 起下降", 磁盘读写趋势: "1.1，无变化" },
    leave: "1",
  },
  { step: "check-external", pick: { 上游服务故障: "否", 网络问题: "否", 流量突增: "否", "DDoS 攻击": "否" }, leave: "1" },
  {
    step: "check-logs",
    write: { 错误日志模式: "too many clients already，14:31 首次出现", 异常指标: "数据库连接数 200/200", 用户反馈: "付款时一直转圈" },
    leave: "1",
  },
  {
    step: "hypothesis",
    write: {
      首要假设: "对账任务出错时不提交也不回滚",
      支持证据: "163 个空闲事务都来自 reconcile",
      推翻条件: "关掉对账任务后连接仍上涨",
    },
    leave: "1",
  },
  { step: "fix-plan", write: { 修复方案: "出错时回滚事务，并设 60 秒超时", 回退办法: "回到 v2.17.3", 预计耗时: "15m" }, leave: "1" },
  {
    step: "apply-fix",
    after: 4,
    copy: [
      {
        command: 0,
        inputs: { container: "app", image: "registry.example.com/payment:v2.18.1" },
        guarded: true,
        text: "kubectl set image deployment/payment -n prod app=registry.example.com/payment:v2.18.1 && kubectl rollout pause deployment/payment -n prod",
      },
    ],
    write: { 修复版本: "v2.18.1", 灰度错误率: "0.2%" },
    leave: "1",
  },
];

/** The first reading falls short; the second, of the same blanks, does not. @type {import("../walker.mjs").StepActs[]} */
export const VERIFICATION = [
  {
    step: "verify",
    after: 5,
    copy: [{ command: 1, inputs: { "prometheus-url": "http://prometheus.example.com:9090" }, text: ERROR_RATE }],
    write: { 健康检查通过次数: "5", 恢复后错误率: "0.013", "P95 延迟": "0.31", "P99 延迟": "0.88", 新增投诉: "无" },
    pick: { 功能测试结果: "通过", 数据完整性: "完整" },
    leave: "2",
  },
  { step: "reassess", write: { 未达标项: "错误率 1.3%" }, leave: "4" },
  {
    step: "verify",
    round: 2,
    after: 5,
    reuse: ["健康检查通过次数", "新增投诉", "功能测试结果", "数据完整性"],
    write: { 恢复后错误率: "0.002", "P95 延迟": "0.24", "P99 延迟": "0.61" },
    leave: "1",
  },
  { step: "ramp-up", leave: "1" },
  {
    step: "resolved",
    milestone: "now",
    write: { 临时修复: "每实例连接上限从 25 降到 15", 补救措施: "重试 14:31–14:55 的失败订单", 继续观察的人: "周敏，到 18:00", 复盘会时间: "2026-11-21 10:00" },
    leave: "1",
  },
];

/** @type {import("../walker.mjs").StepActs[]} */
export const REVIEW = [
  {
    step: "review-impact",
    after: 60,
    write: {
      故障摘要: "对账任务出错时不结束事务，占满 PostgreSQL 的 200 个连接，支付中断 24 分钟。\n断开空闲事务后止损，发布 v2.18.1 后恢复。",
      请求失败率峰值: "100",
      用户影响: "11.8 万人，31 万次请求失败",
      数据影响: "无丢失，62 笔订单补账",
      业务影响: "约 108 万元",
      声誉影响: "微博有 40 余条讨论",
    },
    leave: "1",
  },
  {
    step: "review-timeline",
    write: { 触发因素: "14:25 发布 v2.18.0", 促成因素: "没有空闲事务超时", 本可更早发现的信号: "14:29 连接用量已到 80%" },
    leave: "1",
  },
  {
    step: "five-whys",
    write: {
      直接原因: "数据库连接占满",
      第一问: "163 个事务开着不提交",
      第二问: "对账任务出错后直接返回",
      第三问: "代码检查不看事务是否结束",
      根本原因: "事务的开启和结束靠人记住，没有机制保证",
    },
    leave: "1",
  },
  { step: "lessons", write: { 做得好的: "11 分钟找到占用者", 做得不好的: "靠用户投诉才发现", 侥幸的: "不在大促期间" }, leave: "1" },
  {
    step: "actions",
    write: {
      永久修复: "事务统一由框架结束",
      短期措施: "连接用量到 80% 告警",
      短期措施负责人: "韩梅梅",
      短期措施期限: "2026-11-27",
      长期措施: "对账任务拆出支付服务",
      长期措施负责人: "李雷",
      长期措施期限: "2026-12-31",
    },
    leave: "1",
  },
  { step: "close", leave: "1" },
];

/** From the first step to the last. */
export const LONG_WALK = [...DISCOVERY, ...CONTAINMENT, ...REPAIR, ...VERIFICATION, ...REVIEW];
