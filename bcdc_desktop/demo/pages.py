"""The few web pages of the practice catalogue, so that "open in browser" shows something."""

from __future__ import annotations

from html import escape
from typing import Any

from bcdc_desktop.demo.directory import Caller
from bcdc_desktop.demo.practice import Practice

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - Practice catalogue</title>
<style>body {{ font: 16px/1.5 sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }}
header {{ border-bottom: 1px solid #bbb; color: #555; margin-bottom: 1.5rem; }} dt {{ font-weight: bold; }}</style>
</head><body><header>Practice catalogue on this computer</header><h1>{title}</h1>{body}</body></html>"""


def message(title: str, text: str) -> str:
    """Return a page with one sentence."""
    return _PAGE.format(title=escape(title), body=f"<p>{escape(text)}</p>")


def page(practice: Practice, caller: Caller, parts: list[str], kinds: tuple[str, ...]) -> tuple[int, str]:
    """Return status and text of the page at this path."""
    if parts == [""]:
        return 200, message("Welcome", "This catalogue is for practice. Nothing in it leaves this computer.")
    if len(parts) >= 2 and parts[0] in kinds:
        row = practice.storage.package(parts[1])
        if row is not None and caller.may_see(row):
            return 200, _package(practice.shown(row))
    if len(parts) == 2 and parts[0] == "organization":
        organization = practice.directory.organization(parts[1])
        if organization is not None:
            return 200, _PAGE.format(
                title=escape(organization.title), body=f"<p>{escape(organization.description)}</p>"
            )
    return 404, message("Not found", "There is nothing here, or it is not public.")


def _package(package: dict[str, Any]) -> str:
    organization = (package.get("organization") or {}).get("title", "")
    facts = [
        ("Published by", organization),
        ("State", package.get("publish_state")),
        ("Licence", package.get("license_title")),
        ("Keywords", ", ".join(t["name"] for t in package["tags"])),
        ("Modified", package["metadata_modified"]),
    ]
    listed = "".join(f"<dt>{escape(k)}</dt><dd>{escape(str(v or ''))}</dd>" for k, v in facts)
    resources = "".join(
        f'<li><a href="{escape(r["url"])}">{escape(str(r.get("name") or r["id"]))}</a> '
        f"({escape(str(r.get('format')))})</li>"
        for r in package["resources"]
    )
    body = f"<p>{escape(str(package.get('notes') or ''))}</p><dl>{listed}</dl><h2>Resources</h2><ul>{resources}</ul>"
    return _PAGE.format(title=escape(package["title"]), body=body)
