"""A Postgres server of one's own for measuring: on a socket in a temporary directory, gone at the end."""
import glob
import os
import pathlib
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import threading

# Those that are being made, or run.
SERVERS = set()


def end_with_servers():
    """SIGTERM and its like end the servers, too, whichever threads use them: without this they would go on alone."""
    def end(number, _):
        for ended in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ended, signal.SIG_IGN)
        for server in list(SERVERS):
            server.end("immediate")
        os._exit(128 + number)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


def server_bindir():
    """$PG_BINDIR, else the newest of Debian's; None where there is none."""
    choices = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]))
    return os.environ.get("PG_BINDIR") or (choices[-1] if choices else None)


def major_version(program):
    """Of a server program or client, by what it says of itself; 0: it does not run."""
    try:
        said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(re.search(r"\d+", said)[0])


def server_user():
    """Postgres refuses to run as root: the prefix that makes it somebody else, and his name."""
    if os.geteuid() != 0:
        return [], None
    name = "postgres" if "postgres" in [p.pw_name for p in pwd.getpwall()] else "nobody"
    return ["setpriv", "--reuid", name, "--regid", str(pwd.getpwnam(name).pw_gid), "--clear-groups"], name


class Server:
    """with Server(bindir, user) as server: env has PGHOST and PGUSER of its superuser; settings are the server's."""

    def __init__(self, bindir, user, settings=None):
        self.bindir, self.user = bindir, user
        self.settings = "".join(f" -c {name}={value}" for name, value in (settings or {}).items())
        self.prefix, self.owner = server_user()
        self.ending = threading.RLock()

    def program(self, name, *words):
        subprocess.run(self.prefix + [f"{self.bindir}/{name}", "-D", self.place / "data", *words],
                       check=True, stdout=subprocess.DEVNULL, cwd=self.place)

    def __enter__(self):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="server-"))
        SERVERS.add(self)
        os.chmod(self.place, 0o755)
        if self.owner:
            shutil.chown(self.place, self.owner)
        try:
            self.program("initdb", "-E", "UTF8", "--locale=C", "-A", "trust", "-U", self.user)
            self.program("pg_ctl", "-w", "-l", self.place / "log", "-o",
                         f"-k {self.place} -c listen_addresses= -c fsync=off{self.settings}", "start")
        except BaseException:
            self.end("immediate")
            raise
        self.env = dict(os.environ, PGHOST=str(self.place), PGUSER=self.user, PGCLIENTENCODING="UTF8")
        return self

    def end(self, mode):
        """One that does not run leaves its directory alone. A signal may end what a thread is ending."""
        with self.ending:
            if (self.place / "data" / "postmaster.pid").exists():
                self.program("pg_ctl", "-w", "-m", mode, "stop")
            shutil.rmtree(self.place, ignore_errors=True)
            SERVERS.discard(self)

    def __exit__(self, *_):
        self.end("fast")
