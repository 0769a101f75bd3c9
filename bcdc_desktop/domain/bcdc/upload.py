"""What BCDC's schema asks of a file that is kept in the catalogue, as far as the file and its siblings tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .fields import ACCESS_METHOD, BEGIN, END, KIND, PERIOD, RESOURCE_TYPE, STORAGE, UPDATE_CYCLE
from .guidance import starts_with_an_action

UPLOAD_LIMIT = 150_000_000  # bytes; BCDC's documentation
_KEPT_IN_THE_CATALOGUE = {STORAGE: "catalogue data store", RESOURCE_TYPE: "data", ACCESS_METHOD: "direct access"}


def proposed_name(words: str) -> str:
    """Return the name of a resource for a file to download, as ``guidance`` advises names to begin."""
    return words if starts_with_an_action(words) else f"Download {words}"


def without_action(name: str) -> str:
    """Return the name of a resource as it would be without the verb that ``proposed_name`` puts before it."""
    first, _, rest = name.partition(" ")
    return rest if first.casefold() == "download" and rest else name


def proposed(
    *, geographic: bool, period: tuple[str, str] | None, siblings: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the fields of a resource that there is a reason for.

    Args:
        geographic: whether its format is one of geographic data.
        period: the first and the last day that the file covers, as ISO dates.
        siblings: the package's resources as the catalogue gives them.
    """
    fields: dict[str, Any] = {KIND: "geographic" if geographic else "document", **_KEPT_IN_THE_CATALOGUE}
    cycle = _most_common(sibling.get(UPDATE_CYCLE) for sibling in siblings)
    if cycle is not None:
        fields[UPDATE_CYCLE] = cycle
    if period is not None:
        fields[PERIOD] = [{BEGIN: period[0], END: period[1]}]
    return fields


def _most_common(values: Iterable[Any]) -> str | None:
    counts = Counter(value for value in values if isinstance(value, str) and value)
    return counts.most_common(1)[0][0] if counts else None
