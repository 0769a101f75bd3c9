import pytest

from bcdc_desktop.ui.display import display_problem


@pytest.mark.parametrize(
    "environment",
    [
        {"DISPLAY": ":0"},
        {"WAYLAND_DISPLAY": "wayland-0"},
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "vnc:size=800x600"},
        {"QT_QPA_PLATFORM": "minimal;xcb"},
    ],
)
def test_a_display_or_a_platform_without_one_is_no_problem(environment: dict[str, str]) -> None:
    assert display_problem(environment, "linux") is None


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}, {"QT_QPA_PLATFORM": "xcb"}, {"QT_QPA_PLATFORM": ""}])
def test_without_a_display_one_sentence_names_the_command_line(environment: dict[str, str]) -> None:
    problem = display_problem(environment, "linux")
    assert problem is not None
    assert "bcdc" in problem.split()
    assert problem.endswith(".")
    assert problem.count(".") == 1


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_always_have_one(platform: str) -> None:
    assert display_problem({}, platform) is None
