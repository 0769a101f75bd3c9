"""Words of many languages, each with the encodings in which people have files of them."""

from collections.abc import Iterator

FRENCH = (
    "Montréal Trois-Rivières Québec Lac-Brême Gaspé Sept-Îles Saint-Jérôme forêt château déjà garçon naïf août maître"
    " hôpital Noël l'île fenêtre règlement théâtre été"
)
TYPOGRAPHY = (
    *(
        "lake\xa0level",
        "in\xa0the",
        "of\xa0the",
        "plain\xa0text",
        "niveau\xa0du\xa0lac",
        "Vancouver\xa0Island",
        "I\xa0am",
    ),
    *(
        "500\xa0m",
        "20\xa0%",
        "rainfall–runoff",
        "cost–benefit",
        "snow–rain",
        "lake—which",
        "Mon–Fri",
        "p. 5–7",
        "more…",
    ),
    *(
        "etc…",
        "…and so on",
        "and so on…",
        "‘single’",
        "“test”",
        "it’s",
        "LAKE’S",
        "’90s",
        "O’Brien",
        "• item",
        "Company®",
        "Name™",
    ),
    *("©2024", "N 45°", "12½", "±5", "5 ±", "3×4", "µg", "km²", "†", "‡", "§5", "€5", "5¢", "1º", "ñ", "K’ómoks"),
)
"""What English texts have beyond ASCII: older programs write it with the bytes of letters."""
WORDS = {
    "French": (FRENCH, "cp1252 mac-roman cp850 cp437 cp863 iso8859-1 iso8859-15 cp1254"),
    "French capitals": ("GASPÉ QUÉBEC SAINT-FRÉDÉRIC", "cp1252 mac-roman cp850 iso8859-15"),
    "French with ligatures": ("cœur sœur nœud œuvre été", "cp1252 mac-roman iso8859-15"),
    "English": ("it’s “quoted” – 1990–2000 5°C km² 12µg/L café", "cp1252"),
    "German": ("Müller Straße Köln Düsseldorf Zürich Größe", "cp1252 mac-roman cp850 cp437 iso8859-2 cp1250 cp852"),
    "Spanish": ("España niño mañana Málaga León Perú Bogotá", "cp1252 mac-roman cp850 iso8859-15"),
    "Portuguese": ("São ações coração Amazônia João irmã", "cp1252 mac-roman cp850 cp860"),
    "Swedish": ("Malmö Göteborg Örebro Ängelholm Åre gården", "cp1252 mac-roman cp850"),
    "Danish": ("København Århus Ærø Køge Sønderborg blå", "cp1252 mac-roman cp850 cp865"),
    "Icelandic": ("Reykjavík Ísafjörður Þingvellir Höfn það", "cp1252 cp850 cp861 mac-iceland"),
    "Polish": (
        "Kraków Łódź Wrocław Poznań Gdańsk Częstochowa Rzeszów żółw",
        "cp1250 iso8859-2 cp852 cp1257 mac-latin2",
    ),
    "Polish, few": ("Gdańsk Toruń", "cp1250 iso8859-2 cp852 cp1257"),
    "Czech": ("Plzeň Ústí České Budějovice Havířov Žilina Děčín Třebíč", "cp1250 iso8859-2 cp852 mac-latin2"),
    "Slovene, few": ("Kovač Račun", "cp1250 iso8859-2 cp852 mac-latin2"),
    "Hungarian": ("Győr Székesfehérvár Pécs Kőszeg űrlap fűtés", "cp1250 iso8859-2 cp852"),
    "Romanian": ("Bucureşti Iaşi Timişoara Constanţa Galaţi Bacău", "cp1250 iso8859-2 cp852"),
    "Croatian": ("Šibenik Čakovec Požega Đakovo ćevapi noć", "cp1250 iso8859-2 cp852"),
    "Turkish": ("İstanbul Şırnak Muğla Çanakkale Eskişehir Ağrı Iğdır", "cp1254 iso8859-9 cp857"),
    "Latvian": ("Rīga Liepāja Jūrmala Cēsis Ķekava Ļaudona Žīguri", "cp1257 iso8859-13 iso8859-4 cp775"),
    "Lithuanian": ("Šiauliai Panevėžys Mažeikiai Kėdainiai Tauragė ūkis", "cp1257 iso8859-13 cp775"),
    "Estonian": ("Võru Põltsamaa Jõhvi Pärnu Rõuge", "cp1257 cp1252 iso8859-15 cp775"),
    "Russian": ("Москва Новосибирск река озеро Ёлка щука объект", "cp1251 koi8-r cp866 iso8859-5 mac-cyrillic cp855"),
    "Russian, few": ("Москва", "cp1251 koi8-r cp866 iso8859-5 mac-cyrillic"),
    "Ukrainian": ("Київ Львів Харків Їжак Одеса", "cp1251 koi8-u iso8859-5"),
    "Greek": ("Αθήνα Θεσσαλονίκη Πάτρα Ηράκλειο Λάρισα", "cp1253 iso8859-7 cp737 cp869 mac-greek"),
    "Hebrew": ("ירושלים חיפה", "cp1255 iso8859-8 cp862"),
    "Arabic": ("القاهرة دمشق بغداد", "cp1256 iso8859-6"),
    "Thai": ("กรุงเทพ เชียงใหม่", "cp874 tis-620"),
    "Japanese": ("東京 大阪 北海道 データ 表示 能力 ソフトウェア", "cp932 euc_jp iso2022_jp"),
    "Chinese": ("北京 上海 广州 数据 名称 编号 温哥华", "gbk gb18030"),
    "Chinese, traditional": ("臺北 高雄 資料 名稱 編號", "big5"),
    "Korean": ("서울 부산 자료 이름 번호", "cp949 johab"),
}


def tables() -> Iterator[tuple[str, str, str]]:
    """Yield a language, an encoding, and a table in the language that can be written in it."""
    for language, (words, encodings) in WORDS.items():
        for encoding in encodings.split():
            yield language, encoding, table(words.split(), encoding)


def table(words: list[str], encoding: str) -> str:
    """Return a table of the words that an encoding has."""
    written = [word for word in words if word.encode(encoding, "ignore").decode(encoding) == word]
    return "id,name\r\n" + "".join(f"{number},{word}\r\n" for number, word in enumerate(written))
