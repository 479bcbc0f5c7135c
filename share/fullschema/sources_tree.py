"""Python sources as text and syntax trees: modules, classes, what names stand for.

A file is parsed when somebody asks for it, and only then. Names are resolved
the way Python would, as far as that can be seen without running anything.
"""

import ast
import os
import re
import stat

from sources_scope import MAX_DEPTH, Scope, Unreadable, bind, bind_target, statements

MAX_FILE_SIZE = 8 << 20
# Numbered changes and snapshots of a schema: no code that the application imports.
PASSED_OVER = {"__pycache__", "delta", "full_schemas"}
DEFINITION = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^[ \t]*(?:self\.)?(\w+)[ \t]*[:=]", re.M)


def open_beneath(top, path):
    """A regular file that `path` leads to, as bytes, where that is beneath the directory `top`; symbolic links are resolved
    first, and none is followed afterwards."""
    inside = os.path.relpath(os.path.realpath(path), top).split(os.sep)
    if inside[0] == os.pardir or any(part.lower() == ".git" for part in inside):
        raise ValueError("a symbolic link leads out of the sources")
    directory = os.open(top, os.O_PATH | os.O_DIRECTORY)
    try:
        for part in inside[:-1]:
            below = os.open(part, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=directory)
            os.close(directory)
            directory = below
        if not stat.S_ISREG(os.stat(inside[-1], dir_fd=directory, follow_symlinks=False).st_mode):
            raise ValueError("not a regular file")
        return os.open(inside[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY, dir_fd=directory)
    finally:
        os.close(directory)


class Module:
    def __init__(self, tree, path, name, package, within):
        self.tree, self.path, self.name, self.package, self.within = tree, path, name, package, within
        self._text = self._body = self._names = self._classes = None

    @property
    def text(self):
        if self._text is None:
            try:
                with open(open_beneath(self.within, self.path), encoding="utf-8") as file:
                    status = os.fstat(file.fileno())
                    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_FILE_SIZE:
                        raise ValueError("not a file of source code")
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
                self._classes = [node for node in statements(self.body) if isinstance(node, ast.ClassDef)]
            except Unreadable:
                self._classes = []
        return self._classes


class Tree:
    def __init__(self, directories):
        """`directories` are pairs: one with sources, and the one that links may not lead out of, or None: the sources'
        topmost package."""
        self.problems = []
        self._by_name = {}  # dotted name -> Module or None
        self._by_path = {}
        self._read = []
        self._words = None
        self._members = {}
        self._named = {}
        self._bases = {}
        self._tops = {}  # a directory -> the one that links may not lead out of
        for directory, within in directories:
            self._add(directory, within)

    def _add(self, directory, within):
        top, package = os.path.normpath(directory), []
        # The dotted names start above the topmost directory that is a package.
        while os.path.isfile(os.path.join(top, "__init__.py")):
            name = os.path.basename(os.path.abspath(top))
            package.insert(0, name)
            top = os.path.normpath(os.path.join(top, os.pardir))
        within = self._tops.setdefault(top, os.path.realpath(within or top))
        for path, directories, files in os.walk(directory):
            directories[:] = sorted(d for d in directories if d not in PASSED_OVER and not d.startswith("."))
            inside = os.path.relpath(path, directory)
            below = [] if inside == "." else inside.split(os.sep)
            for file in sorted(files):
                if file.endswith(".py") and not file.startswith("."):
                    module = self._module(os.path.join(path, file), package + below, file[:-3], within)
                    if module not in self._read:
                        self._read.append(module)

    def _module(self, path, package, stem, within):
        known = os.path.realpath(path)
        if known not in self._by_path:
            own = package if stem == "__init__" else [*package, stem]
            module = Module(self, path, ".".join(own), package, within)
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
            for top, within in self._tops.items():
                # A part of a package may have been put here without the files that make its parents packages. A clone
                # is usually called as the package in it: that one counts first.
                bases = [os.path.join(top, *parts)]
                if parts[0] == os.path.basename(os.path.abspath(top)):
                    bases.append(os.path.join(top, *parts[1:]))
                for base in bases:
                    for path, package in ((base + ".py", parts[:-1]), (os.path.join(base, "__init__.py"), parts)):
                        if os.path.isfile(path) and self._by_name[name] is None:
                            self._by_name[name] = self._module(path, package, os.path.basename(path)[:-3], within)
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
            for node in statements(owner):
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
