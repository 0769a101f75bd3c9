"""Files that go out with a record's other changes: kept in its draft by their place on this computer, not copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bcdc_desktop.domain.values import is_empty
from bcdc_desktop.store.uploads import new_id

from .desk import Desk
from .drafting import changes_in, edits_of, file_value
from .edits import PACKAGE, ChosenFile

if TYPE_CHECKING:  # reading tables needs much that a draft does not
    from .uploads.prepare import Item

Standing = Literal["changed", "missing"]


@dataclass(frozen=True)
class KeptFile:
    """A file that goes with a record's changes. ``fields`` are those of the new resource, or those that change with
    the file in the resource ``target``."""

    target: str
    file: ChosenFile
    fields: Mapping[str, Any] = field(default_factory=dict)
    new: bool = True


@dataclass(frozen=True)
class Room:
    """What is known of a record before files are put with its changes.

    ``package`` is the record as it was last seen, one that is not on the server yet as its draft has it; ``files`` are
    those of its draft, ``budget`` the bytes that the files of one save may have together.
    """

    package: Mapping[str, Any]
    is_new: bool
    changes: int
    files: Mapping[str, ChosenFile]
    budget: int


def room(desk: Desk, package_id: str) -> Room | None:
    """What is known of a record; None where nothing is. Asks nobody."""
    draft, seen = desk.store.drafts.get(package_id), desk.store.cache.package(package_id)
    if draft is not None and draft.is_new:
        package: Mapping[str, Any] = {**draft.base, **draft.of(PACKAGE)}
    elif seen is not None:
        package = seen.value
    elif draft is not None:
        package = draft.base
    else:
        return None
    files = edits_of(draft).files if draft is not None else {}
    changes = changes_in(draft) if draft is not None else 0
    return Room(package, draft is not None and draft.is_new, changes, files, desk.act_budget())


def fitting(items: Sequence[Item], held: Iterable[ChosenFile], budget: int) -> tuple[list[Item], list[Item]]:
    """The items that one save can take beside the files that its draft holds already, and those that are too large
    for that: the upload queue sends them, one act each.

    Args:
        held: the files of the draft; one that an item takes the place of is not counted twice.
        budget: bytes of all files of a save.
    """
    chosen = {item.path.absolute() for item in items}
    left = budget - sum(f.size for f in held if f.path.absolute() not in chosen)
    fit: list[Item] = []
    large: list[Item] = []
    for item in items:
        takes = item.size <= left
        (fit if takes else large).append(item)
        left -= item.size if takes else 0
    return fit, large


def kept_files(
    items: Sequence[Item], held: Mapping[str, ChosenFile], places: Mapping[Path, str] | None = None
) -> list[KeptFile]:
    """The items as a draft takes them up. A file that the draft holds for a new resource keeps that resource.

    Args:
        held: resource id -> its file, of the resources that the draft adds.
        places: file -> id of the resource of the draft that it is meant for.
    """
    places = {f.path.absolute(): target for target, f in held.items()} | dict(places or {})
    found = []
    for item in items:
        file = ChosenFile(item.path.absolute(), item.file_name, item.size, item.mtime_ns)
        if item.what == "replace" and item.resource:
            found.append(KeptFile(item.resource, file, dict(item.fields), new=False))
        elif item.what == "create":
            fields = {n: v for n, v in item.fields.items() if not is_empty(v)}
            found.append(KeptFile(places.get(file.path) or new_id(), file, fields))
    return found


def keep(desk: Desk, package: Mapping[str, Any], files: Sequence[KeptFile]) -> None:
    """Puts files into the draft of a record that is not on screen: all of them or none.

    Args:
        package: the record, the draft's base where there is none yet.

    Raises:
        StoreError: the disk refuses.
    """
    drafts = desk.store.drafts
    draft = drafts.get(str(package["id"]))
    with desk.store.work_transaction():
        for kept in files:
            if kept.new:
                before = draft.new_resources.get(kept.target, {}) if draft else {}
                drafts.set_part(package, "new", kept.target, {**before, **kept.fields})
            else:
                edits = with_fields(draft.of(kept.target) if draft else {}, kept)
                drafts.set_edits(package, kept.target, edits)
            drafts.set_part(package, "file", kept.target, file_value(kept.file))


def with_fields(edits: Mapping[str, Any], kept: KeptFile) -> dict[str, Any]:
    """The edits of a resource once it gets that file: it is no link to anywhere any more."""
    return {n: v for n, v in {**edits, **kept.fields}.items() if n != "url"}


def look(files: Mapping[str, ChosenFile]) -> dict[str, Standing]:
    """Which of the files are not as they were chosen: resource id -> what is wrong. Looks at the disk."""
    wrong: dict[str, Standing] = {}
    for target, file in files.items():
        try:
            now = ChosenFile.of(file.path)
        except OSError:
            wrong[target] = "missing"
            continue
        if (now.size, now.mtime_ns) != (file.size, file.mtime_ns):
            wrong[target] = "changed"
    return wrong
