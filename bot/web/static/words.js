// The page's Chinese: names of states and actions, and what each role may want to say next.

export const LANES = [
  { name: "待接单", statuses: ["reported", "assigned"] },
  { name: "办理中", statuses: ["accepted"] },
  { name: "待评价", statuses: ["resolved"] },
  { name: "挂账", statuses: ["parked"] },
  { name: "已结束", statuses: ["closed", "withdrawn", "merged"], last: 20 },
];

export const DUE = { accept: "接单", first: "到场", resolve: "办结", review: "复查" };

export const LEVEL = ["", "已提醒 B 岗", "已报网格长", "已报书记", "已报街道"];

const RESIDENT_GROUP = ["3栋2单元电梯又坏了", "楼道灯不亮，还有垃圾没人收", "谁家有葱借一根", "@小格 进度"];
const RESIDENT_PRIVATE = ["我家楼上漏水到我家了", "进度", "服务", "隐私"];
const STAFF = ["我的", "值班", "帮助"];
const BY_ROLE = {
  网格长: ["待办", "超期", "查岗", "帮助"],
  书记: ["周报", "议题", "待办", "超期", "值班表", "帮助"],
};

const AFTER_DONE = ["满意", "基本满意", "没解决"];
const WHERE = /哪(里|栋|个|儿)|几栋|位置|地址/u;
const REGISTER = /回\s?[“「"]?1/u;

// What `me` may want to say in a conversation; at most eight.
export function suggestions({ me, group, cases, lines }) {
  const told = lines.filter((line) => line.bot).slice(-4);
  const next = me.staff ? staffNext(me, group, cases, told) : residentNext(me, group, cases, told);
  return [...new Set(next)].slice(0, 8);
}

function residentNext(me, group, cases, told) {
  const names = [me.contact, me.id, me.name, me.alias];
  const done = cases.some((one) => one.status === "resolved" && names.includes(one.reporter));
  const asked = told.at(-1)?.text ?? "";
  return [
    ...(done ? AFTER_DONE : []),
    ...(REGISTER.test(asked) ? ["1"] : []),
    ...(WHERE.test(asked) ? ["3栋2单元"] : []),
    ...(group ? RESIDENT_GROUP : RESIDENT_PRIVATE),
  ];
}

function staffNext(me, group, cases, told) {
  if (group) return ["收到，我去看看", "@小格 值班"];
  const named = new Set(told.flatMap((line) => [...line.text.matchAll(/#(\d+)/gu)].map((match) => Number(match[1]))));
  const near = cases.filter((one) => isMine(me, one) || named.has(one.number));
  return [...near.flatMap((one) => steps(one, isMine(me, one))).slice(0, 5), ...(BY_ROLE[me.role] ?? STAFF)];
}

function isMine(me, { assignee, partner }) {
  return [assignee, partner].includes(me.name);
}

function steps({ number, status }, mine) {
  if (status === "assigned" || status === "reported") return [`接单 ${number}`];
  if (status !== "accepted") return [];
  return mine ? [`到场 ${number}`, `办结 ${number} 已修好，恢复正常`] : [`详情 ${number}`, `催办 ${number}`];
}

// One line of a chat as the list shows it.
export function summary(line, group) {
  if (!line) return "还没有消息";
  if (line.recalled) return `${line.name} 撤回了一条消息`;
  const said = line.text || { picture: "[图片]", voice: "[语音]", join: "加入了群聊" }[line.kind] || "[消息]";
  return group && !line.bot ? `${line.name}：${said}` : said;
}
