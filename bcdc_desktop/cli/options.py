"""Options that many commands share."""

from __future__ import annotations

import contextlib
import glob
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from .context import Context
from .exit_codes import Failure
from .output import plain

_F = TypeVar("_F", bound=Callable[..., Any])
QUERY_SETTINGS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""Of a command that takes a search: a word with a minus is no option."""


def _wants_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and (found := ctx.find_object(Context)):
        found.as_json = True


def json_option(function: _F) -> _F:
    """Add ``--json``, also after the command."""
    return click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        callback=_wants_json,
        help="Print one JSON document, also for errors.",
    )(function)


def dry_run_option(function: _F) -> _F:
    """Add ``--dry-run``: every command that writes has it."""
    return click.option("--dry-run", is_flag=True, help="Show what would be sent without sending it.")(function)


def unchanged_option(function: _F) -> _F:
    """Add ``--if-unchanged-since``: refuse to write over what was not seen."""
    return click.option(
        "--if-unchanged-since",
        "expected",
        metavar="TIME",
        help="Write only if the record's metadata_modified is still TIME.",
    )(function)


class Text(click.types.StringParamType):
    """A text that is no path. What is no text in the encoding of the system (a name of a file may be none) cannot be
    sent or searched for."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text.

        Raises:
            BadParameter: it is none.
        """
        text = str(super().convert(value, param, ctx))
        if any("\ud800" <= c <= "\udfff" for c in text):
            self.fail(f"“{plain(text)}” isn't valid text in this system's encoding.", param, ctx)
        return text


def expect_text(command: click.Command) -> None:
    """Make every parameter of a command, and of its subcommands, that takes any string take text."""
    for param in command.params:
        if type(param.type) is click.types.StringParamType:
            param.type = Text()
    for sub in command.commands.values() if isinstance(command, click.Group) else ():
        expect_text(sub)


EXISTING_FILE: click.Path = click.Path(exists=True, dir_okay=False, path_type=Path)
EXISTING: click.Path = click.Path(exists=True, readable=False, path_type=Path)  # what cannot be read is told


class Files(click.Argument):
    """An argument of files. cmd and PowerShell do not expand ``*.csv``, so that it is done here, where that is so."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """Return the paths, those that a pattern fits in place of it."""
        if os.name == "nt" and value:
            value = expanded(value)
        return super().type_cast_value(ctx, value)


def expanded(words: Sequence[str]) -> list[str]:
    """Return words, and in place of each pattern (``*``, ``?``) the files that it fits, in the order of their names. A
    file of the very name is meant, not a pattern; a pattern that fits nothing stays, and is told as missing."""
    found: list[str] = []
    for word in words:
        is_pattern = ("*" in word or "?" in word) and not os.path.lexists(word)
        if not is_pattern:
            found.append(word)
            continue
        fitting = glob.glob(word.replace("[", "[[]"))  # noqa: PTH207 - of a word with or without a folder
        found += sorted(fitting) or [word]
    return found


def force_option(function: _F) -> _F:
    """Add ``--force``: every command that writes a file has it."""
    return click.option("--force", is_flag=True, help="Overwrite the file if it exists.")(function)


def require_writable(target: Path, *, force: bool, inputs: Sequence[Path] = ()) -> None:
    """Refuse to write to a file that is read by the same command (also by another name), that exists (without
    ``force``), or that is no regular file, such as a device.

    Raises:
        Failure: it may not be written to (usage).
    """
    for path in inputs:
        with contextlib.suppress(OSError):
            if target.exists() and path.samefile(target):
                raise Failure("usage", f"{target} is read by this command. Write to another file.")
    if not target.exists():
        return  # a link to nothing is written through, as anywhere
    if not target.is_file():
        raise Failure("usage", f"{target} isn't a regular file.")
    if not force:
        raise Failure("usage", f"{target} exists. To overwrite it, add --force.")


def folder_options(function: _F) -> _F:
    """Add ``--include`` and ``--exclude``: which files of a folder are meant."""
    include = click.option(
        "--include", metavar="PATTERN", multiple=True, help="In folders, only use files that match, such as “*.csv”."
    )
    exclude = click.option("--exclude", metavar="PATTERN", multiple=True, help="In folders, skip files that match.")
    return include(exclude(function))


def files_of(paths: Sequence[Path], include: Sequence[str], exclude: Sequence[str]) -> list[Path]:
    """Return the files that were named, and those in folders and below.

    Raises:
        Failure: there is none, or far too many.
        OSError: a folder cannot be read.
    """
    from bcdc_desktop.app.uploads.file_walk import LIMIT, walk

    walked = walk(paths, include=include, exclude=exclude)
    if walked.beyond:
        raise Failure(
            "usage", f"The folder contains more than {LIMIT} files. Choose a smaller folder, or use --include."
        )
    if not walked.files:
        raise Failure("usage", "No files match.")
    return [found.path for found in walked.files]
