"""What keeps a check near the speed of the disk, and its memory small: counted, not timed."""

import random
import weakref
from collections.abc import Iterator

import pytest

from bcdc_desktop.preflight import cells
from bcdc_desktop.preflight.column_patterns import WITH_PATTERN, field_pattern
from bcdc_desktop.preflight.findings import FindingLog
from bcdc_desktop.preflight.table_block import Block, UnreadBlock
from bcdc_desktop.preflight.table_reader import TableReader
from bcdc_desktop.preflight.table_shape import read_head

HEADER = b"id,town,day,level,remark text\r\n"
KINDS = [cells.INTEGER, cells.TEXT, cells.DATE, cells.NUMBER, cells.TEXT]
CHUNK = 1 << 12


def table(records: int) -> Iterator[bytes]:
    draw = random.Random(3)
    yield HEADER
    for number in range(records):
        town = draw.choice(["Nanaimo", "Marine", "Fort St. John", '"Vancouver, West"', '"The ""Junction"""', "May"])
        remark = '"level 7\r\nread twice"' if draw.random() < 0.1 else "read once"
        yield f"{number},{town},2024-{number % 12 + 1:02}-03,{draw.random():.3f},{remark}\r\n".encode()


def chunks(data: bytes) -> Iterator[bytes]:
    return (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))


def blocks_of(reader: TableReader, pieces: Iterator[bytes], kinds: list[str | None]) -> Iterator[Block]:
    """Return the blocks, as a caller reads them who knows what kinds the columns are of."""
    for data in pieces:
        for block in reader.feed(data):
            yield block
            reader.expect(kinds, 0)
    yield from reader.finish()


def reader_of(data: bytes) -> tuple[TableReader, Iterator[bytes]]:
    start, shape = read_head(iter([data[: 1 << 16]]))
    assert shape is not None
    assert start
    return TableReader(shape, FindingLog()), chunks(data)


@pytest.mark.parametrize("kind", sorted(WITH_PATTERN))
def test_the_pattern_of_a_column_is_short_because_its_automaton_is_made_for_each_call(kind: str) -> None:
    assert len(field_pattern(kind, ",")) < 5000


def test_all_but_the_first_blocks_of_a_large_regular_table_are_read_at_once_and_none_is_kept() -> None:
    data = b"".join(table(20_000))
    reader, pieces = reader_of(data)
    alive: weakref.WeakSet[Block] = weakref.WeakSet()
    at_once = others = most = rows = 0
    for block in blocks_of(reader, pieces, KINDS):
        alive.add(block)
        if isinstance(block, UnreadBlock):
            at_once += 1
        else:
            others += 1
        assert block.rows[0] == rows + 2
        rows += block.frame.height
        most = max(most, len(alive))
    assert rows == reader.rows == 20_000
    assert others <= 3
    assert at_once >= 0.95 * len(data) / CHUNK
    assert most <= 3


@pytest.mark.parametrize("seed", range(6))
def test_blocks_that_are_otherwise_are_read_with_care_and_those_behind_them_at_once(seed: int) -> None:
    draw = random.Random(seed)
    records = list(table(6_000))
    for place in draw.sample(range(1000, 5000), 3):
        records[place] = draw.choice(
            [b'7,"open,2024-01-01,1.5,x\r\n', b"7,A,x,1.5,x\r\n", b"\r\n", b"7,A,2024-01-01\r\n"]
        )
    data = b"".join(records)
    reader, pieces = reader_of(data)
    blocks = list(blocks_of(reader, pieces, KINDS))
    careful, whole = reader_of(data)
    slowly = list(blocks_of(careful, whole, [None] * 40 + KINDS))  # so many that nothing is expected

    assert [row for block in blocks for row in block.texts.rows()] == [
        row for block in slowly for row in block.texts.rows()
    ]
    assert [block.rows[place] for block in blocks for place in range(block.frame.height)] == [
        block.rows[place] for block in slowly for place in range(block.frame.height)
    ]
    assert (reader.rows, reader.bare_lf) == (careful.rows, careful.bare_lf)
    assert sum(isinstance(block, UnreadBlock) for block in blocks) > len(data) / CHUNK / 2
    assert not any(isinstance(block, UnreadBlock) for block in slowly)
