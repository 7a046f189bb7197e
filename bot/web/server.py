"""Puts the page together and serves it."""

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from aiohttp import WSCloseCode, web

from bot.channels.console import ConsoleChannel
from bot.web import metrics, pages
from bot.web.access import ACCESS, Access
from bot.web.guard import HOST, add_headers, guard
from bot.web.hub import Hub
from bot.web.office import Office
from bot.web.socket import HUB, SOCKETS, serve_socket
from dispatch.errors import LinliError

ROUTES = (
    web.get("/", pages.index),
    web.static("/static", pages.STATIC),
    web.get("/ws", serve_socket),
    web.get("/pictures/{name}", pages.picture),
    web.post("/api/pictures", pages.upload),
    web.get("/api/cases", pages.cases),
    web.get(r"/api/cases/{number:\d{1,9}}", pages.case_history),
    web.get("/api/accounts/{account}/code.svg", pages.login_code),
    web.post("/api/play", pages.play),
    web.get("/healthz", pages.health),
    web.get("/metrics", pages.figures),
)


class WebError(LinliError):
    """The web page cannot be served."""


def create_web(
    *,
    console: ConsoleChannel,
    office: Office,
    title: str,
    data: Path | None,
    registry: metrics.CollectorRegistry | None = None,
    access: Access | None = None,
) -> web.Application:
    """The page of a console and its office; pictures that the bot sends are read from data/pictures.

    The figures of `office.health` join `registry` (a new one when None) as metrics.
    """
    app = web.Application(middlewares=[guard], client_max_size=pages.LARGEST_PICTURE)
    app[HOST] = "127.0.0.1"
    app[ACCESS] = access or Access()
    app[HUB] = Hub(console=console, office=office, title=title)
    app[SOCKETS] = set()
    app[pages.PICTURES] = data / "pictures" if data else None
    app[pages.REGISTRY] = registry or metrics.CollectorRegistry()
    metrics.watch(app[pages.REGISTRY], office.health)
    app.add_routes(ROUTES)
    app.cleanup_ctx.append(_hub_running)
    app.on_shutdown.append(_close_sockets)
    app.on_response_prepare.append(add_headers)
    return app


async def serve(app: web.Application, host: str = "127.0.0.1", port: int = 0) -> tuple[web.AppRunner, int]:
    """Serves until `runner.cleanup()`; gives the runner and the port (a free one for 0).

    WebError, one sentence, when the port is taken or the host cannot be used.
    """
    app[HOST] = host
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise WebError(_why(error, host, port)) from error
    return runner, int(runner.addresses[0][1])


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被占用（port {port} is taken）：请用 --port N 或 config.yaml 的 web.port 换一个，或先停掉占用它的程序。"
    return f"无法在 {host}:{port} 提供网页（{error.strerror or error}）：请检查 web.host 和 web.port。"


async def _hub_running(app: web.Application) -> AsyncIterator[None]:
    pulse = app[HUB].start()
    yield
    app[HUB].stop()
    pulse.cancel()
    with suppress(asyncio.CancelledError):
        await pulse


async def _close_sockets(app: web.Application) -> None:
    for socket in app[SOCKETS].copy():
        await socket.close(code=WSCloseCode.GOING_AWAY)
