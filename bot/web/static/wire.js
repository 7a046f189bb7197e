// The websocket to the server: frames both ways, coming back by itself with growing pauses.

const PAUSES = [500, 1000, 2000, 4000, 8000];

export class Wire {
  constructor({ me, onframe, onstate }) {
    this.me = me;
    this.onframe = onframe;
    this.onstate = onstate;
    this.failures = 0;
    addEventListener("online", () => this.soon(0));
    this.connect();
  }

  connect() {
    clearTimeout(this.timer);
    const address = new URL("/ws", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    if (this.me()) address.searchParams.set("me", this.me());
    this.socket = new WebSocket(address);
    this.socket.onopen = () => {
      this.failures = 0;
      this.onstate("open");
    };
    this.socket.onmessage = (event) => this.onframe(JSON.parse(event.data));
    this.socket.onclose = () => this.lost();
  }

  lost() {
    this.onstate("lost");
    this.soon(PAUSES[Math.min(this.failures, PAUSES.length - 1)]);
    this.failures += 1;
  }

  soon(pause) {
    clearTimeout(this.timer);
    if (this.socket.readyState >= WebSocket.CLOSING) this.timer = setTimeout(() => this.connect(), pause);
  }

  get ready() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  send(frame) {
    if (this.ready) this.socket.send(JSON.stringify(frame));
    return this.ready;
  }
}
