"""Values on their way to the database, and back: each as the engine's usual driver has it."""
import json
import sys
from binascii import a2b_base64, b2a_base64

from fullschema.absent import Absent, refuse
from fullschema.errors import ProgrammingError


def is_number_type(value):
    # Without importing decimal, which few deltas need.
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(value, decimal.Decimal)


def encode_common(value):
    """What both drivers take; NotImplemented for anything else."""
    if isinstance(value, Absent):
        refuse(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        value = int(value)
        return value if -(1 << 63) <= value < 1 << 63 else {"number": str(value)}
    if isinstance(value, float):
        return {"number": repr(float(value))}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"bytes": b2a_base64(bytes(value), newline=False).decode("ascii")}
    return NotImplemented


def encode_postgres(value):
    if isinstance(value, str) and "\0" in value:
        raise ValueError("A string literal cannot contain NUL (0x00) characters.")
    encoded = encode_common(value)
    if encoded is not NotImplemented:
        return encoded
    if isinstance(value, list):
        return {"list": [encode_postgres(item) for item in value]}
    if isinstance(value, tuple):
        return {"tuple": [encode_postgres(item) for item in value]}
    if is_number_type(value):
        return {"number": str(value).lower()}
    raise ProgrammingError("can't adapt type %r" % type(value).__name__)


def encode_sqlite(value):
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        raise OverflowError("Python int too large to convert to SQLite INTEGER")
    if isinstance(value, float) and value != value:
        return None
    encoded = encode_common(value)
    if encoded is NotImplemented:
        raise ProgrammingError("Error binding parameter: type %r is not supported" % type(value).__name__)
    return encoded


# ---- back ----


def decode_sqlite(cell, _type):
    if isinstance(cell, dict):
        if "number" in cell:
            return float(cell["number"].replace("9e999", "inf"))
        if "bytes" in cell:
            return a2b_base64(cell["bytes"])
        return a2b_base64(cell["text"]).decode("utf-8")
    return cell


def parse_array(text, convert):
    """Postgres' text of an array: braces, commas, quotes, NULL."""
    position = text.index("{")  # '[0:1]={...}' says its bounds first

    def item():
        nonlocal position
        start = position
        if text[position] == "{":
            return array()
        if text[position] == '"':
            characters = []
            position += 1
            while text[position] != '"':
                position += text[position] == "\\"
                characters.append(text[position])
                position += 1
            position += 1
            return convert("".join(characters))
        while text[position] not in ",}":
            position += 1
        word = text[start:position]
        return None if word == "NULL" else convert(word)

    def array():
        nonlocal position
        items = []
        position += 1
        while text[position] != "}":
            items.append(item())
            position += text[position] == ","
        position += 1
        return items

    return array()


def to_decimal(text):
    import decimal

    return decimal.Decimal(text)


def to_bytes(text):
    """Of either bytea_output, which a delta may set: \\x00ff, or \\000\\377 with \\\\ for a backslash."""
    if text.startswith("\\x"):
        return memoryview(bytes.fromhex(text[2:]))
    return memoryview(b"\\".join(from_octal(part) for part in text.split("\\\\")))


def from_octal(text):
    first, *others = text.split("\\")
    return first.encode() + b"".join(bytes([int(other[:3], 8)]) + other[3:].encode() for other in others)


def to_date(text):
    import datetime

    return datetime.date.fromisoformat(text)


def to_time(text):
    import datetime

    return datetime.time.fromisoformat(text)


def to_timestamp(text):
    import datetime

    head, dot, fraction = text.partition(".")
    digits = fraction
    zone = ""
    for mark in "+-":
        body, found, rest = (fraction if dot else head[10:]).partition(mark)
        if found:
            zone = found + rest + ("" if ":" in rest else ":00")
            digits = body if dot else ""
            head = head if dot else head[:10] + body
            break
    return datetime.datetime.fromisoformat(head + ("." + digits.ljust(6, "0") if dot else "") + zone)


# Type OIDs of Postgres, which are fixed: pg_type.dat.
POSTGRES_TYPES = {
    16: lambda text: text == "t",  # bool
    17: to_bytes,  # bytea
    20: int,
    21: int,
    23: int,
    26: int,  # oid
    114: json.loads,  # json
    700: float,
    701: float,
    1082: to_date,
    1083: to_time,
    1114: to_timestamp,
    1184: to_timestamp,
    1700: to_decimal,
    3802: json.loads,  # jsonb
}

# Arrays, by the type of what they hold.
POSTGRES_ARRAYS = {
    199: 114,
    1000: 16,
    1001: 17,
    1002: None,  # "char"
    1003: None,  # name
    1005: 21,
    1007: 23,
    1009: None,  # text
    1014: None,  # char
    1015: None,  # varchar
    1016: 20,
    1021: 700,
    1022: 701,
    1028: 26,
    1115: 1114,
    1182: 1082,
    1185: 1184,
    1231: 1700,
    3807: 3802,
}


def decode_postgres(text, oid):
    if text is None:
        return None
    if oid in POSTGRES_ARRAYS:
        return parse_array(text, POSTGRES_TYPES.get(POSTGRES_ARRAYS[oid], str))
    convert = POSTGRES_TYPES.get(oid)
    return convert(text) if convert else text
