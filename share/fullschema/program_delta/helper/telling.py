"""What went wrong in a delta, for the person who wrote it."""
from fullschema.absent import NotSupplied
from fullschema.errors import Error

NOT_SUPPLIED_HINT = (
    "supplied are python3's standard library and the modules listed in docs/program-deltas.md; "
    "start from a later base snapshot with --base, or write the delta as SQL"
)


class NothingRan(Exception):
    """A function of a delta that gives something back when it is called, and runs later or never."""

    def __init__(self, name, kind, line):
        super().__init__("%s is %s: calling it runs nothing of it" % (name, kind))
        self.line = line


def text_of(value):
    """str(value) of whatever a delta has made: that may raise anything, too."""
    try:
        return str(value)
    except BaseException:
        return ""


def last_line(path, traceback):
    """The line of the delta that was last on the way to the error."""
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == path:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def current_line(path):
    """The line at which the delta is now; 0 where it is not among what calls this."""
    import sys

    frame = sys._getframe()
    while frame is not None and frame.f_code.co_filename != path:
        frame = frame.f_back
    return frame.f_lineno if frame is not None else 0


def formatted(path, source, error):
    import linecache
    import traceback

    linecache.cache[path] = (len(source), None, source.splitlines(True), path)
    whole = traceback.TracebackException(type(error), error, error.__traceback__)
    each = whole
    while each is not None:
        # Frames of this file, of what is supplied and of the import system say nothing about the delta.
        frames = [frame for frame in each.stack if not frame.filename.startswith("<")]
        each.stack = traceback.StackSummary.from_list(frames)
        each = each.__cause__ or each.__context__
    return "".join(whole.format())


def describe_sql(engine, error, describe):
    failure = error.failure
    code = " (%s)" % failure["code"] if failure["code"] else ""
    lines = [line.rstrip() for line in error.statement.strip("\n").splitlines() if line.strip()]
    detail = "\n".join(lines[:20] + ["..."] * (len(lines) > 20))
    if failure["detail"]:
        detail += "\n" + failure["detail"]
    describe["message"] = "%s: %s%s" % (engine, failure["message"], code)
    describe["detail"] = detail + "\n"
    describe["hint"] = failure["hint"]


def describe_import(path, error, describe):
    name = text_of(error.name or "?")
    if isinstance(error, ModuleNotFoundError):
        describe["message"] = "imports module %s, which is not supplied to program deltas" % name
    else:
        describe["message"] = "imports from module %s what is not supplied to program deltas: %s" % (name, text_of(error))
    describe["hint"] = NOT_SUPPLIED_HINT


def describe_any(path, source, engine, error):
    name = type(error).__name__
    text = text_of(error)
    said = {"line": last_line(path, error.__traceback__), "detail": "", "hint": None}
    said["message"] = "%s: %s" % (name, text) if text else name
    if isinstance(error, SyntaxError) and error.filename == path:
        said["line"] = error.lineno
        said["message"] = "%s: %s" % (name, error.msg)
    elif isinstance(error, Error) and error.failure is not None:
        describe_sql(engine, error, said)
    elif isinstance(error, NothingRan):
        said.update(line=error.line, message=text)
        return said
    elif isinstance(error, NotSupplied):
        said["message"] = "uses %s of module %s, which is not supplied to program deltas" % (error.name, error.module)
        said["hint"] = NOT_SUPPLIED_HINT
    elif isinstance(error, ImportError):
        describe_import(path, error, said)
    said["detail"] += formatted(path, source, error)
    return said


def describe(path, source, engine, error):
    """In text that has an encoding. What an error says of itself is the delta's, and may fail in any way."""
    try:
        said = describe_any(path, source, engine, error)
    except BaseException:
        said = {"message": "an exception that says nothing of itself", "detail": "", "hint": None}
        said["line"] = last_line(path, error.__traceback__)
    for part in ("message", "detail"):
        said[part] = said[part].encode("utf-8", "backslashreplace").decode("utf-8")
    return said
