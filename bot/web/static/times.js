// Time as the office tells it: the demo's clock may run ahead of this machine's.

let ahead = 0; // milliseconds

export const setNow = (iso) => {
  if (iso) ahead = Date.parse(iso) - Date.now();
};

export const now = () => Date.now() + ahead;

const parts = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai", month: "numeric", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit",
  hourCycle: "h23",
});

function split(moment) {
  return Object.fromEntries(parts.formatToParts(moment).map((part) => [part.type, part.value]));
}

// 09:41 today, 3月2日 09:41 on other days.
export function shortTime(iso) {
  const then = split(new Date(iso));
  const today = split(new Date(now()));
  const clock = `${then.hour}:${then.minute}`;
  return then.day === today.day && then.month === today.month ? clock : `${then.month}月${then.day}日 ${clock}`;
}

// 3月2日 周一 09:41
export function longTime(iso) {
  const { month, day, weekday, hour, minute } = split(new Date(iso));
  return `${month}月${day}日 ${weekday} ${hour}:${minute}`;
}

// What is left until `iso`: {text, late}; 04:59 under an hour, 3小时05分 under two days, then days.
export function remaining(iso) {
  const seconds = Math.round((Date.parse(iso) - now()) / 1000);
  return { late: seconds < 0, text: span(Math.abs(seconds)) };
}

function span(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  if (seconds < 3600) return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)}小时${two(Math.floor((seconds % 3600) / 60))}分`;
  return `${Math.floor(seconds / 86400)}天`;
}

// The same length in words, for screen readers.
export function spoken({ late, text }) {
  return `${late ? "已超时" : "还剩"} ${text}`;
}
