"""Clean tables as a province publishes them: stations, licences, spills, schools, budgets, observations."""

import csv
import io
import random
from collections.abc import Callable
from datetime import date, timedelta

_TOWNS = (
    "Victoria",
    "Prince George",
    "Fort St. John",
    "Kamloops",
    "100 Mile House",
    "Qualicum Beach",
    "Trois-Rivières",
)
_WORDS = (
    "Total phosphorus",
    "sum of squares",
    "March",
    "May",
    "Sept-Îles",
    "n/a to date",
    "- see note",
    "+ tax",
    "C# notes",
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day(draw: random.Random) -> date:
    return date(1990, 1, 1) + timedelta(days=draw.randrange(12000))


def _columns(draw: random.Random) -> dict[str, Callable[[int], str]]:
    width = draw.choice((4, 6, 9))
    site = draw.choice(("SEP", "MAR", "ABC", "E-", "08HB"))
    return {
        "id": lambda n: str(n + 1),
        "licence_number": lambda n: f"{draw.randrange(10**8, 10**9)}",
        "parcel_identifier": lambda n: f"{draw.randrange(10**9):09}",
        "postal_district": lambda n: f"{draw.randrange(10**width):0{width}}",
        "station": lambda n: f"{site}{draw.randrange(1, 400):03}",
        "site_code": lambda n: f"{draw.choice('ABCDEFG')}{draw.randrange(99)}-{draw.randrange(1, 30)}",
        "age_group": lambda n: draw.choice(("0-4", "5-9", "10-14", "15-19", "20-24", "85+")),
        "town": lambda n: draw.choice(_TOWNS),
        "note": lambda n: draw.choice(_WORDS) if draw.random() < 0.5 else "",
        "observed": lambda n: _day(draw).isoformat(),
        "date": lambda n: _day(draw).strftime("%Y%m%d"),
        "report_date": lambda n: f"{draw.randrange(1990, 2024)}",
        "reported": lambda n: _day(draw).strftime("%d-%b-%Y"),
        "month": lambda n: f"{draw.choice(_MONTHS)}-{draw.randrange(10, 25)}",
        "fiscal_year": lambda n: f"20{draw.randrange(10, 24)}/{draw.randrange(11, 25)}",
        "clock": lambda n: f"{draw.randrange(24):02}:{draw.randrange(60):02}:00",
        "level": lambda n: f"{draw.uniform(-5, 300):.2f}",
        "concentration": lambda n: f"{draw.uniform(0, 1) * 10 ** -draw.randrange(9):.3E}",
        "energy": lambda n: f"{draw.uniform(1, 9) * 10 ** draw.randrange(3, 17):.4e}",
        "population": lambda n: str(draw.randrange(45_000)),
        "budget": lambda n: str(draw.randrange(10**7)),
        "temperature_change": lambda n: f"{draw.choice('+-')}{draw.randrange(1, 9)}.{draw.randrange(10)}",
        "email_of_office": lambda n: "info@gov.bc.ca",
        "hash_tag": lambda n: draw.choice(("#N", "#1", "# of fish", "@gov", "=", "-", "")),
        "measure": lambda n: draw.choice(("Total", "Male", "Female")),
        "phone": lambda n: f"250-{draw.randrange(200, 999)}-{draw.randrange(10000):04}",
        "latitude": lambda n: f"{draw.uniform(48, 60):.6f}",
        "open": lambda n: draw.choice(("true", "false")),
        "nom": lambda n: draw.choice(("forêt de l'île", "école primaire", "Sḵwx̱wú7mesh", "Haíɫzaqv", "été – hiver")),
    }


def clean_table(seed: int) -> bytes:
    """Return one table, the same for the same seed."""
    draw = random.Random(seed)
    columns = _columns(draw)
    names = draw.sample(sorted(columns), draw.randrange(2, 9))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(names)
    for row in range(draw.choice((3, 20, 60, 700))):
        writer.writerow([columns[name](row) for name in names])
    return out.getvalue().encode()
