# Databases as migration tools leave them: for each tool three migrations of
# its own form, the table in which it records them, as its source makes it, and
# the rows that it writes. Checksums are made by other programs than ours.

# history_tools ENGINE: those that have such a table on it.
history_tools() {
    local tools='atlas db-migrate dbmate diesel drizzle flyway golang-migrate goose micrate mybatis popx postgrator
        prisma rambler refinery shmig sql-migrate sqlx yoyo'
    [ "$1" = sqlite ] || tools+=' node-pg-migrate tern'
    # shellcheck disable=SC2086
    printf '%s\n' $tools
}

# history_file TOOL N: where the migration that makes table tN stands.
history_file() {
    case $1 in
    atlas) echo "2024010${2}000000_t$2.sql" ;;
    db-migrate) echo "2024010${2}000000-t$2-up.sql" ;;
    diesel) echo "2024-01-0$2-000000_t$2/up.sql" ;;
    drizzle) echo "000${2}_t$2.sql" ;;
    flyway) echo "V$2__t$2.sql" ;;
    refinery) echo "V${2}__t$2.sql" ;;
    golang-migrate | popx) echo "00000${2}_t$2.up.sql" ;;
    postgrator) echo "00$2.do.t$2.sql" ;;
    prisma) echo "2024010${2}000000_t$2/migration.sql" ;;
    shmig) echo "170406720$2-t$2.sql" ;;
    tern) echo "00$2_t$2.sql" ;;
    yoyo) echo "2024010${2}_01_abc-t$2.sql" ;;
    *) echo "2024010${2}000000_t$2.sql" ;;
    esac
}

# history_up TOOL, history_down TOOL: what stands before an up migration, and before a down migration.
history_up() {
    case $1 in
    dbmate) echo '-- migrate:up' ;;
    goose) echo '-- +goose Up' ;;
    sql-migrate) echo '-- +migrate Up' ;;
    micrate) echo '-- +micrate Up' ;;
    rambler) echo '-- rambler up' ;;
    shmig) echo '-- ====  UP  ====' ;;
    mybatis) echo '-- // rooms' ;;
    node-pg-migrate) echo '-- Up Migration' ;;
    esac
}
history_down() {
    case $1 in
    dbmate) echo '-- migrate:down' ;;
    goose) echo '-- +goose Down' ;;
    sql-migrate) echo '-- +migrate Down' ;;
    micrate) echo '-- +micrate Down' ;;
    rambler) echo '-- rambler down' ;;
    shmig) echo '-- ==== DOWN ====' ;;
    mybatis) echo '-- //@UNDO' ;;
    node-pg-migrate) echo '-- Down Migration' ;;
    tern) echo '---- create above / drop below ----' ;;
    esac
}

# history_made N: what the migration makes.
history_made() {
    printf 'CREATE TABLE t%s (id integer PRIMARY KEY, name text);\nCREATE INDEX t%s_name_idx ON t%s (name);\n' "$1" "$1" "$1"
}

# put_migration TOOL DIR N
put_migration() {
    {
        history_up "$1"
        history_made "$3"
        [ -z "$(history_down "$1")" ] || printf '%s\nDROP TABLE t%s;\n' "$(history_down "$1")" "$3"
    } | put "$2/$(history_file "$1" "$3")"
    case $1 in
    golang-migrate | popx) say "$2/00000$3_t$3.down.sql" "DROP TABLE t$3;" ;;
    atlas) printf 'h1:\n' >"$2/atlas.sum" ;;
    prisma) say "$2/migration_lock.toml" 'provider = "sqlite"' ;;
    esac
}

# put_migrations TOOL DIR: three of them.
put_migrations() {
    local n
    for n in 1 2 3; do put_migration "$1" "$2" $n; done
    [ "$1" != drizzle ] || put "$2/meta/_journal.json" <<'JSON'
{"version": "7", "dialect": "sqlite", "entries": [
    {"idx": 0, "version": "7", "when": 1704067200001, "tag": "0001_t1", "breakpoints": true},
    {"idx": 1, "version": "7", "when": 1704067200002, "tag": "0002_t2", "breakpoints": true},
    {"idx": 2, "version": "7", "when": 1704067200003, "tag": "0003_t3", "breakpoints": true}]}
JSON
}

