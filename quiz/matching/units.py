"""Units of measure as people write them, and how many of one make another."""

from fractions import Fraction
from functools import lru_cache

import msgspec

from quiz.matching.number_words import word_set


class Unit(msgspec.Struct, frozen=True):
    """A unit of measure.

    name: canonical, singular (``hour``, ``kilometre``, ``USD``, ``%``).
    kind: what it measures; only units of one kind convert into each other.
    size: how many of the kind's base unit it is, exactly.
    system: units of one kind and different systems (metric, imperial) convert only by rounding.
    """

    name: str
    kind: str
    size: Fraction
    system: str = ""


# name: size: spellings. Sizes of imperial units are the exact ones of the international yard and pound (1959).
_TABLE = {
    ("time", ""): """
        second: 1: seconds sec secs s
        minute: 60: minutes min mins
        hour: 3600: hours hr hrs h
        day: 86400: days d
        week: 604800: weeks wk wks
        fortnight: 1209600: fortnights
    """,
    ("calendar", ""): """
        month: 1: months mo mos mth mths
        quarter-year: 3:
        year: 12: years yr yrs
        decade: 120: decades
        century: 1200: centuries
        millennium: 12000: millennia millenniums
    """,
    ("length", "metric"): """
        micrometre: 1/1000000: micrometres micrometer micrometers micron microns
        millimetre: 1/1000: millimetres millimeter millimeters mm
        centimetre: 1/100: centimetres centimeter centimeters cm cms
        metre: 1: metres meter meters mtr mtrs
        kilometre: 1000: kilometres kilometer kilometers km kms
    """,
    ("length", "imperial"): """
        inch: 0.0254: inches
        foot: 0.3048: feet ft
        yard: 0.9144: yards yd yds
        mile: 1609.344: miles mi
        nautical-mile: 1852:
    """,
    ("mass", "metric"): """
        milligram: 1/1000: milligrams mg
        gram: 1: grams gramme grammes g gr
        kilogram: 1000: kilograms kilogramme kilogrammes kilo kilos kg kgs
        tonne: 1000000: tonnes t
    """,
    ("mass", "imperial"): """
        ounce: 28.349523125: ounces oz
        pound-weight: 453.59237: lb lbs
        stone: 6350.29318: stones
    """,
    ("area", "metric"): """
        square-metre: 1: m2 m² sqm
        square-kilometre: 1000000: km2 km² sqkm
        hectare: 10000: hectares ha
    """,
    ("area", "imperial"): """
        square-foot: 0.09290304: sqft
        acre: 4046.8564224: acres
        square-mile: 2589988.110336: sqmi
    """,
    ("volume", "metric"): """
        millilitre: 1/1000: millilitres milliliter milliliters ml
        litre: 1: litres liter liters l
        cubic-metre: 1000: m3 m³
        cubic-kilometre: 1000000000000: km3
    """,
    ("volume", "imperial"): """
        gallon: 3.785411784: gallons gal
        pint: 0.473176473: pints
        barrel: 158.987294928: barrels bbl
    """,
    ("speed", "metric"): """
        km/h: 1: kmh kph kmph
        m/s: 3.6:
    """,
    ("speed", "imperial"): """
        mph: 1.609344:
        knot: 1.852: knots
    """,
    ("energy", ""): """
        kilowatt-hour: 1: kwh
        megawatt-hour: 1000: mwh
        gigawatt-hour: 1000000: gwh
    """,
    ("power", ""): """
        watt: 1: watts w
        kilowatt: 1000: kilowatts kw
        megawatt: 1000000: megawatts mw
        gigawatt: 1000000000: gigawatts gw
    """,
    ("data", ""): """
        byte: 1: bytes
        kilobyte: 1000: kilobytes kb
        megabyte: 1000000: megabytes mb
        gigabyte: 1000000000: gigabytes gb
        terabyte: 1000000000000: terabytes tb
    """,
    ("dollar", ""): """
        dollar: 1: dollars bucks buck $
        USD: 1: us$ usd
        AUD: 1: a$ aud
        CAD: 1: c$ ca$ cad
        NZD: 1: nz$ nzd
        HKD: 1: hk$ hkd
    """,
    ("euro", ""): "euro: 1: euros eur €",
    ("sterling", ""): """
        GBP: 1: £ gbp quid sterling
        pence: 1/100: penny pennies p
    """,
    ("hryvnia", ""): "UAH: 1: ₴ uah hryvnia hryvnias hryvnya hryven",
    ("rouble", ""): """
        RUB: 1: ₽ rub rouble roubles ruble rubles
        kopeck: 1/100: kopecks kopek kopeks
    """,
    ("yen", ""): "JPY: 1: jpy yen ¥",
    ("yuan", ""): "CNY: 1: cny rmb yuan renminbi",
    ("rupee", ""): "INR: 1: ₹ inr rupee rupees",
    ("rial", ""): "IRR: 1: irr rial rials toman tomans",
    ("franc", ""): "CHF: 1: chf franc francs",
    ("peso", ""): "peso: 1: pesos ₱",
    ("shekel", ""): "ILS: 1: ils shekel shekels ₪",
    ("won", ""): "KRW: 1: krw ₩",
    ("share", ""): "%: 1: percent percentage pct pc pp p.c p.c.",
    ("celsius", ""): "°C: 1: celsius centigrade °c ℃",
    ("fahrenheit", ""): "°F: 1: fahrenheit °f ℉",
    ("kelvin", ""): "K: 1: kelvin kelvins",
    ("degree", ""): "degree: 1: degrees ° deg",
}

MONEY = word_set("dollar euro sterling hryvnia rouble yen yuan rupee rial franc peso shekel won")

