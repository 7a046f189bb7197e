"""config.yaml: read with every fault at once, checked, and turned into frozen settings."""

from bot.configuration.loading import FaultyConfigError, check, load

__all__ = ["FaultyConfigError", "check", "load"]
