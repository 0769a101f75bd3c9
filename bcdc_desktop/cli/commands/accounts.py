"""``bcdc login``, ``logout``, ``whoami`` and ``profiles``: catalogues, users and keys."""

from __future__ import annotations

import sys
from typing import Any

import click

from bcdc_desktop.domain.profile import Profile

from ..context import Context, pass_context
from ..exit_codes import Failure
from ..options import dry_run_option, json_option
from ..output import emit, note, say, table


@click.command("login", short_help="Sign in with an API key.")
@click.option("--user", metavar="NAME", help="Your user name. Usually detected automatically.")
@json_option
@pass_context
def login(context: Context, user: str | None) -> None:
    """Sign in with your API key, and store it in the keyring of this computer.

    The key is read from a hidden prompt, or from standard input in scripts. It can't be given as an argument, because
    other programs could see it.
    """
    from bcdc_desktop.app.accounts import sign_in

    profile = context.profile
    if profile.role == "practice":
        raise Failure("usage", "You are always signed in to the practice catalogue.")
    if sys.stdin.isatty():
        key = click.prompt(f"API key for {plain_title(profile)}", hide_input=True, err=True)
    else:
        key = sys.stdin.readline()
    done = sign_in(
        profile,
        key,
        settings=context.settings,
        credentials=context.credentials,
        user=user,
        patience=context.patience,
    )
    why = (
        ""
        if done.kept
        else f"The API key wasn't stored. {done.note.split('. ')[0].rstrip('.')}. Set BCDC_API_KEY instead."
    )
    if context.as_json:
        emit(
            {
                "profile": profile.name,
                "user": done.account.name,
                "title": done.account.title,
                "sysadmin": done.account.sysadmin,
                "writable": done.writable,
                "kept": done.kept,
                "note": " ".join(filter(None, (done.read_only, why))),
            }
        )
        return
    count = "1 organization" if done.writable == 1 else f"{done.writable} organizations"
    say(f"Signed in to {plain_title(profile)} as {done.account.title}. You can edit records of {count}.")
    for line in filter(None, (done.read_only, why)):
        note(line)


@click.command("logout", short_help="Sign out and remove your API key.")
@json_option
@pass_context
def logout(context: Context) -> None:
    """Sign out, and remove the API key from the keyring. The cache, drafts and journal stay on this computer."""
    from bcdc_desktop.app.accounts import sign_out

    profile = context.profile
    user = profile.user
    if profile.role == "practice":
        raise Failure("usage", "You are always signed in to the practice catalogue.")
    if user is not None:
        sign_out(profile, settings=context.settings, credentials=context.credentials)
    if context.as_json:
        emit({"profile": profile.name, "user": user, "signed_out": user is not None})
    else:
        say(f"Signed out of {plain_title(profile)}." if user else f"You aren't signed in to {plain_title(profile)}.")


@click.command("whoami", short_help="Show who is signed in, and their roles.")
@json_option
@pass_context
def whoami(context: Context) -> None:
    """Show who is signed in, and their role in each organization."""
    catalogue, profile = context.catalogue, context.profile
    account = catalogue.account(profile.user)
    if catalogue.has_key and account is None:
        raise Failure(
            "not_authorized", "The catalogue doesn't accept the API key. It may be mistyped, revoked or expired."
        )
    capacities = catalogue.my_organizations("read") if account else {}
    writable = catalogue.my_organizations() if account else {}
    known = [o for o in catalogue.organizations() if o.id in capacities or o.id in writable] if account else []
    organizations = [
        {
            "id": o.id,
            "name": o.name,
            "title": o.title,
            "capacity": capacities.get(o.id) or writable[o.id],
            "writable": o.id in writable,
        }
        for o in known
    ]
    if context.as_json:
        user = {"name": account.name, "title": account.title, "sysadmin": account.sysadmin} if account else None
        document: dict[str, Any] = {"profile": profile.name, "address": profile.address, "role": profile.role}
        emit({**document, "user": user, "organizations": organizations})
        return
    if account is None:
        say(f"{plain_title(profile)}: you aren't signed in. You can still read.")
        return
    rights = ", system administrator" if account.sysadmin else ""
    say(f"{plain_title(profile)}: {account.title or account.name} ({account.name}{rights})")
    table(("Title", "Name", "Role"), [(o["title"], o["name"], o["capacity"]) for o in organizations])


