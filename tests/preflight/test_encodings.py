"""Tables in other encodings than UTF-8: fixed rightly, or refused and asked about; never wrong."""

import codecs
import contextlib
import encodings
import pkgutil
import random
import tempfile
from pathlib import Path

import pytest

from bcdc_desktop.preflight.csv_check import check_file
from bcdc_desktop.preflight.encoding_guess import EncodingGuess
from bcdc_desktop.preflight.encoding_names import known_encoding, label
from bcdc_desktop.preflight.repair import EncodingNotSure, RepairRefused, repair
from helpers.examples import MORE
from helpers.languages import FRENCH, TYPOGRAPHY, WORDS, table, tables


def fixed(folder: Path, data: bytes, encoding: str | None = None) -> str | EncodingGuess:
    """What a fixed copy holds; or the guess, where somebody has to choose."""
    own = Path(tempfile.mkdtemp(dir=folder))
    original, target = own / "a.csv", own / "b.csv"
    original.write_bytes(data)
    try:
        repair(original, target, from_encoding=encoding)
    except EncodingNotSure as asked:
        assert not target.exists()
        return asked.guess
    assert original.read_bytes() == data
    return target.read_bytes().decode("utf-8")


@pytest.mark.parametrize(("language", "encoding", "text"), list(tables()), ids=lambda value: str(value)[:20])
def test_a_table_is_fixed_rightly_or_asked_about(tmp_path: Path, language: str, encoding: str, text: str) -> None:
    data = text.encode(encoding)
    if encoding == "iso2022_jp" and b"\x1b" in data:
        with pytest.raises(RepairRefused, match="ISO-2022-JP"):
            fixed(tmp_path, data)
        assert fixed(tmp_path, data, encoding) == text
        return

    found = fixed(tmp_path, data)

    if isinstance(found, EncodingGuess):
        assert not found.sure
        assert all(len(one.words) == len(found.candidates[0].words) > 0 for one in found.candidates)
        assert len({one.words for one in found.candidates}) > 1  # there is something to choose
    else:
        assert found == text
    assert fixed(tmp_path, data, encoding) == text


def test_a_guess_that_is_sure_is_right_with_few_words_too(tmp_path: Path) -> None:
    draw = random.Random(17)
    sure = 0
    for _ in range(600):
        words, encodings = WORDS[draw.choice(sorted(WORDS))]
        encoding = draw.choice(encodings.split())
        some = draw.sample(words.split(), min(len(words.split()), draw.choice([1, 1, 2, 3, 5])))
        cased = draw.choice([str, str, str.upper, str.lower])
        text = table([cased(word) for word in some], encoding)
        if encoding == "iso2022_jp":
            continue  # refused, as above
        found = fixed(tmp_path, text.encode(encoding))
        if not isinstance(found, EncodingGuess):
            assert found == text, encoding
            sure += not text.isascii()
    assert sure > 40


