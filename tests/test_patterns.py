"""Every pattern of the package takes time in proportion to the text, whatever the text: none can hold the program up.

The patterns are found, not listed: the globals of all modules, and every literal that is given to ``re``. For each the
texts are made from the pattern itself: what comes before a repetition, the repeated part very often, and an end that
does not fit. A pattern that is not linear takes seconds or far longer over one of them, and more of the processor than
the test has for it.
"""

import ast
import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest

import bcdc_desktop

LENGTH = 50_000
MATCHES = 10_000  # of one text that are looked at
SECONDS = 1  # of the processor for one text: the slowest of a linear pattern takes 0.05, of a quadratic one 3 or more
CALLS = frozenset({"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"})
ANCHORED = frozenset({"match", "fullmatch"})
ENDS = ("", "\x00", "\n!")
COMMON = (
    " ", "a", "A", "1", "-", "_", ".", ",", ":", ";", '"', "'", "\\", "/", "<", "[", "(", "{", "|", "\n", "\r", "\t",
    "#",    "a ", "1 ", "- ", "a-", "_a", "1,", "1.", "a:", "/a", "[ ", "<!---->", "<!--", '"a', '\\"', "\n|", "aA",
    "é", "\u202e",    "/api", "2020-", "[a TO b", "AND ", "]] ", "[[",
)  # fmt: skip
# given to re at run time: fields of objects that are found in the globals, and the API key's spellings, which
# tests/catalogue/test_answers.py tries
NOT_LITERAL = {
    ("preflight/characters.py", "fault.pattern"),
    ("preflight/cells.py", "kind.pattern"),
    ("catalogue/redaction.py", "''.join((_spellings(c) for c in self._key))"),
}

Found = tuple[str, str | bytes, int]  # where it stands, the pattern, its flags


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(bcdc_desktop.__path__, "bcdc_desktop."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _in(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """Patterns in a global: itself, in a collection, or as the field ``pattern`` of an object of ours."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _in(one, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        yield from _in(list(value.values()), depth)
    elif isinstance(getattr(value, "pattern", None), str) and type(value).__module__.startswith("bcdc_desktop"):
        yield re.compile(value.pattern)


def _calls(place: str, nodes: list[ast.AST]) -> Iterator[tuple[str, ast.Call]]:
    """Calls of ``re`` in the source of a module: the function, the call."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            assert node.module != "re", f"{place}: call re by its name, so that its patterns are found"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re":
                yield node.func.attr, node


def _evaluated(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), "<pattern>", "eval"), vars(module))


def _all() -> dict[Found, set[str]]:
    """Each pattern with the names of the methods by which it is used anywhere."""
    found: dict[Found, set[str]] = {}
    for module in _modules():
        path = Path(str(module.__file__))
        place = path.relative_to(Path(bcdc_desktop.__path__[0])).as_posix()
        text = path.read_text("utf-8")
        there = [(name, value, pattern) for name, value in vars(module).items() for pattern in _in(value)]
        if not there and not re.search(r"\bre\b", text):
            continue
        nodes = list(ast.walk(ast.parse(text)))
        used: dict[str, set[str]] = {}
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used.setdefault(node.value.id, set()).add(node.attr)
        for name, value, pattern in there:
            named = used.get(name, set()) & CALLS or (ANCHORED if not isinstance(value, re.Pattern) else CALLS)
            key = (pattern.pattern, pattern.flags)
            found.setdefault((name, *key), set()).update(named)
        for function, call in _calls(place, nodes):
            if function == "compile" and not isinstance(call.args[0], ast.Constant | ast.JoinedStr | ast.Name):
                assert (place, ast.unparse(call.args[0])) in NOT_LITERAL
                continue
            try:
                pattern = _evaluated(call.args[0], module)
                flags = [k.value for k in call.keywords if k.arg == "flags"]
                at = {"compile": 1, "match": 2, "fullmatch": 2, "search": 2, "findall": 2, "finditer": 2}.get(
                    function, 9
                )
                given = _evaluated((flags or call.args[at:])[0], module) if flags or call.args[at:] else 0
            except (NameError, AttributeError):
                assert (place, ast.unparse(call.args[0])) in NOT_LITERAL
                continue
            if function != "compile":  # what is compiled is a global, or is used where it is made
                found.setdefault((place, pattern, re.compile(pattern, given).flags), set()).add(function)
    once: dict[tuple[str | bytes, int], str] = {}  # the same pattern under several names
    for (name, *key), methods in list(found.items()):
        first = once.setdefault((key[0], key[1]), name)
        if first != name:
            found[(first, key[0], key[1])] |= methods
            del found[(name, key[0], key[1])]
    return found


