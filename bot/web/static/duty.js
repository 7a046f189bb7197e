// Above the board: who is on duty now, and the week on a click.

import { byId, h } from "./dom.js";
import { state } from "./state.js";

let shown = ""; // what was drawn last, so that an opened week does not flicker

export function showDuty() {
  const print = JSON.stringify(state.duty);
  if (print === shown) return;
  shown = print;
  byId("duty").hidden = state.duty.length === 0;
  byId("duty-now").replaceChildren("值班 ", ...state.duty.map(now));
  byId("duty-week").replaceChildren(...state.duty.map(week));
}

const now = ({ grid, now: names, manned }) =>
  h("span", { class: manned ? "duty-grid" : "duty-grid unmanned" }, `${grid} `, h("b", {}, names));

const week = ({ grid, week: days }) =>
  h("section", {}, h("h3", {}, grid), h("ul", {}, ...days.map((day) => h("li", {}, day))));
