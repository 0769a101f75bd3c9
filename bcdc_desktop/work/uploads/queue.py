"""The queue: takes waiting rows as acts, at most three at once and never two on one package, until all is done."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bcdc_desktop.catalogue.errors import CatalogueError, NotFound
from bcdc_desktop.domain.package import Package
from bcdc_desktop.store.database import StoreError
from bcdc_desktop.store.events import Changed
from bcdc_desktop.store.uploads import ENDED, UNDER_WAY, State, Upload, new_id

from ..desk import Desk
from .act import ActToken, Trouble, arrived, run_act, send_again, verify

_log = logging.getLogger(__name__)
AT_ONCE = 3  # acts
_IDLE = 5.0  # seconds between looks at rows that another copy of the program may have added
_RECENT = 24 * 3600.0  # seconds: rows done within are looked at again on request


@dataclass(frozen=True)
class Pace:
    """How an act is getting on: bytes of its body, and bytes a second lately."""

    sent: int
    total: int
    speed: float

    @property
    def seconds_left(self) -> float | None:
        """None while the speed is not known."""
        return (self.total - self.sent) / self.speed if self.speed > 0 else None


class UploadQueue:
    """Sends what waits. One thread plans, one thread an act works; all that must survive is in rows.

    Only one copy of the program sends: where another holds the lock, this one shows the rows and takes over when that
    one ends. ``trouble`` says why the queue waits for the network.
    """

    def __init__(self, desk: Desk, *, at_once: int = AT_ONCE) -> None:
        self._desk = desk
        self._at_once = at_once
        self._wake = threading.Condition()
        self._stirred = False  # something changed since the planner last looked
        self._orphaned = False  # an act ended without a word in its rows
        self._budget = desk.profile.act_budget
        self._stopping = False
        self._planner: threading.Thread | None = None
        self._acts: dict[str, _Act] = {}
        self._trouble: Trouble | None = None
        self._trouble_until = 0.0
        self._settle: dict[str, float] = {}
        self._unsubscribe: Callable[[], None] | None = None

    # what it does now

    @property
    def trouble(self) -> str:
        """Why nothing goes out at the moment; empty when all is well."""
        return self._trouble.error.message if self._trouble else ""

    def pace(self) -> dict[str, Pace]:
        """The acts under way: act -> how it is getting on."""
        with self._wake:
            return {a.id: a.pace for a in self._acts.values() if a.pace}

    def busy(self) -> bool:
        """Whether an act is under way."""
        with self._wake:
            return bool(self._acts)

    # what the user asks

    def start(self) -> None:
        """Begins to send; what was under way when the program ended is looked up on the server first."""
        if self._planner is None:
            self._stopping = False
            self._unsubscribe = self._desk.store.bus.subscribe(self._on_change)
            self._planner = threading.Thread(target=self._plan, name="uploads", daemon=True)
            self._planner.start()

    def stop(self, wait: float = 5.0) -> bool:
        """Stops what is under way; its rows wait for the next start. Answers whether all ended in time (seconds)."""
        with self._wake:
            self._stopping = True
            acts = list(self._acts.values())
            for act in acts:
                act.token.into = State.WAITING
                act.token.cancel()
            self._wake.notify_all()
        if self._unsubscribe:
            self._unsubscribe()
        deadline = time.monotonic() + wait
        threads = [a.thread for a in acts] + ([self._planner] if self._planner else [])
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        ended = not any(t.is_alive() for t in threads)
        if ended:
            self._desk.store.queue_lock.release()
            self._planner = None
        return ended

    def wake(self) -> None:
        """Looks at the rows now; also ends a wait for the network."""
        with self._wake:
            self._trouble_until = 0.0
            self._stir()

    def pause(self, ids: Iterable[str]) -> None:
        """Holds rows back; an act under way that holds one of them is stopped and waits whole."""
        self._halt(set(ids), State.PAUSED)

    def cancel(self, ids: Iterable[str]) -> None:
        """Takes rows out of the queue; an act under way that holds one of them is stopped, its other rows go again."""
        self._halt(set(ids), State.CANCELLED)

    def resume(self, ids: Iterable[str]) -> None:
        """Lets rows that were paused, failed, cancelled or need attention wait for their turn again."""
        again = (State.PAUSED, State.FAILED, State.ATTENTION, State.CANCELLED)
        self._desk.store.uploads.change(ids, only=again, state=State.WAITING, error=None, attempts=0, resent=0, sent=0)
        self.wake()

    def look_again(self, *, since: float | None = None) -> None:
        """Looks at done rows of the last day once more: what somebody overwrote meanwhile is sent again."""
        begin = time.time() - _RECENT if since is None else since
        rows = self._desk.store.uploads.rows(states=(State.DONE,), since=begin)
        self._look(rows)
        self.wake()

    def unfinished(self) -> list[Upload]:
        """Rows that have not ended."""
        return [r for r in self._desk.store.uploads.rows() if r.state not in ENDED]

    def wait(self, ids: Sequence[str] | None = None, timeout: float | None = None) -> bool:
        """Waits until the rows (all, where None) are done or need a person. False when the time (seconds) is up."""
        deadline = None if timeout is None else time.monotonic() + timeout
        resting = (*ENDED, State.PAUSED)
        while True:
            rows = self._desk.store.uploads.rows()
            mine = [r for r in rows if ids is None or r.id in ids]
            packages = {r.package for r in mine}
            with self._wake:
                # an act that is ending may yet ask for the second look
                settling = bool(packages & (self._settle.keys() | {a.rows[0].package for a in self._acts.values()}))
                if all(r.state in resting for r in mine) and not settling:
                    return True
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    return False
                self._wake.wait(min(0.5, left) if left is not None else 0.5)

    # the planner

    def _plan(self) -> None:
        lock = self._desk.store.queue_lock
        recovered = False
        while not self._stopping:
            with self._wake:
                self._stirred = False
            try:
                if lock.acquire():
                    if not recovered or self._orphaned:
                        self._orphaned = False
                        recovered = self._recover()
                    self._take()
                    self._look_at_settled()
            except StoreError as error:
                _log.info("the queue waits: %s", error)
            except Exception:  # noqa: BLE001 - logged; the queue outlives its mistakes
                _log.exception("the queue failed and goes on")
            with self._wake:
                if not self._stopping and not self._stirred:
                    self._wake.wait(self._until_next())

    def _stir(self) -> None:
        """Has the planner look again, also when it is not waiting just now. Holds ``_wake``."""
        self._stirred = True
        self._wake.notify_all()

    def _until_next(self) -> float:
        now = time.monotonic()
        due = [t - now if t > now else 1.0 for t in self._settle.values()]
        if self._trouble_until > now:
            due.append(self._trouble_until - now)
        return max(0.01, min([_IDLE, *due]))

    def _recover(self) -> bool:
        """Rows that were under way when the program ended, or when an act could not write into them: those that may
        have arrived are looked up on the server."""
        uploads = self._desk.store.uploads
        with self._wake:
            held = {r.id for a in self._acts.values() for r in a.rows}
        rows = [r for r in uploads.rows(states=UNDER_WAY) if r.id not in held]
        uploads.change([r.id for r in rows if r.state is State.CHECKING], state=State.WAITING)
        uploads.change([r.id for r in rows if r.state is State.SENDING], state=State.VERIFYING)
        return True

    def _take(self) -> None:
        """Starts as many acts as there is room for."""
        if time.monotonic() < self._trouble_until:
            return
        while len(self._acts) < self._at_once and not self._stopping:
            taken = self._next_looking() or self._next_act()
            if not taken:
                return
            act = _Act(new_id() if taken[0].state is State.WAITING else f"look-{new_id()}", taken)
            act.thread = threading.Thread(target=self._run, args=(act,), name=f"act {act.id[:8]}", daemon=True)
            with self._wake:
                self._acts[act.id] = act  # before the claim, so that a pause or a cancel finds it
            try:
                mine = taken[0].state is not State.WAITING or self._desk.store.uploads.claim(
                    [r.id for r in taken], act.id
                )
                if mine:
                    act.thread.start()
            except BaseException:
                mine = False
                raise
            finally:
                if not mine:
                    with self._wake:
                        self._acts.pop(act.id, None)
            if not mine:
                return

    def _busy_packages(self) -> set[str]:
        with self._wake:
            return {a.rows[0].package for a in self._acts.values()}

    def _next_looking(self) -> list[Upload]:
        """Rows of one package whose act may or may not have arrived."""
        busy = self._busy_packages()
        rows = [r for r in self._desk.store.uploads.rows(states=(State.VERIFYING,)) if r.package not in busy]
        return [r for r in rows if r.package == rows[0].package] if rows else []

    def _next_act(self) -> list[Upload]:
        """The waiting rows of the first package without a writer, up to the byte budget; a larger file goes alone."""
        busy = self._busy_packages() | {r.package for r in self._desk.store.uploads.rows(states=UNDER_WAY)}
        taken: list[Upload] = []
        size = 0
        for row in self._desk.store.uploads.rows(states=(State.WAITING,)):
            if row.package in busy or (taken and row.package != taken[0].package):
                continue
            if taken and size + row.size > self._budget:
                break
            if any(t.resource == row.resource for t in taken):
                break
            taken.append(row)
            size += row.size
            if not self._desk.abilities().revise:
                break
        return taken

    def _run(self, act: _Act) -> None:
        try:
            if act.rows[0].state is State.WAITING:
                rows = [r for row in act.rows if (r := self._desk.store.uploads.get(row.id)) is not None]
                trouble = run_act(self._desk, rows, act.token, act.moved)
            else:
                trouble = verify(self._desk, act.rows, act.token)
            self._obey(act)
            done = any(r.state is State.DONE for row in act.rows if (r := self._desk.store.uploads.get(row.id)))
            with self._wake:
                if done and not self._desk.abilities().locks:
                    self._settle[act.rows[0].package] = time.monotonic() + self._desk.profile.settle_seconds
                if trouble and trouble.budget is not None:
                    self._budget, trouble = min(self._budget, trouble.budget), None
                self._trouble = trouble
                self._trouble_until = time.monotonic() + trouble.pause if trouble else 0.0
        except StoreError as error:
            _log.info("an act could not write down how it ended: %s", error)
            self._orphaned = True
        except Exception:  # noqa: BLE001 - logged; the rows say so
            _log.exception("an act failed in a way that is our fault")
            told = {"kind": "bug", "message": "The program made a mistake here; the log has it. Nothing is lost."}
            with contextlib.suppress(StoreError):
                ids = [r.id for r in act.rows]
                self._desk.store.uploads.change(ids, only=UNDER_WAY, state=State.ATTENTION, error=told)
        finally:
            with self._wake:
                self._acts.pop(act.id, None)
                self._stir()

    def _obey(self, act: _Act) -> None:
        """What was asked for while the act was under way: the rows that were named stay out, the others go again."""
        if not act.token():
            return
        uploads, into = self._desk.store.uploads, act.token.into
        lost = [r.id for i in act.halted if (r := uploads.get(i)) and r.state is State.VERIFYING and not r.entry]
        uploads.change(lost, only=(State.VERIFYING,), state=into)
        uploads.change(act.halted, only=(State.WAITING, State.PAUSED, State.CANCELLED), state=into)
        if into is State.CANCELLED:
            others = [r.id for r in act.rows if r.id not in act.halted]
            uploads.change(others, only=(State.CANCELLED,), state=State.WAITING)

    def _look_at_settled(self) -> None:
        """On a catalogue whose writes are not locked, what was done is looked at once more after a while."""
        now = time.monotonic()
        waiting = {r.package for r in self._desk.store.uploads.rows(states=(State.WAITING, *UNDER_WAY))}
        with self._wake:
            due = [p for p, t in self._settle.items() if t <= now and p not in waiting]
        for package in due:
            since = time.time() - 600
            rows = self._desk.store.uploads.rows(states=(State.DONE,), package=package, since=since)
            looked = self._look(rows)
            with self._wake:
                if looked:
                    self._settle.pop(package, None)
                else:
                    self._settle[package] = time.monotonic() + max(1.0, self._desk.profile.settle_seconds)
                self._stir()

    def _look(self, rows: Sequence[Upload]) -> bool:
        """Compares done rows with the server; what is gone waits again. Answers whether the catalogue could be asked;
        what is sent again is looked at again by itself."""
        looked = True
        for package_id in {r.package for r in rows}:
            try:
                package = Package(self._desk.package(package_id))
            except NotFound:
                continue  # the record itself is gone, on purpose
            except CatalogueError as error:
                _log.info("could not look at %s again: %s", package_id, error.message)
                looked = False
                continue
            for row in rows:
                if row.package == package_id and not arrived(row, package.resource(row.resource)):
                    send_again(
                        self._desk,
                        row,
                        "Somebody saved the record at the same moment and this file was lost; it is sent again.",
                    )
        return looked

    def _halt(self, ids: set[str], into: State) -> None:
        uploads = self._desk.store.uploads
        with self._wake:
            acts = [a for a in self._acts.values() if ids & {r.id for r in a.rows}]
            for act in acts:
                act.halted |= ids & {r.id for r in act.rows}
                act.token.into = into
                act.token.cancel()
        uploads.change(ids, only=(State.WAITING, State.PAUSED, State.FAILED, State.ATTENTION), state=into)
        under_way = {r.id for a in acts for r in a.rows}
        # an act whose answer was lost and that nobody looks for at the moment
        lost = [r.id for r in uploads.rows(states=(State.VERIFYING,)) if r.id in ids - under_way and not r.entry]
        uploads.change(lost, only=(State.VERIFYING,), state=into)
        for act in acts:
            if act.thread.is_alive():
                act.thread.join(10)
        self.wake()

    def _on_change(self, change: Changed) -> None:
        if change.kind == "uploads":
            with self._wake:
                self._stir()


class _Act:
    """An act under way."""

    def __init__(self, act_id: str, rows: Sequence[Upload]) -> None:
        self.id = act_id
        self.rows = list(rows)
        self.token = ActToken()
        self.halted: set[str] = set()
        self.thread = threading.Thread()
        self.pace: Pace | None = None
        self._began = time.monotonic()

    def moved(self, rows: Sequence[Upload], sent: int, total: int) -> None:
        elapsed = time.monotonic() - self._began
        self.pace = Pace(sent, total, sent / elapsed if elapsed > 0 else 0.0)
