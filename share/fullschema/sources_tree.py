"""Python sources as text and syntax trees: modules, scopes, constants.

A file is parsed when somebody asks for it, and only then. Names are resolved
the way Python would, as far as that can be seen without running anything.
"""

import ast
import os
import re
import stat

MAX_FILE_SIZE = 8 << 20
MAX_DEPTH = 40
# Numbered changes and snapshots of a schema: no code that the application imports.
PASSED_OVER = {"__pycache__", "delta", "full_schemas"}
DEFINITION = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^[ \t]*(?:self\.)?(\w+)[ \t]*[:=]", re.M)

UNKNOWN = object()


class Unreadable(Exception):
    """The file is not Python as this Python knows it; told in Tree.problems."""


class Module:
    def __init__(self, tree, path, name, package):
        self.tree, self.path, self.name, self.package = tree, path, name, package
        self._text = self._body = self._names = self._classes = None

    @property
    def text(self):
        if self._text is None:
            try:
                status = os.stat(self.path)
                if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_FILE_SIZE:
                    raise ValueError("not a file of source code")
                with open(self.path, encoding="utf-8") as file:
                    self._text = file.read()
            except (OSError, ValueError) as error:
                self._text = ""
                message = error.strerror if isinstance(error, OSError) else str(error)
                self.tree.problems.append((self.path, 0, 0, f"cannot be read: {message}"))
        return self._text

    @property
    def body(self):
        if self._body is None:
            try:
                self._body = ast.parse(self.text, self.path)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self._body = False
                line, column = getattr(error, "lineno", 0) or 0, getattr(error, "offset", 0) or 0
                message = getattr(error, "msg", None) or str(error) or "too deeply nested"
                self.tree.problems.append((self.path, line, column, f"not Python: {message}"))
        if self._body is False:
            raise Unreadable
        return self._body

    @property
    def names(self):
        """What the module's own statements bind: name -> list of nodes."""
        if self._names is None:
            self._names = {}
            bind(self.body.body, self._names)
        return self._names

    @property
    def classes(self):
        """Every class in the file; none where it cannot be parsed."""
        if self._classes is None:
            try:
                self._classes = [node for node in ast.walk(self.body) if isinstance(node, ast.ClassDef)]
            except Unreadable:
                self._classes = []
        return self._classes


def bind(statements, names):
    """Collects bindings of a body, looking into if, try and with but not into functions and classes."""
    for node in statements:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                bind_target(target, node.value, names)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            bind_target(node.target, node.value, names)
        elif isinstance(node, ast.AugAssign):
            bind_target(node.target, node, names)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                names.setdefault(alias.asname or alias.name.split(".")[0], []).append(node)
        for inner in ("body", "orelse", "finalbody", "handlers"):
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                bind(getattr(node, inner, ()), names)


def bind_target(target, value, names):
    if isinstance(target, ast.Name):
        names.setdefault(target.id, []).append(value)
    elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self":
        names.setdefault("self." + target.attr, []).append(value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        pairs = isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts)
        for i, part in enumerate(target.elts):
            bind_target(part, value.elts[i] if pairs else target, names)


