// The case board: cards by state with their running clock, and the history of one on click.

import { arrowKeys, badge, byId, h, sync, toast } from "./dom.js";
import { state } from "./state.js";
import { longTime, now, remaining, spoken } from "./times.js";
import { DUE, LANES, LEVEL } from "./words.js";

const SOON = 0.25; // of an hour: the clock turns amber below this

export function setUpBoard() {
  const board = byId("board");
  board.addEventListener("click", (event) => {
    const card = event.target.closest("[data-number]");
    if (card) openHistory(Number(card.dataset.number));
  });
  arrowKeys(board, "[data-number]", "ArrowDown", "ArrowUp");
  setInterval(tick, 1000);
}

export function showBoard() {
  const lanes = LANES.map((lane) => ({ ...lane, cases: casesOf(lane) })).filter(({ cases }) => cases.length);
  const open = state.cases.filter((one) => !LANES.at(-1).statuses.includes(one.status)).length;
  byId("board-sum").textContent = state.cases.length ? `${open} 件在办 · 共 ${state.cases.length} 件` : "";
  badge(byId("tab-cases"), open);
  if (lanes.length === 0) byId("board").replaceChildren(h("p", { class: "faint nothing" }, "还没有工单。群里有人说起难处，就会出现在这里。"));
  else showLanes(lanes);
  tick();
}

function showLanes(lanes) {
  byId("board").querySelector(".nothing")?.remove();
  sync(byId("board"), lanes.map(({ name }) => name), (name) => name, (name) =>
    h("section", { class: "lane", "aria-label": name },
      h("h3", {}, name, h("span", { class: "lane-count" })), h("ul", {})));
  lanes.forEach(({ name, cases }) => {
    const lane = byId("board").querySelector(`[data-key="${name}"]`);
    lane.querySelector(".lane-count").textContent = String(cases.length);
    sync(lane.querySelector("ul"), cases, (one) => one.number, card);
  });
}

function casesOf({ statuses, last }) {
  const cases = state.cases.filter((one) => statuses.includes(one.status)).sort(urgentFirst);
  return last ? cases.sort((one, other) => other.number - one.number).slice(0, last) : cases;
}

const urgentFirst = (one, other) => one.priority - other.priority || other.number - one.number;

function card(one) {
  const supporters = one.supporters?.length ? `${one.supporters.length} 人附议` : "";
  const notes = [supporters, one.reopened ? `重开 ${one.reopened} 次` : "", one.tabled ? "议题" : "", LEVEL[one.level] ?? ""].filter(Boolean);
  return h("li", {}, h("button", { type: "button", class: `card p${one.priority} ${one.status}`, "data-number": one.number,
    "data-testid": `case-${one.number}`, "data-status": one.status },
  h("span", { class: "card-top" },
    h("b", {}, `#${one.number} ${one.type_name}`),
    one.priority <= 2 ? h("span", { class: "tag hot" }, one.priority === 1 ? "紧急" : "急件") : null,
    h("span", { class: "tag status" }, waiting(one) ? "疑似" : one.status_name)),
  h("span", { class: "card-place" }, one.place),
  h("span", { class: "card-foot" },
    h("span", {}, one.assignee_name || (waiting(one) ? "等网格员确认" : "尚未派单")),
    clock(one)),
  notes.length ? h("span", { class: "card-notes" }, notes.join(" · ")) : null));
}

// 疑似: heard, but nobody has confirmed yet that it is a request.
const waiting = ({ doubtful, status }) => doubtful && status === "reported";

function clock(one) {
  if (!one.due_at) return null;
  return h("span", { class: "clock", "data-due": one.due_at, "data-what": DUE[one.due_kind] ?? "时限" });
}

function tick() {
  for (const element of document.querySelectorAll(".clock[data-due]")) {
    const left = remaining(element.dataset.due);
    const soon = Date.parse(element.dataset.due) - now() < SOON * 3600e3;
    element.className = left.late ? "clock late" : soon ? "clock soon" : "clock";
    element.textContent = `${element.dataset.what} ${left.late ? "超" : "剩"} ${left.text}`;
    element.setAttribute("aria-label", `${element.dataset.what}时限，${spoken(left)}`);
  }
}

export async function openHistory(number) {
  try {
    const answer = await fetch(`/api/cases/${number}`);
    const found = await answer.json();
    if (!answer.ok) return toast(found.error);
    showHistory(number, found);
  } catch {
    toast("历史没有取到，请检查连接后再试。");
  }
}

function showHistory(number, { case: one, history }) {
  byId("history-title").textContent = `#${number} ${one?.type_name ?? ""}`;
  const facts = one ? [["状态", one.status_name], ["地点", one.place], ["反映人", one.reporter_name ?? one.reporter], ["承办人", one.assignee_name], ["目标", one.goal], ["标准", one.criterion], ["办结时限", one.resolve_due && longTime(one.resolve_due)], ["议题", one.tabled && `#${one.origin ?? number}`]] : [];
  byId("history-facts").replaceChildren(...facts.filter(([, value]) => value)
    .flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
  byId("timeline").replaceChildren(...history.map(({ at, who_name, who, action_name, action, reason }) =>
    h("li", { class: action },
      h("time", { datetime: at }, longTime(at)),
      h("p", {}, h("b", {}, action_name ?? action), ` ${who_name ?? who ?? ""}`),
      reason ? h("p", { class: "reason" }, reason) : null)));
  const dialog = byId("history");
  if (!dialog.open) dialog.showModal();
}
