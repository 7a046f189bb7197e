// Above the board: what is before the next meeting and what it decided, each item with its five steps.

import { openHistory } from "./board.js";
import { byId, h } from "./dom.js";
import { state } from "./state.js";

export function setUpAgenda() {
  byId("agenda-items").addEventListener("click", (event) => {
    const item = event.target.closest("[data-number]");
    if (item) openHistory(Number(item.dataset.number));
  });
}

export function showAgenda() {
  byId("agenda").hidden = state.agenda.length === 0;
  byId("agenda-sum").textContent = `${state.agenda.length} 件`;
  byId("agenda-items").replaceChildren(...state.agenda.map(item));
}

const item = (one) =>
  h("li", {}, h("button", { type: "button", class: "agenda-item", "data-number": one.follow_up ?? one.number },
    h("b", {}, one.title), ` ${one.place}`,
    h("span", { class: "steps" }, ...one.steps.map(({ name, done }) =>
      h("span", { class: done ? "step done" : "step" }, name, h("span", { class: "unseen" }, done ? "已做" : "未做")))),
    h("span", { class: "card-notes" }, one.decision ? `#${one.follow_up} ${one.decision} · 已评 ${one.voices} 户` : one.why)));
