#!/usr/bin/env python3
"""Runs a composite action, or the job of a workflow, step by step as GitHub's runner does.

    actions.py action DIRECTORY JOB.json
    actions.py workflow FILE JOB.json
    actions.py lint FILE...

JOB.json says what the runner would know:

    workspace   the checkout, and the working directory
    temp        $RUNNER_TEMP
    github      the github context: event_name, sha, repository, event, ...
    inputs      of an action
    env, path   what the machine has: variables, and directories before $PATH
    artifacts   where upload-artifact puts its zips, beside an index.json
    caches      where the cache action keeps a directory a key; without it nothing is kept
    result      the file for what became of it: conclusion, outputs, summary, annotations

The log goes to standard output; the exit status is 1 where the job failed. What a
step, an expression or a file has that this does not know is an error, so that a
test cannot pass because something was skipped. `lint` looks at the same without
running anything, and at the files as JSON Schema tests/github/ describes them.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import yaml

ANNOTATIONS_MOST = 10  # of a level, for all steps of a composite action together
SUMMARY_MOST = 1 << 20
SHELLS = {
    "bash": ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"],
    None: ["bash", "-e"],
}
UPLOAD_INPUTS = {"name", "path", "if-no-files-found", "overwrite"}
CACHE_INPUTS = {"path", "key", "restore-keys"}
PINNED = re.compile(r"actions/cache@[0-9a-f]{40}$")


class Expression:
    """One ${{ }}: what the files here use of the language."""

    TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|([A-Za-z_][\w-]*)|(\d+)|(==|!=|&&|\|\||[!().]))")

    def __init__(self, text, contexts, functions):
        self.contexts, self.functions = contexts, functions
        self.tokens, at = [], 0
        text = text.strip()
        while at < len(text):
            match = self.TOKEN.match(text, at)
            if not match:
                raise ValueError(f"expression: {text}")
            self.tokens.append(match.group(0).strip())
            at = match.end()

    def value(self):
        result = self.either()
        if self.tokens:
            raise ValueError(f"expression: left over: {self.tokens}")
        return result

    def take(self, *wanted):
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in wanted else None

    def either(self):
        left = self.both()
        while self.take("||"):
            right = self.both()
            left = left or right
        return left

    def both(self):
        left = self.comparison()
        while self.take("&&"):
            right = self.comparison()
            left = left and right
        return left

    def comparison(self):
        left = self.single()
        sign = self.take("==", "!=")
        if not sign:
            return left
        right = self.single()
        return ((left or "") == (right or "")) == (sign == "==")

    def single(self):
        if self.take("!"):
            return not self.single()
        if self.take("("):
            value = self.either()
            if not self.take(")"):
                raise ValueError("expression: a parenthesis is not closed")
            return value
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if token.isdigit():
            return int(token)
        if self.take("("):
            self.take(")")
            return self.functions[token]
        return self.property_of(token)

    def property_of(self, name):
        if name not in self.contexts:
            raise ValueError(f"expression: no context {name}")
        value = self.contexts[name]
        while self.take("."):
            key = self.tokens.pop(0)
            if getattr(value, "strict", False) and key not in value:
                raise ValueError(f"expression: {name} has no {key}")
            value = value.get(key) if isinstance(value, dict) else None
        return value


class Strict(dict):
    """A context whose keys are all known."""

    strict = True


def told(value):
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def substituted(text, contexts, functions):
    return re.sub(r"\$\{\{(.*?)\}\}", lambda m: told(Expression(m.group(1), contexts, functions).value()), told(text))


def condition(text, contexts, functions):
    text = told(text).strip()
    whole = re.fullmatch(r"\$\{\{(.*)\}\}", text, re.S)
    asks = re.search(r"\b(always|cancelled|success|failure)\(", text)
    value = Expression(whole.group(1) if whole else text, contexts, functions).value()
    return value if asks else functions["success"] and value


def load(path):
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, yaml.BaseLoader)  # "on" stays a word


class Job:
    def __init__(self, job, directory):
        self.job, self.directory = job, directory
        self.env = {"PATH": os.pathsep.join(job.get("path", []) + [os.environ["PATH"]]),
                    "HOME": job["temp"], "LC_ALL": "C.UTF-8", "CI": "true",
                    "GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": directory or "",
                    "GITHUB_SERVER_URL": "https://github.com", "GITHUB_WORKSPACE": job["workspace"],
                    "RUNNER_TEMP": job["temp"], **job.get("env", {})}
        if "ASAN_OPTIONS" in os.environ:  # of a sanitized build: what it does not look for
            self.env["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]
        for key in ("event_name", "sha", "repository", "base_ref"):
            if key in job["github"]:
                self.env[f"GITHUB_{key.upper()}"] = job["github"][key]
        self.steps, self.summary, self.annotations, self.dropped = Strict(), "", [], 0
        self.failed, self.saved = False, []

    def contexts(self, inputs):
        return {"github": self.job["github"], "inputs": Strict(inputs), "steps": self.steps,
                "runner": Strict(temp=self.job["temp"], os="Linux", arch="X64")}

    def functions(self):
        return {"always": True, "cancelled": False, "success": not self.failed, "failure": self.failed}

    def run(self, steps, inputs):
        for number, step in enumerate(steps):
            contexts, functions = self.contexts(inputs), self.functions()
            runs = condition(step.get("if", "success()"), contexts, functions)
            print(f"== {step.get('name', number)}{'' if runs else ': skipped'}", flush=True)
            if "id" in step:
                self.steps[step["id"]] = {"outputs": {}}
            if runs and "run" in step:
                self.run_script(step, contexts, functions)
            elif runs and step.get("uses", "").startswith("actions/upload-artifact@"):
                self.upload({k: substituted(v, contexts, functions) for k, v in step["with"].items()})
            elif runs and PINNED.match(step.get("uses", "")):
                self.restore({k: substituted(v, contexts, functions) for k, v in step["with"].items()})
            elif runs and not step.get("uses", "").startswith("actions/checkout@"):
                raise ValueError(f"a step of an unknown kind: {step}")

    def run_script(self, step, contexts, functions):
        files = {name: os.path.join(self.job["temp"], f"_{name.lower()}")
                 for name in ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            open(path, "w", encoding="utf-8").close()
        script = os.path.join(self.job["temp"], "_script.sh")
        with open(script, "w", encoding="utf-8") as file:
            file.write(substituted(step["run"], contexts, functions) + "\n")
        env = {k: substituted(v, contexts, functions) for k, v in step.get("env", {}).items()}
        where = os.path.join(self.job["workspace"],
                             substituted(step.get("working-directory", ""), contexts, functions))
        done = subprocess.run(SHELLS[step.get("shell")] + [script], cwd=where, env={**self.env, **env, **files},
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.read_log(done.stdout.decode("utf-8", "replace"))
        self.read_files(step, files)
        self.failed |= done.returncode != 0

    def read_log(self, log):
        print(log, end="", flush=True)
        for line in log.splitlines():
            match = re.match(r"::(error|warning|notice)(?: (.*?))?::(.*)", line)
            if not match:
                continue
            known = [a for a in self.annotations if a["level"] == match.group(1)]
            if len(known) >= ANNOTATIONS_MOST:
                self.dropped += 1
                continue
            unescape = lambda s: re.sub("%([0-9A-F]{2})", lambda m: chr(int(m.group(1), 16)), s)
            properties = dict(p.split("=", 1) for p in (match.group(2) or "").split(",") if p)
            self.annotations.append({"level": match.group(1), "message": unescape(match.group(3)),
                                     **{k: unescape(v) for k, v in properties.items()}})

    def read_files(self, step, files):
        for key, value in read_pairs(files["GITHUB_OUTPUT"]):
            self.steps[step["id"]]["outputs"][key] = value
        for key, value in read_pairs(files["GITHUB_ENV"]):
            self.env[key] = value
        with open(files["GITHUB_PATH"], encoding="utf-8") as file:
            for line in file:
                self.env["PATH"] = line.rstrip("\n") + os.pathsep + self.env["PATH"]
        with open(files["GITHUB_STEP_SUMMARY"], "rb") as file:
            summary = file.read()
        if len(summary) > SUMMARY_MOST:
            raise ValueError("the summary is over 1 MiB: GitHub throws it away")
        self.summary += summary.decode("utf-8")

    def upload(self, inputs):
        if set(inputs) - UPLOAD_INPUTS:
            raise ValueError(f"upload-artifact: {inputs}")
        root, place = inputs["path"], self.job["artifacts"]
        names = sorted(os.listdir(root)) if os.path.isdir(root) else []
        if not names:
            return
        os.makedirs(place, exist_ok=True)
        index_path = os.path.join(place, "index.json")
        index = json.load(open(index_path, encoding="utf-8")) if os.path.exists(index_path) else []
        if any(a["name"] == inputs["name"] for a in index) and inputs.get("overwrite") != "true":
            raise ValueError("upload-artifact: 409, there is an artifact of this name")
        index = [a for a in index if a["name"] != inputs["name"]]
        number = 100 + len(os.listdir(place))
        path = os.path.join(place, f"{number}.zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.write(os.path.join(root, name), name)
        index.append({"id": number, "name": inputs["name"], "expired": False, "size_in_bytes": os.path.getsize(path)})
        with open(index_path, "w", encoding="utf-8") as file:
            json.dump(index, file)

    def restore(self, inputs):
        """What was kept under the key, else the newest under the beginning of one; saved at the end under a new key."""
        if set(inputs) - CACHE_INPUTS:
            raise ValueError(f"cache: {inputs}")
        place = self.job.get("caches")
        if not place:
            return
        os.makedirs(place, exist_ok=True)
        path = inputs["path"].replace("~", self.env["HOME"], 1)
        known = sorted(os.scandir(place), key=lambda e: e.stat().st_mtime, reverse=True)
        found = next((e for wanted in (inputs["key"], inputs.get("restore-keys") or "\0") for e in known
                      if e.name == wanted or (wanted != inputs["key"] and e.name.startswith(wanted))), None)
        print(f"Cache restored from key: {found.name}" if found else "Cache not found", flush=True)
        if found:
            shutil.copytree(found.path, path, copy_function=shutil.copy2, dirs_exist_ok=True)
        if not found or found.name != inputs["key"]:
            self.saved.append((path, os.path.join(place, inputs["key"])))

    def save(self):
        for path, kept in self.saved:
            if os.path.isdir(path) and not self.failed:
                shutil.copytree(path, kept)

    def finish(self, outputs):
        self.save()
        with open(self.job["result"], "w", encoding="utf-8") as file:
            json.dump({"conclusion": "failure" if self.failed else "success", "outputs": outputs,
                       "summary": self.summary, "annotations": self.annotations, "dropped": self.dropped}, file)
        return 1 if self.failed else 0


def read_pairs(path):
    with open(path, encoding="utf-8") as file:
        for line in file.read().splitlines():
            if "=" not in line:
                raise ValueError(f"neither name=value: {line}")
            yield line.split("=", 1)


def run_action(directory, job):
    action = load(os.path.join(directory, "action.yml"))
    given = job.get("inputs", {})
    unknown = set(given) - set(action["inputs"])
    if unknown:
        raise ValueError(f"no inputs of the action: {unknown}")
    inputs = {name: given.get(name, known.get("default", "")) for name, known in action["inputs"].items()}
    runner = Job(job, os.path.abspath(directory))
    runner.run(action["runs"]["steps"], inputs)
    contexts = runner.contexts(inputs)
    return runner.finish({name: substituted(output["value"], contexts, runner.functions())
                          for name, output in action["outputs"].items()})


def run_workflow(path, job):
    workflow = load(path)
    (name, steps), = workflow["jobs"].items()
    runner = Job({**job, "env": {**job.get("env", {}), "PERMISSIONS": json.dumps(workflow["permissions"])}}, None)
    if not condition(steps.get("if", "success()"), runner.contexts({}), runner.functions()):
        print(f"== job {name}: skipped")
        return 0
    runner.run(steps["steps"], {})
    return runner.finish({})


def lint(path):
    """Expressions name what there is, and none stands in a script; the rest is the schemas'."""
    import jsonschema

    document = load(path)
    kind = "action" if "runs" in document else "workflow"
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "..", "github", f"{kind}.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    for error in validator(schema).iter_errors(document):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
    lists = [document["runs"]["steps"]] if kind == "action" else [j["steps"] for j in document["jobs"].values()]
    functions = {"always": True, "cancelled": False, "success": True, "failure": False}
    contexts = {"github": {}, "inputs": Strict(dict.fromkeys(document.get("inputs", {}), "")), "steps": Strict(),
                "runner": Strict(temp="", os="", arch=""), "matrix": {}}

    def check(text, place):
        try:
            substituted(text, contexts, functions)
        except (ValueError, KeyError, IndexError) as error:
            yield f"{place}: {error}"

    for steps in lists:
        for number, step in enumerate(steps):
            if "${{" in step.get("run", ""):
                yield f"step {number}: an expression in a script is a way to inject commands; take env"
            for place, texts in (("env", step.get("env", {}).values()), ("with", step.get("with", {}).values()),
                                 ("if", [step.get("if", "")]), ("wd", [step.get("working-directory", "")])):
                for text in texts:
                    yield from check(text, f"step {number}, {place}")
            if "id" in step:
                contexts["steps"][step["id"]] = {"outputs": {}}
    for name, output in document.get("outputs", {}).items():
        yield from check(output["value"], f"output {name}")


def main():
    if sys.argv[1] == "lint":
        problems = [f"{path}: {problem}" for path in sys.argv[2:] for problem in lint(path)]
        print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
        return 1 if problems else 0
    with open(sys.argv[3], encoding="utf-8") as file:
        job = json.load(file)
    return {"action": run_action, "workflow": run_workflow}[sys.argv[1]](sys.argv[2], job)


if __name__ == "__main__":
    sys.exit(main())
