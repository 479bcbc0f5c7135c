"""Where the time, chance and what only this process has come from: a delta reads them through here, and its rehearsals
get others.

Put in place before any other module binds these names, so that the ways through other modules lead here, too.
"""
import builtins
import os
import sys
import time

# Another year, month, day, hour, minute and second.
LATER = 357_123_457

# Modules whose time and chance nothing can be put in front of: whoever has loaded one, by whatever way, may have used it.
CHANCE_MODULES = {"ctypes", "random", "secrets", "sqlite3", "ssl", "uuid"}
MODULES = CHANCE_MODULES | {"datetime"}


class Seen:
    path = None  # of the delta that runs
    rehearsal = 0  # its number; 0: this is the delta itself
    time = False  # the delta has read it, or something else of the process
    chance = False


def begin(path):
    Seen.path, Seen.rehearsal, Seen.time, Seen.chance = path, 0, False, False


def is_any_loaded(modules):
    """Asked before each statement, so it does not go through all that is loaded."""
    return any(map(sys.modules.__contains__, modules))


def chance_seen():
    return Seen.chance or is_any_loaded(CHANCE_MODULES)


def seen():
    return Seen.time or Seen.chance or is_any_loaded(MODULES)


def is_for_itself(frame):
    """What a library reads while it is imported is its own: logging asks for the time."""
    return frame.f_code.co_name == "<module>" and frame.f_code.co_filename != Seen.path


class Front:
    """In front of a function of the library; no method of a class that has it as a member, as functions of C are none."""

    def __init__(self, read, call):
        self.__name__ = self.__qualname__ = read.__name__
        self.__doc__ = read.__doc__
        self._call = call

    def __call__(self, *arguments, **named):
        return self._call(*arguments, **named)


def source(read, other=None):
    """`read`, whose result a rehearsal gets as `other` makes it; without one it is chance."""

    def noted(*arguments, **named):
        if not is_for_itself(sys._getframe(2)):
            Seen.time = True
            Seen.chance = Seen.chance or other is None
        result = read(*arguments, **named)
        return other(result) if other and Seen.rehearsal else result

    front = Front(read, noted)
    for kind in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks, os.supports_effective_ids):
        if read in kind:
            kind.add(front)
    return front


def later(seconds):
    return seconds + LATER


def later_ns(nanoseconds):
    return nanoseconds + LATER * 10**9


def another(number):
    """Of a process, an object, a processor."""
    return number if number is None else number + LATER * Seen.rehearsal


def all_later(times):
    return type(times)([later(value) for value in times])


def another_file(result):
    fields = [value + LATER if i in (1, 2, 7, 8, 9) else value for i, value in enumerate(result[:10])]
    times = {name: later(getattr(result, name)) for name in ("st_atime", "st_mtime", "st_ctime")}
    times.update((name + "_ns", later_ns(getattr(result, name + "_ns"))) for name in tuple(times))
    return os.stat_result(fields, times)


def another_name(name):
    return name + "-later"


def another_machine(names):
    return type(names)([another_name(name) for name in names])


def given(convert, now):
    """Without a time it takes the one of now."""
    return Front(convert, lambda moment=None: convert(now() if moment is None else moment))


def formatted(convert, now):
    return Front(convert, lambda form, moment=None: convert(form, now() if moment is None else moment))


SOURCES = (
    (time, later, "time monotonic perf_counter process_time thread_time clock_gettime"),
    (time, later_ns, "time_ns monotonic_ns perf_counter_ns process_time_ns thread_time_ns clock_gettime_ns"),
    (os, None, "urandom getrandom"),
    (os, another, "getpid getppid getpgrp getpgid getsid cpu_count process_cpu_count"),
    (os, all_later, "times getloadavg statvfs fstatvfs"),
    (os, another_file, "stat lstat fstat"),
    (os, another_machine, "uname"),
    (sys, another, "getallocatedblocks"),
    (builtins, another, "id"),
)

# The same of modules that are not always loaded: a rehearsal has them.
LOADED = (
    ("gc", "get_count", all_later),
    ("resource", "getrusage", all_later),
    ("socket", "gethostname", another_name),
    ("uuid", "getnode", another),
)


def install():
    for module, other, names in SOURCES:
        for name in names.split():
            if hasattr(module, name):
                setattr(module, name, source(getattr(module, name), other))
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, given(getattr(time, name), time.time))
    time.strftime = formatted(time.strftime, time.localtime)
    time.asctime = given(time.asctime, time.localtime)
