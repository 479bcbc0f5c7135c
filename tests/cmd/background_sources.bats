#!/usr/bin/env bats
# Background updates that Python sources register: every form, and each failure.

load ../lib/common

# A copy of the fixture tree, so that a test may add to it.
put_app() {
    cp -r "$repo/tests/fixtures/background_sources/app" app
    schema=app/storage/schema
}

# queue NAME...: a delta that queues updates.
queue() {
    local name
    for name; do
        echo "INSERT INTO background_updates (update_name, progress_json, ordering) VALUES ('$name', '{}', 20);"
    done | put "$schema/main/delta/2/09_more.sql"
}

# put_handler SOURCE: registers the handler `more` with this body.
put_handler() {
    {
        echo 'class MoreStore:'
        echo '    def __init__(self):'
        echo '        self.db_pool.updates.register_background_update_handler("more", self._more)'
        echo
        echo '    async def _more(self, progress, batch_size):'
        sed 's/^/        /' <<<"$1"
    } | put app/storage/more.py
    queue more
}

sqlite() { generate -s "$schema" --engine sqlite -o out "$@"; }

@test "every form of registration, on both engines" {
    put_app
    generate -s "$schema" -o out
    expect_status 0
    expect_file out/2/main/full.sql.postgres <<'END'
-- Made by fullschema from the deltas. Do not edit: change a delta and make it again.

CREATE TABLE books (
    id bigint NOT NULL,
    isbn text,
    title text,
    author text,
    year integer,
    CONSTRAINT books_pkey PRIMARY KEY (id)
);
CREATE INDEX books_author_idx_2 ON books (author) WHERE author IS NOT NULL;
CREATE UNIQUE INDEX books_isbn ON books (isbn);
CREATE INDEX books_title ON books (title, year);
CREATE INDEX books_year ON books (year);

CREATE TABLE loans (
    id bigint NOT NULL,
    book_id bigint,
    member_id bigint,
    CONSTRAINT loans_pkey PRIMARY KEY (id)
);
CREATE INDEX loans_book ON loans (book_id);

CREATE TABLE members (
    id bigint NOT NULL,
    name text,
    card text,
    city text,
    CONSTRAINT members_pkey PRIMARY KEY (id)
);
CREATE INDEX members_card ON members (card);
CREATE INDEX members_city ON members (city);
CREATE INDEX members_name ON members (name);

ALTER TABLE loans ADD CONSTRAINT loans_book_known FOREIGN KEY (book_id) REFERENCES books (id);
ALTER TABLE loans ADD CONSTRAINT loans_member_known FOREIGN KEY (member_id) REFERENCES members (id);
END
    grep INDEX out/2/main/full.sql.sqlite >indexes
    expect_file indexes <<'END'
CREATE INDEX books_author_idx_2 ON books (author) WHERE author IS NOT NULL;
CREATE UNIQUE INDEX books_isbn ON books (isbn);
CREATE INDEX books_title ON books (title, year);
CREATE INDEX loans_book ON loans (book_id);
CREATE INDEX members_card ON members (card);
CREATE INDEX members_city ON members (city);
CREATE INDEX members_name ON members (name);
END
    nothing_left
}

@test "the sources are never imported, and no cache is left in them" {
    put_app
    echo "raise SystemExit('imported')" >>app/storage/indexes.py
    sqlite
    expect_status 0
    [ -z "$(find app -name '*.pyc')" ]
}

@test "a handler that may change the schema stops the run, with the places that speak for it" {
    put_app
    queue drop_books_old wrapped
    sqlite
    expect_status 2
    expect_stderr <<'END'
app/storage/handlers.py:13: background update drop_books_old has a handler that may change the schema: _drop_books_old
    app/storage/constants.py:7: DROP INDEX books_old
hint: write drop_books_old.sql (or .sql.sqlite) for a directory named with --background-updates; or, if it changes no schema, --assume-data-only drop_books_old
app/storage/handlers.py:14: background update wrapped has a handler that may change the schema: _wrapped
    app/storage/updater.py:16: CREATE INDEX %s ON
hint: write wrapped.sql (or .sql.sqlite) for a directory named with --background-updates; or, if it changes no schema, --assume-data-only wrapped
END
    [ ! -e out ]
}

@test "--background-updates says what an update does, --assume-data-only that it does nothing" {
    put_app
    queue drop_books_old wrapped
    say ours/drop_books_old.sql.sqlite 'CREATE INDEX ours ON loans (member_id);'
    sqlite --background-updates ours --assume-data-only wrapped
    expect_status 0
    grep -q 'CREATE INDEX ours ON loans' out/2/main/full.sql.sqlite
}

