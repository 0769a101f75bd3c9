"""Damage to files of SQLite, as disks and interrupted copies do it."""

import random

PAGE = 4096


def flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 9)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def swap(data: bytearray, chance: random.Random) -> None:
    one, other = (PAGE * n for n in chance.sample(range(len(data) // PAGE), 2))
    data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]


def cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def cut_pages(data: bytearray, chance: random.Random) -> None:
    del data[PAGE * chance.randrange(1, len(data) // PAGE) :]


def empty_page(data: bytearray, chance: random.Random) -> None:
    at = PAGE * chance.randrange(len(data) // PAGE)
    data[at : at + PAGE] = bytes(PAGE)


def repeat_page(data: bytearray, chance: random.Random) -> None:
    one, other = (PAGE * n for n in chance.sample(range(len(data) // PAGE), 2))
    data[one : one + PAGE] = data[other : other + PAGE]


def head(data: bytearray, chance: random.Random) -> None:
    """Change what the file says of itself."""
    data[chance.randrange(100)] ^= 1 << chance.randrange(8)


def noise(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at : at + PAGE] = chance.randbytes(len(data[at : at + PAGE]))


DAMAGES = (flip, swap, cut, cut_pages, empty_page, repeat_page, head, noise)
