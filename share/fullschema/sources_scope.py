"""What names and expressions are worth where they stand, without running anything."""

import ast

MAX_DEPTH = 40
UNKNOWN = object()


class Unreadable(Exception):
    """The file is not Python as this Python knows it; told in Tree.problems."""


def statements(node):
    """Every statement below a node, without looking into expressions."""
    todo = [node]
    while todo:
        one = todo.pop()
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            below = getattr(one, part, None)
            if isinstance(below, list):
                todo += reversed(below)
        yield one


def bind(body, names):
    """Collects bindings of a body, looking into if, try and with but not into functions and classes."""
    for node in body:
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
