"""What a SQL file of `make fidelity` says of itself, in lines of their own:

    -- since 14              servers from this version on, or SQLite from 3.47 on
    -- until 15
    -- left out index x      what the snapshot cannot hold is named with these words, and that is right
    -- bytes differ from 14: why        the snapshots of older servers and of newer ones are not the same text
    -- no diff: why          `diff` does not find pg_dump's text to be its database
    -- no pg_dump: why       pg_dump does not say the same of both databases; no catalogs: neither do the server's functions
"""
import re

LINE = re.compile(r"^-- (?:(since|until) (\d+(?:\.\d+)*)|(left out) (.+)|(bytes differ) from (\d+(?:, \d+)*): .+|no (diff|pg_dump|catalogs): .+)$", re.MULTILINE)


def version(text):
    return tuple(int(part) for part in text.split("."))


class Said:
    """Nothing, unless a line says it: so of databases, and of files that are not ours."""

    def __init__(self, path=None):
        self.since, self.until, self.left_out, self.borders, self.unasked = None, None, None, [], set()
        for found in LINE.finditer(path.read_bytes().decode("utf-8", "replace") if path else ""):
            if found[1]:
                setattr(self, found[1], version(found[2]))
            elif found[3]:
                self.left_out = found[4]
            elif found[5]:
                self.borders = [int(major) for major in found[6].split(", ")]
            else:
                self.unasked.add(found[7])

    def is_for(self, has):
        """Whether a version, as a tuple, is one of those that the file is for."""
        return (self.since is None or has >= self.since) and (self.until is None or has[:len(self.until)] <= self.until)

    def group(self, major):
        """Majors of the same number are to make the same bytes, others are not."""
        return sum(major >= border for border in self.borders)


def compare_bytes(said, texts):
    """{major: snapshot} of one file: what is wrong with them, or None."""
    majors = sorted(texts)
    for one, next_one in zip(majors, majors[1:]):
        same = texts[one] == texts[next_one]
        if same != (said.group(one) == said.group(next_one)):
            return f"{one} and {next_one} " + ("make the same, which the file denies" if same else "make different bytes")
    return None
