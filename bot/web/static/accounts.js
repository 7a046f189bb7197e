// Above the board: the chat accounts, what is the matter with them, and the code to sign in with.

import { byId, h, sync } from "./dom.js";
import { state } from "./state.js";
import { shortTime } from "./times.js";

export function showAccounts() {
  byId("accounts").hidden = state.accounts.length === 0;
  sync(byId("accounts"), state.accounts, ({ account }) => account, row);
}

const row = ({ account, state: now, state_name: name, since, detail, advice, code }) =>
  h("li", { class: now === "signed_in" ? "account" : "account away", "data-testid": `account-${account}` },
    h("span", { title: detail }, `账号 ${account} `, h("b", {}, name), ` · ${shortTime(since)}起`),
    advice ? h("span", { class: "faint" }, advice) : null,
    code ? h("img", { class: "login-code", alt: "登录二维码", width: 220, height: 220,
      src: `/api/accounts/${encodeURIComponent(account)}/code.svg?${code}` }) : null);
