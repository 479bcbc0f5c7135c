"""What code can reach: every string an update's handler may come to execute.

The answer errs to one side only: whatever might be called counts as called.
A method called on an object of unknown class stands for every method of that
name in the sources.
"""

import ast
import re

from sources_scope import Unreadable

OBJECTS = (
    "table|index|view|trigger|sequence|function|procedure|type|domain|extension|schema|constraint|column|default|"
    "statistics|rule|policy|aggregate|collation|cast|operator|not|materialized|or\\s+replace|unique|temp|temporary|"
    "virtual|unlogged|global|local|foreign|event|text|language|server|publication|subscription|access|conversion"
)
DDL = re.compile(
    rf"\b(?:create|drop|alter)\s+(?:{OBJECTS})\b"
    r"|\bvalidate\s+constraint\b|\badd\s+(?:column|constraint)\b|\brename\s+(?:to|column|constraint)\b"
    r"|\bwritable_schema\b|\bcomment\s+on\s+\w+|\bcluster\s+on\b|\bsetval\s*\(",
    re.I,
)
# The start of a statement whose rest is put behind it elsewhere, in capitals, not to take prose for it.
DDL_START = re.compile(r"(?:^|[\s;(])(?:CREATE|DROP|ALTER)\s*(?:$|[%{?])")
QUEUES = re.compile(r"\binsert\s+into\s+background_updates\b", re.I)
# Calls that execute text which is in no string: files, or code.
OF_VALUES = {name for kind in (dict, list, set, str, bytes, int, tuple) for name in dir(kind)}
OPAQUE = {"execute_statements_from_stream", "executescript", "exec", "eval", "__import__", "import_module"}


def strings(node):
    """(string node, text) of what stands below a node and may be executed; unknown parts read {}."""
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else "{}" for p in one.values]
            yield one, "".join(map(str, parts))
            todo += [p for p in one.values if not isinstance(p, ast.Constant)]
            continue
        if isinstance(one, ast.Constant):
            if isinstance(one.value, (str, bytes)):
                yield one, one.value if isinstance(one.value, str) else one.value.decode("latin-1")
            continue
        todo += [c for c in ast.iter_child_nodes(one) if not is_prose(c)]


def is_prose(node):
    """Docstrings, what is logged, and the messages of exceptions go to people, not to a database."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, (ast.Raise, ast.Assert)):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        return node.func.value.id in ("logger", "logging")
    return False


def name_of(node):
    return getattr(node, "attr", None) or getattr(node, "id", None)


def evidence(node):
    """(line, text) of what speaks against data-only, in a piece of code."""
    for one, text in strings(node):
        match = DDL.search(text) or DDL_START.search(text)
        if match:
            yield one.lineno + text.count("\n", 0, match.start()) * multiline(one), statement(text, match.start())
        elif QUEUES.search(text):
            yield one.lineno, "queues another update"
    for one in ast.walk(node):
        if not isinstance(one, ast.Call):
            continue
        called = name_of(one.func)
        if called in OPAQUE:
            yield one.lineno, f"calls {called}"
        elif called and ("insert" in called or "upsert" in called):
            words = [*one.args[:2], *(k.value for k in one.keywords if k.arg == "table")]
            if any(isinstance(w, ast.Constant) and w.value == "background_updates" for w in words):
                yield one.lineno, "queues another update"


def multiline(node):
    """1 where the string's own line breaks are lines of the file."""
    return int(getattr(node, "end_lineno", node.lineno) > node.lineno)


def statement(text, start):
    words = text[start:].split()
    return " ".join(words[:4])


