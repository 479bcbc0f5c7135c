"""What of a delta depends on the clock or on chance: it is run again at another time, and compared."""
import re
import sys

from fullschema.answers import another_answer, asks_for_chance
from fullschema.calls import line_now
from fullschema.sources import LATER, LOADED, Seen, seen, source

# Whoever uses one of these names is watched from the start; all others as soon as they read the time or chance.
CLOCK_NAMES = {"time", "datetime", "random", "uuid", "secrets", "urandom", "getrandom", "importlib", "__import__"}
CLOCK_NAMES |= {"gc", "gethostname", "_datetime", "_lsprof", "_random", "_sqlite3", "_ssl", "_startTime", "_uuid", "authkey", "resource"}
CHANCE_NAMES = CLOCK_NAMES - {"time", "datetime", "_datetime", "_startTime", "resource", "gc", "gethostname"}

# What keeps from its import, or its first use, what a rehearsal has to ask for again.
FORGOTTEN = {"ctypes", "datetime", "email", "http", "logging", "multiprocessing", "platform", "random", "secrets"}
FORGOTTEN |= {"sqlite3", "ssl", "tempfile"}

# As objects show themselves that have no better way; reprlib shortens it.
ADDRESS = re.compile(r"(?: at 0|\.\.\.)(x[0-9a-f]{6,16})\b")

# Chance may repeat itself, so a delta that uses it is rehearsed more often.
REHEARSALS, REHEARSALS_OF_CHANCE = 1, 8


def names_in(code):
    """The names that compiled code and all that is within it uses."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            names |= names_in(constant)
    return names


class Later:
    """While it lasts, the clock shows another time, and what the process is known by is another."""

    def __init__(self, number):
        self.number = number

    def __enter__(self):
        import datetime

        Seen.rehearsal = self.number
        self.saved = []
        self._replace(datetime.datetime, self._later_type(datetime.datetime, ("now", "utcnow", "today")))
        self._replace(datetime.date, self._later_type(datetime.date, ("today",)))
        for module, name, other in LOADED:
            read = getattr(sys.modules.get(module), name, None)
            if read:
                self._replace(read, source(read, other))

    def __exit__(self, *_):
        Seen.rehearsal = 0
        for module, name, value in reversed(self.saved):
            setattr(module, name, value)

    def _replace(self, original, other):
        """Wherever a module of the library has it."""
        for module in tuple(sys.modules.values()):
            for name, value in tuple(getattr(module, "__dict__", {}).items()):
                if value is original:
                    self.saved.append((module, name, value))
                    setattr(module, name, other)

    @staticmethod
    def _later_type(original, names):
        import datetime

        def later(name):
            def method(cls, *args, **kwargs):
                return getattr(original, name)(*args, **kwargs) + datetime.timedelta(seconds=LATER)

            return classmethod(method)

        class Meta(type(original)):
            def __instancecheck__(cls, value):
                return isinstance(value, original)

        return Meta(original.__name__, (original,), {name: later(name) for name in names})


def forget_imports():
    """So that they are imported anew. Their parts in C stay: some cannot be loaded twice."""
    for name in tuple(sys.modules):
        if name.split(".")[0] in FORGOTTEN:
            del sys.modules[name]


class Diverged(BaseException):
    """A rehearsal has done what the delta had not."""


def text_of(value):
    """A value as fullschema finds it again in a row; None: it has to look at the whole row."""
    if isinstance(value, dict):
        return value.get("number")
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    return str(value)


class Call:
    """A statement of the delta; `number` counts those that are watched, and None is not watched."""

    def __init__(self, number, line, message, answer):
        self.number, self.line, self.message, self.answer = number, line, message, answer  # of a rehearsal
        self.differs = False
        self.texts = []  # of the values that differ; empty where the statement itself does

    def add(self, texts):
        """Texts of values; None: what differs is not one of these alone."""
        whole = self.differs and not self.texts or texts is None
        self.differs = True
        self.texts = [] if whole else sorted({*self.texts, *texts})


class Rehearsal:
    """
    What depends on the clock shows when a delta runs again at another time:
    its statements get the answers they had, and are compared.
    """

    def __init__(self, path, text, watching):
        self.path = path
        self.text = text
        self.watching = watching
        self.watched = 0
        self.calls = []
        self.at = None  # the next call of a rehearsal; None: this is the delta itself

    def ask(self, channel, message):
        if self.at is None:
            return self._ask(channel, message)
        channel.encode(message)  # may fail, as it did in the delta
        if self.at >= len(self.calls):
            raise Diverged()
        call = self.calls[self.at]
        self._compare(call, message)
        self.at += 1
        return call.answer

    def _ask(self, channel, message):
        self.watching = self.watching or seen()
        addresses = self._addresses(message)
        number = self.watched if self.watching or addresses != [] else None
        line = line_now(self.path)
        answer = channel.ask(line=line, **message, **({} if number is None else {"clock": True}))
        if asks_for_chance(message):
            self.watching = True
            call = Call(number, line, message, another_answer(answer))
        else:
            call = Call(number, line, message, answer)
        if number is not None:
            self.watched += 1
        if addresses != []:
            call.add(addresses)
        self.calls.append(call)
        return answer

    def _addresses(self, message):
        """The values that show where an object is in memory, which nobody chose; None: the statement does."""

        def shows(text):
            return isinstance(text, str) and any(found not in self.text for found in ADDRESS.findall(text))

        if shows(message.get("execute")) or shows(message.get("script")):
            return None
        return [value for value in message.get("values", ()) if shows(value)]

    @staticmethod
    def _compare(call, message):
        known = call.message
        values, others = known.get("values", []), message.get("values", [])
        same_text = {k: v for k, v in known.items() if k != "values"} == {
            k: v for k, v in message.items() if k != "values"
        }
        different = [value for value, other in zip(values, others) if value != other]
        texts = [text_of(value) for value in different]
        if not same_text or len(values) != len(others) or None in texts:
            call.add(None)
        elif texts:
            call.add(texts)

    def is_due(self):
        """Only what is watched can have got anything of the time or of chance."""
        return self.watching and self.watched > 0

    def again(self, number, run):
        self.at = 0
        forget_imports()
        with Later(number):
            try:
                run()
            except BaseException:  # whatever it is, the delta itself had none
                pass
        for call in self.calls[self.at:]:
            call.add(None)
        forget_imports()  # what they have bound is of the rehearsal

    def findings(self):
        return [
            {"call": call.number, "line": call.line, "values": call.texts}
            for call in self.calls
            if call.differs and call.number is not None
        ]

    def unwatched(self):
        """The line of a statement that differs, though nothing was seen before it that it could come of."""
        return next((call.line for call in self.calls if call.differs and call.number is None), None)