# history_ddl TOOL ENGINE: as the tool makes its table, and what it makes beside it.
history_ddl() {
    case $1:$2 in
    atlas:postgres)
        cat <<'SQL'
CREATE SCHEMA atlas_schema_revisions;
CREATE TABLE atlas_schema_revisions.atlas_schema_revisions (version character varying NOT NULL,
    description character varying NOT NULL, type bigint NOT NULL DEFAULT 2, applied bigint NOT NULL DEFAULT 0,
    total bigint NOT NULL DEFAULT 0, executed_at timestamp with time zone NOT NULL, execution_time bigint NOT NULL,
    error text NULL, error_stmt text NULL, hash character varying NOT NULL, partial_hashes jsonb NULL,
    operator_version character varying NOT NULL, PRIMARY KEY (version));
SQL
        ;;
    atlas:sqlite)
        cat <<'SQL'
CREATE TABLE atlas_schema_revisions (version text NOT NULL, description text NOT NULL, type integer NOT NULL DEFAULT 2,
    applied integer NOT NULL DEFAULT 0, total integer NOT NULL DEFAULT 0, executed_at datetime NOT NULL,
    execution_time integer NOT NULL, error text NULL, error_stmt text NULL, hash text NOT NULL,
    partial_hashes json NULL, operator_version text NOT NULL, PRIMARY KEY (version));
SQL
        ;;
    db-migrate:postgres) echo 'CREATE TABLE migrations (id SERIAL PRIMARY KEY, name VARCHAR(255) NOT NULL, run_on TIMESTAMP NOT NULL);' ;;
    db-migrate:sqlite) echo 'CREATE TABLE migrations (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name VARCHAR(255) NOT NULL, run_on DATETIME NOT NULL);' ;;
    dbmate:postgres) echo 'CREATE TABLE public.schema_migrations (version varchar PRIMARY KEY);' ;;
    dbmate:sqlite) echo 'CREATE TABLE IF NOT EXISTS "schema_migrations" (version varchar(128) PRIMARY KEY);' ;;
    diesel:*) echo 'CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);' ;;
    drizzle:postgres) echo 'CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint);' ;;
    drizzle:sqlite) echo 'CREATE TABLE __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric);' ;;
    flyway:postgres)
        cat <<'SQL'
CREATE TABLE public.flyway_schema_history (installed_rank INT NOT NULL, version VARCHAR(50),
    description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INTEGER,
    installed_by VARCHAR(100) NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT now(), execution_time INTEGER NOT NULL,
    success BOOLEAN NOT NULL);
ALTER TABLE public.flyway_schema_history ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history (success);
SQL
        ;;
    flyway:sqlite)
        cat <<'SQL'
CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL PRIMARY KEY, version VARCHAR(50),
    description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INT,
    installed_by VARCHAR(100) NOT NULL, installed_on TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    execution_time INT NOT NULL, success BOOLEAN NOT NULL);
CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success);
SQL
        ;;
    golang-migrate:postgres) echo 'CREATE TABLE public.schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);' ;;
    golang-migrate:sqlite) echo 'CREATE TABLE schema_migrations (version uint64, dirty bool); CREATE UNIQUE INDEX version_unique ON schema_migrations (version);' ;;
    goose:postgres)
        cat <<'SQL'
CREATE TABLE goose_db_version (id integer PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, version_id bigint NOT NULL,
    is_applied boolean NOT NULL, tstamp timestamp NOT NULL DEFAULT now());
INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true);
SQL
        ;;
    goose:sqlite)
        cat <<'SQL'
CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL,
    is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')));
INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1);
SQL
        ;;
    micrate:postgres) echo 'CREATE TABLE micrate_db_version (id serial NOT NULL, version_id bigint NOT NULL, is_applied boolean NOT NULL, tstamp timestamp NULL DEFAULT now(), PRIMARY KEY (id));' ;;
    micrate:sqlite) echo "CREATE TABLE micrate_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')));" ;;
    mybatis:*) echo 'CREATE TABLE changelog (id NUMERIC(20,0) NOT NULL PRIMARY KEY, applied_at VARCHAR(25) NOT NULL, description VARCHAR(255) NOT NULL);' ;;
    node-pg-migrate:postgres) echo 'CREATE TABLE public.pgmigrations (id SERIAL PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL);' ;;
    popx:*) echo 'CREATE TABLE schema_migration (version VARCHAR(48) NOT NULL, version_self INT NOT NULL DEFAULT 0); CREATE UNIQUE INDEX schema_migration_version_idx ON schema_migration (version);' ;;
    postgrator:postgres) echo 'CREATE TABLE schemaversion (version BIGINT PRIMARY KEY); INSERT INTO schemaversion (version) VALUES (0); ALTER TABLE schemaversion ADD COLUMN name TEXT; ALTER TABLE schemaversion ADD COLUMN md5 TEXT; ALTER TABLE schemaversion ADD COLUMN run_at TIMESTAMP WITH TIME ZONE;' ;;
    postgrator:sqlite) echo 'CREATE TABLE schemaversion (version INTEGER PRIMARY KEY); INSERT INTO schemaversion (version) VALUES (0); ALTER TABLE schemaversion ADD COLUMN name TEXT; ALTER TABLE schemaversion ADD COLUMN md5 TEXT; ALTER TABLE schemaversion ADD COLUMN run_at TIMESTAMP WITH TIME ZONE;' ;;
    prisma:postgres)
        cat <<'SQL'
CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0);
SQL
        ;;
    prisma:sqlite)
        cat <<'SQL'
CREATE TABLE "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME,
    "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME,
    "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0);
SQL
        ;;
    rambler:*) echo 'CREATE TABLE migrations (migration VARCHAR(255) NOT NULL);' ;;
    refinery:*) echo 'CREATE TABLE refinery_schema_history (version int4 PRIMARY KEY, name VARCHAR(255), applied_on VARCHAR(255), checksum VARCHAR(255));' ;;
    shmig:postgres) echo 'CREATE TABLE shmig_version (version int PRIMARY KEY, migrated_at timestamp NOT NULL DEFAULT (now() AT TIME ZONE '"'UTC'"'));' ;;
    shmig:sqlite) echo 'CREATE TABLE shmig_version (version int PRIMARY KEY, migrated_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);' ;;
    sql-migrate:postgres) echo 'CREATE TABLE "gorp_migrations" ("id" text NOT NULL PRIMARY KEY, "applied_at" timestamp with time zone);' ;;
    sql-migrate:sqlite) echo 'CREATE TABLE "gorp_migrations" ("id" varchar(255) NOT NULL PRIMARY KEY, "applied_at" datetime);' ;;
    sqlx:postgres)
        cat <<'SQL'
CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL,
    installed_on TIMESTAMPTZ NOT NULL DEFAULT now(), success BOOLEAN NOT NULL, checksum BYTEA NOT NULL,
    execution_time BIGINT NOT NULL);
SQL
        ;;
    sqlx:sqlite)
        cat <<'SQL'
CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL);
SQL
        ;;
    tern:postgres) echo 'CREATE TABLE public.schema_version (version int4 NOT NULL PRIMARY KEY); INSERT INTO public.schema_version (version) VALUES (0);' ;;
    yoyo:*)
        cat <<'SQL'
CREATE TABLE _yoyo_migration (migration_hash VARCHAR(64), migration_id VARCHAR(255), applied_at_utc TIMESTAMP, PRIMARY KEY (migration_hash));
CREATE TABLE _yoyo_log (id VARCHAR(36), migration_hash VARCHAR(64), migration_id VARCHAR(255), operation VARCHAR(10),
    username VARCHAR(255), hostname VARCHAR(255), comment VARCHAR(255), created_at_utc TIMESTAMP, PRIMARY KEY (id));
CREATE TABLE _yoyo_version (version INT NOT NULL PRIMARY KEY, installed_at_utc TIMESTAMP);
CREATE TABLE yoyo_lock (locked INT DEFAULT 1, ctime TIMESTAMP, pid INT NOT NULL, PRIMARY KEY (locked));
SQL
        ;;
    esac
}