def _example(items: Any, choice: int = 0) -> str:
    """A text that a parsed pattern takes, more or less: look-arounds are left out, repetitions are made once."""
    out = ""
    for code, argument in items:
        if code is codes.LITERAL:
            out += chr(argument)
        elif code is codes.NOT_LITERAL:
            out += "b" if argument == ord("a") else "a"
        elif code is codes.ANY:
            out += "a"
        elif code is codes.IN:
            out += _member(argument, choice)
        elif code is codes.BRANCH:
            branches = argument[1]
            out += _example(branches[choice % len(branches)], choice)
        elif code is codes.SUBPATTERN:
            out += _example(argument[3], choice)
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            out += _example(argument[2], choice) * max(argument[0], 1)
        elif code is codes.GROUPREF:
            out += "-"
    return out


_CATEGORIES = {
    codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "a", codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_NOT_SPACE: "a", codes.CATEGORY_NOT_WORD: "-",
}  # fmt: skip


def _member(items: Any, choice: int) -> str:
    members = []
    for code, argument in items:
        if code is codes.NEGATE:
            pattern = [i for i in items if i[0] is not codes.NEGATE]
            return next(c for c in "a1 -~é" if not _holds(pattern, c))
        if code is codes.LITERAL:
            members.append(chr(argument))
        elif code is codes.RANGE:
            members.append(chr(argument[0]))
        elif code is codes.CATEGORY:
            members.append(_CATEGORIES[argument])
    return members[choice % len(members)]


def _holds(items: Any, character: str) -> bool:
    for code, argument in items:
        if code is codes.LITERAL and argument == ord(character):
            return True
        if code is codes.RANGE and argument[0] <= ord(character) <= argument[1]:
            return True
        if code is codes.CATEGORY:
            kind = {codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_WORD: r"\w"}
            wanted = kind.get(argument) or {codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_NOT_SPACE: r"\S"}.get(
                argument, r"\W"
            )
            if re.match(wanted, character):
                return True
    return False


def _pumps(items: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """For each repetition without an end, at any depth: what comes before it, and what is repeated."""
    for code, argument in items:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            if argument[1] is codes.MAXREPEAT or argument[1] > 1000:
                for choice in range(4):
                    yield before, _example(argument[2], choice)
            yield from _pumps(argument[2], before)
        elif code is codes.SUBPATTERN:
            yield from _pumps(argument[3], before)
        elif code is codes.BRANCH:
            for branch in argument[1]:
                yield from _pumps(branch, before)
        before += _example([(code, argument)])


def _texts(pattern: str, flags: int) -> Iterator[str]:
    parsed = parser.parse(pattern, flags & ~re.DEBUG)
    whole = [_example(parsed, choice) for choice in range(3)]
    pairs = [*_pumps(parsed), *(("", p) for p in COMMON), *((whole[0], p) for p in (" ", "a", "1"))]
    pairs += [("", text[:-cut] if cut else text) for text in whole for cut in (0, 1)]
    for before, pump in dict.fromkeys(pairs):
        if pump:
            for end in ENDS:
                yield before + pump * (LENGTH // len(pump)) + end


PATTERNS = _all()


@contextmanager
def _limited() -> Iterator[None]:
    """Fail when what is done takes too much of the processor; without such a clock, the time limit of the test does."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, lambda *_: pytest.fail("not linear", pytrace=False))
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _run(pattern: re.Pattern[Any], methods: set[str], text: Any) -> None:
    if methods & ANCHORED:
        pattern.match(text)
        pattern.fullmatch(text)
    if methods - ANCHORED - {"compile"}:
        for _ in islice(pattern.finditer(text), MATCHES):
            pass


@pytest.mark.parametrize("found", sorted(PATTERNS, key=str), ids=lambda found: found[0])
def test_a_pattern_is_linear(found: Found) -> None:
    _, source, flags = found
    pattern = re.compile(source, flags & ~re.UNICODE if isinstance(source, bytes) else flags)
    as_text = source.decode("latin-1") if isinstance(source, bytes) else source
    for text in _texts(as_text, flags):
        given = text.encode("latin-1", "replace") if isinstance(source, bytes) else text
        with _limited():
            _run(pattern, PATTERNS[found], given)


def test_a_pattern_that_is_not_linear_takes_too_long() -> None:
    with pytest.raises(pytest.fail.Exception, match="not linear"):
        for text in _texts(r"\s+x", 0):
            with _limited():
                _run(re.compile(r"\s+x"), set(CALLS), text)


def test_the_patterns_are_found() -> None:
    names = {name for name, _, _ in PATTERNS}
    assert names >= {"_HTML", "_TOKEN", "_DATE", "_PERSONAL", "KINDS", "preflight/header.py", "domain/profile.py"}
    assert len(PATTERNS) > 60


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?:a\s*)*<", "a" * 40),
        (r"\A(?:<!--.*?-->\s*)*<html", "<!---->" * 40),
        (r"\s+x", " " * LENGTH),
        (r"\]\(#([^)\n]*)\)", "](#a" * (LENGTH // 4)),
    ],
)
def test_the_texts_find_what_is_not_linear(pattern: str, text: str) -> None:
    """The texts that this test makes of a bad pattern are those that hold it up; they are not run here."""
    assert any(made.startswith(text) for made in _texts(pattern, 0))