@test "--background-updates goes before the tree's own file, and that before the sources" {
    put_app
    say "$schema/main/background_updates/books_isbn_idx.sql" 'CREATE INDEX of_tree ON books (isbn);'
    sqlite
    expect_status 0
    grep -q 'INDEX of_tree' out/2/main/full.sql.sqlite
    say ours/books_isbn_idx.sql 'CREATE INDEX ours ON books (isbn);'
    sqlite --background-updates ours
    expect_status 0
    grep -q 'INDEX ours' out/2/main/full.sql.sqlite
    run -1 grep -q 'books_isbn\|of_tree' out/2/main/full.sql.sqlite
}

@test "a clone that is called as the package in it: names of other modules are those of the package" {
    mkdir app
    cd app
    put_app
    say app/years.py 'BY_YEAR = "books_by_year"'
    put app/storage/more.py <<'END'
from app.years import BY_YEAR


class MoreStore:
    def __init__(self):
        self.db_pool.updates.register_background_index_update(BY_YEAR, "books_by_year", "books", ["year"])
END
    queue books_by_year
    sqlite
    expect_status 0
    # A part of the package, put below a directory with its name, is found, too.
    rm app/__init__.py
    mv app/storage app/names.py app/years.py .
    rm -r app
    schema=storage/schema
    # But for the package itself, which is not there.
    sqlite --assume-data-only books_title_idx
    expect_status 0
}

@test "sources elsewhere: --background-source" {
    put_app
    mv app/storage/schema moved
    schema=moved
    sqlite
    expect_status 2
    expect_in_stderr 'moved/main/delta/2/01_indexes.sql:2:6: background update books_isbn_idx has no implementation for sqlite'
    sqlite --background-source app/storage
    expect_status 0
    sqlite --background-source nowhere
    expect_status 2
    expect_in_stderr '--background-source nowhere: no such directory'
}

@test "an update nobody registers is found in the delta that queues it" {
    put_app
    queue unheard_of
    sqlite
    expect_status 2
    expect_in_stderr "$schema/main/delta/2/09_more.sql:1:79: background update unheard_of has no implementation for sqlite"
}

@test "a name that is no constant is reported when a name is missing, and only then" {
    put_app
    say app/storage/odd.py 'updates.register_noop_background_update(input())'
    sqlite
    expect_status 0
    queue unheard_of
    sqlite
    expect_status 2
    expect_in_stderr 'app/storage/odd.py:1: the update name in register_noop_background_update is not a constant'
}

@test "arguments that are no constants, or are none of the known ones" {
    put_app
    put app/storage/odd.py <<'END'
updates.register_background_index_update("more", "more_idx", table(), columns=COLUMNS)
updates.register_background_index_update("even_more", "more_idx", "books", columns=["id"], method="gin")
END
    queue more
    sqlite
    expect_status 2
    expect_in_stderr 'app/storage/odd.py:1: background update more is registered in a way that cannot be read: table, columns: not a constant'
    queue even_more
    sqlite
    expect_status 2
    expect_in_stderr 'app/storage/odd.py:2: the arguments of register_background_index_update cannot be distinguished'
}

@test "registered twice, differently" {
    put_app
    say app/storage/odd.py 'updates.register_background_index_update("books_isbn_idx", "other", "books", ["isbn"])'
    sqlite
    expect_status 2
    expect_in_stderr 'background update books_isbn_idx is registered twice, differently: also app/storage/odd.py:1'
}

@test "a handler that is not in the sources" {
    put_app
    say app/storage/odd.py 'updates.register_background_update_handler("more", elsewhere.handler)'
    queue more
    sqlite
    expect_status 2
    expect_in_stderr 'background update more has a handler whose code is not in the sources: elsewhere.handler'
}

@test "what a handler may reach: strings put together, other methods, code from elsewhere, further updates" {
    put_app
    local body
    for body in 'self.run("DROP " + kind + name)' \
        'self.run(f"ALTER TABLE {name} ADD x")' \
        'self.run("create unique index a on b (c)")' \
        'self.run("SELECT setval(?, 1)")' \
        'exec(progress["code"])' \
        'self.pool.simple_insert("background_updates", {"update_name": "x"})' \
        'await self.store._drop_books_old(progress, 1)' \
        'self.run(known.DROP_OLD[0])'; do
        put_handler "$body"
        [[ $body != *known* ]] || sed -i '1i from app.storage import constants as known' app/storage/more.py
        sqlite
        expect_status 2
        expect_in_stderr 'background update more has a handler that may change the schema: _more'
    done
}

