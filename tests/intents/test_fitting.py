"""Fitting: the same examples give the same weights, and a voice is judged by weights that never saw it."""

from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="scikit-learn is a development dependency")

from bot.assets import lexicon_folder
from bot.commands.lexicon import examples_folder, labelled, load_written
from intents.examples import Example
from intents.fitted import write_fitted
from intents.fitting import Fit, fit
from intents.fitting.talks import conversations
from intents.lexicon import Lexicon

SAMPLE = ("days_garden.jsonl", "days_mill.jsonl", "log_f.jsonl", "elders.jsonl", "loft.jsonl", "single_f.tsv")


@pytest.fixture(scope="module")
def written() -> Lexicon:
    return load_written(lexicon_folder())


@pytest.fixture(scope="module")
def sample() -> list[Example]:
    return [example for name in SAMPLE for example in labelled(examples_folder() / name)]


@pytest.fixture(scope="module")
def fitted(written: Lexicon, sample: list[Example]) -> Fit:
    return fit(written, sample)


def test_the_same_examples_give_the_same_bytes(
    fitted: Fit, written: Lexicon, sample: list[Example], tmp_path: Path
) -> None:
    for name, found in (("one", fitted), ("other", fit(written, sample))):
        (tmp_path / name).mkdir()
        write_fitted(tmp_path / name, found.fitted, "sample")
    one, other = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert one == other


def test_each_voice_is_held_out_of_exactly_one_part(fitted: Fit, sample: list[Example]) -> None:
    held_out = [voice for _, voices in fitted.parts for voice in voices]
    assert sorted(held_out) == sorted({example.voice for example in sample})


def test_requests_score_higher_than_talk_of_voices_never_seen(fitted: Fit) -> None:
    requests = [p for text, p in zip(fitted.texts, fitted.points, strict=True) if text.example.truth.types]
    others = [p for text, p in zip(fitted.texts, fitted.points, strict=True) if text.example.truth.none]
    middle = sorted(others)[len(others) // 2]
    assert sum(p > middle for p in requests) > 0.9 * len(requests)


def test_a_word_of_requests_weighs_for_and_thanks_against(fitted: Fit) -> None:
    cues = fitted.fitted.opens.cues
    assert cues["又"] > 0 > cues["谢谢"]


def test_the_talk_before_a_line_knows_the_cases_before_it(sample: list[Example]) -> None:
    log = [example for example in sample if example.voice == "log_f"]
    before = {example.key: [thread.key for thread in talk.threads] for example, talk in conversations(log)}
    assert [before["7"], before["8"]] == [[], ["7"]]