@pytest.mark.parametrize(
    ("word", "encoding"),
    [
        ("…", "mac-roman"), ("…", "mac-iceland"), ("È", "mac-roman"), ("LÀ-HAUT", "cp863"), ("æquo", "iso8859-1"),
        ("Liepāja", "mac-latin2"), ("Žilina", "cp775"), ("korê", "cp850"), ("QUÔC-NGU", "iso8859-9"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", [1, 500])
def test_a_lone_word_that_may_be_another_is_asked_about(tmp_path: Path, word: str, encoding: str, number: int) -> None:
    text = table([word] * number, encoding)

    found = fixed(tmp_path, text.encode(encoding))

    assert isinstance(found, EncodingGuess) or found == text


def of_python() -> list[str]:
    """Every encoding of texts that Python has, EBCDIC and those of old computers among them."""
    found = set()
    for module in pkgutil.iter_modules(encodings.__path__):
        with contextlib.suppress(LookupError, UnicodeError):  # no encoding, or one of bytes, or of another system
            "a".encode(module.name)
            found.add(codecs.lookup(module.name).name)
    # a text in johab may be UTF-8 by chance, as all its letters have two bytes; for the other two Python writes spaces
    # and commas as none does that has them: with those from right to left
    odd = {"johab", "mac-arabic", "mac-farsi"}
    return sorted(found - odd - {"idna", "punycode", "raw-unicode-escape", "unicode-escape"})


ENGLISH_MARKS = [word for word in TYPOGRAPHY if not word.isascii()]


@pytest.mark.parametrize("seed", range(12 if MORE else 2))
def test_no_encoding_of_any_program_is_taken_for_another(tmp_path: Path, seed: int) -> None:
    draw, names = random.Random(seed), of_python()
    assert {"cp424", "cp500", "hp-roman8", "mac-turkish", "utf-7", "hz", "cp1140", "ptcp154"} <= set(names)
    ended = dict.fromkeys(("asked", "refused", "right"), 0)
    for _ in range(150):
        encoding, (words, _) = draw.choice(names), WORDS[draw.choice(sorted(WORDS))]
        letters = [w for w in words.split() if not w.isascii()]
        written = [w for w in letters if w.encode(encoding, "ignore").decode(encoding) == w]
        some = draw.sample(written, min(len(written), draw.choice([1, 1, 2, 3, 20])))
        rows = [
            "id,name",
            *(["7,plain text"] * draw.choice([0, 0, 5, 2000])),
            *(f"{n},{w}" for n, w in enumerate(some)),
        ]
        text = draw.choice(["\r\n", "\n"]).join([*rows, ""])
        data = text.encode(encoding)
        if not written:
            continue
        try:
            found = fixed(tmp_path, data)
        except RepairRefused:
            ended["refused"] += 1
            continue
        if isinstance(found, EncodingGuess):
            ended["asked"] += 1
            continue
        ended["right"] += 1
        # capitals behind a plus mean nothing for sure: “A+IBM” would read “A–”
        assert found.splitlines() == text.splitlines() or encoding == "utf-7", (encoding, some)
    assert min(ended.values()) > 0


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-1", "iso8859-15", "cp1250", "mac-roman", "cp850", "hp-roman8"])
def test_marks_of_english_are_not_taken_for_letters_of_another_encoding(tmp_path: Path, encoding: str) -> None:
    draw = random.Random(f"marks {encoding}")
    written = [w for w in ENGLISH_MARKS if w.encode(encoding, "ignore").decode(encoding) == w]
    tried = [[word] for word in written]
    tried += [draw.sample(written, min(len(written), draw.choice([2, 3, 4, 6]))) for _ in range(200 if MORE else 30)]
    for some in tried:
        cased = draw.choice([str, str, str.upper])
        text = table([cased(word) for word in some] * draw.choice([1, 5]), encoding)
        found = fixed(tmp_path, text.encode(encoding))
        assert isinstance(found, EncodingGuess) or found == text, some


def test_marks_do_not_make_french_unsure(tmp_path: Path) -> None:
    words = [*FRENCH.split(), *(["lake\xa0level", "rainfall–runoff", "more…", "20\xa0%"] * 20)]
    text = table(words, "cp1252")
    assert fixed(tmp_path, text.encode("cp1252")) == text


@pytest.mark.parametrize(("word", "encoding"), [("K’ómoks", "mac-roman"), ("l’école", "mac-roman")])
def test_a_word_that_is_utf_8_by_chance_is_asked_about(tmp_path: Path, word: str, encoding: str) -> None:
    data = f"id,name\r\n1,{word}\r\n2,lake\r\n".encode(encoding)
    data.decode("utf-8")
    found = fixed(tmp_path, data)
    assert isinstance(found, EncodingGuess)
    assert "utf-8" in [one.encoding for one in found.candidates]
    assert fixed(tmp_path, data, encoding) == data.decode(encoding)
    (tmp_path / "a.csv").write_bytes(data)
    assert [one.code for one in check_file(tmp_path / "a.csv").findings] == ["encoding"]


@pytest.mark.parametrize("words", ["Москва K-9 μg Δt", "x̱ʷ Tsʼilhqotʼin SENĆOŦEN", "10月abc", "Кosher Québec"])
def test_utf_8_of_several_scripts_is_utf_8(tmp_path: Path, words: str) -> None:
    text = "id,name\r\n" + "".join(f"{n},{word}\r\n" for n, word in enumerate(words.split()))
    assert fixed(tmp_path, text.encode()) == text


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850", "cp437", "iso8859-15"])
@pytest.mark.parametrize("word", ["Québec", "MONTRÉAL", "Trois-Rivières", "forêt"])
def test_a_lone_word_that_everybody_knows_is_told_for_sure(tmp_path: Path, word: str, encoding: str) -> None:
    text = table([word], encoding)
    assert fixed(tmp_path, text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850", "cp437", "iso8859-1"])
def test_french_is_told_for_sure(tmp_path: Path, encoding: str) -> None:
    text = table(FRENCH.split(), encoding)
    assert fixed(tmp_path, text.encode(encoding)) == text


@pytest.mark.parametrize("language", ["Polish", "Czech", "Russian", "Greek", "Hungarian", "Turkish", "Japanese"])
def test_the_right_encoding_is_offered_with_words_as_they_are(tmp_path: Path, language: str) -> None:
    words, encodings = WORDS[language]
    encoding = encodings.split()[0]
    (tmp_path / "a.csv").write_bytes(table(words.split(), encoding).encode(encoding))

    result = check_file(tmp_path / "a.csv")

    guess = result.encoding_guess
    assert guess is not None
    assert not guess.sure
    right = [one for one in guess.candidates if set(one.words) <= set(words.split())]
    assert len(right) >= 1
    assert len(right[0].words) == 3
    assert [finding.code for finding in result.findings] == ["encoding"]
    assert guess.to_json()["candidates"][0]["words"] == list(guess.candidates[0].words)


ROWS = {
    "French": "id,name\r\n" + "".join(f"{n},Québec à Montréal\r\n" for n in range(30)),
    "Russian": "id,name\n" + "".join(f"{n},уровень воды\n" for n in range(30)),
    "Chinese": "id,name\r\n" + "".join(f"{n},水位测量《北京》\r\n" for n in range(30)),
    "Czech": "id,name\n" + "".join(f"{n},České Budějovice čistička\n" for n in range(30)),
}


@pytest.mark.parametrize("language", sorted(ROWS))
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told_in_any_script(tmp_path: Path, language: str, encoding: str) -> None:
    found = fixed(tmp_path, ROWS[language].encode(encoding))
    assert isinstance(found, str)
    assert found.splitlines() == ROWS[language].splitlines()


@pytest.mark.parametrize(
    "encoding",
    ["utf-7", "hz", "iso2022_kr", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_2004", "iso2022_jp_ext"],
)
def test_letters_that_are_escaped_in_ascii_are_told_and_never_kept_as_they_are(tmp_path: Path, encoding: str) -> None:
    words = {"utf-7": "Québec à Montréal", "hz": "水位测量", "iso2022_kr": "데이터"}.get(encoding, "forêt")
    data = ("id,name\r\n" + "".join(f"{n},{words}\r\n" for n in range(20))).encode(encoding)

    with pytest.raises(RepairRefused):
        fixed(tmp_path, data)

    (tmp_path / "a.csv").write_bytes(data)
    assert {"encoding", "not-a-csv"} & set(check_file(tmp_path / "a.csv").code_counts)


@pytest.mark.parametrize("encoding", ["utf-7", "hz"])
@pytest.mark.parametrize("before", [0, 300_000])
def test_one_word_that_is_escaped_is_told_wherever_it_stands(tmp_path: Path, encoding: str, before: int) -> None:
    word = {"utf-7": "Québec", "hz": "水位"}[encoding]
    data = ("id,name\r\n" + "7,lake\r\n" * before + f"8,{word}\r\n").encode(encoding)
    with pytest.raises(RepairRefused):
        fixed(tmp_path, data)
    (tmp_path / "a.csv").write_bytes(data)
    assert [one.message for one in check_file(tmp_path / "a.csv").findings if word in one.message]
    assert fixed(tmp_path, data, "utf-8") == data.decode("ascii")  # who knows better may say so


@pytest.mark.parametrize(
    "cell",
    [
        "A+IBM",
        "x+AMY",
        "1+ALI",
        "12+Av. 3",
        "+1 604 555-1234, Qu+AOk-bec",
        "~{1,2}",
        "+16045551234",
        "C++Builder",
        "A+B",
        "1+AAA",
        "+ABC-DEF",
        "~{x~}",
        "+Québec-",
        "\x1b[31mred\x1b[0m",
    ],
)
def test_signs_that_are_only_like_escapes_are_text(tmp_path: Path, cell: str) -> None:
    text = "id,name\r\n" + f"7,{cell}\r\n" * 50
    (tmp_path / "a.csv").write_bytes(text.encode())
    assert "encoding" not in check_file(tmp_path / "a.csv").code_counts
    assert fixed(tmp_path, text.encode()) == text


@pytest.mark.parametrize("word", ["VOILÀ", "ÎLE À", "ŁÓDŹ", "É"])
def test_capitals_that_are_escaped_as_capitals_are_told(tmp_path: Path, word: str) -> None:
    data = ("ID,NAME\r\n" + f"7,{word}\r\n" * 20).encode("utf-7")
    with pytest.raises(RepairRefused):
        fixed(tmp_path, data)
    (tmp_path / "a.csv").write_bytes(data)
    assert check_file(tmp_path / "a.csv").code_counts["encoding"] == 1


MAINFRAME = {
    "cp037": "Très profond, [élevé]!",
    "cp1140": "Café [à] emporter!",
    "cp500": "Très profond, [élevé]!",
    "cp273": "Müller [Größe] Ä!",
    "cp1026": "İstanbul, çok güzel!",
    "cp424": "כנרת, שלום עולם",
    "cp875": "Λίμνη, Πρέσπα",
}


@pytest.mark.parametrize("encoding", MAINFRAME)
def test_a_table_of_a_mainframe_is_asked_about_with_words_that_can_be_read(tmp_path: Path, encoding: str) -> None:
    text = "ID;NAME\r\n" + "".join(f"{n};{MAINFRAME[encoding]}\r\n" for n in range(60))
    data = text.encode(encoding)
    asked = fixed(tmp_path, data)
    assert isinstance(asked, EncodingGuess)
    assert not asked.sure
    first = asked.candidates[0]
    assert data.decode(first.encoding) == text, "cp1140 has the sign of the euro, and is cp037 otherwise"
    assert first.words
    assert all(word in text for word in first.words)
    assert encoding in [one.encoding for one in asked.candidates]
    assert fixed(tmp_path, data, encoding) == text
    (tmp_path / "a.csv").write_bytes(data)
    assert check_file(tmp_path / "a.csv").code_counts["encoding"] == 1


@pytest.mark.parametrize("order", ["narrow, wide", "wide, narrow", "a wrong mark", "two marks"])
def test_a_text_in_two_encodings_is_asked_about_or_refused(tmp_path: Path, order: str) -> None:
    """As PowerShell writes with ``>>``, and programs that put a mark before whatever they have."""
    narrow, wide = ROWS["French"].encode(), ROWS["French"].encode("utf-16-le")
    data = {
        "narrow, wide": narrow + wide,
        "wide, narrow": b"\xff\xfe" + wide + narrow,
        "a wrong mark": b"\xff\xfe" + narrow,
        "two marks": b"\xef\xbb\xbf\xff\xfe" + wide,
    }[order]
    try:
        found = fixed(tmp_path, data)
    except RepairRefused:
        return
    assert isinstance(found, EncodingGuess)
    assert not found.sure


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("words", ["id name", "Québec forêt", "Москва озеро", "北京 上海 数据"])
def test_wide_encodings_with_and_without_their_mark(tmp_path: Path, encoding: str, marked: bool, words: str) -> None:
    text = table(words.split(), encoding) * 3
    data = ("\ufeff" if marked else "").encode(encoding) + text.encode(encoding)

    assert fixed(tmp_path, data) == text
    assert fixed(tmp_path, data, encoding) == text
    assert fixed(tmp_path, data, encoding[:6]) == text


def test_utf_8_with_a_few_bad_bytes(tmp_path: Path) -> None:
    text = "".join(f"{number},Québec à Montréal\r\n" for number in range(20))
    odd = "20,Trois-Rivières et Gaspé\r\n"
    whole = f"id,name\r\n{text}{odd}{text}"
    data = f"id,name\r\n{text}".encode() + odd.encode("cp1252") + text.encode()
    assert fixed(tmp_path, data) == whole
    first = b"id,name\r\n" + odd.encode("cp1252") + text.encode()
    assert fixed(tmp_path, first) == f"id,name\r\n{odd}{text}"
    cut = f"id,name\r\n{text}".encode() + b"20,caf\xc3\r\n" + text.encode()
    assert isinstance(fixed(tmp_path, cut), EncodingGuess)
    assert fixed(tmp_path, cut, "utf-8+cp1252") == f"id,name\r\n{text}20,cafÃ\r\n{text}"
    with pytest.raises(RepairRefused):
        fixed(tmp_path, f"id,name\r\n{text}".encode() + b"20,caf\x81\r\n", "utf-8+cp1252")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"a,b\r\n1,caf\x81\r\n", "cp1252"),
        (b"a,b\r\n1,caf\xe9\r\n", "utf-8"),
        ("a,b\r\n1,x\r\n".encode("utf-16-le") + b"\x00\xd8,\x00", "utf-16-le"),
        ("a,b\r\n1,x\r\n".encode("utf-16-le") + b"\x00", "utf-16-le"),
        (b"a,b\r\n1,\x81\r\n", "cp932"),
        (b"a,b\r\n1,\x87\x90\r\n", "cp932"),  # reads well, but is written otherwise: no proof
    ],
)
def test_a_byte_that_the_chosen_encoding_does_not_have_is_never_lost(
    tmp_path: Path, data: bytes, encoding: str
) -> None:
    original, target = tmp_path / "a.csv", tmp_path / "b.csv"
    original.write_bytes(data)

    with pytest.raises(RepairRefused):
        repair(original, target, from_encoding=encoding)

    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    check_file(original, encoding=encoding)


def test_bytes_that_the_chosen_encoding_does_not_have_are_an_error_of_the_check(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\r\n1,caf\x81\r\n")
    result = check_file(tmp_path / "a.csv", encoding="cp1252")
    assert [finding.code for finding in result.findings if finding.severity == "error"] == ["undecodable"]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Windows-1252", "cp1252"), ("latin1", "iso8859-1"), ("ISO-8859-15", "iso8859-15"), ("Latin-9", "iso8859-15"),
        ("DOS 850", "cp850"), ("MacRoman", "mac-roman"), ("Mac Roman", "mac-roman"), ("mac_roman", "mac-roman"),
        ("utf8", "utf-8"), ("UTF-16", "utf-16"), ("shift_jis", "cp932"), ("gb2312", "gbk"), ("KOI8-R", "koi8-r"),
        ("UTF-8 + Windows-1252", "utf-8+cp1252"), ("utf-8+latin1", "utf-8+iso8859-1"), ("rot13", None), ("hex", None),
        ("unicode_escape", None), ("utf-7", None), ("idna", None), ("", None), ("x\0y", None), ("utf-8+utf-16", None),
    ],
)  # fmt: skip
def test_encodings_have_many_names(name: str, encoding: str | None) -> None:
    assert known_encoding(name) == encoding
    if encoding is not None and encoding != "utf-16":
        assert known_encoding(label(encoding)) == encoding


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850", "cp437", "iso8859-15"])
def test_a_word_of_one_letter_does_not_make_french_unsure(tmp_path: Path, encoding: str) -> None:
    text = table(["Québec", "à", "Montréal"], encoding)
    assert fixed(tmp_path, text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data", [b"id,name\r\n1,a\x00b\r\n2,\x00\r\n", b"id,name\r\n1,ab\x00\r\n" + b"2,abcd\r\n" * 50]
)
def test_a_few_nul_bytes_do_not_make_a_text_utf_16(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    result = check_file(tmp_path / "a.csv")
    assert result.columns == ("id", "name")
    assert "nul-byte" in result.code_counts
