// The list of chats: name, last line, time, unread count.

import { arrowKeys, avatar, badge, byId, h, sync } from "./dom.js";
import { chatName, state, unreadOf } from "./state.js";
import { shortTime } from "./times.js";
import { summary } from "./words.js";

export function setUpChats(onopen) {
  byId("chats").addEventListener("click", (event) => {
    const row = event.target.closest("[data-conversation]");
    if (row) onopen(row.dataset.conversation);
  });
  arrowKeys(byId("chats"), "[data-conversation]", "ArrowDown", "ArrowUp");
}

export function showChats() {
  const rows = [...state.chats].sort(newestFirst).map(entry);
  sync(byId("chats"), rows, (row) => row.conversation, build);
  badge(byId("tab-unread"), Object.values(state.unread).reduce((sum, { count }) => sum + count, 0));
}

const newestFirst = (one, other) => (other.last?.seq ?? 0) - (one.last?.seq ?? 0);

function entry(chat) {
  return {
    conversation: chat.conversation,
    name: chatName(chat),
    group: Boolean(chat.name),
    time: chat.last ? shortTime(chat.last.at) : "",
    said: summary(chat.last, chat.name),
    count: unreadOf(chat.conversation),
    mentioned: Boolean(state.unread[chat.conversation]?.mentioned),
    open: chat.conversation === state.conversation,
  };
}

function build({ conversation, name, group, time, said, count, mentioned, open }) {
  const dot = h("span", { class: "badge", "aria-label": `${count} 条未读` });
  badge(dot, count);
  const row = h("button", { type: "button", class: "chat", "data-conversation": conversation,
    "data-testid": `chat-${conversation}`, "aria-current": open ? "true" : null },
  h("span", { class: "face" }, group ? groupAvatar() : avatar(name, conversation, true), dot),
  h("span", { class: "chat-text" },
    h("b", {}, name),
    h("span", { class: "chat-said" }, mentioned ? h("em", {}, "[有人@我] ") : null, said)),
  h("time", {}, time));
  return h("li", {}, row);
}

function groupAvatar() {
  return h("span", { class: "avatar group", "aria-hidden": "true" }, ...["", "", "", ""].map(() => h("i")));
}
