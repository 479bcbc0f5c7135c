#!/usr/bin/env python3
"""Runs a command against every lie of lying_server.py: against_lies.py DIRECTORY SECONDS MIB COMMAND...

In the command's words @ stands for the place of the server, as a connection
string. Each run has to end with status 2 before so many seconds have passed,
with less memory, with one error, which has neither the password nor a
character that a terminal obeys. What is otherwise is printed, a line each.
"""
import concurrent.futures
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

SERVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lying_server.py")
PASSWORD = "not-to-be-told"
AT_A_TIME = 12


def measured(command, seconds):
    """(status or None, seconds, MiB, output)"""
    with tempfile.TemporaryFile() as out:
        begin = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        status = None
        while status is None and time.monotonic() - begin < seconds:
            pid, code, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                status, used = os.waitstatus_to_exitcode(code), usage
            else:
                time.sleep(0.02)
        if status is None:
            process.kill()
            _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
        out.seek(0)
        return status, time.monotonic() - begin, used.ru_maxrss / 1024, out.read()


def faults(lie, directory, seconds, mib, command):
    place = os.path.join(directory, lie)
    os.mkdir(place)
    with subprocess.Popen([SERVER, place, lie], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        server.stdout.readline()
        conninfo = f"host={place} user=u dbname=d password={PASSWORD}"
        status, took, used, raw = measured([conninfo if word == "@" else word for word in command], seconds)
        server.kill()
    text = raw.decode(errors="backslashreplace")
    if status != 2:
        yield f"{lie}: status {status} after {took:.1f} s: {text[:300]!a}"
    if used > mib:
        yield f"{lie}: {used:.0f} MiB"
    errors = re.findall(r"^(?:fullschema|[^ \n].*:\d+): ", text, re.M)
    if len(errors) != 1:
        yield f"{lie}: {len(errors)} errors: {text[:600]!a}"
    if PASSWORD in text:
        yield f"{lie}: the password: {text[:300]!a}"
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text):
        yield f"{lie}: control characters: {text[:300]!a}"


def main(directory, seconds, mib, *command):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    lies = subprocess.run([SERVER, "--list"], stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        for found in pool.map(lambda lie: list(faults(lie, directory, float(seconds), float(mib), command)), lies):
            for fault in found:
                print(fault)
    print(f"{len(lies)} lies")


main(*sys.argv[1:])
