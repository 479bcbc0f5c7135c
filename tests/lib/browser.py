#!/usr/bin/env python3
"""Drives headless Chromium through one page, step by step.

    browser.py [OPTION...] PAGE STEP...

Options:
    --dark, --light         the colour scheme (light)
    --size=WIDTHxHEIGHT     of the window in CSS pixels (1280x900)
    --no-script             the page's scripts do not run

Steps, in order:
    type=TEXT               types it, key by key
    key=NAME                presses a key: Escape, Enter, Tab, ArrowUp, ArrowDown, /
    eval=EXPRESSION         prints its value (awaited) as JSON, a line each; a string as it is
    shot=FILE               writes a picture (PNG) of the window
    shot-all=FILE           of the whole page

Exit status 1 when the page logged an error, threw, or asked for anything but
itself; what it was is printed to stderr. The protocol goes through pipes
(https://chromedevtools.github.io/devtools-protocol/), so no port is opened.
"""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

KEYS = {"Escape": 27, "Enter": 13, "Tab": 9, "ArrowUp": 38, "ArrowDown": 40, "/": 191}


class Ended(Exception):
    """Chromium is gone; what it wrote to standard error."""


class Browser:
    def __init__(self, profile):
        # Root has no sandbox, and nobody has where namespaces are forbidden; the page is our own.
        for sandbox in [True, False] if os.geteuid() else [False]:
            try:
                self.start(profile, sandbox)
                self.send("Browser.getVersion")
                return
            except Ended as ended:
                if not sandbox or "No usable sandbox" not in str(ended):
                    end(ended)

    def start(self, profile, sandbox):
        program = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
        to_read, self.to = os.pipe()
        self.answers, from_write = os.pipe()
        command = [program, "--headless", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run",
                   "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
                   "--force-color-profile=srgb", "--disable-dev-shm-usage", f"--user-data-dir={profile}"]
        if not sandbox:
            command.append("--no-sandbox")
        # Chromium reads from descriptor 3 and writes to 4.
        shell = f'exec "$@" 3<&{to_read} 4>&{from_write}'
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(["bash", "-c", shell, "bash", *command], pass_fds=(to_read, from_write),
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=self.log)
        os.close(to_read)
        os.close(from_write)
        self.buffer, self.number, self.session, self.events, self.faults = b"", 0, None, [], []

    def receive(self):
        while b"\0" not in self.buffer:
            chunk = os.read(self.answers, 1 << 20)
            if not chunk:
                self.process.wait()
                self.log.seek(0)
                raise Ended(self.log.read().decode("utf-8", "replace"))
            self.buffer += chunk
        message, self.buffer = self.buffer.split(b"\0", 1)
        message = json.loads(message)
        if "method" in message:
            self.events.append(message["method"])
            self.note(message["method"], message["params"])
        return message

    def note(self, method, params):
        if method == "Runtime.exceptionThrown":
            self.faults.append("exception: " + json.dumps(params["exceptionDetails"])[:500])
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.faults.append("console: " + json.dumps(params["args"])[:500])
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.faults.append("log: " + params["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            url = params["request"]["url"]
            if not url.startswith("data:") and url.split("#")[0] != self.page:
                self.faults.append("request: " + url)

    def send(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        try:
            os.write(self.to, json.dumps(message).encode() + b"\0")
        except BrokenPipeError:
            pass  # receive() says why
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    sys.exit(f"browser.py: {method}: {answer['error']}")
                return answer["result"]

    def open(self, page, options):
        self.page = page.split("#")[0]
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(domain + ".enable")
        self.send("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": options["scheme"]}])
        width, height = options["size"]
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=width < 600)
        self.send("Emulation.setScriptExecutionDisabled", value=not options["script"])
        self.send("Page.navigate", url=page)
        while "Page.loadEventFired" not in self.events:
            self.receive()

    def press(self, name):
        code = KEYS.get(name, ord(name.upper()) if len(name) == 1 else 0)
        text = name if len(name) == 1 else "\r" if name == "Enter" else None
        down = {"key": name, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **down,
                  **({"text": text} if text else {}))
        self.send("Input.dispatchKeyEvent", type="keyUp", **down)

    def settle(self):
        # Two frames, and what the page says it is still busy with.
        self.evaluate("""(async () => {
            const frame = () => new Promise((done) => requestAnimationFrame(done));
            do { await frame(); await frame(); } while (document.querySelector('[aria-busy="true"]'));
        })()""")

    def evaluate(self, expression):
        # A page without scripts is still looked into by the debugger.
        answer = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            sys.exit("browser.py: " + json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def shot(self, path, whole):
        picture = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        Path(path).write_bytes(base64.b64decode(picture["data"]))

    def step(self, step):
        name, _, value = step.partition("=")
        if name == "type":
            for character in value:
                self.press(character)
            self.settle()
        elif name == "key":
            self.press(value)
            self.settle()
        elif name == "eval":
            result = self.evaluate(value)
            print(result if isinstance(result, str) else json.dumps(result))
        elif name in ("shot", "shot-all"):
            self.shot(value, name == "shot-all")
        else:
            sys.exit(f"browser.py: no step {step}")

    def close(self):
        self.session = None
        self.send("Browser.close")
        self.process.wait()


def end(ended):
    said = "".join(f"\n    {line}" for line in str(ended).splitlines()[-5:])
    sys.exit(f"browser.py: Chromium ended{':' + said if said else ''}")


def main(arguments):
    options = {"scheme": "light", "size": (1280, 900), "script": True}
    while arguments and arguments[0].startswith("--"):
        option = arguments.pop(0)
        if option in ("--dark", "--light"):
            options["scheme"] = option[2:]
        elif option.startswith("--size="):
            options["size"] = tuple(int(n) for n in option[7:].split("x"))
        elif option == "--no-script":
            options["script"] = False
        else:
            sys.exit(f"browser.py: no option {option}")
    page, *steps = arguments
    path, _, fragment = page.partition("#")
    url = Path(path).resolve().as_uri() + ("#" + fragment if fragment else "")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        browser.open(url, options)
        for step in steps:
            browser.step(step)
        browser.close()
    for fault in browser.faults:
        print(fault, file=sys.stderr)
    return 1 if browser.faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Ended as gone:
        end(gone)