# history_checksum TOOL DIR N: by other programs than the one that is tested.
history_checksum() {
    local file
    file=$2/$(history_file "$1" "$3")
    # shellcheck disable=SC2154  # repo: common.bash sets it
    case $1 in
    atlas)
        python3 - "$2" "$3" "$(for n in 1 2 3; do history_file atlas $n; done)" <<'PY'
import base64, hashlib, sys
h = hashlib.sha256()
for name in sys.argv[3].split()[:int(sys.argv[2])]:
    h.update(name.encode() + open(f'{sys.argv[1]}/{name}', 'rb').read())
print(base64.b64encode(h.digest()).decode())
PY
        ;;
    drizzle | prisma) sha256sum "$file" | cut -d ' ' -f 1 ;;
    flyway) tr -d '\n' <"$file" | python3 -c 'import sys, zlib; c = zlib.crc32(sys.stdin.buffer.read()); print(c - (c >> 31 << 32))' ;;
    postgrator) md5sum "$file" | cut -d ' ' -f 1 ;;
    refinery) "$repo/tests/lib/siphash13.py" "t$3" "$3" "$file" ;;
    sqlx) sha384sum "$file" | cut -d ' ' -f 1 ;;
    esac
}

# history_row TOOL ENGINE DIR N: the statement with which the tool records a migration.
history_row() {
    local sum bytes when="2024-02-01 00:00:0$4" yes=true
    sum=$(history_checksum "$1" "$3" "$4")
    bytes="decode('$sum', 'hex')"
    if [ "$2" = sqlite ]; then
        bytes="x'$sum'"
        yes=1
    fi
    case $1 in
    atlas) echo "INSERT INTO $([ "$2" = sqlite ] || echo atlas_schema_revisions.)atlas_schema_revisions VALUES ('2024010${4}000000', 't$4', 2, 2, 2, '$when', 1, '', '', '$sum', NULL, 'Atlas CLI v0.30');" ;;
    db-migrate) echo "INSERT INTO migrations (name, run_on) VALUES ('/2024010${4}000000-t$4', '$when');" ;;
    dbmate) echo "INSERT INTO schema_migrations (version) VALUES ('2024010${4}000000');" ;;
    diesel) echo "INSERT INTO __diesel_schema_migrations (version, run_on) VALUES ('2024010${4}000000', '$when');" ;;
    drizzle) echo "INSERT INTO $([ "$2" = sqlite ] || echo drizzle.)__drizzle_migrations (hash, created_at) VALUES ('$sum', 170406720000$4);" ;;
    flyway) echo "INSERT INTO flyway_schema_history VALUES ($4, '$4', 't$4', 'SQL', 'V$4__t$4.sql', $sum, 'me', '$when', 5, $yes);" ;;
    golang-migrate) echo "DELETE FROM schema_migrations; INSERT INTO schema_migrations VALUES ($4, $([ $yes = 1 ] && echo 0 || echo false));" ;;
    goose | micrate) echo "INSERT INTO ${1}_db_version (version_id, is_applied) VALUES (2024010${4}000000, $yes);" ;;
    mybatis) echo "INSERT INTO changelog VALUES (2024010${4}000000, '$when', 't$4');" ;;
    node-pg-migrate) echo "INSERT INTO pgmigrations (name, run_on) VALUES ('2024010${4}000000_t$4', '$when');" ;;
    popx) echo "INSERT INTO schema_migration (version) VALUES ('00000$4');" ;;
    postgrator) echo "INSERT INTO schemaversion VALUES ($4, 't$4', '$sum', '$when');" ;;
    prisma) echo "INSERT INTO _prisma_migrations VALUES ('id$4', '$sum', '$when', '2024010${4}000000_t$4', NULL, NULL, '$when', 1);" ;;
    rambler) echo "INSERT INTO migrations VALUES ('2024010${4}000000_t$4.sql');" ;;
    refinery) echo "INSERT INTO refinery_schema_history VALUES ($4, 't$4', '${when/ /T}Z', '$sum');" ;;
    shmig) echo "INSERT INTO shmig_version (version) VALUES (170406720$4);" ;;
    sql-migrate) echo "INSERT INTO gorp_migrations VALUES ('2024010${4}000000_t$4.sql', '$when');" ;;
    sqlx) echo "INSERT INTO _sqlx_migrations VALUES (2024010${4}000000, 't$4', '$when', $yes, $bytes, 5);" ;;
    tern) echo "UPDATE schema_version SET version = $4;" ;;
    yoyo) echo "INSERT INTO _yoyo_migration VALUES ('hash$4', '2024010${4}_01_abc-t$4', '$when');" ;;
    esac
}

