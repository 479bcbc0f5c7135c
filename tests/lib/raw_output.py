#!/usr/bin/env python3
"""What a command sends to a terminal and to the log of a job: raw_output.py COMMAND...

Runs it twice: with a terminal as its standard streams, and in a job of GitHub
Actions with pipes. Prints both outputs, and what is wrong of either: a control
character, bytes that are no UTF-8, a character that nobody sees, a command the
job would obey. The exit status is the command's, or 99.
"""
import os
import pty
import re
import subprocess
import sys
import unicodedata

# What the program itself draws with.
OURS = re.compile(r"\x1b\[[0-9;]*m|\r?\x1b\[J|\x1b\[[0-9]+A|\r\n")
ANNOTATION = re.compile(r"::(error|warning|notice) (file=.*?,)?title=(fullschema|Schema)")


def on_terminal(command):
    seen = []

    def read(fd):
        seen.append(os.read(fd, 65536))
        return seen[-1]

    os.environ["TERM"] = "xterm"
    saved = os.dup(1)
    null = os.open("/dev/null", os.O_WRONLY)
    os.dup2(null, 1)
    status = os.waitstatus_to_exitcode(pty.spawn(command, read))
    os.dup2(saved, 1)
    return status, b"".join(seen)


def in_job(command):
    environment = dict(os.environ, GITHUB_ACTIONS="true", TERM="dumb")
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout


def unseen(character):
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in "\n\t"


def faults(where, raw):
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        yield f"{where}: {error}"
        return
    for line in OURS.sub("\n", text).split("\n"):
        bad = [f"U+{ord(c):04X}" for c in line if unseen(c)]
        if bad:
            yield f"{where}: {' '.join(bad)} in {line!a}"


def commands(raw):
    for line in raw.decode(errors="replace").split("\n"):
        if line.lstrip().startswith("::") and not ANNOTATION.match(line):
            yield f"job obeys: {line!a}"
        if "##[" in line:
            yield f"job obeys: {line!a}"


def main(command):
    status, raw = on_terminal(command)
    wrong = list(faults("terminal", raw))
    print(OURS.sub("\n", raw.decode(errors="replace")), flush=True)
    again, raw = in_job(command)
    wrong += list(faults("job", raw)) + list(commands(raw))
    sys.stdout.buffer.write(raw)
    print("\n".join(wrong))
    if status != again:
        print(f"status {status} on a terminal, {again} in a job")
    sys.exit(99 if wrong or status != again else again)


main(sys.argv[1:])
