#!/usr/bin/env bash
# dbmate 2.36.0 (npm), which writes its schema file with the shell of SQLite (3.40 and later): settings of a full-text table.
#
# One would guess: a database that `dbmate load` makes of the schema file finds what one finds that the
# migrations made, rows being the same. What an fts5 table was told once, as its rank, is kept in the database.
# What happens: it is kept in a row of a shadow table, which `.schema` does not tell. The file has the
# shadow tables and not the setting, and the same search of the same rows comes in another order.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . dbmate@2.36.0 >/dev/null
export DBMATE_MIGRATIONS_DIR=migrations DBMATE_SCHEMA_FILE=schema.sql

mkdir migrations
cat >migrations/20240101000000_posts.sql <<'SQL'
-- migrate:up
CREATE VIRTUAL TABLE posts USING fts5 (title, body);
INSERT INTO posts (posts, rank) VALUES ('rank', 'bm25(10.0, 1.0)');
-- migrate:down
DROP TABLE posts;
SQL

search() { # search DATABASE: two posts, those with the word in order
    sqlite3 "$1" "INSERT INTO posts VALUES ('apple', 'one two three four'), ('one', 'apple apple apple two');
        SELECT title FROM posts WHERE posts MATCH 'apple' ORDER BY rank;"
}

{
    npx dbmate --version
    DATABASE_URL=sqlite:migrated.sqlite3 npx dbmate up >/dev/null
    DATABASE_URL=sqlite:loaded.sqlite3 npx dbmate load >/dev/null 2>&1
    grep -c posts_config schema.sql
    grep -c bm25 schema.sql || true
    echo "migrated:" && search migrated.sqlite3
    echo "loaded:" && search loaded.sqlite3
} >output

cat >expected <<'TEXT'
dbmate version 2.36.0
1
0
migrated:
apple
one
loaded:
one
apple
TEXT
diff expected output && echo "as described"
