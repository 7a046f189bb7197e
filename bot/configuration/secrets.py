"""Tokens: read from the environment or a file at the moment of use, never from config.yaml."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.configuration.build import wechaty_of
from bot.configuration.model import ConfigFile
from bot.configuration.settings import WechatySettings
from dispatch.errors import ConfigError
from intents.yaml_file import Document, Fault


class MissingSecretError(ConfigError):
    """A token is not where the configuration says."""


def token_of(account: WechatySettings) -> str:
    """The gateway's token; MissingSecretError, one sentence, when there is none."""
    if account.token_env:
        token = os.environ.get(account.token_env, "").strip()
        where = f"the environment variable {account.token_env} is not set"
    else:
        token, where = _from_file(account.token_file)
    if not token:
        raise MissingSecretError(f"There is no token for the account {account.id}: {where}.")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise MissingSecretError(f"The token of the account {account.id} has signs that no token has.")
    return token


def secret_faults(config: ConfigFile, document: Document, folder: Path) -> Iterator[Fault]:
    """What is missing on this machine for the accounts to be served."""
    for index, said in enumerate(config.wechaty):
        account = wechaty_of(said, folder)
        path = ("wechaty", index)
        try:
            token_of(account)
        except MissingSecretError as error:
            yield document.fault(path, str(error), "Put the token of the gateway there (docs/wechaty.md).")
        if account.ca_file and not account.ca_file.is_file():
            what = f"There is no file {account.ca_file}."
            yield document.fault((*path, "ca_file"), what, "Put the gateway's certificates there.")


def _from_file(file: Path | None) -> tuple[str, str]:
    """The token, and why there is none when it is empty."""
    if file is None:
        return "", "neither token_env nor token_file is written"
    try:
        return file.read_text(encoding="utf-8").strip(), f"the file {file} is empty"
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        return "", f"the file {file} cannot be read ({reason})"
