// The switcher 我是 …: every identity with its own count of unread lines.

import { arrowKeys, avatar, badge, byId, h, sync } from "./dom.js";
import { self, state } from "./state.js";

const MANY = 8; // identities that fit beside each other with the name next to the face

export function setUpPeople(onchoose) {
  const people = byId("people");
  const who = byId("who");
  const open = (yes) => {
    who.setAttribute("aria-expanded", String(yes));
    if (yes) people.querySelector("[aria-pressed=true]")?.focus();
  };
  who.addEventListener("click", () => open(who.getAttribute("aria-expanded") !== "true"));
  people.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open(false);
    who.focus();
  });
  people.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-member]");
    if (!chosen) return;
    open(false);
    onchoose(chosen.dataset.member);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#people, #who")) open(false);
  });
  arrowKeys(people, "[data-member]", "ArrowRight", "ArrowLeft");
}

export function showPeople() {
  const me = self();
  byId("who-name").textContent = me ? me.name : "…";
  const elsewhere = Object.entries(state.totals).reduce((sum, [id, count]) => (id === state.me ? sum : sum + count), 0);
  badge(byId("who-badge"), elsewhere);
  byId("people").classList.toggle("many", state.members.length > MANY);
  const groups = [
    { label: "居民", members: state.members.filter((member) => !member.staff) },
    { label: "工作人员", members: state.members.filter((member) => member.staff) },
  ].map((group) => ({ ...group, members: group.members.map(entry) }))
    .sort((one, other) => one.members.length - other.members.length); // the shorter row never pushes the other out of sight
  sync(byId("people"), groups.map(({ label }) => label), (label) => label, section);
  groups.forEach(({ label, members }) => {
    const list = byId("people").querySelector(`[data-key="${label}"] .people-list`);
    sync(list, members, (member) => member.id, button);
  });
}

function entry({ id, name, role, contact, staff }) {
  return { id, name, role, contact, staff, chosen: id === state.me, count: state.totals[id] ?? 0 };
}

function section(label) {
  return h("div", { class: "people-group", role: "group", "aria-label": label },
    h("span", { class: "people-label", "aria-hidden": "true" }, label),
    h("div", { class: "people-list" }));
}

function button({ id, name, role, contact, staff, chosen, count }) {
  const dot = h("span", { class: "badge", "data-testid": `unread-${id}` });
  badge(dot, count);
  const spoken = `我是 ${name}（${role}）${count ? `，${count} 条未读` : ""}`;
  return h("button", { type: "button", class: "person", "data-member": id, "data-testid": `member-${id}`,
    "aria-pressed": String(chosen), "aria-label": spoken },
  h("span", { class: "face" }, avatar(name, contact), dot),
  h("span", { class: "person-name" }, h("b", {}, name), h("small", {}, staff ? role : "居民")));
}