class Reach:
    def __init__(self, tree):
        self.tree = tree
        self._pieces = {}

    def judge(self, handler, scope):
        """The verdict on a handler expression."""
        try:
            first = self.targets(handler, scope)
        except Unreadable:
            first = []
        inline = isinstance(handler, ast.Lambda)
        if not first and not inline:
            return {"verdict": "unknown", "handler": ast.unparse(handler), "why": []}
        why = sorted(set(self.closure(handler, scope)))
        main = first[0] if first else None
        answer = {
            "verdict": "ddl" if why else "data_only",
            "handler": ast.unparse(handler).removeprefix("self."),
            "why": [{"file": path, "line": line, "text": text} for path, line, text in why],
        }
        if main:
            answer.update(handler_file=main[0].path, handler_line=main[2].lineno)
        return answer

    def targets(self, handler, scope):
        """The functions a handler expression names; of a call, those it names in its arguments too."""
        found = []
        for module, owner, node in self.references(handler, scope):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                found.append((module, owner, node))
        for function in scope.functions:
            for node in ast.walk(function):
                named = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node is not function
                if named and isinstance(handler, ast.Name) and node.name == handler.id:
                    found.append((scope.module, scope.owner, node))
        return found

    def closure(self, handler, scope):
        """Evidence in everything that can be reached: (path, line, text)."""
        found = [(scope.module.path, line, text) for line, text in evidence(handler)]
        todo = [*self.targets(handler, scope), *self.references(handler, scope)]
        seen = set()
        while todo:
            piece = todo.pop()
            if id(piece[2]) in seen:
                continue
            seen.add(id(piece[2]))
            own, further = self.piece(*piece)
            found += own
            todo += further
        return found

    def piece(self, module, owner, node):
        """Evidence in one function, class or value, and what it refers to."""
        if id(node) not in self._pieces:
            if isinstance(node, ast.ClassDef):
                self._pieces[id(node)] = self.construction(module, node)
                return self._pieces[id(node)]
            functions = (node,) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else ()
            scope = self.tree.scope(module, owner, functions)
            own = [(module.path, line, text) for line, text in evidence(node)]
            try:
                # What made an attribute's value ran long before the handler does; what it was given may run now.
                if isinstance(node, ast.Call):
                    given = [*node.args, *(k.value for k in node.keywords)]
                    named = [f for one in given for f in self.references(one, scope)]
                    further = [f for f in named if not isinstance(f[2], ast.ClassDef)]
                else:
                    further = self.references(node, scope)
            except Unreadable:
                further = []
            self._pieces[id(node)] = own, further
        return self._pieces[id(node)]

    def construction(self, module, owner):
        """Of a class that is named: what Python calls by itself. Other methods are called by their names."""
        found = []
        for where, one in self.tree.bases(module, owner):
            for name, nodes in self.tree.class_names(one).items():
                if name.startswith("__") and name.endswith("__"):
                    found += [(where, one, node) for node in nodes]
        return [], found

    def references(self, node, scope):
        found = []
        # Store.method names the class without making one.
        bases = {id(one.value) for one in ast.walk(node) if isinstance(one, ast.Attribute)}
        for one in ast.walk(node):
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load):
                named = [(m, None, n) for m, n in scope.definitions(one) if n is not None]
                found += [d for d in named if not (id(one) in bases and isinstance(d[2], ast.ClassDef))]
            elif isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Load):
                found += self.attribute(one, scope)
        return [f for f in found if isinstance(f[2], ast.AST) and not isinstance(f[2], ast.arg)]

    def attribute(self, node, scope):
        base = node.value
        if isinstance(base, ast.Name) and base.id in ("self", "cls") and scope.owner is not None:
            own = self.tree.members(scope.module, scope.owner, node.attr)
            named = self.tree.members_named(node.attr)
            # What the object really is may be a class further down, with a method of its own.
            return own + [m for m in named if self.tree.descends(m[0], m[1], scope.owner)] if own else named
        known = scope.definitions(base)
        if known:
            return [(m, None, n) for m, n in scope.definitions(node) if n is not None]
        # On an object of unknown class these are methods of Python's own values.
        return [] if node.attr in OF_VALUES else self.tree.members_named(node.attr)
