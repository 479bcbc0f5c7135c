#!/usr/bin/env python3
"""console.py [--update] PAGE: does what a page of Markdown tells its reader to do.

Runs the commands of its ```console blocks in order, in one shell and in the
working directory, and compares what they print with what the page shows:

    $ a command
    what it prints, stdout and stderr together

A command that holds <<'WORD' goes on to the line WORD, as in a shell. A block
whose fence names a file after its language (```ini fullschema.ini) is written
to that file when its turn comes. Times may differ: in brackets, as (0.9 s) and
(12.0 ms), and at the beginning of a line of --verbose, as [   0.041]. Exit status 1, with a diff of each command: something else differs.

--update writes into the page what the commands print, to be looked at and
committed.
"""
import difflib
import os
import re
import subprocess
import sys


class Shell:
    """One bash for all commands, so that `cd` lasts; a line of its own ends the output of each."""

    END = "end-of-command"

    def __init__(self):
        self.bash = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, command):
        self.bash.stdin.write(f"{{\n{command}\n}} </dev/null\nstatus=$?; echo '{self.END}'; (exit $status)\n")
        self.bash.stdin.flush()
        output = ""
        while not output.endswith(self.END + "\n"):
            line = self.bash.stdout.readline()
            if not line:
                raise ValueError(f"the shell ended: {command}")
            output += line
        return output[: -len(self.END) - 1].splitlines()


def commands(lines):
    """Yields (the command's lines, shown output) for each `$ ` line of a block."""
    at = 0
    while at < len(lines):
        if not lines[at].startswith("$ "):
            raise ValueError(f"output that no command stands above: {lines[at]}")
        end = at + 1
        word = re.search(r"<<'(\w+)'", lines[at])
        while word and lines[end - 1] != word.group(1):
            end += 1
        command, at = lines[at:end], end
        while end < len(lines) and not lines[end].startswith("$ "):
            end += 1
        yield command, lines[at:end]
        at = end


def steady(lines):
    lines = [re.sub(r"\(\d+\.\d (m?s)\)", r"(N.N \1)", line) for line in lines]
    return [re.sub(r"^\[ *\d+\.\d{3}\] ", "[N.NNN] ", line) for line in lines]


class Reader:
    """Reads a page and does what it says; `page` becomes the page as it should be."""

    def __init__(self):
        self.shell = Shell()
        self.page = []
        self.ran = self.differing = 0

    def do_command(self, command, shown):
        text = "\n".join(command)[2:]
        printed = self.shell.run(text)
        self.ran += 1
        same = steady(printed) == steady(shown)
        self.page += command + (shown if same else printed)
        if not same:
            self.differing += 1
            diff = difflib.unified_diff(steady(shown), steady(printed), "shown", "printed", n=99, lineterm="")
            print(f"$ {text}\n" + "\n".join(diff) + "\n")

    def do_block(self, fence, lines):
        words = fence.split()
        if words[:1] == ["console"]:
            for command, shown in commands(lines):
                self.do_command(command, shown)
            return
        self.page += lines
        if len(words) > 1:
            os.makedirs(os.path.dirname(words[1]) or ".", exist_ok=True)
            with open(words[1], "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")

    def do(self, lines):
        fence = None
        for line in lines:
            if fence is None:
                self.page.append(line)
                if line.startswith("```"):
                    fence, block = line[3:], []
            elif line == "```":
                self.do_block(fence, block)
                self.page.append(line)
                fence = None
            else:
                block.append(line)


def main(arguments):
    path = arguments[-1]
    reader = Reader()
    with open(path, encoding="utf-8") as file:
        reader.do(file.read().splitlines())
    print(f"{reader.ran} commands, {reader.differing} of them printed something else")
    if arguments[0] == "--update":
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(reader.page) + "\n")
    return 0 if reader.ran and not reader.differing else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
