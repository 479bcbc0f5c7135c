#!/usr/bin/python3
"""Lists the background updates that Python sources register.

usage: background_sources.py [[--within TOP] DIR]...

Reads every .py file below the directories with `ast`; nothing of them is ever
imported or run. Symbolic links in DIR may not lead out of TOP, by default the
topmost directory that is a package. Writes one JSON object a line, sorted, to
descriptor 3, or to stdout where there is none; docs/background-updates.md
describes them. Files that cannot be read or parsed are printed as "problem"
lines: what to make of an incomplete reading is for the caller to decide.
"""

import ast
import json
import os
import sys

sys.path.insert(0, __file__.rpartition("/")[0] or ".")

from sources_reach import Reach  # noqa: E402
from sources_scope import Unreadable  # noqa: E402
from sources_tree import Tree  # noqa: E402

# What each registration takes, in order; those with a default are optional.
FORMS = {
    "register_background_update_handler": ("handler", {"update_name": None, "update_handler": None}, {}),
    "register_noop_background_update": ("noop", {"update_name": None}, {}),
    "register_background_index_update": (
        "index",
        {"update_name": str, "index_name": str, "table": str, "columns": list},
        {"where_clause": None, "unique": False, "psql_only": False, "replaces_index": None},
    ),
    "register_background_validate_constraint": (
        "validate",
        {"update_name": str, "constraint_name": str, "table": str},
        {},
    ),
    "register_background_validate_constraint_and_delete_rows": (
        "validate_and_delete_rows",
        {"update_name": str, "table": str, "constraint_name": str},
        {"constraint": None, "unique_columns": None},
    ),
}
# Arguments that say which rows go, and so nothing about the schema.
IGNORED = {"constraint", "unique_columns"}
OPTIONAL_TYPES = {"where_clause": str, "unique": bool, "psql_only": bool, "replaces_index": str}


def engine_of_test(test):
    """The engine an `if` asks for: "postgres", "sqlite", or None for other questions."""
    if not (isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id == "isinstance"):
        return None
    if len(test.args) != 2:
        return None
    kind = test.args[1]
    name = kind.attr if isinstance(kind, ast.Attribute) else getattr(kind, "id", "")
    return {"PostgresEngine": "postgres", "Sqlite3Engine": "sqlite"}.get(name)


OTHER = {"postgres": "sqlite", "sqlite": "postgres"}


class Registrations(ast.NodeVisitor):
    """Collects the registering calls of one module with what surrounds them."""

    def __init__(self, module):
        self.module = module
        self.classes, self.functions, self.loops = [], [], []
        self.engine = None
        self.found = []  # (call, form name, class, functions, loops, engine)
        self.loose = []  # references to a registering function that are not calls
        self.called = set()
        self.aliases = {}

    def visit_ClassDef(self, node):
        self.classes.append(node)
        self.generic_visit(node)
        self.classes.pop()

    def visit_FunctionDef(self, node):
        # The application's own helpers, which register under a name they are given.
        if node.name in FORMS:
            return
        outer = self.aliases
        self.aliases = dict(outer)
        self.functions.append(node)
        self.generic_visit(node)
        self.functions.pop()
        self.aliases = outer

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_For(self, node):
        self.loops.append(node)
        self.generic_visit(node)
        self.loops.pop()

    def visit_If(self, node):
        test, turned = node.test, False
        while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            test, turned = test.operand, not turned
        engine = engine_of_test(test)
        if engine is None:
            self.generic_visit(node)
            return
        if turned:
            engine = OTHER[engine]
        outer = self.engine
        for body, self.engine in ((node.body, engine), (node.orelse, OTHER[engine])):
            for statement in body:
                self.visit(statement)
        self.engine = outer

    def visit_Assign(self, node):
        # register = self.db_pool.updates.register_background_index_update
        value = node.value
        name = getattr(value, "attr", None) or getattr(value, "id", None)
        if name in FORMS and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            self.aliases[node.targets[0].id] = name
            return
        self.generic_visit(node)

    def visit_Call(self, node):
        func = node.func
        name = getattr(func, "attr", None) or getattr(func, "id", None)
        if isinstance(func, ast.Name):
            name = self.aliases.get(name, name)
        if name in FORMS:
            self.called.add(id(func))
            context = (self.classes[-1] if self.classes else None, list(self.functions), list(self.loops))
            self.found.append((node, name, *context, self.engine))
        self.generic_visit(node)

    def visit_Attribute(self, node):
        if node.attr in FORMS and id(node) not in self.called:
            self.loose.append(node)
        self.generic_visit(node)


