"""What is served over plain HTTP: the page, pictures, the cases as JSON, health and figures."""

from pathlib import Path

from aiohttp import web

from bot.channels import ChannelError
from bot.web import metrics
from bot.web.access import ACCESS, TOKEN_VARIABLE
from bot.web.frames import dumps
from bot.web.socket import HUB
from dispatch.errors import LinliError

STATIC = Path(__file__).parent / "static"
LARGEST_PICTURE = 20 * 1024 * 1024  # bytes
PICTURES: web.AppKey[Path | None] = web.AppKey("pictures")
REGISTRY: web.AppKey[metrics.CollectorRegistry] = web.AppKey("registry", metrics.CollectorRegistry)

# The first bytes of the pictures that are shown; everything else is offered for saving.
MAGIC = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
}


async def index(request: web.Request) -> web.FileResponse:
    page = web.FileResponse(STATIC / "index.html")
    request.app[ACCESS].give_cookie(page)
    return page


async def cases(request: web.Request) -> web.Response:
    """GET /api/cases: all cases that the board shows, as the office gives them; 401 without the token."""
    _check_access(request)
    return _json({"cases": await request.app[HUB].office.cases()})


async def case_history(request: web.Request) -> web.Response:
    """GET /api/cases/{number}: one case and its history, oldest first; 404 when there is none, 401 without the token."""
    _check_access(request)
    number = int(request.match_info["number"])
    office = request.app[HUB].office
    case = next((c for c in await office.cases() if c.get("number") == number), None)
    history = await office.history(number)
    if case is None and not history:
        return _json({"error": f"没有 {number} 号工单"}, status=404)
    return _json({"case": case, "history": history})


async def login_code(request: web.Request) -> web.Response:
    """GET /api/accounts/{account}/code.svg: the code to sign in with; 404 when none waits, 401 without the token."""
    _check_access(request)
    code = request.app[HUB].office.login_code(request.match_info["account"])
    if code is None:
        raise web.HTTPNotFound(text="现在没有要扫的登录码。")
    return web.Response(body=code, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


async def health(request: web.Request) -> web.Response:
    """GET /healthz: 200 while the office says that it is well, else 503."""
    figures = request.app[HUB].office.health()
    return _json(figures, status=200 if figures.get("ok", True) else 503)


async def figures(request: web.Request) -> web.Response:
    """GET /metrics in Prometheus' text form."""
    body = metrics.exposition(request.app[REGISTRY])
    return web.Response(body=body, headers={"Content-Type": metrics.CONTENT_TYPE_LATEST})


async def play(request: web.Request) -> web.Response:
    """POST /api/play: starts the demo day; 409 with a sentence while one is under way."""
    try:
        await request.app[HUB].office.play_day()
    except LinliError as error:
        return _json({"error": str(error)}, status=409)
    return _json({"playing": True}, status=202)


async def upload(request: web.Request) -> web.Response:
    """POST /api/pictures?me=&conversation=: the body is the picture that the member says there.

    413 above 20 MB, 400 with a sentence when the member cannot speak there. Bytes that are no picture
    are a message like any other; the bot judges them.
    """
    try:
        content = await request.read()
    except web.HTTPRequestEntityTooLarge:
        return _json({"error": "图片超过 20 MB，请压缩后再发。"}, status=413)
    me, conversation = request.query.get("me", ""), request.query.get("conversation", "")
    if not content:
        return _json({"error": "图片是空的，请重新选择。"}, status=400)
    try:
        line = request.app[HUB].say(me, conversation, "", None, picture=content)
    except LinliError as error:
        return _json({"error": str(error)}, status=400)
    return _json({"id": line.id}, status=201)


async def picture(request: web.Request) -> web.StreamResponse:
    """GET /pictures/{name}: a member's picture by message id, or one of the bot's by file name."""
    content = await _content(request, request.match_info["name"])
    if content is None:
        raise web.HTTPNotFound(text="图片已经清除。")
    shown_as = _picture_type(content)
    if shown_as:
        return web.Response(body=content, content_type=shown_as)
    headers = {"Content-Disposition": "attachment"}
    return web.Response(body=content, content_type="application/octet-stream", headers=headers)


async def _content(request: web.Request, name: str) -> bytes | None:
    try:
        return await request.app[HUB].console.picture(name, LARGEST_PICTURE)
    except ChannelError:
        folder = request.app[PICTURES]
    if folder is None or Path(name).name != name:
        return None
    try:
        return (folder / name).read_bytes()
    except (OSError, ValueError):  # no such file, a folder, or a name that no file can have
        return None


def _picture_type(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in MAGIC.items() if content.startswith(magic)), None)


def _check_access(request: web.Request) -> None:
    if not request.app[ACCESS].let_in(request):
        raise web.HTTPUnauthorized(
            text=f"需要口令：请带上 Authorization: Bearer，值为启动时的 {TOKEN_VARIABLE}。",
            headers={"WWW-Authenticate": "Bearer"},
        )


def _json(content: object, status: int = 200) -> web.Response:
    return web.json_response(content, status=status, dumps=dumps)
