"""The npm gateway of tests/gateway as a process of its own on the loopback, and what people do there."""

import asyncio
import base64
import io
import json
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.wechaty import Endpoint

FOLDER = Path(__file__).parents[2] / "gateway"
LOOPBACK = "127.0.0.1"
BOT = "wxid_bot"
FILE, VOICE, PICTURE, TEXT, RECALLED = 1, 2, 6, 7, 13  # TypeScript's numbers of message types


@dataclass(kw_only=True)
class Room:
    """A room that the account knows from the beginning."""

    topic: str
    members: dict[str, str]  # contact id -> alias in the room, or ""


@dataclass(kw_only=True)
class Gateway:
    """Not started yet. `contacts` (id -> name) and `rooms` are known again after each restart, what was said is not.

    What the client did stands in `records()`: said (texts with mentions; files with name, bytes, sha256),
    recalled, accepted, calls.
    """

    contacts: dict[str, str] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    token: str = "secret"
    certificate: tuple[Path, Path] | None = None  # chain and key: TLS
    port: int = 0

    def __post_init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="linli-gateway-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._control = 0

    def endpoint(self, **parts: Any) -> Endpoint:
        return Endpoint(**{"host": LOOPBACK, "port": self.port, "token": self.token, **parts})

    # its life

    async def start(self) -> None:
        """Listen, on the port of before when there was one."""
        (self._folder / "world.json").write_text(json.dumps(self._world()), encoding="utf-8")
        with (self._folder / "errors.log").open("ab") as errors:
            self._process = subprocess.Popen(
                self._command(),
                cwd=self._folder,
                env=os.environ | {"TMPDIR": str(self._folder)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        assert self._process.stdout
        ready = await asyncio.to_thread(self._process.stdout.readline)
        assert ready, f"the gateway did not start: {(self._folder / 'errors.log').read_text()}"
        ports = json.loads(ready)
        self.port, self._control = ports["port"], ports["control"]

    async def reset(self) -> None:
        """As if it had just been started, which takes longer."""
        if self._process is None:
            await self.start()
        self.thaw()
        await self.do("reset", **self._world())

    def kill(self) -> None:
        """SIGKILL; harmless when it does not run."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process = None

    async def restart(self) -> None:
        self.kill()
        await self.start()

    def freeze(self) -> None:
        """SIGSTOP: connections stay, nothing is answered any more."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def remove(self) -> None:
        """Kill it and leave nothing behind."""
        self.kill()
        shutil.rmtree(self._folder)

    # what people do

    async def do(self, action: str, **fields: Any) -> Any:
        """An action of the control port (the table in tests/gateway/control.js); AssertionError when it fails."""
        url = f"http://{LOOPBACK}:{self._control}/{action}"
        body = io.BytesIO(json.dumps(fields).encode())
        async with aiohttp.ClientSession() as session, session.post(url, data=body) as response:
            answer = await response.json()
        assert response.status == 200, f"{action}: {answer}"
        return answer

    async def say(
        self, sender: str, text: str = "", *, room: str = "", content: bytes | None = None, **fields: Any
    ) -> str:
        """Somebody says something in a room, or to the bot; the message's id. `content` is that of a picture,
        unless another `type` is given."""
        if content is not None:
            encoded = base64.b64encode(content).decode()
            fields = {"type": PICTURE, "file": {"name": "photo.jpg", "base64": encoded}, **fields}
        message_id: str = await self.do("say", sender=sender, text=text, room=room, **fields)
        return message_id

    async def records(self) -> dict[str, Any]:
        """What the client did so far, in its order."""
        records: dict[str, Any] = await self.do("records")
        return records

    async def texts(self, conversation: str) -> list[str]:
        """The texts that were said in a room, or to a contact."""
        said = (await self.records())["said"]
        return [each["text"] for each in said if each["conversation"] == conversation and "text" in each]

    def _command(self) -> list[str]:
        command = ["node", str(FOLDER / "main.js"), "--token", self.token, "--port", str(self.port)]
        command += ["--world", str(self._folder / "world.json")]
        if self.certificate:
            chain, key = self.certificate
            command += ["--cert", str(chain), "--key", str(key)]
        return command

    def _world(self) -> dict[str, Any]:
        contacts = [{"id": contact, "name": name} for contact, name in self.contacts.items()]
        rooms = [
            {"id": name, "topic": room.topic, "members": list(room.members), "aliases": room.members}
            for name, room in self.rooms.items()
        ]
        return {"contacts": contacts, "rooms": rooms}

    def _signal(self, number: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(number)


def skip_without_gateway() -> None:
    """Skips the test where the gateway cannot run."""
    if shutil.which("node") is None:
        pytest.skip("node is not installed; the npm gateway needs it")
    if not (FOLDER / "node_modules").is_dir():
        pytest.skip("the npm gateway is not installed; `make gateway` installs it")
