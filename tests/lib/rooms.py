#!/usr/bin/env python3
"""Holds docs/architecture.md against the sources: rooms.py ROOT prints every sentence that is not so, a line each.

The table of rooms says who may use whom, and `#include` lines say who does: a
room uses what stands below it, each that it names and no other. "`x` for names
only" means its types and what gives a name, and no other function. "(`x.h`)"
behind a room means that header alone; such a room may stand above.

A call chain says where functions are: in the file at the end of their line. And
whatever looks like a file of this project has to be there.
"""
import os
import re
import sys

SOURCE = (".c", ".h")
EVERYTHING = "everything below"
FUNCTION = re.compile(r"^(?!static|#|\s|typedef)[\w\s*]*?\b(\w+)\(", re.M)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def room_of(path):
    """src/engine/engine.c: engine; src/main.c: cmd, whose door it is."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else "cmd"


def sources(root):
    found = {}
    for folder, _, names in os.walk(os.path.join(root, "src")):
        for name in names:
            if name.endswith(SOURCE):
                path = os.path.join(folder, name)
                found[os.path.relpath(path, root)] = read(path)
    return found


def table(text):
    """The rooms from top to bottom: {room: {used room: (header or None, names only)} or EVERYTHING}."""
    rooms = {}
    for row in re.findall(r"^\| (`src/.*) \|$", text, re.M):
        cells = row.split(" | ")
        named = re.findall(r"`src/(\w+)/`", cells[0])
        may = {}
        for use in cells[-1].split(", "):
            found = re.fullmatch(r"`(\w+)`(?: \(`(\w+\.h)`\))?( for names only)?", use)
            if found:
                may[found[1]] = (found[2], bool(found[3]))
        rooms[named[0]] = EVERYTHING if cells[-1] == EVERYTHING else may
    return rooms


def uses(files):
    """(file, line, used room, header) of each #include of another room."""
    for path, text in sorted(files.items()):
        for number, line in enumerate(text.splitlines(), 1):
            found = re.match(r'\s*#\s*include\s+"((\w+)/[^"]+)"', line)
            if found and found[2] != room_of(path):
                yield path, number, found[2], found[1]


def called(files, room, header):
    """Functions of the header that the room calls, but for what gives a name."""
    names = set(FUNCTION.findall(files["src/" + header])) - {"engine_name"}
    for path, text in sorted(files.items()):
        if room_of(path) == room:
            yield from ((path, name) for name in sorted(names) if re.search(rf"\b{name}\(", text))


def reach(files, room):
    """The rooms whose headers the room's files see, at whatever remove."""
    todo = [path for path in files if room_of(path) == room]
    seen = set(todo)
    while todo:
        for header in re.findall(r'#\s*include\s+"([^"]+)"', files[todo.pop()]):
            path = "src/" + header
            if path in files and path not in seen:
                seen.add(path)
                todo.append(path)
    return {room_of(path) for path in seen}


def check_uses(files, rooms):
    order = list(rooms)
    for path, line, other, header in uses(files):
        room = room_of(path)
        if room not in rooms or other not in rooms:
            continue
        below = order.index(other) > order.index(room)
        may = (None, False) if rooms[room] == EVERYTHING and below else rooms[room].get(other)
        if not may or (may[0] and header != f"{other}/{may[0]}"):
            yield f"{path}:{line}: {room} may not use {header}"
        elif may[1]:
            yield from (f"{p}: {room} may use {other} for names only, and calls {f}" for p, f in called(files, room, header))


def check_table(files, rooms):
    order = list(rooms)
    for room, may in rooms.items():
        used = reach(files, room)
        for other, (header, _) in {} if may == EVERYTHING else may.items():
            if other not in rooms:
                yield f"{room}: there is no room {other}"
            elif not header and order.index(other) < order.index(room):
                yield f"{room}: {other} stands above it"
            elif other not in used:
                yield f"{room}: does not use {other}"


def check_rooms(files, rooms):
    there = {room_of(path) for path in files}
    yield from (f"src/{room}/ has no row" for room in sorted(there - set(rooms)))
    yield from (f"src/{room}/ does not exist" for room in sorted(set(rooms) - there))
    for path, text in sorted(files.items()):
        for header, name, room in (("libpq-fe.h", "libpq", "engine"), ("sqlite3.h", "SQLite", "worker")):
            if f"#include <{header}>" in text and room_of(path) != room:
                yield f"{path}: uses {name} by itself"


def check_chains(files, text):
    """Each line of a fenced block: functions, two or more blanks, a file or folder."""
    if text.count("\n```") % 2:
        yield "a fenced block is not closed"
    for block in re.findall(r"^```\n(.*?)^```$", text, re.M | re.S):
        for line in block.splitlines():
            found = re.match(r"\s*([\w, ]+?)(?: \([^)]*\))?\s{2,}(src/\S+?)(?:,.*|\s.*)?$", line)
            for name in re.findall(r"\w+", found[1]) if found else []:
                texts = [t for path, t in files.items() if path.startswith(found[2])]
                if not any(re.search(rf"^\w[^;=]*\b{name}(\(|\[\] =)", t, re.M) for t in texts):
                    yield f"no function {name} in {found[2]}"


def check_files(root, text):
    for path in re.findall(r"\b(?:src|share|tests|tools|docs)/[\w./-]*\w/?", text):
        if not os.path.exists(os.path.join(root, path)):
            yield f"{path} does not exist"


def main():
    root = sys.argv[1]
    text = read(os.path.join(root, "docs/architecture.md"))
    files, rooms = sources(root), table(text)
    wrong = [*check_rooms(files, rooms), *check_table(files, rooms), *check_uses(files, rooms)]
    wrong += [*check_chains(files, text), *check_files(root, text)]
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
