"""Archives and packages: the same files give the same bytes, and what is in them starts."""

import configparser
import os
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

import appimage
import archives
import deb
import elf_libraries

ROOT = Path(__file__).resolve().parents[2]


def frozen(folder: Path, seconds: int) -> Path:
    """A program with a link to it, whose files were written at some time, in some order."""
    top = folder / "BCDC Desktop"
    (top / "_internal").mkdir(parents=True)
    for name in ("_internal/b.so", "_internal/a.so", "BCDC Desktop")[:: 1 if seconds % 2 else -1]:
        (top / name).write_bytes(name.encode() * 100)
        os.utime(top / name, (seconds, seconds))
    (top / "BCDC Desktop").chmod(0o700)
    (top / "bcdc").symlink_to("BCDC Desktop")
    return top


@pytest.mark.parametrize(("pack", "suffix"), [(archives.tar_gz, ".tar.gz"), (archives.zip_folder, ".zip")])
def test_two_builds_are_the_same(tmp_path: Path, pack: object, suffix: str) -> None:
    files = []
    for seconds in (1_600_000_001, 1_650_000_002):
        folder = frozen(tmp_path / str(seconds), seconds)
        files.append(pack(folder, tmp_path / f"{seconds}{suffix}"))  # type: ignore[operator]
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights, and packs no .tar.gz")
def test_links_and_rights_are_kept(tmp_path: Path) -> None:
    folder = frozen(tmp_path, 1)
    with tarfile.open(archives.tar_gz(folder, tmp_path / "a.tar.gz")) as archive:
        assert [entry.name for entry in archive][:2] == ["BCDC Desktop", "BCDC Desktop/BCDC Desktop"]
        assert archive.getmember("BCDC Desktop/BCDC Desktop").mode == 0o755
        assert archive.getmember("BCDC Desktop/_internal/a.so").mode == 0o644
        assert archive.getmember("BCDC Desktop/bcdc").linkname == "BCDC Desktop"
    with zipfile.ZipFile(archives.zip_folder(folder, tmp_path / "a.zip")) as zipped:
        assert zipped.read("BCDC Desktop/bcdc") == zipped.read("BCDC Desktop/BCDC Desktop")
        assert zipped.testzip() is None


def test_checksums_are_in_the_form_of_sha256sum(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"abc")
    (tmp_path / "a").write_bytes(b"")
    sums = archives.write_sums(tmp_path.iterdir(), tmp_path)
    assert sums.read_text() == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n"
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b\n"
    )


def test_the_debian_package_asks_for_what_the_folder_lacks() -> None:
    asked = elf_libraries.Asked(frozenset({"libX11.so.6", "libc.so.6", "libsqlite3.so.0"}), (2, 35))
    text = deb.control("1.0.0rc1", "amd64", 1000, asked)
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Version"] == "1.0.0~rc1"
    depends = fields["Depends"].split(", ")
    assert {"libc6 (>= 2.35)", "libx11-6"} <= set(depends)
    assert not any("sqlite" in name for name in depends)


def test_an_appimage_is_its_runtime_and_a_file_system(tmp_path: Path) -> None:
    runtime, image, target = tmp_path / "runtime", tmp_path / "image", tmp_path / "target"
    runtime.write_bytes(b"\x7fELF....AI\x02...")
    image.write_bytes(b"hsqs...")
    appimage.join(runtime, image, target)
    assert target.read_bytes() == runtime.read_bytes() + image.read_bytes()
    assert os.access(target, os.X_OK)
    runtime.write_bytes(b"\x7fELF: not of an AppImage")
    with pytest.raises(appimage.RuntimeMissingError, match="no runtime"):
        appimage.join(runtime, image, target)


def test_a_runtime_that_is_not_the_pinned_one_is_not_used(tmp_path: Path) -> None:
    other = tmp_path / "runtime"
    other.write_bytes(b"\x7fELF....AI\x02...")
    with pytest.raises(appimage.RuntimeMissingError):
        appimage.fetch_runtime(other)
    assert not other.exists()


@pytest.mark.skipif(os.name == "nt", reason="an AppImage is Linux's")
@pytest.mark.parametrize(
    ("called", "program"), [("/home/a/bcdc", "bcdc"), ("./BCDC-Desktop.AppImage", "window"), ("", "window")]
)
def test_an_appimage_starts_what_it_is_called(tmp_path: Path, called: str, program: str) -> None:
    (tmp_path / "program").mkdir()
    for name, word in (("bcdc", "bcdc"), ("BCDC Desktop", "window")):
        script = tmp_path / "program" / name
        script.write_text(f'#!/bin/sh\necho {word} "$@" "${{ARGV0-}}"\n')
        script.chmod(0o755)
    (tmp_path / "AppRun").write_text(appimage.APP_RUN)
    done = subprocess.run(
        ["sh", str(tmp_path / "AppRun"), "a b"], env={**os.environ, "ARGV0": called}, capture_output=True, text=True
    )
    assert done.stdout == f"{program} a b \n"


def test_each_action_of_the_menu_entry_starts_the_program() -> None:
    entry = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read_string(appimage.desktop_file())
    program = entry["Desktop Entry"]
    actions = [name for name in program["Actions"].split(";") if name]
    assert {f"Desktop Action {name}" for name in actions} == set(entry.sections()) - {"Desktop Entry"}
    assert all(entry[f"Desktop Action {name}"]["Exec"].startswith("bcdc-desktop ") for name in actions)
    assert program["X-AppImage-Version"]
