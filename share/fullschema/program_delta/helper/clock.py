"""What of a delta depends on the clock or on chance: it is run again at another time, and compared."""
from fullschema.calls import line_now

# Whoever uses none of these names knows neither the time nor chance.
CLOCK_NAMES = {"time", "datetime", "random", "uuid", "secrets", "urandom", "getrandom", "importlib", "__import__"}
CHANCE_NAMES = CLOCK_NAMES - {"time", "datetime"}

# Another year, month, day, hour, minute and second.
LATER = 357_123_457

# Chance may repeat itself, so a delta that uses it is rehearsed more often.
REHEARSALS, REHEARSALS_OF_CHANCE = 1, 8


def names_in(code):
    """The names that compiled code and all that is within it uses."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            names |= names_in(constant)
    return names


class LaterClock:
    """While it lasts, the clock shows another time."""

    def __enter__(self):
        import datetime
        import time

        self.saved = []
        for name in ("time", "monotonic", "perf_counter", "process_time"):
            self._replace(time, name, self._later(getattr(time, name), LATER))
            self._replace(time, name + "_ns", self._later(getattr(time, name + "_ns"), LATER * 10**9))
        for name in ("localtime", "gmtime", "ctime"):
            self._replace(time, name, self._given(getattr(time, name), time.time))
        for name in ("clock_gettime", "clock_gettime_ns"):
            shift = LATER * 10**9 if name.endswith("_ns") else LATER
            self._replace(time, name, self._of_clock(getattr(time, name), shift))
        # Without a time these take the one of now.
        self._replace(time, "strftime", self._formatted(time.strftime, time.localtime))
        self._replace(time, "asctime", self._given(time.asctime, time.localtime))
        self._replace(datetime, "datetime", self._later_type(datetime.datetime, ("now", "utcnow", "today")))
        self._replace(datetime, "date", self._later_type(datetime.date, ("today",)))

    def __exit__(self, *_):
        for module, name, value in reversed(self.saved):
            setattr(module, name, value)

    def _replace(self, module, name, value):
        self.saved.append((module, name, getattr(module, name)))
        setattr(module, name, value)

    @staticmethod
    def _later(read, shift):
        return lambda: read() + shift

    @staticmethod
    def _given(convert, now):
        return lambda seconds=None: convert(now() if seconds is None else seconds)

    @staticmethod
    def _of_clock(read, shift):
        return lambda clock: read(clock) + shift

    @staticmethod
    def _formatted(convert, now):
        return lambda form, moment=None: convert(form, now() if moment is None else moment)

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


class Diverged(BaseException):
    """A rehearsal has done what the delta had not."""


def text_of(value):
    """A value as fullschema finds it again in a row; None: it has to look at the whole row."""
    if isinstance(value, dict):
        return value.get("number")
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    return str(value)


class Rehearsal:
    """
    What depends on the clock shows when a delta runs again at another time:
    its statements get the answers they had, and are compared.
    """

    def __init__(self, path):
        self.path = path
        self.calls = []  # message, line, answer
        self.tainted = {}  # number of a call: texts of values; None: the statement itself
        self.at = None  # the next call of a rehearsal; None: this is the delta itself

    def ask(self, channel, message):
        if self.at is None:
            line = line_now(self.path)
            answer = channel.ask(clock=True, line=line, **message)
            self.calls.append((message, line, answer))
            return answer
        channel.encode(message)  # may fail, as it did in the delta
        if self.at >= len(self.calls):
            raise Diverged()
        known, _, answer = self.calls[self.at]
        self._compare(known, message)
        self.at += 1
        return answer

    def _compare(self, known, message):
        values, others = known.get("values", []), message.get("values", [])
        same_text = {k: v for k, v in known.items() if k != "values"} == {
            k: v for k, v in message.items() if k != "values"
        }
        different = [value for value, other in zip(values, others) if value != other]
        texts = [text_of(value) for value in different]
        if not same_text or len(values) != len(others) or None in texts:
            self.tainted[self.at] = None
        elif texts and self.tainted.get(self.at, ()) is not None:
            self.tainted[self.at] = sorted({*texts, *self.tainted.get(self.at, ())})

    def again(self, run):
        self.at = 0
        with LaterClock():
            try:
                run()
            except BaseException:  # whatever it is, the delta itself had none
                pass
        for number in range(self.at, len(self.calls)):
            self.tainted[number] = None

    def findings(self):
        return [
            {"call": number, "line": self.calls[number][1], "values": texts or []}
            for number, texts in sorted(self.tainted.items())
        ]