# history_database TOOL ENGINE DIR N...: the SQL of a database that has run these migrations.
history_database() {
    local tool=$1 engine=$2 dir=$3 n
    shift 3
    history_ddl "$tool" "$engine"
    for n; do
        history_made "$n"
        history_row "$tool" "$engine" "$dir" "$n"
    done
}

# Tools whose migrations are programs: the file, the table, the row of one.
program_tools() { printf '%s\n' alembic knex rails sequelize; }

program_file() {
    case $1 in
    alembic) echo "00000000000${2}_t$2.py" ;;
    knex) echo "2024010${2}000000_t$2.js" ;;
    rails) echo "2024010${2}000000_create_t$2.rb" ;;
    sequelize) echo "2024010${2}000000-t$2.js" ;;
    esac
}

# put_program TOOL DIR N
put_program() {
    case $1 in
    # its names have no order: the first is the last in theirs
    alembic) put "$2/$(program_file "$1" "$3")" <<PY
revision: str = '$(program_file alembic "$3" | cut -d _ -f 1)'
down_revision: Union[str, Sequence[str], None] = $([ "$3" = 3 ] && echo None || echo "'00000000000$(($3 + 1))'")
depends_on = None
PY
        ;;
    *) say "$2/$(program_file "$1" "$3")" '// a program' ;;
    esac
}

program_ddl() {
    case $1:$2 in
    alembic:*) echo 'CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));' ;;
    knex:postgres) echo 'CREATE TABLE knex_migrations (id serial PRIMARY KEY, name varchar(255), batch integer, migration_time timestamptz);
        CREATE TABLE knex_migrations_lock (index serial PRIMARY KEY, is_locked integer); INSERT INTO knex_migrations_lock (is_locked) VALUES (0);' ;;
    knex:sqlite) echo 'CREATE TABLE knex_migrations (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, name varchar(255), batch integer, migration_time datetime);
        CREATE TABLE knex_migrations_lock ("index" integer NOT NULL PRIMARY KEY AUTOINCREMENT, is_locked integer); INSERT INTO knex_migrations_lock (is_locked) VALUES (0);' ;;
    rails:postgres) echo 'CREATE TABLE public.schema_migrations (version character varying NOT NULL PRIMARY KEY);
        CREATE TABLE public.ar_internal_metadata (key character varying NOT NULL PRIMARY KEY, value character varying,
        created_at timestamp(6) without time zone NOT NULL, updated_at timestamp(6) without time zone NOT NULL);' ;;
    rails:sqlite) echo 'CREATE TABLE "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);
        CREATE TABLE "ar_internal_metadata" ("key" varchar NOT NULL PRIMARY KEY, "value" varchar, "created_at" datetime(6) NOT NULL, "updated_at" datetime(6) NOT NULL);' ;;
    sequelize:*) echo 'CREATE TABLE "SequelizeMeta" (name VARCHAR(255) NOT NULL UNIQUE PRIMARY KEY);' ;;
    esac
}

program_row() {
    case $1 in
    alembic) echo "DELETE FROM alembic_version; INSERT INTO alembic_version VALUES ('00000000000$2');" ;;
    knex) echo "INSERT INTO knex_migrations (name, batch, migration_time) VALUES ('$(program_file knex "$2")', 1, '2024-02-01');" ;;
    rails) echo "INSERT INTO schema_migrations VALUES ('2024010${2}000000');" ;;
    sequelize) echo "INSERT INTO \"SequelizeMeta\" VALUES ('$(program_file sequelize "$2")');" ;;
    esac
}
