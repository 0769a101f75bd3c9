"""A name from outside is a label: what of it meets a disk stays in its folder and is taken by any system."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.domain.file_names import name_in_url, name_part, safe_file_name, safe_suffix
from bcdc_desktop.domain.package import Resource

NASTY = (
    "", ".", "..", "...", " ", ". .", "/", "\\", "../..", "..\\..\\x", "..%2f..%2fevil.desktop", "..%5c..%5cevil.exe",
    "..%252f..%252fx", "%00", "a%00.csv", "a\x00.csv", "a%0a.csv", "a\x1b[31m.csv", "con", "con.csv", "CON .csv",
    "aux.", "nul.tar.gz", "COM1", "lpt9.txt", "com¹.txt", "conin$", "a.csv.", "a.csv...", "a.csv ", " a.csv",
    ".bashrc", "~", "a:b.csv", "C:evil", "C:\\evil.csv", "file.csv:stream", "a\u202egnp.csv", "a\u200b.csv",
    "\ud800.csv", "a\udcff",
    "%ff%fe.csv", "x" * 300, "x" * 300 + ".csv", "é" * 200 + ".csv", "😀" * 100, "a." + "b" * 300, "a?b*c|d<e>f\"g",
    "\u2028", "\xa0", "-rf", "$(id)", "`id`", "%2e%2e", "%2e%2e%2f", "....//", "a/../..", "..;/", "．．／", "\x7f",
    "\x85",
)  # fmt: skip
DEVICES = {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1", "COM¹", "CONIN$"}


def assert_harmless(name: str) -> None:
    assert not set(name) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(c)[0] == "C" or unicodedata.category(c) in ("Zl", "Zp") for c in name)
    assert name == name.strip(". \xa0")
    assert len(name.encode()) <= 255 - len(".part")
    assert name.split(".")[0].strip().upper() not in DEVICES


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_is_harmless(name: str) -> None:
    assert_harmless(safe_file_name(name))
    assert safe_file_name(name)
    for url in (f"https://x.test/dataset/a/resource/b/download/{name}", name, f"http://[/{name}"):
        assert_harmless(Resource({"id": "r", "url": url}).file_name)
    suffix = safe_suffix(name)
    assert suffix == "" or (suffix[0] == "." and suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 11)


@given(st.text(alphabet=st.characters(), max_size=400) | st.sampled_from(NASTY).map(lambda n: n * 3))
def test_any_name_is_harmless(name: str) -> None:
    assert_harmless(safe_file_name(name))
    assert safe_file_name(name)
    assert_harmless(name_in_url(f"https://x.test/{name}"))
    part = name_part(name)
    assert len(part) <= 60
    assert set(part) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")
    assert "--" not in part


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://x.test/download/caseloads%202024.csv", "caseloads 2024.csv"),
        ("https://x.test/download/levels.csv?version=2#top", "levels.csv"),
        ("https://x.test/download/été.csv", "été.csv"),
        ("levels.gdb.zip", "levels.gdb.zip"),
        ("https://x.test/download/..%2f..%2fautostart%2fevil.desktop", "evil.desktop"),
        ("https://x.test/download/a%252fb.csv", "a%2fb.csv"),
        ("https://x.test/", ""),
    ],
)
def test_a_name_is_decoded_once(url: str, name: str) -> None:
    assert Resource({"id": "r", "url": url}).file_name == name


@given(st.lists(st.text(alphabet="ab-_A.é", max_size=90) | st.text(max_size=90), min_size=2, max_size=2, unique=True))
def test_parts_of_names_are_as_different_as_what_they_stand_for(names: list[str]) -> None:
    assert name_part(names[0]) != name_part(names[1])