@click.group("profiles", invoke_without_command=True, short_help="List, add and remove catalogues.")
@json_option
@click.pass_context
def profiles(ctx: click.Context) -> None:
    """List the catalogues for --profile. An asterisk marks the default."""
    if ctx.invoked_subcommand is not None:
        return
    context = ctx.ensure_object(Context)
    chosen = str(context.settings.get("profile") or "production")
    if context.as_json:
        listed = [{**_shape(p), "default": p.name == chosen} for p in context.settings.profiles()]
        emit({"profiles": listed})
        return
    table(
        ("", "Name", "Title", "Address", "User"),
        [
            ("*" if p.name == chosen else "", p.name, p.title, "" if p.role == "practice" else p.address, p.user)
            for p in context.settings.profiles()
        ],
    )


@profiles.command("add", short_help="Add a catalogue.")
@click.argument("name")
@click.argument("url")
@click.option("--title", default="", help="Name to show; by default the site title.")
@click.option(
    "--test", "is_test", is_flag=True, help="Mark it as a test catalogue, which has another colour in the window."
)
@dry_run_option
@json_option
@pass_context
def add(context: Context, name: str, url: str, title: str, is_test: bool, dry_run: bool) -> None:
    """Add the CKAN catalogue at URL under a short name."""
    from bcdc_desktop.app.accounts import add_profile, test_address, usual_type

    tested = test_address(url, patience=context.patience)
    if dry_run:
        profile = Profile(name, title or tested.title, tested.address, dataset_type=usual_type(tested))
    else:
        try:
            profile = add_profile(context.settings, name, title, tested, role="test" if is_test else "other")
        except ValueError as error:
            raise Failure("usage", str(error)) from None
    if context.as_json:
        emit({**({"dry_run": True} if dry_run else {}), "profile": _shape(profile), "version": tested.version})
    else:
        verb = "Would add" if dry_run else "Added"
        say(f"{verb} {profile.name}: {profile.title} at {profile.address} (CKAN {tested.version}).")


@profiles.command("remove", short_help="Remove a catalogue.")
@click.argument("name")
@json_option
@pass_context
def remove(context: Context, name: str) -> None:
    """Remove a catalogue and its API key. Built-in catalogues are reset instead. Its cache, drafts and uploads stay."""
    profile = context.settings.profile(name)
    if profile is None:
        raise Failure("not_found", f"There is no profile “{name}”.")
    if profile.user is not None:
        context.credentials.forget(profile, profile.user)
    context.settings.remove_profile(name)
    if context.settings.get("profile") == name:
        context.settings.put("profile", None)
    if context.as_json:
        emit({"removed": name})
    else:
        say(f"Removed {name}.")


@profiles.command("set", short_help="Change the settings of a catalogue.")
@click.argument("name")
@click.argument("assignments", metavar="SETTING=VALUE...", nargs=-1, required=True)
@dry_run_option
@json_option
@pass_context
def set_(context: Context, name: str, assignments: tuple[str, ...], dry_run: bool) -> None:
    """Change settings of a catalogue: title, role, dataset_type, max_upload_mb (or none), act_mb, compare_below_mb,
    keep_below_mb, settle_seconds.
    """
    from bcdc_desktop.domain.profile_settings import SettingProblem, with_settings

    profile = context.settings.profile(name)
    if profile is None:
        raise Failure("not_found", f"There is no profile “{name}”.")
    values = dict(text.partition("=")[::2] for text in assignments)
    try:
        changed = with_settings(profile, values)
    except SettingProblem as problem:
        raise Failure("usage", str(problem)) from None
    if not dry_run:
        context.settings.put_profile(changed)
    if context.as_json:
        emit({**({"dry_run": True} if dry_run else {}), "profile": _shape(changed)})
    else:
        from bcdc_desktop.domain.profile_settings import SETTINGS

        table(
            ("Setting", "Value", ""),
            [(s.name, "none" if (value := s.show(changed)) is None else value, s.about) for s in SETTINGS],
        )


@profiles.command("use", short_help="Set the default catalogue.")
@click.argument("name")
@json_option
@pass_context
def use(context: Context, name: str) -> None:
    """Set the catalogue to use without --profile and --url."""
    if context.settings.profile(name) is None:
        raise Failure("not_found", f"There is no profile “{name}”.")
    context.settings.put("profile", name)
    if context.as_json:
        emit({"default": name})
    else:
        say(f"{name} is now the default.")


def plain_title(profile: Profile) -> str:
    """Return the title of a catalogue with its short name."""
    return profile.title if profile.title == profile.address else f"{profile.title} ({profile.name})"


def _shape(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.name,
        "title": profile.title,
        "address": None if profile.role == "practice" else profile.address,
        "role": profile.role,
        "user": profile.user,
        "dataset_type": profile.dataset_type,
        "settings": _settings(profile),
    }


def _settings(profile: Profile) -> dict[str, Any]:
    from bcdc_desktop.domain.profile_settings import SETTINGS

    return {setting.name: setting.show(profile) for setting in SETTINGS}