class Tree:
    def __init__(self, directories):
        self.problems = []
        self._by_name = {}  # dotted name -> Module or None
        self._by_path = {}
        self._read = []
        self._words = None
        self._members = {}
        self._named = {}
        self._bases = {}
        self._tops = []
        for directory in directories:
            self._add(directory)

    def _add(self, directory):
        top, package = os.path.normpath(directory), []
        # The dotted names start above the topmost directory that is a package.
        while os.path.isfile(os.path.join(top, "__init__.py")):
            name = os.path.basename(os.path.abspath(top))
            package.insert(0, name)
            top = os.path.normpath(os.path.join(top, os.pardir))
        if top not in self._tops:
            self._tops.append(top)
        for path, directories, files in os.walk(directory):
            directories[:] = sorted(d for d in directories if d not in PASSED_OVER and not d.startswith("."))
            inside = os.path.relpath(path, directory)
            below = [] if inside == "." else inside.split(os.sep)
            for file in sorted(files):
                if file.endswith(".py") and not file.startswith("."):
                    module = self._module(os.path.join(path, file), package + below, file[:-3])
                    if module not in self._read:
                        self._read.append(module)

    def _module(self, path, package, stem):
        known = os.path.realpath(path)
        if known not in self._by_path:
            own = package if stem == "__init__" else [*package, stem]
            module = Module(self, path, ".".join(own), package)
            self._by_path[known] = module
            self._by_name.setdefault(module.name, module)
        return self._by_path[known]

    def modules(self):
        return self._read

    def module(self, name):
        """The module of a dotted name, below the sources' own top directories only."""
        if name not in self._by_name:
            self._by_name[name] = None
            parts = name.split(".")
            for top in self._tops:
                # A part of a package may have been put here without the files that make its parents packages.
                inside = parts[0] == os.path.basename(os.path.abspath(top))
                base = os.path.join(top, *(parts[1:] if inside else parts))
                for path, package in ((base + ".py", parts[:-1]), (os.path.join(base, "__init__.py"), parts)):
                    if os.path.isfile(path) and self._by_name[name] is None:
                        self._by_name[name] = self._module(path, package, os.path.basename(path)[:-3])
        return self._by_name[name]

    def imported(self, module, node, name):
        """(module, None) or (module, name) or None for what lies outside the sources."""
        for alias in node.names:
            if (alias.asname or alias.name.split(".")[0]) != name:
                continue
            if isinstance(node, ast.Import):
                found = self.module(alias.name if alias.asname else alias.name.split(".")[0])
                return (found, None) if found else None
            base = node.module or ""
            if node.level:
                package = module.package[: len(module.package) - (node.level - 1)]
                base = ".".join([*package, *([node.module] if node.module else [])])
            found = self.module(base)
            if found and alias.name in found.names:
                return found, alias.name
            submodule = self.module(f"{base}.{alias.name}")
            return (submodule, None) if submodule else None
        return None

    def lookup(self, module, name, depth=0):
        """(module, node) of everything `name` may be at the top of a module; node None: a module."""
        found = []
        for node in module.names.get(name, ()) if depth < MAX_DEPTH else ():
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                target = self.imported(module, node, name)
                if target and target[1] is None:
                    found.append((target[0], None))
                elif target:
                    found += self.lookup(*target, depth + 1)
            else:
                found.append((module, node))
        return found

    def scope(self, module, owner=None, functions=()):
        return Scope(self, module, owner, tuple(functions), {})

    def bases(self, module, owner):
        """[(module, class)] of a class and its ancestors within the sources."""
        if owner not in self._bases:
            found, todo = [], [(module, owner)]
            while todo:
                where, one = todo.pop(0)
                if any(one is known for _, known in found):
                    continue
                found.append((where, one))
                scope = self.scope(where)
                named = [d for base in one.bases for d in scope.definitions(base)]
                todo += [(m, n) for m, n in named if isinstance(n, ast.ClassDef)]
            self._bases[owner] = found
        return self._bases[owner]

    def descends(self, module, owner, ancestor):
        return owner is not ancestor and any(one is ancestor for _, one in self.bases(module, owner))

    def members(self, module, owner, name):
        """Nearest definition of a class member: [(module, class, node)]."""
        for where, one in self.bases(module, owner):
            names = self.class_names(one)
            if name in names:
                return [(where, one, node) for node in names[name]]
        return []

    def class_names(self, owner):
        if owner not in self._members:
            names = {}
            bind(owner.body, names)
            for node in ast.walk(owner):
                if isinstance(node, (ast.Assign, ast.AnnAssign)) and getattr(node, "value", None) is not None:
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    for target in targets:
                        if isinstance(target, ast.Attribute):
                            bind_target(target, node.value, names)
            self._members[owner] = names
        return self._members[owner]

    def members_named(self, name):
        """Every class member of that name in all sources: [(module, class, node)]."""
        if name in self._named:
            return self._named[name]
        if self._words is None:
            self._words = {}
            for module in self._read:
                for match in DEFINITION.finditer(module.text):
                    self._words.setdefault(match[1] or match[2], set()).add(module)
        found = []
        for module in sorted(self._words.get(name, ()), key=lambda m: m.path):
            for one in module.classes:
                names = self.class_names(one)
                found += [(module, one, node) for node in [*names.get(name, ()), *names.get("self." + name, ())]]
        self._named[name] = found
        return found


