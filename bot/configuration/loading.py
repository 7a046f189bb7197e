"""Reads config.yaml: all faults at once, or the settings that it stands for."""

from collections.abc import Sequence
from pathlib import Path

from bot.configuration.build import settings_of
from bot.configuration.checks import every_fault
from bot.configuration.model import ConfigFile
from bot.configuration.rosters import roster_faults
from bot.configuration.secrets import secret_faults
from bot.configuration.settings import Settings
from dispatch.errors import ConfigError
from intents.yaml_file import Fault, read, validate


class FaultyConfigError(ConfigError):
    """The configuration has faults; `faults` are all of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def load(path: Path, *, serving: bool = False) -> Settings:
    """The settings of a configuration file; FaultyConfigError (a ConfigError) carries every fault of it.

    Relative paths in it (`data`, an SQLite file) are relative to its folder. For `serving` the tokens of the
    accounts must be there too.
    """
    settings, faults = _read(path, serving)
    if settings is None:
        raise FaultyConfigError(faults)
    return settings


def check(path: Path) -> list[Fault]:
    """Every fault of a configuration file, with file, line, what and the way out; empty when it can be served."""
    return _read(path, serving=True)[1]


def _read(path: Path, serving: bool) -> tuple[Settings | None, list[Fault]]:
    document, faults = read(path)
    if document is None:
        return None, faults
    config, misfits = validate(document, ConfigFile)
    faults += misfits
    folder = path.resolve().parent
    if config is not None:
        faults += [*every_fault(config, document), *roster_faults(config, document)]
    if config is not None and serving:
        faults += secret_faults(config, document, folder)
    if config is None or faults:
        return None, sorted(faults, key=lambda fault: fault.line)
    return settings_of(config, folder), []
