"""The program's version as each system writes it: a candidate is older than its release everywhere."""

import pytest

import versions

IN_ORDER = ["0.1.0", "0.2.0a1", "0.2.0b2", "0.2.0rc1", "0.2.0rc2", "0.2.0", "0.2.1", "1.0.0rc1", "1.0.0"]


def test_windows_and_macos_compare_them_right() -> None:
    def numbers(text: str) -> list[int]:
        return [int(part) for part in text.split(".")]

    for form in (versions.windows_numbers, lambda text: numbers(versions.msi(text))):
        found = [tuple(form(text)) for text in IN_ORDER]
        assert found == sorted(set(found))
    compared = [numbers(versions.apple(text)[1]) for text in IN_ORDER]
    assert compared == sorted(compared)


@pytest.mark.parametrize(("text", "debian", "numbers", "shown"), [
    ("0.1.0", "0.1.0", (0, 1, 0, 99), "0.1.0"),
    ("1.0.0rc1", "1.0.0~rc1", (1, 0, 0, 71), "1.0.0"),
    ("1.2", "1.2", (1, 2, 0, 99), "1.2.0"),
])  # fmt: skip
def test_each_form(text: str, debian: str, numbers: tuple[int, ...], shown: str) -> None:
    assert (versions.debian(text), versions.windows_numbers(text)) == (debian, numbers)
    assert versions.apple(text)[0] == shown


@pytest.mark.parametrize("text", ["1.0.0.dev3", "1.0.0+local", "1!1.0", "1.0.post1", "1.2.3.4", "1.0.0rc29"])
def test_what_cannot_be_put_in_order_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"1\.|1!"):
        versions.windows_numbers(text)


def test_windows_installer_has_its_limits() -> None:
    with pytest.raises(ValueError, match="256"):
        versions.msi("256.0.0")
