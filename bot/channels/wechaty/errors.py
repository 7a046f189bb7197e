"""What can go wrong between us and a gateway."""

from bot.channels import ChannelError


class GatewayError(ChannelError):
    """The gateway could not do it."""


class GatewayLostError(GatewayError):
    """There is no connection to the gateway."""


class GatewaySilentError(GatewayError):
    """The gateway did not answer in time."""


class GatewayTakenError(GatewayError):
    """Another client holds the gateway's events."""


class WrongTokenError(GatewayError):
    """The gateway does not accept the token."""


class GatewayRefusedError(GatewayError):
    """The gateway answered with an error."""
