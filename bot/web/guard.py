"""The door: only this machine's own page may speak, and what it gets may load nothing foreign."""

import ipaddress
from collections.abc import Awaitable, Callable

from aiohttp import web
from yarl import URL

HOST: web.AppKey[str] = web.AppKey("host", str)  # the name or address that the operator chose
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",  # an upgraded program is seen at the next visit
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses foreign hosts (against DNS rebinding) and foreign origins on /ws and POST with 403."""
    if not known_host(request.host, request.app[HOST]):
        raise web.HTTPForbidden(text="不认识这个网址：请用启动时显示的地址打开。")
    if (request.path == "/ws" or request.method == "POST") and not own_origin(request):
        raise web.HTTPForbidden(text="只接受本页面发来的请求。")
    return await handler(request)


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """For `on_response_prepare`: the headers of every answer, refusals included."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def known_host(host: str, configured: str) -> bool:
    """Whether the Host header names this server: a loopback name, the configured one, or, when it listens
    everywhere, any address (rebinding needs a name)."""
    try:
        name = URL(f"http://{host}").host or ""
    except ValueError:
        return False
    return name in LOOPBACK or name == configured.lower() or (_everywhere(configured) and _address(name))


def own_origin(request: web.Request) -> bool:
    """Whether the request comes from our page; tools that are no browser send no Origin."""
    origin = request.headers.get("Origin")
    return origin is None or origin.lower() in {f"http://{request.host}", f"https://{request.host}"}


def _everywhere(host: str) -> bool:
    return host in ("0.0.0.0", "::")


def _address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