BY_NAME: dict[str, Unit] = {}
_SPELLINGS: dict[str, tuple[Unit, ...]] = {}

for (_kind, _system), _rows in _TABLE.items():
    for _row in _rows.strip().splitlines():
        _name, _size, _words = (part.strip() for part in _row.split(":"))
        _unit = Unit(_name, _kind, Fraction(_size), _system)
        BY_NAME[_name] = _unit
        for _word in [_name.lower(), *_words.split()]:
            _SPELLINGS[_word] = (_unit,)

_CENTS = (Unit("cent", "dollar", Fraction(1, 100)), Unit("euro-cent", "euro", Fraction(1, 100)))
BY_NAME["cent"] = _CENTS[0]
BY_NAME["euro-cent"] = _CENTS[1]

# One spelling, several units: the key decides which was meant.
_SPELLINGS |= {
    "cent": _CENTS,
    "cents": _CENTS,
    "¢": _CENTS,
    "pound": (BY_NAME["GBP"], BY_NAME["pound-weight"]),
    "pounds": (BY_NAME["GBP"], BY_NAME["pound-weight"]),
    "ton": (BY_NAME["tonne"], Unit("short-ton", "mass", Fraction("907184.74"), "imperial")),
    "tons": (BY_NAME["tonne"], Unit("short-ton", "mass", Fraction("907184.74"), "imperial")),
    "m": (BY_NAME["metre"], BY_NAME["minute"]),
    "c": (BY_NAME["°C"],),
    "f": (BY_NAME["°F"],),
    "in": (BY_NAME["inch"],),
    "'": (BY_NAME["foot"], BY_NAME["minute"]),
    '"': (BY_NAME["inch"], BY_NAME["second"]),
    "st": (BY_NAME["stone"],),
    "y": (BY_NAME["year"],),
}

# Several words, one unit; the first word leads to the rest.
PHRASES: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "%": ((("points",), "%"), (("point",), "%")),
    "percent": ((("points",), "%"), (("point",), "%")),
    "per": ((("cent", "points"), "%"), (("cent",), "%"), (("hundred",), "%")),
    "percentage": ((("points",), "%"), (("point",), "%")),
    "square": tuple(
        ((word,), f"square-{name}")
        for name in ("metre", "kilometre", "foot", "mile")
        for word in sorted(_w for _w, _u in _SPELLINGS.items() if _u[0].name == name)
    ),
    "cubic": tuple(
        ((word,), f"cubic-{name}")
        for name in ("metre", "kilometre")
        for word in sorted(_w for _w, _u in _SPELLINGS.items() if _u[0].name == name)
    ),
    "nautical": ((("miles",), "nautical-mile"), (("mile",), "nautical-mile")),
    "us": ((("$",), "USD"), (("dollars",), "USD"), (("dollar",), "USD"), (("cents",), "cent")),
    "american": ((("dollars",), "USD"), (("dollar",), "USD")),
    "u": (((".", "s", ".", "dollars"), "USD"),),
    "canadian": ((("dollars",), "CAD"), (("dollar",), "CAD")),
    "australian": ((("dollars",), "AUD"), (("dollar",), "AUD")),
    "a": ((("$",), "AUD"),),
    "pounds": ((("sterling",), "GBP"),),
    "british": ((("pounds",), "GBP"), (("pound",), "GBP")),
    "metric": ((("tons",), "tonne"), (("tonnes",), "tonne"), (("ton",), "tonne")),
    "degrees": ((("celsius",), "°C"), (("centigrade",), "°C"), (("c",), "°C"), (("fahrenheit",), "°F"), (("f",), "°F")),
    "degree": ((("celsius",), "°C"), (("fahrenheit",), "°F")),
    "°": ((("c",), "°C"), (("f",), "°F"), (("celsius",), "°C"), (("fahrenheit",), "°F")),
    "km": ((("/", "h"), "km/h"), (("per", "hour"), "km/h"), (("an", "hour"), "km/h")),
    "kilometres": ((("per", "hour"), "km/h"), (("an", "hour"), "km/h")),
    "kilometers": ((("per", "hour"), "km/h"), (("an", "hour"), "km/h")),
    "miles": ((("per", "hour"), "mph"), (("an", "hour"), "mph")),
    "sq": (
        (("km",), "square-kilometre"),
        (("m",), "square-metre"),
        (("ft",), "square-foot"),
        (("mi",), "square-mile"),
        (("miles",), "square-mile"),
    ),
}

_ANY_DOLLAR = "dollar"
_BARE_DEGREES = ({"degree", "celsius"}, {"degree", "fahrenheit"})


def units_spelled(word: str) -> tuple[Unit, ...]:
    """The units that ``word`` (lower case) may stand for; empty when it is no unit."""
    return _SPELLINGS.get(word, ())


@lru_cache(maxsize=256)
def key_unit(name: str) -> Unit | None:
    """The unit a key's canonical ``name`` stands for; None for ``""`` and for counted things (``soldiers``)."""
    return BY_NAME.get(name)


def alike(one: Unit, other: Unit) -> bool:
    """Whether amounts in ``one`` can be compared with amounts in ``other`` (a plain dollar is any dollar, a
    plain degree one of Celsius or Fahrenheit)."""
    if one.kind != other.kind:
        return {one.kind, other.kind} in _BARE_DEGREES
    return one.kind != "dollar" or one.name == other.name or bool({one.name, other.name} & {_ANY_DOLLAR, "cent"})


def days_about(unit: Unit) -> Fraction | None:
    """About how many days ``unit`` lasts, for time and calendar units: a month is no fixed number of days."""
    if unit.kind == "time":
        return unit.size / 86400
    if unit.kind == "calendar":
        return unit.size * Fraction("30.436875")
    return None