class Scope:
    """Where an expression stands: module, class, functions around it, loop variables."""

    def __init__(self, tree, module, owner, functions, bound):
        self.tree, self.module, self.owner, self.functions, self.bound = tree, module, owner, functions, bound
        self._locals = None

    @property
    def locals(self):
        if self._locals is None:
            self._locals = {}
            for function in self.functions:
                inner = {}
                bind(function.body, inner)
                parameters = function.args
                for one in [*parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs]:
                    inner.setdefault(one.arg, []).append(one)
                self._locals.update(inner)
        return self._locals

    def each(self, loop):
        """The scope once for each item of a literal list, or nothing."""
        items = self.value(loop.iter)
        if not isinstance(items, (list, tuple)):
            return
        for item in items:
            bound = dict(self.bound)
            if spread(loop.target, item, bound):
                yield Scope(self.tree, self.module, self.owner, self.functions, bound)

    def definitions(self, node, depth=0):
        """[(module, node)] an expression may stand for, by name; node None: a whole module."""
        if isinstance(node, ast.Subscript):
            return self.definitions(node.value, depth)
        if isinstance(node, ast.Name):
            return self.tree.lookup(self.module, node.id) if node.id not in self.locals else []
        if isinstance(node, ast.Attribute) and depth < MAX_DEPTH:
            found = []
            for where, inner in self.definitions(node.value, depth + 1):
                if inner is None:
                    found += self.tree.lookup(where, node.attr)
                    submodule = self.tree.module(f"{where.name}.{node.attr}")
                    found += [(submodule, None)] if submodule else []
                elif isinstance(inner, ast.ClassDef):
                    found += [(m, n) for m, _, n in self.tree.members(where, inner, node.attr)]
            return found
        return []

    def is_none(self, node):
        return self._value(node, 0) is None

    def value(self, node):
        """The constant an expression has: str, bool, int, list, or None where it has none."""
        value = self._value(node, 0)
        return None if value is UNKNOWN else value

    def _value(self, node, depth):
        if depth > MAX_DEPTH:
            return UNKNOWN
        method = getattr(self, "_value_" + type(node).__name__, None)
        try:
            return method(node, depth + 1) if method else UNKNOWN
        except Unreadable:
            return UNKNOWN

    def _value_Constant(self, node, depth):
        return node.value

    def _value_List(self, node, depth):
        values = [self._value(item, depth) for item in node.elts]
        return UNKNOWN if UNKNOWN in values else values

    _value_Tuple = _value_List

    def _value_JoinedStr(self, node, depth):
        parts = [self._value(part, depth) for part in node.values]
        return UNKNOWN if UNKNOWN in parts else "".join(map(str, parts))

    def _value_FormattedValue(self, node, depth):
        return UNKNOWN if node.format_spec or node.conversion not in (-1, 115) else self._value(node.value, depth)

    def _value_BinOp(self, node, depth):
        left, right = self._value(node.left, depth), self._value(node.right, depth)
        try:
            if isinstance(node.op, ast.Add) and UNKNOWN not in (left, right):
                return left + right
            if isinstance(node.op, ast.Mod) and isinstance(left, str) and right is not UNKNOWN:
                return left % (tuple(right) if isinstance(right, list) else right)
        except (TypeError, ValueError, MemoryError, OverflowError):
            pass
        return UNKNOWN

    def _value_Call(self, node, depth):
        """"...".format(...), ", ".join([...]), and list() or tuple() of a constant."""
        if node.keywords:
            return UNKNOWN
        arguments = [self._value(a, depth) for a in node.args]
        if UNKNOWN in arguments:
            return UNKNOWN
        if isinstance(node.func, ast.Name) and node.func.id in ("list", "tuple") and len(arguments) == 1:
            return list(arguments[0]) if isinstance(arguments[0], (list, tuple)) else UNKNOWN
        text = self._value(node.func.value, depth) if isinstance(node.func, ast.Attribute) else UNKNOWN
        if not isinstance(text, str) or node.func.attr not in ("format", "join"):
            return UNKNOWN
        try:
            return getattr(text, node.func.attr)(*arguments)
        except (TypeError, ValueError, LookupError, AttributeError, MemoryError, OverflowError):
            return UNKNOWN

    def _single(self, found, depth):
        """The value of definitions that all agree; each is (module, class, node)."""
        values = []
        for module, owner, node in found:
            scope = Scope(self.tree, module, owner, (), {})
            if isinstance(node, ast.AST):
                values.append(scope._value(node, depth))
        if not values or any(type(v) is not type(values[0]) or v != values[0] for v in values):
            return UNKNOWN
        return values[0]

    def _value_Name(self, node, depth):
        if node.id in self.bound:
            return self.bound[node.id]
        if node.id in self.locals:
            nodes = self.locals[node.id]
            return self._value(nodes[0], depth) if len(nodes) == 1 else UNKNOWN
        found = [(m, None, n) for m, n in self.tree.lookup(self.module, node.id)]
        if not found and self.owner is not None and not self.functions:
            found = self.tree.members(self.module, self.owner, node.id)
        elif not found and self.owner is not None:
            return UNKNOWN
        # Inside a class body a sibling attribute is meant.
        if self.owner is not None and not self.functions:
            found = self.tree.members(self.module, self.owner, node.id) or found
        return self._single(found, depth)

    def _value_Attribute(self, node, depth):
        base = node.value
        # An enum member is worth what its class assigns, with or without .value.
        if node.attr == "value" and isinstance(base, (ast.Attribute, ast.Name)):
            inner = self._value(base, depth)
            if inner is not UNKNOWN:
                return inner
        if isinstance(base, ast.Name) and base.id in ("self", "cls") and self.owner is not None:
            found = self.tree.members(self.module, self.owner, node.attr)
            found = found or self.tree.members(self.module, self.owner, "self." + node.attr)
            return self._single(found or self.tree.members_named(node.attr), depth)
        return self._single([(m, None, n) for m, n in self.definitions(node) if n is not None], depth)


def spread(target, item, bound):
    if isinstance(target, ast.Name):
        bound[target.id] = item
        return True
    if isinstance(target, (ast.Tuple, ast.List)) and isinstance(item, (list, tuple)):
        return len(target.elts) == len(item) and all(spread(t, i, bound) for t, i in zip(target.elts, item))
    return False
