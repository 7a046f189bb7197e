// Small helpers around the document; every text goes in as a text node, never as markup.

export const byId = (id) => document.getElementById(id);

// h("button", {class: "chip", onclick: f, "data-key": 3}, "text", node): a new element.
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// Makes `parent` show `items` in order. An item that did not change keeps its element, so that focus,
// scrolling and screen readers are not disturbed; focus survives a rebuilt element of the same key.
export function sync(parent, items, keyOf, build) {
  const focused = document.activeElement?.closest?.("[data-key]")?.dataset.key;
  const hadFocus = parent.contains(document.activeElement);
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const nodes = items.map((item) => reuse(old.get(String(keyOf(item))), item, keyOf, build));
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
  while (parent.children.length > nodes.length) parent.lastChild.remove();
  if (hadFocus && !parent.contains(document.activeElement)) focusKey(parent, focused);
}

function reuse(known, item, keyOf, build) {
  const print = JSON.stringify(item);
  if (known?.print === print) return known;
  const node = build(item);
  node.dataset.key = String(keyOf(item));
  node.print = print;
  return node;
}

function focusKey(parent, key) {
  const node = [...parent.children].find((child) => child.dataset.key === key);
  (node?.matches("button,[tabindex]") ? node : node?.querySelector("button"))?.focus();
}

// Arrow keys, Home and End move among the buttons of `list`.
export function arrowKeys(list, selector, forward, backward) {
  list.addEventListener("keydown", (event) => {
    const all = [...list.querySelectorAll(selector)];
    const at = all.indexOf(document.activeElement.closest(selector));
    const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || all.length === 0) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, to))].focus();
  });
}

export function badge(element, count) {
  element.hidden = !count;
  element.textContent = count > 99 ? "99+" : String(count);
}

let fading;
export function toast(message) {
  const box = byId("toast");
  box.textContent = message;
  box.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => (box.hidden = true), 6000);
}

export function avatar(name, contact, bot = false) {
  const hue = [...contact].reduce((sum, char) => Math.imul(sum ^ char.codePointAt(0), 16777619) >>> 0, 2166136261) % 8;
  const letter = [...name.replace(/[\s)）]+$/u, "")].pop() ?? "?";
  return h("span", { class: bot ? "avatar bot" : `avatar hue-${hue}`, "aria-hidden": "true" }, bot ? "格" : letter);
}
