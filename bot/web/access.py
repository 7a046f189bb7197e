"""Who may read /api/cases: programs with the operator's token, and the page itself by its own cookie."""

import os
import secrets
from dataclasses import dataclass, field

from aiohttp import web

TOKEN_VARIABLE = "LINLI_API_TOKEN"  # secrets come from the environment, never from config.yaml
COOKIE = "linli_page"


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """The operator's token (None: this machine's programs may read without one) and the page's secret."""

    token: str | None = field(default_factory=lambda: os.environ.get(TOKEN_VARIABLE) or None)
    page: str = field(default_factory=secrets.token_urlsafe)

    def let_in(self, request: web.Request) -> bool:
        """Whether the request carries `Authorization: Bearer <token>` or the cookie that the page was given."""
        if self.token is None:
            return True
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return _same(bearer, self.token) or _same(request.cookies.get(COOKIE, ""), self.page)

    def give_cookie(self, response: web.StreamResponse) -> None:
        """Make the page known; scripts cannot read the cookie and other sites do not get it sent."""
        response.set_cookie(COOKIE, self.page, httponly=True, samesite="Strict")


ACCESS: web.AppKey[Access] = web.AppKey("access", Access)


def _same(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode(), wanted.encode())
