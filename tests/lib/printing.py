#!/usr/bin/env python3
"""Holds the sources to base/console.h: printing.py ROOT prints every place that writes to a terminal past it.

What a person reads goes to standard output and standard error through the
functions that show what it holds. So the streams are named nowhere but where
they are given to one of these, or asked something.
"""
import os
import re
import sys

# The room's own file; and the program's last words, which hold nothing of anybody.
OWN = {"src/base/console.c", "src/base/console.h", "src/base/limits.c", "src/base/mem.c"}
# Functions that a stream may be given to, and what is asked of one.
GOOD = {"console_print", "console_text", "diags_print", "github_annotate"}
ASKED = {"fflush", "ferror", "clearerr", "__fpurge", "isatty", "terminal_colour", "terminal_can_redraw",
         "terminal_progress", "terminal_width", "option_colour", "fileno"}
ALWAYS = re.compile(r"\b(v?printf|puts|putchar|perror|psignal|herror|v?dprintf|putchar_unlocked)\s*\(")
STREAM = re.compile(r"\b(stdout|stderr|STDOUT_FILENO|STDERR_FILENO)\b")
# What is given to console_text has been shown before: few places make such a text.
MAKERS = {"src/base/diag.c", "src/cli/report_arguments.c", "src/cmd/explain.c", "src/cmd/git_diff.c",
          "src/cmd/inspect.c", "src/cmd/parity.c", "src/cmd/verify.c"}


def code(text):
    """The text without comments, and with nothing in its strings; lines stay."""
    def blank(found):
        whole = found[0]
        return "\n" * whole.count("\n") if whole[0] == "/" else whole[0] + whole[0]
    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", blank, text, flags=re.S)


def caller(text, at):
    """The function that the place is an argument of."""
    depth = 0
    for i in range(at - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[i], 0)
        if text[i] in ";{}":
            return ""
        if depth < 0:
            found = re.search(r"(\w+)\s*$", text[:i])
            return found[1] if found else ""
    return ""


def faults(path, text):
    for found in ALWAYS.finditer(text):
        yield found.start(), f"{found[1]}() prints past base/console.h"
    for found in STREAM.finditer(text):
        function = caller(text, found.start())
        if function not in GOOD | ASKED and not is_comparison(text, found.start()):
            yield found.start(), f"{found[1]} is given to {function or 'nobody'}"
    if path not in MAKERS:
        for found in re.finditer(r"\bconsole_text\s*\(", text):
            yield found.start(), "console_text() of a text that may not have been shown"


def is_comparison(text, at):
    """`fd <= STDERR_FILENO`"""
    return re.search(r"[<>=]=?\s*$", text[:at]) is not None


def main(root):
    for folder, _, names in sorted(os.walk(os.path.join(root, "src"))):
        for name in sorted(names):
            whole = os.path.join(folder, name)
            path = os.path.relpath(whole, root)
            if not name.endswith((".c", ".h")) or path in OWN:
                continue
            with open(whole, encoding="utf-8") as file:
                text = code(file.read())
            for at, what in sorted(faults(path, text)):
                print(f"{path}:{text.count(chr(10), 0, at) + 1}: {what}")


main(sys.argv[1])
