// The page: frames from the server change the state, the state is shown, people's deeds go back as frames.

import { showAccounts } from "./accounts.js";
import { setUpBoard, showBoard } from "./board.js";
import { setUpChats, showChats } from "./chats.js";
import { mention, quote, setUpCompose, showChips } from "./compose.js";
import { byId, toast } from "./dom.js";
import { setUpAgenda, showAgenda } from "./agenda.js";
import { showDuty } from "./duty.js";
import { setUpPeople, showPeople } from "./people.js";
import { setUpPlay, showPlaying } from "./play.js";
import { self, state, unreadOf } from "./state.js";
import { setUpTalk, showHead, showLines, toEnd } from "./talk.js";
import { setNow } from "./times.js";
import { Wire } from "./wire.js";

const phone = matchMedia("(max-width: 720px)");
const lastOpen = new Map(); // member id -> conversation
let switching = false; // the chats of another identity just came: go where something waits

const onframe = {
  hello(frame) {
    Object.assign(state, { me: frame.me, members: frame.members, bot: frame.bot });
    byId("title").textContent = frame.title;
    document.title = `${frame.title} · 邻里`;
    showPeople();
  },
  chats(frame) {
    switching = frame.me !== state.me;
    state.me = frame.me;
    state.chats = frame.chats;
    remember(frame.me);
    showPeople();
  },
  unread(frame) {
    state.totals = frame.totals;
    state.unread = frame.mine;
    if (needsChat()) openChat(firstChat(), { show: switching && phone.matches && lastTab() !== "board" });
    switching = false;
    showPeople();
    showChats();
    markRead();
  },
  lines(frame) {
    if (frame.conversation !== state.conversation) return;
    state.lines = frame.lines;
    showLines({ fresh: true });
    showChips();
  },
  line({ line }) {
    if (!line.recalled) setNow(line.at);
    const row = state.chats.find((one) => one.conversation === line.conversation);
    if (row && (row.last?.seq ?? 0) <= line.seq) row.last = line;
    if (line.conversation === state.conversation) showOne(line);
    showChats();
  },
  board(frame) {
    setNow(frame.now);
    state.cases = frame.cases;
    state.duty = frame.duty;
    state.agenda = frame.agenda;
    state.accounts = frame.accounts;
    showAccounts();
    showBoard();
    showDuty();
    showAgenda();
    showChips();
  },
  playing(frame) {
    setNow(frame.now);
    showPlaying(frame.playing);
  },
  error: ({ message }) => toast(message),
};

const wire = new Wire({
  me: () => state.me ?? recalled(),
  onframe: (frame) => onframe[frame.type]?.(frame),
  onstate: (now) => {
    byId("notice").hidden = now === "open";
    byId("notice").textContent = now === "open" ? "" : "连接断开，正在重新连接…";
    if (now === "open" && state.conversation) wire.send({ type: "lines", conversation: state.conversation });
  },
});

function showOne(line) {
  const at = state.lines.findIndex((one) => one.id === line.id);
  if (at < 0) state.lines.push(line);
  else state.lines[at] = line;
  showLines();
  showChips();
}

function needsChat() {
  return switching || !state.chats.some((one) => one.conversation === state.conversation);
}

function firstChat() {
  const waiting = state.chats.filter((one) => unreadOf(one.conversation));
  const known = state.chats.find((one) => one.conversation === lastOpen.get(state.me));
  const usual = self()?.staff ? state.chats.at(-1) : state.chats[0];
  const first = self()?.staff ? waiting.at(-1) : waiting[0];
  return (first ?? known ?? usual)?.conversation;
}

function openChat(conversation, { show = true } = {}) {
  if (!conversation) return;
  state.conversation = conversation;
  state.lines = [];
  lastOpen.set(state.me, conversation);
  quote(null);
  showHead();
  showChats();
  wire.send({ type: "lines", conversation });
  if (show) toTab("talk");
}

function choose(member) {
  if (member !== state.me) wire.send({ type: "be", member });
}

function markRead() {
  const seen = document.visibilityState === "visible" && (!phone.matches || lastTab() === "talk");
  if (seen && unreadOf(state.conversation)) wire.send({ type: "read", conversation: state.conversation });
}

const lastTab = () => document.body.dataset.tab;

function toTab(tab) {
  document.body.dataset.tab = tab;
  document.querySelectorAll("[data-to]").forEach((button) => {
    if (button.dataset.to === tab) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  });
  if (tab === "talk") toEnd();
  markRead();
}

function remember(member) {
  try {
    sessionStorage.setItem("me", member);
  } catch {
    // a browser without storage starts with the first member again
  }
}

function recalled() {
  try {
    return sessionStorage.getItem("me");
  } catch {
    return null;
  }
}

setUpPeople(choose);
setUpChats((conversation) => {
  openChat(conversation);
  if (!phone.matches) byId("message").focus();
});
setUpTalk({ onquote: quote, onrecall: (id) => wire.send({ type: "recall", id }), onmention: mention });
setUpCompose((frame) => wire.send(frame));
setUpBoard();
setUpAgenda();
setUpPlay();
document.querySelectorAll("[data-to]").forEach((button) => button.addEventListener("click", () => toTab(button.dataset.to)));
toTab(phone.matches ? "chats" : "talk");
byId("back").addEventListener("click", () => toTab("chats"));
document.addEventListener("visibilitychange", markRead);
