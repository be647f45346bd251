"""Units: currencies by ISO 4217, measures by their short names, nouns in the singular."""

from __future__ import annotations

CURRENCY_SIGNS = {"$": "USD", "£": "GBP", "€": "EUR", "₹": "INR", "¥": "JPY", "₽": "RUB", "₩": "KRW", "₴": "UAH"}
DOLLAR_PREFIXES = {
    "us": "USD",
    "c": "CAD",
    "ca": "CAD",
    "a": "AUD",
    "au": "AUD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
    "r": "BRL",
}
CURRENCY_CODES = frozenset("USD GBP EUR INR JPY RUB CHF CAD AUD NZD CNY SEK NOK DKK KRW UAH".split())
CURRENCY_WORDS = {
    "dollar": "USD",
    "dollars": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "rupee": "INR",
    "rupees": "INR",
    "yen": "JPY",
    "rouble": "RUB",
    "roubles": "RUB",
    "ruble": "RUB",
    "rubles": "RUB",
    "yuan": "CNY",
    "cents": "USD",
    "pence": "GBP",
    "franc": "CHF",
    "francs": "CHF",
    "pesos": "MXN",
    "kronor": "SEK",
    "zloty": "PLN",
    "zlotys": "PLN",
    "shekels": "ILS",
    "naira": "NGN",
    "hryvnia": "UAH",
}
HUNDREDTHS = frozenset(("cent", "cents", "pence"))
# Currencies that several countries call by one name, by what goes before the name; plurals come without their ending.
_NATIONAL = {
    "dollar cent": "us:USD u.s.:USD american:USD canadian:CAD australian:AUD singapore:SGD kong:HKD zealand:NZD"
    " taiwan:TWD taiwanese:TWD jamaican:JMD zimbabwean:ZWL namibian:NAD",
    "franc": "swiss:CHF french:FRF belgian:BEF cfa:XOF rwandan:RWF congolese:CDF",
    "kron krona kronor krone kroner crown": "swedish:SEK norwegian:NOK danish:DKK czech:CZK icelandic:ISK",
    "pound": "british:GBP egyptian:EGP lebanese:LBP syrian:SYP sudanese:SDG sterling:GBP",
    "rupee": "indian:INR pakistani:PKR sri-lankan:LKR lankan:LKR nepalese:NPR",
    "peso": "mexican:MXN argentine:ARS argentinian:ARS chilean:CLP colombian:COP philippine:PHP cuban:CUP",
    "lira": "turkish:TRY italian:ITL syrian:SYP lebanese:LBP",
    "dinar": "iraqi:IQD kuwaiti:KWD serbian:RSD jordanian:JOD algerian:DZD libyan:LYD tunisian:TND",
    "real reai": "brazilian:BRL",
    "rand": "south-african:ZAR african:ZAR",
    "shilling": "kenyan:KES ugandan:UGX tanzanian:TZS somali:SOS",
    "riyal rial": "saudi:SAR iranian:IRR qatari:QAR omani:OMR yemeni:YER",
    "won": "korean:KRW",
    "yen": "japanese:JPY",
    "yuan": "chinese:CNY",
    "shekel": "israeli:ILS",
    "zloty": "polish:PLN",
    "forint": "hungarian:HUF",
    "ruble rouble": "russian:RUB belarusian:BYN",
    "hryvnia": "ukrainian:UAH",
    "naira": "nigerian:NGN",
}
NATIONAL_CURRENCIES = {
    (before, name): code
    for names, pairs in _NATIONAL.items()
    for name in names.split()
    for before, _, code in (pair.partition(":") for pair in pairs.split())
}
_MEASURES = {
    "km": "km kilometre kilometer kilometres kilometers kms",
    "m": "m metre meter metres meters",
    "cm": "cm centimetre centimeter centimetres centimeters",
    "mm": "mm millimetre millimeter millimetres millimeters",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    "g": "g gram grams gramme grammes",
    "mg": "mg milligram milligrams",
    "t": "t tonne tonnes ton tons",
    "l": "l litre liter litres liters",
    "ml": "ml millilitre millilitres milliliter milliliters",
    "ha": "ha hectare hectares",
    "MW": "mw megawatt megawatts",
    "GW": "gw gigawatt gigawatts",
    "kW": "kw kilowatt kilowatts",
    "kWh": "kwh kilowatt-hour kilowatt-hours",
    "km/h": "kmh kph km/h",
    "mph": "mph",
    "foot": "ft",
    "percent": "% percent pct percentage",
}
MEASURES = {word: unit for unit, words in _MEASURES.items() for word in words.split()}
ATTACHED = {word: unit for word, unit in MEASURES.items() if word not in ("m", "t", "l", "g")}
_IRREGULAR = {
    "people": "person",
    "persons": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "wolves": "wolf",
    "buses": "bus",
    "gases": "gas",
    "viruses": "virus",
    "series": "series",
    "species": "species",
    "troops": "troop",
    "policemen": "policeman",
    "firemen": "fireman",
    "fishermen": "fisherman",
    "teeth": "tooth",
    "mice": "mouse",
    "leaves": "leaf",
    "halves": "half",
    "shelves": "shelf",
    "loaves": "loaf",
    "thieves": "thief",
    "heroes": "hero",
    "potatoes": "potato",
    "tomatoes": "tomato",
    "crises": "crisis",
    "movies": "movie",
    "headquarters": "headquarters",
    "horsepower": "horsepower",
}
UNINFLECTED = frozenset(
    "crew staff police personnel aircraft sheep reindeer fish deer cattle militia horsepower".split()
)
_ES = ("sses", "ches", "shes", "xes", "zes")


def singular(noun: str) -> str:
    """The singular of an English noun in lower case.

    Examples:
        >>> [singular(word) for word in ("people", "deaths", "boxes", "cities", "crew")]
        ['person', 'death', 'box', 'city', 'crew']
    """
    if noun == "ft":
        return "foot"
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith(_ES):
        return noun[:-2]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "-s")) and len(noun) > 3:
        return noun[:-1]
    return noun


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in _IRREGULAR or word in UNINFLECTED:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "-s"))
