"""The text of the guide, in sections. It travels with the program, so that help needs no network."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bcdc_desktop.bundled import bundled_path

_PICTURE = re.compile(r"^!\[[^\]\n]*\]\([^)\n]*\)$")  # a line that is one picture
_LINK_IN_LIST = re.compile(r"^- \[[^\]\n]*\]\(#[^)\n]*\)$")  # a line of the guide's own contents
_LINK_INSIDE = re.compile(r"\]\(#([\w-]*)\)")  # an anchor has nothing else
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
TRANSLATED = ("fr",)  # the languages that the guide is written in beside English


@dataclass(frozen=True)
class Section:
    """A section of the guide: its title, the anchor that links name, and its Markdown without the title."""

    title: str
    anchor: str
    text: str

    @property
    def markdown(self) -> str:
        """The section with its title."""
        return f"# {self.title}\n\n{self.text}\n"


def anchor_of(title: str) -> str:
    """Return the anchor of a heading, as web sites that show Markdown make it."""
    return _NOT_IN_ANCHOR.sub("", title.strip().lower()).replace(" ", "-")


def sections_of(text: str) -> list[Section]:
    """Return the sections of a Markdown text: what each heading of the first and second level has below it.

    Pictures are left out: the window that they show is on screen. So is the list of links to the sections.
    """
    found: list[Section] = []
    title, lines = "", list[str]()
    for line in [*text.splitlines(), "# "]:
        level, _, heading = line.partition(" ")
        if level in ("#", "##"):
            if title:
                found.append(Section(title, anchor_of(title), "\n".join(lines).strip()))
            title, lines = heading.strip(), []
        elif not _PICTURE.match(line) and not _LINK_IN_LIST.match(line):
            lines.append(line)
    return found


@cache
def guide(language: str = "en") -> tuple[Section, ...]:
    """Return the sections of the guide in a language (two letters); in English where it is not written in that one.

    The anchors are those of the English guide in every language.

    Raises:
        FileNotFoundError: the program was packed without it.
    """
    sections = tuple(sections_of(bundled_path("guide.md").read_text("utf-8")))
    if language not in TRANSLATED:
        return sections
    found = sections_of(bundled_path(f"guide.{language}.md").read_text("utf-8"))
    anchors = {there.anchor: here.anchor for there, here in zip(found, sections, strict=True)}
    return tuple(replace(s, anchor=anchors[s.anchor], text=_with_anchors(s.text, anchors)) for s in found)


def _with_anchors(text: str, anchors: Mapping[str, str]) -> str:
    return _LINK_INSIDE.sub(lambda link: f"](#{anchors.get(link[1], link[1])})", text)


def matching(sections: Sequence[Section], words: str) -> list[Section]:
    """Return the sections that have all words, in any case and with or without accents; those with all of them in their
    title come first."""
    wanted = _folded(words).split()
    hits = [s for s in sections if all(w in _folded(f"{s.title}\n{s.text}") for w in wanted)]
    return sorted(hits, key=lambda s: not all(w in _folded(s.title) for w in wanted))


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("’", "'").casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
