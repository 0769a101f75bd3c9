"""Whatever a catalogue answers, each command ends with a documented exit code and a sentence.

``PYTHONPATH=tests python -m fuzz.commands --seeds 20000`` tries many more; a seed that falls there is added here.
"""

import pytest

from fuzz.commands import BLOCK, run
from helpers.examples import MORE

BLOCKS = 10 if MORE else 2


@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_command_ends_with_a_documented_code_and_a_sentence(block: int) -> None:
    ended = list(run(block * BLOCK, BLOCK, lambda _text: None, alarm=False))
    assert len(ended) == BLOCK
    assert [fall for _seed, fall, _seconds in ended if fall is not None] == []


@pytest.mark.parametrize("seed", [1240, 704543])
def test_what_fell_once_does_not_fall_again(seed: int) -> None:
    assert [fall for _seed, fall, _seconds in run(seed, 1, lambda _text: None, alarm=False) if fall is not None] == []
