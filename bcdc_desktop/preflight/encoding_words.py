"""Whether a word reads as one: the evidence by which encodings are told apart.

No table of frequencies is needed for that. A wrong encoding puts symbols and capitals into the middle of words, and
Greek or Cyrillic letters beside Latin ones. And each accented letter of French stands in few places only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

Reading = Literal["wrong", "possible", "marked", "sound"]
"""A word that nobody writes; one that might be of some language; one whose letters are ASCII, with marks where English
and French have them (a dash, a no-break space, dots), which tells nothing of other letters; one with letters as French
or English texts have them."""

_ASIAN: Final = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "FULLWIDTH", "BOPOMOFO"})
_NEVER: Final = frozenset("¤¨¯´¸ˆ˜˘˙˚˝˛ˇªﬁﬂ◊\ufffd")
_AFTER_LETTERS: Final = frozenset("²³¹®™©")
_OPENING: Final = frozenset("“«„‚‹¿¡")
_CLOSING: Final = frozenset("”»›‰")

_CONSONANT = "bcdfghjklmnpqrstvwxz"
_CLEAR: Final = re.compile(
    rf"""(?:
        (?<=[a-zœ])é | é(?=[{_CONSONANT}]) | \Aé\Z
      | (?<=[{_CONSONANT}iuyé])è(?=[{_CONSONANT}])
      | (?<![^{_CONSONANT}ui'’-])ê(?=t[erius]|t\b|m[ea]|l[eé]|v[eé]|r[ei]|n[eo]|p[eé]|qu|ch)
      | (?<=[a-z])à(?![a-zà-ÿ])
      | (?<=[aeinorup])ç(?=on|oi|u|a|â|û|ô) | (?<![a-zà-ÿ])ç(?=a\b)
      | (?<=[ao])û(?=t) | (?<=s)û(?=r\b|r[es]) | (?<=br)û(?=l)
      | (?<![^bcdfgmnpvst'’-])œ(?=[uinst])
      | (?:(?<![a-zà-ÿ])(?<=[ldnsjmtc])|(?<=qu)|(?<=aujourd))’(?=[a-zà-ÿ])
      | (?<=[a-zé])’(?=(?:s|t|re|ve|ll|d|m)\b) | (?<=s)’(?![a-zà-ÿ])
      | \A[–—]\Z | (?<=[0-9])[–—](?=[0-9]) | (?<![a-zà-ÿ0-9])“(?=[a-zà-ÿ])
      | (?<![a-zà-ÿ])°(?=[cfknseow]?(?![a-zà-ÿ]))
      | (?<=m)[²³] | (?<![a-zà-ÿ])µ(?=[gmls]) | (?<=[0-9])[½¼¾](?![a-zà-ÿ])
      | (?<![a-zà-ÿ])[€£](?=[0-9]) | (?<=[0-9])[€£](?![a-zà-ÿ])
    )""",
    re.X,
)
"""Letters and marks of French and English where they stand as in no other language's letters, read wrongly."""
_SOUND: Final = re.compile(
    rf"""(?:
        (?<![^{_CONSONANT}éi'’-])â(?=[{_CONSONANT}])
      | (?<![^{_CONSONANT}aeou'’-])î(?=[tlnmcrv])
      | (?<=[aoueé])ï(?=[a-zë])
      | (?<![^{_CONSONANT}'’-])ô(?=[tlnmpcrbdsv])
      | (?<=[{_CONSONANT}oe])û(?=[tlrcmnp])
      | (?<=o)ù(?![a-zà-ÿ])
      | (?<=[aeoï])ë(?=[a-z]|$)
      | (?<=[a-z])ñ(?=[aeiou])
      | (?<=[{_CONSONANT}aeiou])[íú](?![^a-z'’-]) | (?<=[{_CONSONANT}iu])[áó](?![^a-z'’-])
      | (?<![^{_CONSONANT}'’-])[öüä](?=[{_CONSONANT}ß])
      | (?<=[aeiouäöü])ß
      | (?<=[{_CONSONANT}i])[ãõ](?=[oe])
      | \A[«»]\Z
    )""",
    re.X,
)
"""Where they stand rightly, but where another language may have another letter."""
_MARK: Final = re.compile(
    r"""(?:
        (?<=[a-z0-9][a-z0-9])[–—\u00a0](?=[a-z0-9][a-z0-9])
      | (?<![a-z0-9])(?<=[ai0-9])\u00a0(?=[a-z]) | \u00a0(?=[%°$€£(0-9]) | (?<=[0-9,.:;!?%)])\u00a0
      | (?<=[a-z0-9])…(?![a-z0-9]) | (?<![a-z0-9])…(?=[a-z0-9])
      | (?<![a-z0-9])[‘“](?=[a-z0-9]) | (?<=[a-z0-9.,!?])[’”](?![a-z0-9])
    )""",
    re.X,
)
"""Marks between letters of ASCII, which an older program writes with the bytes of other letters: ``lakeálevel`` is how
``lake level`` with a no-break space reads as a DOS code page."""
_KNOWN: Final = frozenset(
    (
        *("québec", "montréal", "trois-rivières", "rivière", "rivières", "lévis", "gaspé", "gaspésie", "gatineau"),
        *("orléans", "jérôme", "frédéric", "hélène", "thérèse", "françois", "françoise", "andré", "rené"),
        *("geneviève", "hébert", "bélanger", "côté", "lefèbvre", "pépin", "météo", "métro", "région", "régions"),
        *("régional", "régionale", "qualité", "sécurité", "santé", "société", "université", "économie", "éducation"),
        *("énergie", "environnement", "énoncé", "étude", "études", "été", "étés", "né", "née", "années", "année"),
        *("donnée", "données", "numéro", "numéros", "unité", "unités", "quantité", "municipalité", "municipalités"),
        *("propriété", "propriétés", "superficie", "forêt", "forêts", "fenêtre", "bâtiment", "bâtiments", "hôpital"),
        *("hôpitaux", "école", "écoles", "élèves", "élève", "élevé", "élevée", "réseau", "réseaux", "référence"),
        *("référentiel", "modèle", "système", "systèmes", "problème", "mètre", "mètres", "kilomètre", "kilomètres"),
        *("hectomètre", "densité", "température", "précipitations", "prélèvement", "prélèvements", "échantillon"),
        *("échantillons", "espèce", "espèces", "créé", "modifié", "publié", "fermé", "fermée", "ouvert", "privé"),
        *("privée", "désigné", "désignée", "protégé", "protégée", "protégées", "réservé", "réserve", "réserves"),
        *("bénéfice", "dépenses", "dépôt", "coût", "coûts", "août", "déjà", "voilà", "là", "façade", "français"),
        *("française", "canadien", "garçon", "leçon", "reçu", "reçue", "façon", "commerçant", "sœur", "cœur"),
        *("œuvre", "œuvres", "nœud", "nœuds", "bœuf", "fraîche", "maître", "île", "îles", "chaîne", "connaître"),
        *("théâtre", "château", "pâté", "tâche", "âge", "âgé", "âgés", "même", "mêmes", "être", "extrême", "tête"),
        *("fête", "pêche", "pêches", "arrêt", "arrêts", "intérêt", "intérêts", "côte", "côtes", "dôme", "pôle"),
        *("rôle", "contrôle", "hôtel", "hôtels", "naïve", "naïf", "noël", "haïti", "maïs", "café", "cafés", "résumé"),
        *("cliché", "touché", "exposé", "frontière", "première", "dernière", "matière", "matières", "carrière"),
        *("lumière", "derrière", "très", "après", "près", "progrès", "succès", "accès", "décès", "procès", "père"),
        *("mère", "frère", "manière", "entière", "poussière", "bière", "pièce", "pièces", "précis", "précise"),
        *("décembre", "février", "télé", "téléphone", "courriel", "médical", "médicale", "général", "générale"),
        *("fédéral", "fédérale", "provincial", "priorité", "activité", "activités", "capacité", "autorité"),
        *("identité", "majorité", "minorité", "possibilité", "responsabilité", "communauté", "communautés", "comité"),
        *("comités", "député", "députés", "marché", "marchés", "traité", "traités", "lié", "liée", "situé", "située"),
        *("méthode", "méthodes", "période", "périodes", "série", "séries", "détail", "détails", "début", "débit"),
        *("dérivé", "théorie", "mémoire", "métal", "métaux", "zürich", "münchen", "köln", "düsseldorf", "españa"),
        *("niño", "señor", "mañana", "josé", "garcía", "martínez", "gonzález", "rodríguez", "peña", "muñoz"),
        *("bogotá", "perú", "méxico", "panamá", "são", "joão"),
    )
)
"""Words that a lone one has to be among to decide; a name may be of any language."""
_BETWEEN_PARTS: Final = re.compile("[^a-zà-ÿœ]+")

_DASH_IN_NAME: Final = re.compile(r"(?<=[a-z])[–—](?=[A-Z])")


def reading(word: str) -> Reading | None:
    """Return how a word reads, in an encoding in which it has at least one character beyond ASCII.

    None where it is too short to tell: ``à`` alone.
    """
    strange = [place for place, character in enumerate(word) if character > "\x7f"]
    if not all(_fits(word, place) for place in strange):
        return "wrong"
    clear, sound = _places(word)
    marks = {found.end() - 1 for found in _MARK.finditer(word.lower())} if len(word.lower()) == len(word) else set()
    if all(place in sound or place in clear or place in marks or word[place] == "\u00a0" for place in strange):
        return "sound" if sound or clear else "marked" if marks else None
    return None if len(word) == 1 else "possible"


def clear_places(word: str) -> frozenset[int]:
    """Return the places of characters that can hardly be those of another language, read wrongly."""
    return _places(word)[0]


def is_known(word: str) -> bool:
    """Return whether a word, or one of its parts, is one that files here have, with a character beyond ASCII."""
    return any(not part.isascii() and part in _KNOWN for part in _BETWEEN_PARTS.split(word.lower()))


@lru_cache(maxsize=8192)
def _places(word: str) -> tuple[frozenset[int], frozenset[int]]:
    folded = word.lower()
    if len(folded) != len(word):
        return frozenset(), frozenset()
    clear = {found.end() - 1 for found in _CLEAR.finditer(folded)}
    if word.isupper():
        clear = {place for place in clear if word[place] in "ÉÈÊ"}
    if "“" in word:
        clear |= {place for place, character in enumerate(word) if character == "”"}
    clear |= {found.start() for found in _DASH_IN_NAME.finditer(word)}
    return frozenset(clear), frozenset(found.end() - 1 for found in _SOUND.finditer(folded))


def _fits(word: str, place: int) -> bool:
    """Return whether a character may stand between its neighbours in a word of any language."""
    character = word[place]
    before = word[place - 1] if place else ""
    after = word[place + 1] if place + 1 < len(word) else ""
    kind, script = _known(character)
    if character in _NEVER or kind in ("Cc", "Cf", "Cn", "Co", "Cs") or script in ("FULL", "HALFWIDTH"):
        return False
    if "\u2500" <= character <= "\u25a0":  # frames and shades of DOS
        return False
    letter_before, letter_after = _is_letter(before), _is_letter(after)
    if character == "µ":
        return not letter_before and after in tuple("gmlsLMSAVFJWPTNK")
    if character == "ƒ" or (kind in ("Sm", "So", "Sk", "Lm") and character not in "°®™©"):
        return not letter_before and not letter_after
    if character == "°":
        return (not letter_before or before in "nN") and (not letter_after or after in "CFKNSEWOcfr")
    if kind.startswith("L"):
        return _letter_fits(word, place, script)
    if character in _AFTER_LETTERS:
        return not letter_after
    if character in _OPENING:
        return not letter_before
    if character in _CLOSING:
        return not letter_after
    if kind == "Sc" or kind == "No":
        return not letter_before and not letter_after
    if character in "•·†‡§¶":
        return not (before.islower() and after.islower())
    return True


def _letter_fits(word: str, place: int, script: str) -> bool:
    character = word[place]
    for beside in (word[place - 1 : place], word[place + 1 : place + 2]):
        if _is_letter(beside):
            other = _known(beside)[1]
            if other != script and not (other in _ASIAN and script in _ASIAN):
                return False
    before, after = word[max(0, place - 2) : place], word[place + 1 : place + 3]
    if character.isupper():
        # no capital within a word of small letters
        return not before[-1:].islower() and not (_is_letter(before[-1:]) and after[:1].islower())
    if character.islower() and script != "CJK":
        if after[:1].isupper():
            return False
        return not (len(before) == 2 and all(map(str.isupper, before)) and character != "ß")
    return True


@lru_cache(maxsize=8192)
def _known(character: str) -> tuple[str, str]:
    return unicodedata.category(character), unicodedata.name(character, "").split(" ")[0]


def _is_letter(character: str) -> bool:
    return bool(character) and character.isalpha() and character not in "µªº"


_ALPHABETS: Final = (
    *("éèêëàâçîïôûùüœæÿ", "äöüß", "áéíóúñü", "ãõáâàçéêíóôú", "àèéìòù", "åäöé", "æøåé", "áðéíóúýþæö", "ąćęłńóśźż"),
    *("áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșț", "ăâîşţ", "čšž", "čćđšž", "çğıöşü", "āčēģīķļņšūž"),
    *("ąčęėįšųūž", "äõöüšž"),
)
_COMMON: Final = (
    ("\u0400", "\u04ff", "оеаинтсрвлкмдпуяыьгзі"),
    ("\u0370", "\u03ff", "αοιετσνηυρπκμλςόίάέήώύγδθχ"),
    ("\u0590", "\u05ff", "יוהלאתרמבשנםפדחקעטצןזסכגת"),
    ("\u0600", "\u06ff", "اليمونرتبةعدسفهكقأحجشطصخإىذزغضثظءآئ"),
    ("\u0e00", "\u0e7f", "านรกอเงยมลวดทสตะปบคหแจพชขใไโ่้็์ัิีืุูำ"),
)
_LEVEL_1: Final = {
    "gbk": ("gb2312", 0xB0, 0xD7),
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "cp932": ("euc_jp", 0xB0, 0xCF),
    "euc_jp": ("euc_jp", 0xB0, 0xCF),
    "big5": ("big5", 0xA4, 0xC6),
    "cp949": ("euc_kr", 0xB0, 0xC8),
}
"""The rows of each standard that hold the characters used most."""


def usual_letters(texts: Sequence[str], encoding: str) -> float:
    """Return the share of letters beyond ASCII that are usual in one language: the best of all languages counts."""
    letters = [c for text in texts[:500] for c in text.lower() if c > "\x7f" and c.isalpha()]
    if not letters:
        return 0.5
    shares = [sum(c in alphabet for c in letters) for alphabet in _ALPHABETS]
    shares += [sum(c in common for c in letters if low <= c <= high) for low, high, common in _COMMON]
    if encoding in _LEVEL_1:
        shares.append(sum(_is_common(c, *_LEVEL_1[encoding]) for c in letters))
    return max(shares) / len(letters)


def _is_common(character: str, standard: str, low: int, high: int) -> bool:
    if "\u3040" <= character <= "\u30ff":
        return standard == "euc_jp"
    try:
        code = character.encode(standard)
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and low <= code[0] <= high
