"""The wire under the double: paths of the generated messages, tokens, connections that can be cut."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from grpclib.const import Cardinality, Handler
from grpclib.protocol import H2Protocol
from grpclib.server import Handler as Requests
from grpclib.server import Server, Stream
from wechaty_grpc.wechaty import puppet

bearer: ContextVar[tuple[str, str]] = ContextVar("bearer")  # :authority and authorization of a request


class Answering(Protocol):
    """Who answers the calls of a client."""

    async def answer(self, name: str, request: Any) -> Any: ...

    async def events(self, stream: "Stream[Any, Any]") -> None: ...

    async def file(self, stream: "Stream[Any, Any]") -> None: ...


@dataclass(frozen=True)
class Service:
    """The methods of the gateway, by their paths."""

    double: Answering
    methods: tuple[str, ...]  # those that are answered with one message

    def __mapping__(self) -> dict[str, Handler]:
        one = {f"/wechaty.Puppet/{name}": self._unary(name) for name in self.methods}
        return {
            **one,
            "/wechaty.Puppet/Event": self._stream(
                self.double.events, puppet.EventRequest, puppet.EventResponse
            ),
            "/wechaty.Puppet/MessageFileStream": self._stream(
                self.double.file, puppet.MessageFileStreamRequest, puppet.MessageFileStreamResponse
            ),
        }

    def _unary(self, name: str) -> Handler:
        async def answer(stream: "Stream[Any, Any]") -> None:
            request = await stream.recv_message()
            await stream.send_message(await self.double.answer(name, request))

        request, response = getattr(puppet, f"{name}Request"), getattr(puppet, f"{name}Response")
        return Handler(answer, Cardinality.UNARY_UNARY, request, response)

    def _stream(self, answer: Any, request: Any, response: Any) -> Handler:
        return Handler(answer, Cardinality.UNARY_STREAM, request, response)


class _Requests(Requests):
    """Remembers by what token each request asks."""

    def accept(self, stream: Any, headers: Any, release_stream: Any) -> None:
        named = dict(headers)
        bearer.set((named.get(":authority", ""), named.get("authorization", "")))
        super().accept(stream, headers, release_stream)


class GatewayServer(Server):
    """Knows its connections, so that they can be cut."""

    def __init__(self, handlers: Any) -> None:
        super().__init__(handlers)
        self._protocols: list[H2Protocol] = []

    def _protocol_factory(self) -> H2Protocol:
        handler = _Requests(self._mapping, self._codec, self._status_details_codec, self.__dispatch__)
        self._handlers.add(handler)
        protocol = H2Protocol(handler, self._config, self._h2_config)
        self._protocols.append(protocol)
        return protocol

    @property
    def port(self) -> int:
        server: Any = self._server
        return int(server.sockets[0].getsockname()[1])

    def abort(self) -> None:
        for protocol in self._protocols:
            transport = getattr(getattr(protocol, "connection", None), "_transport", None)
            if transport:  # a connection that ended has none
                transport.abort()
