"""What a request carries: parameters from a query, JSON or a form; files of a multipart body go straight to disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl

import orjson
from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    PushMultipartParser,
    parse_options_header,
)

from bcdc_desktop.demo.errors import BadRequest

_CHUNK = 256 * 1024
_MAX_TEXT = 64 * 1024 * 1024


@dataclass(frozen=True)
class ReceivedFile:
    """A file of a multipart body: the sender's name for it, where it lies now, its size in bytes."""

    name: str
    path: Path
    size: int


def mixed(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return pairs as a dict; a name that comes more than once holds a list, as in CKAN."""
    out: dict[str, list[Any]] = {}
    for name, value in pairs:
        out.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in out.items()}


def from_query(query: str) -> dict[str, Any]:
    """Return the parameters of a GET."""
    return mixed(parse_qsl(query, keep_blank_values=True))


def from_body(content_type: str, body: BufferedIOBase, length: int, incoming: Path) -> dict[str, Any]:
    """Return the parameters of a POST.

    Args:
        content_type: the header of that name.
        body: where to read from; ``length`` bytes of it are read, in small pieces when it is multipart.
        incoming: the folder for files; what is left of them there after the request is the caller's to remove.

    Raises:
        BadRequest: the body is no JSON object, or breaks off.
    """
    kind, options = parse_options_header(content_type)
    if kind == "multipart/form-data":
        return _multipart(options.get("boundary", ""), body, length, incoming)
    raw = body.read(length)
    if len(raw) < length:
        raise ConnectionResetError("the body breaks off")
    if kind == "application/x-www-form-urlencoded":
        return mixed(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True))
    if not raw:
        return {}
    try:
        data = orjson.loads(raw)
    except ValueError:
        raise BadRequest(
            "JSON Error: Error decoding JSON data. Error: <BadRequest '400: Bad Request'> "
            "JSON data extracted from the request: {}"
        ) from None
    if not isinstance(data, dict):
        raise BadRequest(f"JSON Error: Request data JSON decoded to {data!r} but it needs to be a dictionary.")
    return data


def _multipart(boundary: str, body: BufferedIOBase, length: int, incoming: Path) -> dict[str, Any]:
    pairs: list[tuple[str, Any]] = []
    files: list[tuple[str, ReceivedFile]] = []
    held = 0
    out: IO[bytes] | None = None
    try:
        with PushMultipartParser(boundary, content_length=length) as parser:
            name, file_name, text = "", None, bytearray()
            for event in parser.parse_blocking(body.read, _CHUNK):
                if event is None:
                    if out is not None:
                        out.close()
                        path = Path(out.name)
                        files.append((name, ReceivedFile(file_name or "", path, path.stat().st_size)))
                        out = None
                    else:
                        pairs.append((name, text.decode("utf-8", "replace")))
                elif isinstance(event, bytes | bytearray):
                    if out is not None:
                        out.write(event)
                    else:
                        held += len(event)
                        if held > _MAX_TEXT:
                            raise BadRequest("the form's values are too long")
                        text += event
                else:
                    name, file_name, text = event.name or "", event.filename, bytearray()
                    if file_name is not None:
                        out = tempfile.NamedTemporaryFile(dir=incoming, delete=False)  # noqa: SIM115
    except MultipartError as fault:
        if "end of multipart" in str(fault):
            raise ConnectionResetError("the body breaks off") from fault
        raise BadRequest(f"the multipart body cannot be read: {fault}") from fault
    finally:
        if out is not None:  # of a body that was cut off: Windows deletes no file that is open
            out.close()
    data = mixed(pairs)
    data.update(files)  # a file goes before a value of the same name
    return data
