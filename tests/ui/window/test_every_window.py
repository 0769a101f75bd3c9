"""Given all windows of the program, each of them filled, when I look at one after the other, then all is as it should.

Two walks, as to open every window takes its time: one on a catalogue of hostile texts, in a language in which all that
can be translated stands in brackets; one on a catalogue of long titles, in the longer words of English and French. A
window or a model that a walk does not meet fails it, so that a new one is added to ``tour.py``.
"""

import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QTranslator
from PySide6.QtWidgets import QApplication, QDialog

import bcdc_desktop.ui
from bcdc_desktop import translation
from helpers.accessible import Accessible
from helpers.examples import MORE
from helpers.geometry import Geometry
from helpers.hostile import MARK, Walk
from helpers.texts import BracketTranslator, bracketed
from helpers.translated import CutOff, ForMachines, LongestTranslator, Untranslated

from .tour import Tour

pytestmark = pytest.mark.timeout(400)  # all windows, one after the other


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    """The program in a language in which all that can be translated stands in brackets."""
    translator = BracketTranslator(qapp)
    qapp.installTranslator(translator)
    translation.install(bracketed)
    yield
    qapp.removeTranslator(translator)
    translation.install(str)


def test_texts_from_outside_are_text_and_those_of_the_program_can_be_translated(brackets: None, tour: Tour) -> None:
    walk, untranslated, machines = Walk(), Untranslated(), ForMachines()

    def look(place: str) -> None:
        walk.look(place)
        untranslated.look(place)
        machines.look(place)

    tour.go(look)
    assert walk.faults == []
    assert untranslated.faults == {}
    assert machines.faults == {}
    assert unmet(QDialog, walk.met) == set()
    assert unmet(QAbstractItemModel, walk.met) == set()
    hostile = {name.rpartition(".")[2] for name in walk.marked}
    assert {"MainWindow", "PackageModel", "OrganizationModel", "ResourceModel", "LinkLabel", "QueueModel"} <= hostile
    assert {"ChangesDialog", "ConflictDialog", "JournalDialog", "UploadSheet", "CompareDialog"} <= hostile


def unmet(base: type, met: set[str]) -> set[str]:
    """The classes of the program of a kind that the walk did not meet, whatever was imported before."""
    for module in pkgutil.walk_packages(bcdc_desktop.ui.__path__, "bcdc_desktop.ui."):
        importlib.import_module(module.name)
    waiting, found = [base], set()
    while waiting:
        kind = waiting.pop()
        below = kind.__subclasses__()
        waiting += below
        if kind.__module__.startswith("bcdc_desktop.ui") and not below:
            found.add(f"{kind.__module__}.{kind.__qualname__}")
    return found - met


class TestOnSmallAndLargeScreens:
    """From 1920 x 1080 at 200 % up, in the language that needs more room."""

    @pytest.fixture
    def hostile(self) -> str:
        """A long title instead, in all places where the catalogue has a text."""
        return (
            f"{MARK} of the province's rivers and lakes by region and month, with those of earlier years for comparison"
        )

    @pytest.fixture
    def longest(self, qapp: QApplication, french: list[QTranslator]) -> Iterator[None]:
        """The longer of English and French, for each text."""
        translators = [LongestTranslator(other) for other in french]
        for translator in translators:
            qapp.installTranslator(translator)
        yield
        for translator in translators:
            qapp.removeTranslator(translator)

    def test_all_fits_and_is_read_out_and_can_be_hit(self, longest: None, tour: Tour) -> None:
        geometry, accessible, cut = Geometry(), Accessible(), CutOff()

        def look(place: str) -> None:
            geometry.look(place)
            accessible.look(place)
            cut.look(place)

        tour.go(look)
        assert not geometry.faults, "\n".join(f"{place}: {fault}" for fault, place in geometry.faults.items())
        assert accessible.nameless == {}
        assert accessible.small == {}
        assert len(accessible.met) > 10
        assert cut.faults == {}


@pytest.mark.parametrize(("scale", "dpi"), [("1", "144"), *([("2", "96")] if MORE else [])])
def test_all_fits_at_other_scales_and_resolutions(scale: str, dpi: str) -> None:
    """In a process of its own, because Qt takes both from the environment when it starts."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale, "QT_FONT_DPI": dpi}
    walk = f"{__file__}::{TestOnSmallAndLargeScreens.__name__}"
    arguments = ["-q", "-n", "0", "-p", "no:cacheprovider", "--show-capture=no", "--tb=short", walk]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