class Reader:
    def __init__(self, tree):
        self.tree = tree
        self.reach = Reach(tree)
        self.lines = []

    def say(self, module, node, **fields):
        self.lines.append({**fields, "file": module.path, "line": node.lineno})

    def read(self):
        for module in self.tree.modules():
            if "register_" not in module.text:
                continue
            try:
                module.body
            except Unreadable:
                continue
            visitor = Registrations(module)
            visitor.visit(module.body)
            for node in visitor.loose:
                self.say(module, node, kind="unresolved", message=f"{node.attr} is used without being called here")
            for found in visitor.found:
                self.registration(module, *found)
        for path, line, column, message in self.tree.problems:
            problem = {"kind": "problem", "file": path, "line": line, "column": column, "message": message}
            self.lines.append(problem)

    def registration(self, module, call, form, owner, functions, loops, engine):
        scope = self.tree.scope(module, owner, functions)
        bound = [scope]
        for loop in loops:
            wider = [inner for outer in bound for inner in outer.each(loop)]
            # A loop whose items are unknown leaves its variables unknown.
            bound = wider or bound
        for one in bound:
            self.one(module, call, form, one, engine)

    def arguments(self, call, form):
        """The call's arguments by name; None where they cannot be distinguished."""
        _, required, optional = FORMS[form]
        names = [*required, *optional]
        if len(call.args) > len(names) or any(isinstance(a, ast.Starred) for a in call.args):
            return None
        given = dict(zip(names, call.args))
        for keyword in call.keywords:
            if keyword.arg not in names or keyword.arg in given:
                return None
            given[keyword.arg] = keyword.value
        return given if all(name in given for name in required) else None

    def one(self, module, call, form, scope, engine):
        kind, required, optional = FORMS[form]
        given = self.arguments(call, form)
        if given is None:
            self.say(module, call, kind="unresolved", message=f"the arguments of {form} cannot be distinguished")
            return
        update = scope.value(given["update_name"])
        if not isinstance(update, str):
            self.say(module, call, kind="unresolved", message=f"the update name in {form} is not a constant")
            return
        line = {"kind": kind, "update": update, "engine": engine}
        unknown = []
        for name, expected in required.items():
            if expected and name != "update_name":
                line[name] = self.argument(scope, given[name], expected, name, unknown)
        for name, default in optional.items():
            if name in IGNORED:
                continue
            value = given.get(name)
            line[name] = default
            if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
                line[name] = self.argument(scope, value, OPTIONAL_TYPES[name], name, unknown)
        if unknown:
            message = f"{', '.join(unknown)}: not a constant"
            self.say(module, call, kind="unresolved", update=update, engine=engine, message=message)
            return
        if kind == "handler":
            line.update(self.reach.judge(given["update_handler"], scope))
        self.say(module, call, **line)

    @staticmethod
    def argument(scope, node, expected, name, unknown):
        value = scope.value(node)
        if expected is list:
            if isinstance(value, (list, tuple)) and value and all(isinstance(v, str) for v in value):
                return list(value)
        elif isinstance(value, expected):
            return value
        elif value is None and scope.is_none(node):
            return None
        unknown.append(name)
        return None


def channel():
    try:
        os.fstat(3)
    except OSError:
        return os.fdopen(1, "w", encoding="ascii")
    return os.fdopen(3, "w", encoding="ascii")


def pairs(words):
    """[(directory, the top before it or None)]; nothing where the words are wrong."""
    found, top = [], None
    words = iter(words)
    for word in words:
        if word == "--within":
            top = next(words, None)
        else:
            found.append((word, top))
            top = None
    return found


def main(words):
    directories = pairs(words)
    if not directories:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    sys.setrecursionlimit(10000)
    reader = Reader(Tree(directories))
    reader.read()
    order = ("update", "kind", "file", "line")
    lines = sorted(reader.lines, key=lambda line: [str(line.get(k, "")) if k != "line" else line[k] for k in order])
    with channel() as out:
        for line in [*lines, {"kind": "end", "lines": len(lines)}]:
            out.write(json.dumps(line, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
