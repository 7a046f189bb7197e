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
from intents.fitting.texts import danger_weight_of
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


def test_danger_scores_higher_than_talk_of_voices_never_seen(fitted: Fit) -> None:
    scored = list(zip(fitted.texts, fitted.danger, strict=True))
    talk = sorted(points for text, points in scored if text.example.truth.none)
    urgent = [points for text, points in scored if text.example.truth.urgent]
    assert sum(points > talk[len(talk) * 9 // 10] for points in urgent) > 0.75 * len(urgent)


def test_what_goes_on_with_a_danger_teaches_a_little_of_it_and_no_other_detail_does(fitted: Fit) -> None:
    details = [text for text in fitted.texts if text.example.truth.joins is not None]
    assert {(text.danger, 0 < danger_weight_of(text) < 0.5) for text in details} == {
        (True, True),
        (False, False),
    }


def test_a_request_without_danger_counts_less_where_danger_is_learnt(fitted: Fit) -> None:
    news = [text for text in fitted.texts if text.example.voice == "log_f" and text.example.truth.types]
    assert {(text.danger, danger_weight_of(text)) for text in news} == {(True, 1.0), (False, 0.5)}


def test_a_word_of_requests_weighs_for_and_thanks_against(fitted: Fit) -> None:
    cues = fitted.fitted.opens.cues
    assert cues["又"] > 0 > cues["谢谢"]


def test_the_talk_before_a_line_knows_the_cases_before_it(sample: list[Example]) -> None:
    log = [example for example in sample if example.voice == "log_f"]
    before = {example.key: [thread.key for thread in talk.threads] for example, talk in conversations(log)}
    assert [before["7"], before["8"]] == [[], ["7"]]
