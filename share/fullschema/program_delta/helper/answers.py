"""What the database says of its own clock and chance, as a rehearsal hears it."""
import re
from binascii import a2b_base64, b2a_base64

from fullschema.sources import LATER

# Asked for alone, so that no other value of the answer is made another.
SELECT = re.compile(r"\s*select\b", re.IGNORECASE)
FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
EXTRACT = re.compile(r"\bextract\s*\(\s*\w+\s+from\b", re.IGNORECASE)
WORDS = re.compile(
    r"\b(now|random\w*|gen_random_\w+|uuid\w*|current_(time|date|timestamp)|localtime(stamp)?|\w+_timestamp|timeofday|"
    r"unixepoch|julianday|pg_backend_pid|txid_current|pg_current_xact_id)\b",
    re.IGNORECASE,
)
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
UUID = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
NEXT_DIGIT = str.maketrans("0123456789abcdefABCDEF", "123456789abcdef0BCDEFA")


def asks_for_chance(message):
    text = message.get("execute") or ""
    return bool(SELECT.match(text) and WORDS.search(text) and not FROM.search(EXTRACT.sub("extract(", text)))


def another_date(match):
    year, month, day = map(int, match.groups())
    return "%04d-%02d-%02d" % (year - 12, month % 12 + 1, day % 28 + 1)


def another_number(text):
    if text.lstrip("-").isdigit():
        return str(int(text) - LATER if int(text) > LATER else int(text) + LATER)
    value = float(text)
    return repr((value + 0.37) % 1 if 0 <= value < 1 else value - LATER)


def another_text(text):
    if UUID.fullmatch(text):
        return text.translate(NEXT_DIGIT)
    try:
        return another_number(text)
    except ValueError:
        return DATE.sub(another_date, text)


def another_cell(cell):
    if isinstance(cell, dict):
        if "number" in cell:
            return {"number": another_number(cell["number"])}
        if "bytes" in cell:
            turned = bytes(byte ^ 0x55 for byte in a2b_base64(cell["bytes"]))
            return {"bytes": b2a_base64(turned, newline=False).decode("ascii")}
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool):
        return int(another_number(str(cell)))
    return another_text(cell) if isinstance(cell, str) else cell


def another_answer(answer):
    rows = answer.get("rows")
    return dict(answer, rows=[[another_cell(cell) for cell in row] for row in rows]) if rows else answer
