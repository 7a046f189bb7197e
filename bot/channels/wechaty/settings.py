"""Where a gateway is, and how long each thing may take."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """A Wechaty gateway. `ca` is a file of trusted certificates (None: the system's), `server_name` the name
    that the certificate carries when it is not `host`; both only with `tls`."""

    host: str
    port: int
    token: str = field(repr=False)
    tls: bool = False
    ca: Path | None = None
    server_name: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Timings:
    """Seconds. The defaults notice a frozen gateway within 14 s and are back within 5 s of its return.

    A frozen one is to be noticed by the probe, before the pings give the connection up: 6 + 7 s against 10 + 5 s.
    """

    call: float = 10  # for the answer to a question
    send: float = 30  # for a line or a picture to be said
    file: float = 10  # for the next part of a file to arrive
    keepalive: float = 10  # between two HTTP/2 pings
    keepalive_answer: float = 5
    probe_every: float = 6  # between two questions for the gateway's version
    probe: float = 7  # for its answer; gateways that take 5 s a call are slow and not frozen
    first_wait: float = 0.2  # before the first new attempt to connect, then doubled
    longest_wait: float = 4
    token_wait: float = 30  # before the next attempt with a token that was refused
    evict_after: float = 60  # so long another client may hold the events before it is stopped
    evict_every: float = 600  # at most one such Stop in this time
