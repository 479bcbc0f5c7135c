"""Cutting a text into statements, as deltas that keep SQL in strings do."""
import logging
import re

logger = logging.getLogger(__name__)

# What is kept as it stands, what is a comment, and what ends a statement.
_TOKEN = re.compile(
    r"""(?P<kept>'(?:[^']|'')*' | "(?:[^"]|"")*" | (?P<tag>\$[A-Za-z_]*\$).*?(?P=tag))
      | (?P<comment>--[^\n]* | //[^\n]* | /\*.*?(?:\*/|$))
      | (?P<end>;)""",
    re.VERBOSE | re.DOTALL,
)


def get_statements(f):
    """Yields the statements of an iterable of lines, without comments; what no semicolon ends is left out."""
    text = "\n".join(line.strip() for line in f)
    pieces = []
    at = 0
    for token in _TOKEN.finditer(text):
        pieces.append(" ".join(text[at:token.start()].split("\n")))
        at = token.end()
        if token.group("kept"):
            pieces.append(token.group("kept"))
        elif token.group("comment"):
            pieces.append(" ")
        else:
            yield "".join(pieces).strip()
            pieces = []


def execute_statements_from_stream(cur, f):
    for statement in get_statements(f):
        cur.execute(statement)


def executescript(txn, schema_path):
    with open(schema_path) as f:
        execute_statements_from_stream(txn, f)
