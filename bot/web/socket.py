"""The websocket of one open page: frames in, frames out."""

import asyncio
from contextlib import suppress

from aiohttp import WSMsgType, web

from bot.web.frames import parse
from bot.web.hub import Hub, Session
from dispatch.errors import LinliError

HUB: web.AppKey[Hub] = web.AppKey("hub", Hub)
SOCKETS: web.AppKey[set[web.WebSocketResponse]] = web.AppKey("sockets")
LARGEST_FRAME = 256 * 1024  # bytes
HEARTBEAT_SECONDS = 25.0


async def serve_socket(request: web.Request) -> web.WebSocketResponse:
    """GET /ws?me=<member id>: see `bot.web.frames` for the frames; a bad one is answered with an error."""
    socket = web.WebSocketResponse(max_msg_size=LARGEST_FRAME, heartbeat=HEARTBEAT_SECONDS)
    await socket.prepare(request)
    hub = request.app[HUB]
    session = hub.join(request.query.get("me"))
    request.app[SOCKETS].add(socket)
    writer = asyncio.create_task(_write(socket, session))
    try:
        await _read(socket, session, hub)
    finally:
        hub.leave(session)
        request.app[SOCKETS].discard(socket)
        writer.cancel()
        with suppress(asyncio.CancelledError, ConnectionError):
            await writer
    return socket


async def _read(socket: web.WebSocketResponse, session: Session, hub: Hub) -> None:
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            session.put({"type": "error", "message": "看不懂这条消息：只收文字帧。"})
            continue
        try:
            hub.handle(session, parse(message.data))
        except LinliError as error:
            session.put({"type": "error", "message": str(error)})


async def _write(socket: web.WebSocketResponse, session: Session) -> None:
    while not session.lost:
        await socket.send_str(await session.frames.get())
    await socket.close(message=b"too slow")
