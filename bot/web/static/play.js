// 演示一天: starts the demo day and shows how far it is.

import { byId, toast } from "./dom.js";
import { longTime } from "./times.js";

export function setUpPlay() {
  byId("play").addEventListener("click", async () => {
    byId("play").disabled = true;
    try {
      const answer = await fetch("/api/play", { method: "POST" });
      if (answer.ok) return;
      toast((await answer.json()).error);
    } catch {
      toast("演示没有开始，请检查连接后再试。");
    }
    byId("play").disabled = false;
  });
}

export function showPlaying(playing) {
  const button = byId("play");
  byId("play-state").hidden = !playing;
  button.disabled = Boolean(playing);
  document.body.classList.toggle("playing", Boolean(playing));
  button.firstChild.textContent = playing ? "演示中 " : "演示一天 ";
  if (!playing) return;
  const percent = Math.round(playing.progress * 100);
  byId("play-progress").value = playing.progress;
  byId("play-progress").textContent = `${percent}%`;
  byId("play-clock").textContent = [longTime(playing.clock), `${percent}%`, playing.speed ? `×${playing.speed}` : ""]
    .filter(Boolean).join(" · ");
}
