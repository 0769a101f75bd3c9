"""``bcdc [--profile NAME | --url URL] COMMAND … [--json]``: options, the list of commands, and how a run ends."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import logging
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from bcdc_desktop import __version__

from . import streams
from .context import PRACTICE_USER, Context, PracticeServer
from .exit_codes import EXIT_HELP, Failure, failure_of
from .options import expect_text
from .output import emit, note

_MODULES = {
    "browse": ("orgs", "org", "packages", "package", "search", "resources", "resource"),
    "patch": ("create-package", "patch-package", "patch-resource", "delete-resource"),
    "edit": ("edit", "diff"),
    "publish": ("publish",),
    "repair": ("repair",),
    "bulk": ("bulk",),
    "copy": ("copy",),
    "backup": ("backup", "restore"),
    "upload": ("upload", "uploads"),
    "files": ("check", "fix"),
    "journal": ("journal", "undo", "script"),
    "reports": ("sync", "export", "compare", "health", "cache"),
    "accounts": ("login", "logout", "whoami", "profiles"),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}
_NEW_OBJECTS = 50_000  # before garbage is looked for; with 700, listing 1,000 packages spends 6 % of its time on that


class Bcdc(click.Group):
    """The group: imports a command when it is asked for, and turns what a run ends with into words, JSON and a code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of their modules."""
        return list(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name."""
        home = _HOMES.get(cmd_name)
        if home is None:
            return None
        module = importlib.import_module(f"bcdc_desktop.cli.commands.{home}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        expect_text(command)
        return command

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run and exit; with ``standalone_mode=False`` return the exit code instead."""
        words = list(sys.argv[1:] if args is None else args)
        code = _run(super().main, words, prog_name or "bcdc", extra)
        if not standalone_mode:
            return code
        sys.exit(code)


@click.group(
    cls=Bcdc,
    epilog=EXIT_HELP,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=False,
)
@click.option("--profile", metavar="NAME", help="The catalogue to use. “bcdc profiles” lists them.")
@click.option("--url", metavar="URL", help="Use the CKAN catalogue at this address, with the key from BCDC_API_KEY.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, also for errors.")
@click.version_option(__version__, prog_name="bcdc")
@click.pass_context
def cli(ctx: click.Context, profile: str | None, url: str | None, as_json: bool) -> None:
    """Manage a CKAN catalogue from the command line: the BC Data Catalogue, or any other.

    You can read without an API key. Keys come from the keyring (see “bcdc login”), or from BCDC_API_KEY.
    """
    if profile is not None and url is not None:
        raise click.UsageError("Use either --profile or --url, not both.")
    context = Context(profile=profile, url=url, as_json=as_json, start_practice=start_practice)
    ctx.obj = context
    ctx.call_on_close(context.close)


def start_practice(home: Path) -> PracticeServer:
    """Start the practice catalogue in this process, with the editor signed in."""
    from bcdc_desktop.demo import MissingLibrary

    try:
        from bcdc_desktop.demo import DemoCatalogue
    except MissingLibrary as missing:
        raise click.UsageError(str(missing)) from None
    catalogue = DemoCatalogue(home)
    address = catalogue.start()
    return PracticeServer(address, catalogue.tokens[PRACTICE_USER], catalogue.stop)


def main() -> int:
    """Run ``bcdc`` and return the exit code."""
    streams.prepare()
    gc.set_threshold(_NEW_OBJECTS)
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())  # what is worth saying is said in words
    return int(cli.main(standalone_mode=False))


def _run(run: Any, words: list[str], name: str, extra: dict[str, Any]) -> int:
    as_json = "--json" in (words[: words.index("--")] if "--" in words else words)
    said = io.StringIO()
    try:
        if as_json and {"--help", "-h", "--version"} & set(words):
            with contextlib.redirect_stdout(said):
                code = run(words, name, standalone_mode=False, **extra)
            emit({"help": said.getvalue()})
        else:
            code = run(words, name, standalone_mode=False, **extra)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - every end of a run has its words and its code
        failure = failure_of(error)
        if failure is None:
            traceback.print_exception(error)
            failure = Failure("bug", f"Internal error: {type(error).__name__}: {error}")
        _tell(failure, error, as_json=as_json)
        return failure.code
    return code if isinstance(code, int) else 0


def _tell(failure: Failure, error: BaseException, *, as_json: bool) -> None:
    if as_json and not (isinstance(error, OSError) and error.filename == streams.OUTPUT):
        try:
            emit(failure.document())
        except OSError:
            note(failure.message)
        return
    if isinstance(error, click.UsageError) and error.ctx is not None:
        note(error.ctx.get_usage())
    note(failure.message)
    for path, messages in failure.fields.items():
        for message in messages:
            note(f"  {path}: {message}")
