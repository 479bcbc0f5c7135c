#!/usr/bin/env python3
"""What a page is made of: markup.py FILE...

Prints each element and attribute through which a stranger's text would do something: scripts but the page's own one,
frames, images, forms, handlers of events, links out of the page. Then how many elements each file has.
"""
import html.parser
import sys

ACTS = {"img", "iframe", "object", "embed", "form", "base", "video", "audio", "textarea", "template", "foreignobject"}


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.path, self.scripts, self.elements = path, 0, 0
        with open(path, encoding="utf-8") as f:
            self.feed(f.read())

    def handle_starttag(self, tag, attrs):
        self.elements += 1
        self.scripts += tag == "script"
        if tag in ACTS or (tag == "script" and self.scripts > 1):
            print(f"{self.path}: <{tag}> at {self.getpos()}")
        for name, value in attrs:
            leads_out = name in ("href", "src", "xlink:href", "action") and not (value or "").startswith(("#", "data:image/svg+xml,"))
            if name.startswith("on") or leads_out or name in ("srcdoc", "style"):
                print(f"{self.path}: {name}={value!r:.80} of <{tag}> at {self.getpos()}")


print(" ".join(str(Page(path).elements) for path in sys.argv[1:]))
