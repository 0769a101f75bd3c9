"""The part of Solr's query language that the product sends, as SQL conditions on ``package p``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Condition = tuple[str, list[Any]]

_TOKEN = re.compile(
    r"""(?:(?P<operator>AND\b|OR\b|NOT\b|&&|\|\|)|(?P<sign>[+\-!])|(?P<open>\()|(?P<close>\))
    |(?P<field>[A-Za-z_][\w.]*):|(?P<phrase>"(?:\\.|[^"\\])*")
    |(?P<range>[\[{]\s*[^\s\]}]{1,99}\s+TO\s+[^\s\]}]{1,99}\s*[\]}])
    |(?P<term>(?:\\.|[^\s()":\\])+(?::(?:\\.|[^\s()"\\])+)?))""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+")
_COLUMNS = {
    "id": "p.id",
    "name": "p.name",
    "title_string": "p.title",
    "owner_org": "p.owner_org",
    "state": "p.state",
    "publish_state": "p.publish_state",
    "license_id": "p.license_id",
    "type": "p.type",
    "dataset_type": "p.type",
    "creator_user_id": "p.creator_user_id",
    "metadata_modified": "p.metadata_modified",
    "metadata_created": "p.metadata_created",
}
JSON_FIELD = "(SELECT json_extract(b.body, ?) FROM package_body b WHERE b.n = p.n)"
"""Any other field of a package: slow, as it reads the whole text."""

_TEXTS = {None: "", "text": "", "title": "title : ", "notes": "notes : "}
_LISTS = {"tags": ("package_tag", "tag"), "res_format": ("resource", "format")}
_BOOLEANS = {"private": ("true", "false"), "capacity": ("private", "public")}


@dataclass
class _Token:
    kind: str
    text: str


def condition(text: str) -> Condition:
    """Return a query as an SQL condition; ``1`` for an empty one. What cannot be read is passed over."""
    tokens = []
    at = 0
    while at < len(text):
        found = None if text[at].isspace() else _TOKEN.match(text, at)
        if found is None or found.end() == at or found.lastgroup is None:
            at += 1
            continue
        tokens.append(_Token(found.lastgroup, found.group(found.lastgroup)))
        at = found.end()
    return _Parser(tokens).clauses(None)


def words(text: str) -> list[str]:
    """Return the plain words of a query, which decide its ranking."""
    plain = (word.partition("-")[0] for word in text.split() if ":" not in word[1:-1])
    return [w for w in _WORD.findall(" ".join(plain)) if w not in ("AND", "OR", "NOT")]


def phrase(found: Sequence[str], prefix: bool = False) -> str:
    """Return words as an FTS5 phrase."""
    return '"' + " ".join(found) + '"' + ("*" if prefix else "")


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def clauses(self, field: str | None) -> Condition:
        """Return the clauses up to the closing parenthesis: side by side and with AND all must hold, with OR one of
        them."""
        all_of: list[Condition] = []  # of the alternative that is being read
        alternatives: list[list[Condition]] = [all_of]
        always: list[Condition] = []  # marked with + or -: must hold whatever the alternatives say
        negate, must = False, False
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind == "close":
                self.at += 1
                break
            if token.kind == "operator":
                self.at += 1
                if token.text == "NOT":
                    negate = True
                elif token.text in ("OR", "||") and all_of:
                    all_of = []
                    alternatives.append(all_of)
                continue
            if token.kind == "sign":
                self.at += 1
                negate, must = token.text in "-!", token.text == "+"
                continue
            found = self.clause(field)
            if negate:
                always.append((f"NOT ({found[0]})", found[1]))
            else:
                (always if must else all_of).append(found)
            negate, must = False, False
        either = [_joined(" AND ", a) for a in alternatives if a]
        return _joined(" AND ", always + ([_joined(" OR ", either)] if either else []))

    def clause(self, field: str | None) -> Condition:
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "field":
            return self.clause(token.text) if self.at < len(self.tokens) else ("0", [])
        if token.kind == "open":
            return self.clauses(field)
        if token.kind == "range":
            return _range(field, token.text)
        if token.kind == "phrase":
            return _term(field, re.sub(r"\\(.)", r"\1", token.text[1:-1]), exact=True)
        return _term(field, re.sub(r"\\(.)", r"\1", token.text), exact=False)


