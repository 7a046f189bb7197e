"""The bot's behaviour as conversations: one file each, played through the whole bot."""

from pathlib import Path

import pytest

from bot.rehearsal.played import Played
from bot.rehearsal.stage import stage
from bot.rehearsal.steps import Transcript
from bot.rehearsal.transcript import read
from intents.understand import Understanding
from tests.rewriting import rewritten

FILES = sorted((Path(__file__).parent / "conversations").glob("*.txt"))


async def _played(transcript: Transcript, understanding: Understanding) -> Played:
    async with stage(transcript, understanding=understanding) as player:
        return await player.play()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_the_conversation_goes_as_written(
    file: Path, understanding: Understanding, request: pytest.FixtureRequest
) -> None:
    transcript = read(file)
    played = await _played(transcript, understanding)
    if played.mismatches and request.config.getoption("--update-transcripts"):
        file.write_text(rewritten(file.read_text(encoding="utf-8"), transcript, played), encoding="utf-8")
        pytest.skip("the transcript was rewritten; read the diff before you keep it")
    assert "\n".join(map(str, played.mismatches)) == ""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_file_says_in_one_sentence_what_it_shows_and_expects_something(file: Path) -> None:
    transcript = read(file)
    assert (transcript.checks, transcript.about.endswith(".")) == (True, True)