@test "what is not run is not held against a handler" {
    put_app
    put_handler '"""Will CREATE TABLE x some day."""
logger.info("DROP TABLE x")
raise ValueError("ALTER TABLE x")'
    sqlite
    expect_status 0
}

@test "a file that is not Python: handlers cannot be judged, and the place is reported" {
    put_app
    say app/storage/broken.py 'def _fill_titles(:'
    sqlite
    expect_status 2
    expect_in_stderr 'app/storage/broken.py:1:18: not Python: ' \
        'background update fill_titles has a handler, and not all of the sources could be read'
    [ ! -e out ]
}

@test "a cycle in the queue" {
    put_app
    queue fill_titles_again
    put "$schema/main/delta/2/09_more.sql" <<'END'
UPDATE background_updates SET depends_on = 'count' WHERE update_name = 'clean_loans';
UPDATE background_updates SET depends_on = 'clean_loans' WHERE update_name = 'count';
END
    sqlite
    expect_status 2
    expect_in_stderr 'dependency cycle in the queue of background updates'
}

@test "SQL of a registration that the server refuses points at the registration" {
    put_app
    say app/storage/odd.py 'updates.register_background_index_update("more", "more_idx", "nowhere", ["id"])'
    queue more
    sqlite
    expect_status 2
    expect_in_stderr 'app/storage/odd.py:1: background update: sqlite: no such table: main.nowhere' \
        'CREATE INDEX IF NOT EXISTS more_idx ON nowhere (id);'
}

@test "a reader that does not come to an end" {
    put_app
    {
        echo 'A0 = "x"'
        # A value of 60 to the power of 15 parts.
        for i in $(seq 1 15); do
            printf "A$i = ("
            for _ in $(seq 1 60); do printf "A$((i - 1)), "; done
            echo ')'
        done
        echo 'updates.register_noop_background_update(A15)'
    } | put app/storage/odd.py
    sqlite --source-timeout 1
    expect_status 2
    expect_in_stderr 'app/storage: the reader of background updates did not finish within 1 s' \
        'hint: --source-timeout SECONDS gives it more'
    nothing_left
}

@test "without python3, only a tree that needs it stops" {
    put_app
    mkdir bin
    run --separate-stderr env PATH="$PWD/bin" "$FULLSCHEMA" generate -s "$schema" --engine sqlite -o out
    expect_status 2
    expect_in_stderr 'no python3 found in PATH'
    mkdir ours
    local name
    for name in books_isbn_idx books_author_idx books_year_idx books_title_idx loans_book_idx members_city_idx \
        members_name_idx members_card_idx forgotten fill_titles clean_loans count; do
        say "ours/$name.sql" '-- nothing'
    done
    run --separate-stderr env PATH="$PWD/bin" "$FULLSCHEMA" generate -s "$schema" --engine sqlite -o out \
        --background-updates ours
    expect_status 0
}

@test "what ships with the program is for updates whose sources do not say it all" {
    put_app
    put "$schema/main/delta/2/08_table.sql" <<'END'
CREATE TABLE user_ips (user_id TEXT, ip TEXT);
CREATE INDEX user_ips_user_ip ON user_ips (user_id, ip);
END
    queue user_ips_drop_nonunique_index
    sqlite
    expect_status 0
    run -1 grep -q user_ips_user_ip out/2/main/full.sql.sqlite
    say app/storage/odd.py 'updates.register_noop_background_update("user_ips_drop_nonunique_index")'
    sqlite
    expect_status 0
    grep -q user_ips_user_ip out/2/main/full.sql.sqlite
}

@test "every file of SQL that ships says what release it is for" {
    local file
    for file in "$repo"/share/fullschema/background_updates/*; do
        head -n 1 "$file" | grep -q '^-- Synapse, .*v1\.[0-9]\+' || { echo "$file"; return 1; }
    done
}

@test "docs/background-updates.md lists what ships, and nothing else" {
    local listed='/^| update | releases/,/^$/s/^| \(`[^|]*\) |.*/\1/p'
    sed -n "$listed" "$repo/docs/background-updates.md" | grep -o '`[^`]*`' | tr -d '`' | sort >listed
    (cd "$repo/share/fullschema/background_updates" && printf '%s\n' *.sql*) | sed 's/\.sql.*//' | sort -u | diff listed -
    sed -n "$listed" "$repo/docs/background-updates.md" | sed -n 's/^`\(.*\)` (Postgres)$/\1/p' >postgres_only
    [ -s postgres_only ]
    local update
    for update in $(cat postgres_only); do
        (cd "$repo/share/fullschema/background_updates" && echo $update.sql*) | grep -Fx "$update.sql.postgres"
    done
}