def _joined(by: str, conditions: list[Condition]) -> Condition:
    if not conditions:
        return "1", []
    if len(conditions) == 1:
        return conditions[0]
    return by.join(f"({sql})" for sql, _ in conditions), [value for _, values in conditions for value in values]


def _expression(field: str) -> tuple[str, list[Any]]:
    if field in _COLUMNS:
        return _COLUMNS[field], []
    if field == "organization":
        return "(SELECT o.name FROM organization o WHERE o.id = p.owner_org)", []
    return JSON_FIELD, [f'$."{field}"']


def _time(field: str | None, text: str) -> str:
    """Return a time without the Z that it carries in queries: times are stored without a zone."""
    return text.removesuffix("Z") if field in ("metadata_modified", "metadata_created") else text


def _range(field: str | None, text: str) -> Condition:
    if field is None:
        return "1", []
    low, _, high = text[1:-1].split()
    sql, parameters = _expression(field)
    out = []
    if low != "*":
        out.append((f"{sql} {'>=' if text[0] == '[' else '>'} ?", [*parameters, _time(field, low.strip('"'))]))
    if high != "*":
        out.append((f"{sql} {'<=' if text[-1] == ']' else '<'} ?", [*parameters, _time(field, high.strip('"'))]))
    return _joined(" AND ", out) if out else (f"coalesce({sql}, '') != ''", parameters)  # as Solr has no empty value


def _term(field: str | None, text: str, exact: bool) -> Condition:
    if field == "*" or (field is None and text in ("*", "*:*")):
        return "1", []
    if field in _TEXTS:
        return _text_term(field, text, exact)
    assert field is not None
    if not exact:
        text = re.sub(r"[\^~][\d.]*$", "", text)
    if field in _BOOLEANS:
        yes, no = _BOOLEANS[field]
        return ("p.private = 1" if text.lower() == yes else "p.private = 0" if text.lower() == no else "0"), []
    if field in _LISTS:
        table, column = _LISTS[field]
        if text == "*" and not exact:
            return f"p.n IN (SELECT n FROM {table})", []  # noqa: S608
        if not exact and ("*" in text or "?" in text):
            return f"p.n IN (SELECT n FROM {table} WHERE lower({column}) GLOB ?)", [text.lower()]  # noqa: S608
        return f"p.n IN (SELECT n FROM {table} WHERE {column} = ?)", [text]  # noqa: S608
    if field in ("res_name", "res_description"):
        return _text_term(None, text, exact)
    sql, parameters = _expression(field)
    if text == "*" and not exact:
        return f"coalesce({sql}, '') != ''", parameters
    if not exact and ("*" in text or "?" in text):
        return f"lower({sql}) GLOB ?", [*parameters, text.lower()]
    if field == "organization":
        return "p.owner_org = (SELECT o.id FROM organization o WHERE o.name = ?)", [text]
    return f"{sql} = ?", [*parameters, _time(field, text)]


def _text_term(field: str | None, text: str, exact: bool) -> Condition:
    prefix = not exact and text.endswith("*")
    found = _WORD.findall(text)
    if not found:
        return ("1" if text.strip("*? ") == "" else "0"), []
    match = phrase(found, prefix) if exact or prefix else " ".join(phrase([w]) for w in found)
    column = _TEXTS[field]
    sql = "p.n IN (SELECT rowid FROM package_text WHERE package_text MATCH ?)"
    return sql, [f"{column}({match})" if column else match]
