"""Whatever happened to the files at home, and whatever is searched for or checked, each command ends as it should.

``PYTHONPATH=tests python -m fuzz.home --seeds 1000`` tries many more; a seed that falls there is added here.
"""

import pytest

from fuzz.home import COMMANDS_A_SEED, run
from helpers.examples import MORE

SEEDS = 60 if MORE else 12


def test_every_command_ends_with_a_documented_code_and_a_sentence_in_a_damaged_home() -> None:
    ended = list(run(0, SEEDS, lambda _text: None))
    assert len(ended) == SEEDS * COMMANDS_A_SEED
    assert [fall for _seed, fall in ended if fall is not None] == []


@pytest.mark.parametrize("seed", [50605, 51147])
def test_what_fell_once_does_not_fall_again(seed: int) -> None:
    assert [fall for _seed, fall in run(seed, 1, lambda _text: None) if fall is not None] == []
