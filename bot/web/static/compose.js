// Saying something: the input, quick replies, a quote to answer, a picture to send.

import { byId, h, sync, toast } from "./dom.js";
import { chat, self, state } from "./state.js";
import { suggestions } from "./words.js";

const LARGEST = 20 * 1024 * 1024; // bytes of a picture
const TOO_LARGE = "图片超过 20 MB，请压缩后再发。";
const OFFLINE = "还没连上，消息没有发出，请稍后再试。";

let quoted = null;

export function setUpCompose(say) {
  const message = byId("message");
  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (submit(say, message.value)) write("");
    message.focus();
  });
  message.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    byId("form").requestSubmit();
  });
  message.addEventListener("input", grow);
  message.addEventListener("paste", (event) => sendPictures(event.clipboardData?.files));
  byId("chips").addEventListener("click", (event) => {
    const chip = event.target.closest("[data-chip]");
    if (!chip) return;
    write(chip.dataset.chip);
    byId("form").requestSubmit();
  });
  byId("unquote").addEventListener("click", () => quote(null));
  byId("attach").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", (event) => {
    sendPictures(event.target.files);
    event.target.value = "";
  });
}

export function quote(line) {
  quoted = line;
  byId("quoting").hidden = !line;
  byId("quoting-text").textContent = line ? `${line.name}：${line.text || "[图片]"}` : "";
  if (line) byId("message").focus();
}

export function mention(name) {
  const message = byId("message");
  write(`${message.value}@${name} `);
  message.focus();
}

export function showChips() {
  const me = self();
  const group = Boolean(chat()?.name);
  const texts = me ? suggestions({ me, group, cases: state.cases, lines: state.lines }) : [];
  sync(byId("chips"), texts, (text) => text,
    (text) => h("button", { type: "button", class: "chip", "data-chip": text }, text));
}

function submit(say, text) {
  if (!text.trim() || !state.conversation) return false;
  const sent = say({ type: "say", conversation: state.conversation, text, quote: quoted?.id });
  if (sent) quote(null);
  else toast(OFFLINE);
  return sent;
}

function write(text) {
  byId("message").value = text;
  grow();
}

function grow() {
  const message = byId("message");
  message.style.height = "auto";
  message.style.height = `${Math.min(message.scrollHeight, 132)}px`;
}

async function sendPictures(files) {
  for (const file of files ?? []) await sendPicture(file);
}

async function sendPicture(file) {
  if (file.size > LARGEST) return toast(TOO_LARGE);
  const query = new URLSearchParams({ me: state.me, conversation: state.conversation });
  try {
    const answer = await fetch(`/api/pictures?${query}`, { method: "POST", body: file });
    if (!answer.ok) toast((await answer.json()).error);
  } catch {
    toast("图片没有发出，请检查连接后再试。");
  }
}
