// What the page knows; the server's frames are its only source.

export const state = {
  me: null, // member id
  bot: "小格",
  members: [],
  chats: [], // of me: {conversation, name, people, last}
  unread: {}, // of me, by conversation: {count, mentioned}
  totals: {}, // by member id
  cases: [],
  duty: [], // by grid: {grid, now, manned, week}
  agenda: [], // items: {number, title, place, why, steps, decision, follow_up, voices}
  accounts: [], // of chat services: {account, state, state_name, since, detail, advice, code}
  conversation: null, // the open one
  lines: [], // of the open one, oldest first
};

export const self = () => state.members.find((member) => member.id === state.me);

export const chat = () => state.chats.find((one) => one.conversation === state.conversation);

export const memberOf = (contact) => state.members.find((member) => member.contact === contact);

export const unreadOf = (conversation) => state.unread[conversation]?.count ?? 0;

export const chatName = (one) => one.name ?? state.bot;
