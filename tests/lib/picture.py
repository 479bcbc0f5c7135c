#!/usr/bin/env python3
"""Says which page a picture shows, and whether it still does.

    picture.py sign PAGE ARTICLE PICTURE     notes in the PNG what it was made from
    picture.py compare PICTURE FRESH         of the same page: is the first out of date?

Fonts and versions of Chromium differ from machine to machine, and a picture
with them. What is noted is therefore a digest of what was drawn: the style,
the header, the contents, the article in view and the next one, without the
coordinates of diagrams. That a picture shows it at all is compared by eye, as
it were: both in 64 by 36 squares, whose colours may differ a little.

Exit status 1, and a reason, when the picture is out of date.
"""
import base64
import hashlib
import re
import struct
import sys
import tempfile
import zlib
from pathlib import Path

from browser import Browser

KEYWORD = b"Page digest"
FARTHEST = 16  # of 255, on an average square; other fonts make 1 to 4, another article 8, an empty page 20

MEASURE = """
(async () => {
  const squares = async (data) => {
    const picture = new Image();
    picture.src = data;
    await picture.decode();
    const canvas = new OffscreenCanvas(64, 36).getContext('2d');
    canvas.imageSmoothingQuality = 'high';
    canvas.drawImage(picture, 0, 0, 64, 36);
    return canvas.getImageData(0, 0, 64, 36).data;
  };
  const [a, b] = [await squares('%s'), await squares('%s')];
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / (a.length / 4 * 3);
})()
"""


def drawn(page, article):
    """The parts of the page that are in view when it is opened at the article."""
    text = Path(page).read_text(encoding="utf-8")
    text = re.sub(r' (?:d|x|y|width|height|viewBox)="[^"]*"', "", text)
    articles = re.findall(r'<article id="([^"]*)".*?</article>', text, re.DOTALL)
    at = articles.index(article)
    parts = [re.search(rf"<{name}\b.*?</{name}>", text, re.DOTALL)[0] for name in ("style", "header", "nav")]
    for name in articles[at:at + 2]:
        parts.append(re.search(rf'<article id="{re.escape(name)}".*?</article>', text, re.DOTALL)[0])
    return "\n".join(parts)


def chunks(picture):
    """Type, content and all bytes of each chunk (https://www.w3.org/TR/png-3/#5Chunk-layout)."""
    at = 8
    while at < len(picture):
        size, = struct.unpack_from(">I", picture, at)
        yield picture[at + 4:at + 8], picture[at + 8:at + 8 + size], picture[at:at + 12 + size]
        at += 12 + size


def sign(page, article, path):
    digest = hashlib.sha256(drawn(page, article).encode()).hexdigest().encode()
    picture = Path(path).read_bytes()
    content = b"tEXt" + KEYWORD + b"\0" + digest
    note = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    *others, end = [whole for _, _, whole in chunks(picture)]
    Path(path).write_bytes(picture[:8] + b"".join(others) + note + end)


def digest_of(picture):
    for kind, content, _ in chunks(picture):
        if kind == b"tEXt" and content.startswith(KEYWORD + b"\0"):
            return content[len(KEYWORD) + 1:].decode()
    return None


def distance(pictures):
    data = ["data:image/png;base64," + base64.b64encode(p).decode() for p in pictures]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        blank = Path(place, "blank.html")
        blank.write_text("<!DOCTYPE html><title>blank</title>")
        browser = Browser(place)
        browser.open(blank.as_uri(), {"scheme": "light", "size": (100, 100), "script": True})
        value = browser.evaluate(MEASURE % tuple(data))
        browser.close()
    return value


def compare(old, new):
    pictures = [Path(path).read_bytes() for path in (old, new)]
    if digest_of(pictures[0]) != digest_of(pictures[1]):
        sys.exit(f"{old} was made of a page that looked otherwise; `make picture` makes it anew")
    far = distance(pictures)
    if far > FARTHEST:
        sys.exit(f"{old} does not look like the page ({far:.1f} of 255 apart); `make picture` makes it anew")


if __name__ == "__main__":
    {"sign": sign, "compare": compare}[sys.argv[1]](*sys.argv[2:])
