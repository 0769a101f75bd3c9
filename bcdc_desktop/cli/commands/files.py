"""``bcdc check`` and ``bcdc fix``: checking and repairing files before they are published, without a server."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bcdc_desktop.error_text import system_reason

from ..context import Context
from ..exit_codes import INVALID, Failure
from ..options import (
    EXISTING,
    EXISTING_FILE,
    Files,
    files_of,
    folder_options,
    force_option,
    json_option,
    require_writable,
)
from ..output import counted, emit, note, say
from ..progress import counting

if TYPE_CHECKING:
    from bcdc_desktop.preflight.csv_check import CheckResult
    from bcdc_desktop.preflight.encoding_guess import EncodingGuess

_F = TypeVar("_F", bound=Callable[..., Any])


def _known_encoding(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from bcdc_desktop.preflight.encoding_names import known_encoding

    if value is None:
        return None
    name = known_encoding(value)
    if name is None:
        raise click.BadParameter(f"“{value}” isn't an encoding. Try windows-1252, mac-roman, cp850 or utf-16.")
    return name


def _encoding_option(function: _F) -> _F:
    """Add ``--encoding``: what a file is in that is not UTF-8."""
    return click.option(
        "--encoding",
        metavar="NAME",
        callback=_known_encoding,
        help="The encoding of the file, such as windows-1252. The default is to detect it.",
    )(function)


@click.command("check", short_help="Check files before they are published.")
@click.argument("paths", cls=Files, metavar="FILE|FOLDER...", nargs=-1, required=True, type=EXISTING)
@folder_options
@_encoding_option
@click.option(
    "--dictionary",
    metavar="PATH",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the columns of one file to a data dictionary: .csv, .md, or Table Schema (.json).",
)
@force_option
@json_option
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    encoding: str | None,
    dictionary: Path | None,
    force: bool,
) -> None:
    """Check files for problems before you publish them. For a folder, all of its files are checked.

    Errors: the file can't be read reliably as one table, or not at all. Warnings: it departs from the province's
    guideline, or is probably a mistake. Advice: style. Exits with 5 if there are errors. Of each kind, the first 100
    findings are listed; with --json, “counts” has the total.
    """
    from bcdc_desktop.app.progress import Progress
    from bcdc_desktop.preflight.csv_check import check_file
    from bcdc_desktop.preflight.data_dictionary import write_dictionary

    context = ctx.ensure_object(Context)
    files = files_of(paths, include, exclude)
    if dictionary is not None and len(files) > 1:
        raise Failure("usage", "--dictionary works with a single file.")
    if dictionary is not None:
        require_writable(dictionary, force=force, inputs=files)
    results = []
    with counting() as report:
        for path in files:

            def moved(done: int, size: int, name: str = path.name) -> None:
                report(Progress(done, size, name))

            try:
                results.append(check_file(path, encoding=encoding, on_progress=moved))
            except OSError as error:
                results.append(_unreadable(path, error))
    if dictionary is not None:
        schema = results[0].schema
        if schema is None:
            raise Failure("file", f"{files[0].name} isn't a table, so it has no columns to describe.")
        write_dictionary(schema, dictionary)
    if context.as_json:
        emit({"files": [{**result.to_json(), "counts": dict(result.code_counts)} for result in results]})
    else:
        for result in results:
            _print(result)
    if any(result.has_errors for result in results):
        ctx.exit(INVALID)


@click.command("fix", short_help="Write a fixed copy of a CSV file.")
@click.argument("file", type=EXISTING_FILE)
@click.option(
    "--to",
    "target",
    required=True,
    metavar="PATH",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the copy. The original stays unchanged.",
)
@force_option
@_encoding_option
@click.option("--keep-names", is_flag=True, help="Keep the column names.")
@click.option("--keep-line-ends", is_flag=True, help="Keep the line endings.")
@click.option("--keep-empty-lines", is_flag=True, help="Keep empty lines at the end.")
@json_option
@click.pass_context
def fix(
    ctx: click.Context,
    file: Path,
    target: Path,
    force: bool,
    encoding: str | None,
    keep_names: bool,
    keep_line_ends: bool,
    keep_empty_lines: bool,
) -> None:
    """Write a fixed copy of a CSV file: UTF-8 without a byte order mark, CRLF line endings, no empty lines at the end,
    no “sep=” line, and column names that follow the guideline. Nothing else is changed.

    If the file isn't UTF-8 and its encoding isn't certain, nothing is written: choose it with --encoding.
    """
    from bcdc_desktop.preflight.csv_check import check_file
    from bcdc_desktop.preflight.repair import EncodingNotSure, RepairRefused, suggest_names
    from bcdc_desktop.preflight.repair import repair as write

    context = ctx.ensure_object(Context)
    if target.exists() and target.samefile(file):
        raise Failure("file", f"{target} is the file that is read. Write to another file.")
    require_writable(target, force=force)
    checked = check_file(file, encoding=encoding)
    if not checked.columns:
        raise Failure("file", f"{file.name} isn't a table that can be fixed.")
    header_is_first = checked.header_row == (2 if "separator-line" in checked.code_counts else 1)
    names = suggest_names(checked.columns) if header_is_first and not keep_names else {}
    try:
        done = write(
            file,
            target,
            line_ends=not keep_line_ends,
            trailing_empty=not keep_empty_lines,
            rename_header=names,
            from_encoding=encoding,
        )
    except EncodingNotSure as error:
        _offer_encodings(error.guess)
        raise Failure(
            "file",
            f"{file.name} isn't UTF-8, and its encoding isn't certain. Choose one with --encoding.",
            extra={"encoding_guess": error.guess.to_json()},
        ) from None
    except RepairRefused as error:
        raise Failure("file", str(error)) from None
    if context.as_json:
        renamed = dict(done.renamed)
        emit({"path": str(done.target), "size": done.size, "encoding": done.encoding, "line_ends": done.line_ends,
              "empty_lines": done.trailing_empty, "renamed": renamed,
              "separator_line": done.separator_line})  # fmt: skip
        return
    parts = [
        "“sep=” line removed" if done.separator_line else "",
        f"converted to UTF-8 from {done.encoding}" if done.encoding else "",
        f"{done.line_ends} line endings changed" if done.line_ends else "",
        f"{done.trailing_empty} empty lines removed" if done.trailing_empty else "",
        ", ".join(f"{old} renamed to {new}" for old, new in done.renamed),
    ]
    say(f"{done.target}: {'; '.join(part for part in parts if part) or 'nothing to fix'}")


def _offer_encodings(guess: EncodingGuess) -> None:
    """Say what a file may be in, with some of its words as they would read."""
    from bcdc_desktop.preflight.encoding_names import label

    note("Some of its words, as they would read:")
    for one in guess.candidates:
        words = ", ".join(f"“{word}”" for word in one.words)
        note(f"  --encoding {one.encoding:<12} ({label(one.encoding)}): {words}")


def _unreadable(path: Path, error: OSError) -> CheckResult:
    """Return the result for a file that cannot be read."""
    from bcdc_desktop.preflight.csv_check import CheckResult
    from bcdc_desktop.preflight.findings import Finding

    message = f"Can't read {path.name}: {system_reason(error)}."
    finding = Finding("error", "unreadable", None, None, None, message)
    return CheckResult(path, 0, (finding,), "", counts={"error": 1}, code_counts={"unreadable": 1})


def _print(result: Any) -> None:
    counts = result.counts
    said = counted(counts, ("error", "warning", "advice"))
    nothing = "no problems found" if result.encoding else "not a table, so only its kind was checked"
    say(f"{result.path}: {said or nothing}")
    for finding in result.findings:
        place = f"row {finding.row}" if finding.row is not None else "whole file"
        if finding.column is not None:
            place += f", column {finding.column}"
        say(f"  {finding.severity:<8} {place}: {finding.message}")
    if len(result.findings) < sum(counts.values()) and sys.stderr.isatty():
        note("  Only the first findings of each kind are shown.")
