"""Runs deltas, one after the other."""
import os
import sys
from types import AsyncGeneratorType, CoroutineType, FunctionType, GeneratorType, ModuleType

from fullschema.absent import absence, first_use
from fullschema.clock import CHANCE_NAMES, CLOCK_NAMES, REHEARSALS, REHEARSALS_OF_CHANCE, Rehearsal, names_in
from fullschema.cursor import Cursor, Database
from fullschema.sources import begin, chance_seen
from fullschema.telling import NothingRan, current_line, describe

LATER = {AsyncGeneratorType: "an asynchronous generator", CoroutineType: "a coroutine", GeneratorType: "a generator"}


def call(function, name, *arguments, **named):
    """Calls a function of a delta, which has to have run then."""
    result = function(*arguments, **named)
    kind = LATER.get(type(result))
    if kind is None:
        return
    if hasattr(result, "close"):
        result.close()  # else Python says that nobody awaited it
    raise NothingRan(name, kind, getattr(getattr(function, "__code__", None), "co_firstlineno", 0))


class Runner:
    def __init__(self, channel, engine, version):
        self.channel = channel
        self.database = Database(channel, engine, version)
        self.number = 0

    def run(self, path, source, upgrade):
        """Runs one delta, its run_upgrade too where `upgrade` says so, and says how it finished, and what of it depends on the clock."""
        self.database.path = path
        code = compile(source, path, "exec", dont_inherit=True)
        names = absence.names = names_in(code)
        first_use(forget=True)
        begin(path)
        self.number += 1
        finished = self.run_names(path, source, code, upgrade, names)
        # It caught the error.
        if first_use() is not None:
            raise first_use()
        return finished

    def run_names(self, path, source, code, upgrade, names):
        self.database.rehearsal = rehearsal = Rehearsal(path, source, bool(names & CLOCK_NAMES))
        try:
            finished = self.run_code(path, code, upgrade)
            if rehearsal.is_due():
                chance = names & CHANCE_NAMES or chance_seen()
                for number in range(REHEARSALS_OF_CHANCE if chance else REHEARSALS):
                    rehearsal.again(number + 1, lambda: self.run_code(path, code, upgrade))
        finally:
            self.database.rehearsal = None
        line = rehearsal.unwatched()
        if line is not None:
            message = "the statement here is another when the delta runs again: it is made of what one run leaves behind"
            return {"error": {"line": line, "message": message, "detail": "", "hint": None}}
        return dict(finished, clock=rehearsal.findings())

    def run_code(self, path, code, upgrade):
        name = "fullschema_delta_%d" % self.number
        module = ModuleType(name)
        module.__file__ = path
        # dataclasses and annotations look their module up by name.
        sys.modules[name] = module
        exec(code, module.__dict__)
        creates, upgrades = hasattr(module, "run_create"), hasattr(module, "run_upgrade")
        if not creates and not upgrades:
            names = [n for n, v in vars(module).items() if isinstance(v, FunctionType) and v.__module__ == name]
            return {"finished": "neither", "names": ", ".join(names)}
        if not creates and not upgrade:
            return {"finished": "upgrade only"}
        from synapse.storage.database import LoggingTransaction
        from synapse.storage.engines import _engine_for

        engine = _engine_for(self.database)
        cursor = LoggingTransaction(txn=Cursor(self.database), name="delta", database_engine=engine)
        if creates:
            call(module.run_create, "run_create", cursor, engine)
        if not upgrade or not upgrades:
            return {"finished": "created"}
        from synapse.config.homeserver import HomeServerConfig

        call(module.run_upgrade, "run_upgrade", cursor, engine, config=HomeServerConfig())
        return {"finished": "upgraded"}

    def tell_of_ends(self):
        """What ends this process from within a delta says so first, with the line: no exception comes of it."""

        def told(name, ends):
            def end(*arguments, **named):
                path = self.database.path
                message = "os.%s() ends the process that runs it" % name
                self.channel.send(error={"line": current_line(path), "message": message, "detail": "", "hint": None})
                return ends(*arguments, **named)

            return end

        for name in ("_exit", "abort"):
            setattr(os, name, told(name, getattr(os, name)))

    def serve(self):
        self.tell_of_ends()
        while True:
            message = self.channel.receive()
            path, source = message["run"], message["source"]
            upgrade = message.get("upgrade") is True
            try:
                answer = self.run(path, source, upgrade)
            except BaseException as error:  # SystemExit and KeyboardInterrupt are a delta's errors as well
                answer = {"error": describe(path, source, self.database.engine, error)}
            self.channel.send(**answer)
