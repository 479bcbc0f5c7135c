#!/usr/bin/env python3
"""What an artifact is made of, as SPDX 2.3 in JSON.

    sbom.py ARTIFACT EPOCH linked|contained PROGRAM...

The programs' libraries are asked of the loader, and the package and version that each is from of dpkg. `contained`
says that the artifact brings them, all but the C library; `linked`, that the system has them.
"""
import datetime
import json
import os
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
LINKED_IN = "libpg-query-dev"  # there is no package with its shared library
C_LIBRARY = "libc6"


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}).stdout


def libraries(programs):
    return sorted(set(re.findall(r" => (/\S+) \(", output("ldd", *programs))))


def package_of(library):
    multiarch = output("dpkg-architecture", "-qDEB_HOST_MULTIARCH").strip()
    return output("dpkg", "-S", f"*/{multiarch}/{os.path.basename(library)}").split(":")[0]


def described(name):
    version, source, source_version, homepage = output(
        "dpkg-query", "-W", "-f", "${Version}\n${source:Package}\n${source:Version}\n${Homepage}\n", name).split("\n")[:4]
    with open("/etc/os-release", encoding="utf-8") as file:
        system = re.search(r"^ID=(\S+)", file.read(), re.M)[1]
    purl = f"pkg:deb/{system}/{name}@{version.replace('+', '%2B').replace(':', '%3A').replace('~', '~')}"
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name), "name": name, "versionInfo": version,
        "supplier": f"Organization: {system}", "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
        "homepage": homepage or "NOASSERTION", "sourceInfo": f"built from {source} {source_version}",
        "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION",
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}],
    }


def main():
    artifact, epoch, way, *programs = sys.argv[1:]
    with open(os.path.join(ROOT, "VERSION"), encoding="utf-8") as file:
        version = file.read().strip()
    place = os.environ.get("REPOSITORY") or "https://github.com/OWNER/fullschema"
    names = sorted({package_of(library) for library in libraries(programs)})
    own = {
        "SPDXID": "SPDXRef-fullschema", "name": "fullschema", "versionInfo": version,
        "packageFileName": artifact, "downloadLocation": f"{place}/releases/download/v{version}/{artifact}",
        "filesAnalyzed": False, "licenseConcluded": "Apache-2.0", "licenseDeclared": "Apache-2.0",
        "copyrightText": "2026 the contributors of fullschema", "supplier": "Organization: fullschema",
    }
    packages = [described(name) for name in [*names, LINKED_IN]]
    relations = [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": own["SPDXID"]}]
    for package in packages:
        kind = "STATIC_LINK" if package["name"] == LINKED_IN else "DYNAMIC_LINK"
        relations.append({"spdxElementId": own["SPDXID"], "relationshipType": kind, "relatedSpdxElement": package["SPDXID"]})
        if way == "contained" and package["name"] not in (LINKED_IN, C_LIBRARY):
            relations.append({"spdxElementId": own["SPDXID"], "relationshipType": "CONTAINS",
                              "relatedSpdxElement": package["SPDXID"]})
    created = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    json.dump({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": artifact,
        "documentNamespace": f"{place}/releases/download/v{version}/{artifact}.spdx.json",
        "creationInfo": {"created": created, "creators": ["Tool: fullschema-tools/release/sbom.py"]},
        "packages": [own, *packages], "relationships": relations,
    }, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
