// The open conversation: bubbles, quotes, pictures, times; quoting and recalling a line.

import { avatar, byId, h, sync } from "./dom.js";
import { chat, chatName, memberOf, self, state } from "./state.js";
import { longTime, shortTime } from "./times.js";

const PAUSE = 5 * 60 * 1000; // a time is shown after a silence of this length
const NEAR = 120; // pixels from the end that still count as reading the end

export function setUpTalk({ onquote, onrecall, onmention }) {
  const log = byId("log");
  log.addEventListener("click", (event) => act(event, { onquote, onrecall, onmention }));
  log.addEventListener("keydown", moveAmongLines);
  log.addEventListener("scroll", () => atEnd() && (byId("newer").hidden = true));
  byId("newer").addEventListener("click", toEnd);
  document.querySelectorAll("dialog").forEach((dialog) => dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  }));
}

export function showHead() {
  const open = chat();
  byId("talk-name").textContent = open ? chatName(open) : "聊天";
  byId("talk-people").textContent = open?.name ? `${open.people} 人` : "";
}

// Shows all lines; `fresh` after a switch: to the end, and not read aloud.
export function showLines({ fresh = false } = {}) {
  const log = byId("log");
  const follow = fresh || atEnd() || state.lines.at(-1)?.sender === self()?.contact;
  log.setAttribute("aria-busy", String(fresh));
  if (fresh) log.replaceChildren();
  sync(log, rows(), (row) => row.key, build);
  if (fresh) requestAnimationFrame(() => log.setAttribute("aria-busy", "false"));
  if (follow) toEnd();
  else byId("newer").hidden = false;
}

function atEnd() {
  const log = byId("log");
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
}

export function toEnd() {
  const log = byId("log");
  log.scrollTop = log.scrollHeight;
  byId("newer").hidden = true;
}

function rows() {
  if (state.lines.length === 0) return [{ key: "empty" }];
  return state.lines.flatMap((line, index) => {
    const before = state.lines[index - 1];
    const pause = !before || Date.parse(line.at) - Date.parse(before.at) > PAUSE;
    const row = { key: line.id, line, own: line.sender === self()?.contact, group: Boolean(chat()?.name) };
    return pause ? [{ key: `at ${line.id}`, at: line.at }, row] : [row];
  });
}

function build(row) {
  if (row.key === "empty") return welcome();
  if (row.at) return h("p", { class: "system" }, h("time", { datetime: row.at, title: longTime(row.at) }, shortTime(row.at)));
  if (row.line.recalled) return system(row.own ? "你撤回了一条消息" : `${row.line.name} 撤回了一条消息`);
  if (row.line.kind === "join") return system(`${row.line.name} 加入了群聊`);
  return message(row);
}

const system = (text) => h("p", { class: "system", tabindex: "-1" }, text);

function welcome() {
  return h("div", { class: "welcome" },
    h("h3", {}, "像在微信群里一样说话"),
    h("p", {}, "以居民的身份说一件烦心事，小格会登记成工单，派给值班网格员；换成网格员的身份，回一个“接单”。"),
    h("p", {}, "闲聊时小格不插话。不想打字，就点上方的“演示一天”。"));
}

function message({ line, own, group }) {
  const member = memberOf(line.sender);
  const face = h("button", { type: "button", class: "face", tabindex: "-1", "data-mention": line.name,
    "aria-label": `提到 ${line.name}` }, avatar(line.name, line.sender, line.bot));
  const name = group && !own
    ? h("span", { class: "name" }, line.name, member?.staff ? h("span", { class: "tag" }, member.role) : null)
    : h("span", { class: "unseen" }, `${own ? "我" : line.name}：`);
  return h("article", { class: own ? "line own" : "line", tabindex: "-1", "data-testid": "line" },
    face,
    h("div", { class: "said" }, name, bubble(line), line.quote ? quote(line.quote) : null, actions(line, own)));
}

function bubble(line) {
  const kept = line.picture ? picture(line) : null;
  const words = line.text || (kept ? "" : { voice: "[语音]" }[line.kind] ?? "[消息]");
  if (!words) return kept;
  return h("div", { class: "bubble" }, ...highlighted(words), kept);
}

const quote = ({ name, text }) => h("p", { class: "quote" }, name ? `${name}：${text}` : text);

// The text with @names of people who are known here set apart.
function highlighted(text) {
  const names = [state.bot, "所有人", ...state.members.flatMap(({ name, alias }) => [name, alias])];
  const known = [...new Set(names)].sort((one, other) => other.length - one.length).map(escaped).join("|");
  const mine = [`@${self()?.name}`, `@${self()?.alias}`];
  return text.split(new RegExp(`(@(?:${known}))`, "u"))
    .map((part, index) => (index % 2 ? h("span", { class: mine.includes(part) ? "mention me" : "mention" }, part) : part));
}

const escaped = (name) => name.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&");

function picture(line) {
  const source = `/pictures/${encodeURIComponent(line.picture)}`;
  const image = h("img", { src: source, alt: `${line.name} 发的图片`, loading: "lazy" });
  const open = h("button", { type: "button", class: "picture", "data-picture": source, "aria-label": `查看 ${line.name} 发的图片` }, image);
  const stick = atEnd();
  image.addEventListener("load", () => stick && toEnd());
  image.addEventListener("error", () => open.replaceWith(
    h("a", { class: "bubble file", href: source, download: "" }, "不是能显示的图片，点击保存")));
  return open;
}

function actions(line, own) {
  return h("div", { class: "actions" },
    h("button", { type: "button", "data-quote": line.id }, "引用"),
    own ? h("button", { type: "button", "data-recall": line.id }, "撤回") : null);
}

function act(event, { onquote, onrecall, onmention }) {
  const { quote: quoted, recall, mention, picture: source } = event.target.closest("button")?.dataset ?? {};
  if (quoted) onquote(state.lines.find((line) => line.id === quoted));
  else if (recall) onrecall(recall);
  else if (mention && chat()?.name) onmention(mention);
  else if (source) lightbox(source);
  else if (!getSelection().toString()) event.target.closest(".line")?.focus();
}

function lightbox(source) {
  byId("lightbox-image").src = source;
  byId("lightbox").showModal();
}

function moveAmongLines(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const all = [...byId("log").querySelectorAll(".line")];
  const at = all.indexOf(document.activeElement.closest(".line"));
  const to = event.key === "ArrowUp" ? (at < 0 ? all.length : at) - 1 : at + 1;
  if (at < 0 && event.key === "ArrowDown") return;
  event.preventDefault();
  all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
}
