"""What a delta imports and nobody supplies: it may stand in annotations, and in code that does not run. Its use is an
error that names it.

A stand-in is a class, so that it can be what annotations and `except` want. A delta that catches the error has used it
all the same: whoever runs the delta asks for `first_use`.
"""
import sys
from types import ModuleType

# What compares with a stand-in for a reason of its own, as `typing` does, is none of these.
DATA = (str, bytes, int, float, complex, list, tuple, dict, set, frozenset)


class NotSupplied(BaseException):
    """No `except Exception` of a delta takes it."""

    def __init__(self, module, name):
        super().__init__("%s of module %s is not supplied to program deltas" % (name, module))
        self.module = module
        self.name = name


class Uses:
    first = None


def first_use(forget=False):
    used = Uses.first
    if forget:
        Uses.first = None
    return used


def refuse(cls, *_args, **_kwargs):
    error = NotSupplied(cls.__module__, cls.__name__)
    Uses.first = Uses.first or error
    raise error


class Absent(type):
    def __new__(mcs, name, bases, members, **_keywords):
        for base in bases:
            if isinstance(base, Absent):
                refuse(base)
        return super().__new__(mcs, name, bases, members)

    def __getattr__(cls, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        refuse(cls)

    def __eq__(cls, other):
        if isinstance(other, DATA):
            refuse(cls)
        return cls is other

    def __or__(cls, _other):
        return cls

    __ror__ = __or__
    __hash__ = type.__hash__
    __setattr__ = refuse


for _name in (
    "call bool len iter next reversed contains getitem setitem delitem enter exit instancecheck subclasscheck str "
    "format bytes int index float complex lt le gt ge add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv "
    "mod rmod pow rpow and rand xor rxor lshift rlshift rshift rrshift neg pos invert await aenter aexit aiter"
).split():
    setattr(Absent, "__%s__" % _name, refuse)


def stand_in(module, name):
    return Absent(name, (Exception,), {"__module__": module})


def attributes_of(module, known):
    """Finds what a module does not have. A module below it is found by whoever imports that."""

    def find(name):
        if (name.startswith("__") and name.endswith("__")) or known("%s.%s" % (module.__name__, name)):
            raise AttributeError("module %r has no attribute %r" % (module.__name__, name))
        found = module.__dict__[name] = stand_in(module.__name__, name)
        return found

    return find


class Absence:
    """Finds what the delta names that imports it, and nobody else has."""

    def __init__(self):
        self.names = set()

    def known(self, name):
        return any(other == name or other.startswith(name + ".") for other in self.names)

    def find_spec(self, name, _path=None, _target=None):
        if not self.known(name):
            return None
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return ModuleType(spec.name)

    def exec_module(self, module):
        module.__getattr__ = attributes_of(module, self.known)


absence = Absence()


def install():
    """Behind all others: what somebody has is theirs."""
    sys.meta_path.append(absence)
