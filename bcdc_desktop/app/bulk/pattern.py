"""Find and replace: text, whole values, and regular expressions whose time grows only with the text.

The expressions are Rust's (through polars): they have no way to go back over the text again and again, so none runs
forever; look-around and back-references are not among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bcdc_desktop.domain.bulk_operations import Match, Rewrite
from bcdc_desktop.translation import tr

LONGEST_PATTERN = 1000  # characters
LARGEST_RESULT = 1_000_000  # characters that one value may grow to
_REMEMBERED = 4096  # texts of an expression
_META = re.compile(r"[\\.+*?()|\[\]{}^$#&\-~]")
_GROUP = re.compile(r"\\(\d{1,2}|g<\w+>|\\)|\$(\$|\{\w+\}|\d{1,2})?")

_NAMED = re.compile(r"\$\$|\$\{(\w+)\}")  # in a replacement as Rust has it


class PatternProblem(ValueError):
    """A pattern that cannot be used, or one that does too much; the message says why."""


def rewriter(old: str, new: str, match: Match = "substring", *, ignore_case: bool = False) -> Rewrite:
    """Return what makes the new text of an old one.

    Args:
        new: the text put in; for a regular expression ``\\1``, ``$1``, ``\\g<name>`` and ``${name}`` are its groups.

    Raises:
        PatternProblem: the pattern is empty, too long, or no regular expression.
    """
    if not old:
        raise PatternProblem(tr("Enter the text to find."))
    if len(old) > LONGEST_PATTERN:
        raise PatternProblem(tr("The pattern is longer than {n} characters.", n=LONGEST_PATTERN))
    if match == "whole":
        wanted = old.strip()
        if ignore_case:
            return lambda text: new if text.strip().casefold() == wanted.casefold() else text
        return lambda text: new if text.strip() == wanted else text
    if match == "regex":
        return Expression(old, new, ignore_case=ignore_case)
    if not ignore_case:
        return lambda text: _bounded(text, text.replace(old, new)) if old in text else text
    return Expression(_META.sub(r"\\\g<0>", old), new.replace("\\", r"\\").replace("$", "$$"), ignore_case=True)


class Expression:
    """A regular expression that rewrites texts. A call costs much more than the texts of it: who has many has them
    ``prepare``d together."""

    def __init__(self, pattern: str, new: str, *, ignore_case: bool) -> None:
        """Make it.

        Raises:
            PatternProblem: the pattern is no regular expression, or has no such group as the new text names.
        """
        self._pattern = pattern
        # with a flag of its own none is taken for plain text, whose replacement has no groups and no $$
        self._expression = f"(?i){pattern}" if ignore_case else f"(?-i){pattern}"
        self._template = _template(new)
        self._done: dict[str, str] = {}
        self("")
        self._require_groups()

    def __call__(self, text: str) -> str:
        """Return the new text of an old one.

        Raises:
            PatternProblem: it would become too long.
        """
        if text not in self._done:
            if len(self._done) >= _REMEMBERED:
                self._done.clear()
            self._rewrite([text])
        return _bounded(text, self._done[text])

    def prepare(self, texts: Iterable[str]) -> None:
        """Rewrite texts together, so that calls with them are cheap until other texts are prepared."""
        self._done.clear()
        self._rewrite(list(dict.fromkeys(texts)))

    def _require_groups(self) -> None:
        import polars as pl

        named = pl.Series([""], dtype=pl.String).str.extract_groups(self._expression).struct.fields
        groups = [name for name in named if name]  # without any group there is one without a name
        known = {"0", *groups, *(str(n) for n in range(1, len(groups) + 1))}
        for name in _NAMED.findall(self._template):
            if name and name not in known:
                raise PatternProblem(tr("The expression has no group “{name}”.", name=name))

    def _rewrite(self, texts: list[str]) -> None:
        import polars as pl  # only who uses an expression waits for it

        try:
            found = pl.Series(texts, dtype=pl.String).str.replace_all(self._expression, self._template)
        except pl.exceptions.ComputeError as error:
            raise PatternProblem(
                tr("“{pattern}” isn't a regular expression that can be used: {error}", pattern=self._pattern,
                   error=_reason(str(error)))
            ) from None  # fmt: skip
        self._done.update(zip(texts, found.to_list(), strict=True))


def _reason(said: str) -> str:
    """Return the last line of what is said of a pattern; those before it draw where in the pattern it is."""
    return said.strip().splitlines()[-1].removeprefix("error: ")


def _template(new: str) -> str:
    """Return a replacement as Rust has it: ``${1}``, ``$$`` for a dollar sign."""

    def group(match: re.Match[str]) -> str:
        text = match.group(0)
        if text == "\\\\":
            return "\\"
        if text.startswith("\\"):
            return "${" + match.group(1).removeprefix("g<").removesuffix(">") + "}"
        if text in ("$", "$$"):
            return "$$"
        return "${" + text[1:].strip("{}") + "}"

    return _GROUP.sub(group, new)


def _bounded(old: str, new: str) -> str:
    if len(new) > max(LARGEST_RESULT, len(old)):
        raise PatternProblem(tr("A value would become longer than {n} characters.", n=LARGEST_RESULT))
    return new
