"""Given a catalogue that opens slowly, when I choose another one meanwhile, then I get the one that I chose last."""

import threading

from bcdc_desktop.store.paths import Places
from bcdc_desktop.ui.program import Program
from helpers.waiting import PATIENCE


class SlowPractice:
    """A practice catalogue that starts when it is let go."""

    def __init__(self, demo) -> None:
        self.url, self.tokens = demo.url, demo.tokens
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.started = 0

    def start(self) -> str:
        self.started += 1
        self.begun.set()
        assert self.go_on.wait(PATIENCE)
        return self.url

    def stop(self) -> None:
        """It is another's."""


def test_the_role_that_was_chosen_last_is_opened_and_one_practice_catalogue_started(qtbot, qapp, demo, home):
    practice, users = SlowPractice(demo), []
    program = Program(Places.below(home).make(), lambda _places: practice, qapp)
    program.opened.connect(lambda session: users.append(session.workspace.user))
    try:
        program.open("practice", practice_role="sysadmin")
        qtbot.waitUntil(practice.begun.is_set)
        program.open("practice", practice_role="member")
        practice.go_on.set()
        qtbot.waitUntil(lambda: program.workers.idle() and bool(users))
        assert users == ["member"]
        assert practice.started == 1
    finally:
        practice.go_on.set()
        program.close()
        program.deleteLater()  # as a window lets go of it: not while what it told last is on its way
