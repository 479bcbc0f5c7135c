#include "apply/tool_tables.h"

#include <ctype.h>
#include <regex.h>
#include <string.h>

#include "apply/script.h"
#include "base/files.h"
#include "base/mem.h"

/* schema_migrations is dbmate's and golang-migrate's: it has the columns of both. */
static const struct {
    const char *name, *columns;
} tables[] = {
    {"_sqlx_migrations", "version bigint PRIMARY KEY, description text NOT NULL, installed_on timestamp NOT NULL "
                         "DEFAULT CURRENT_TIMESTAMP, success boolean NOT NULL, checksum text NOT NULL, "
                         "execution_time bigint NOT NULL"},
    {"__diesel_schema_migrations",
     "version varchar(50) PRIMARY KEY NOT NULL, run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP"},
    {"_prisma_migrations", "id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL, finished_at timestamp, "
                           "migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamp, started_at "
                           "timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, applied_steps_count integer NOT NULL "
                           "DEFAULT 0"},
    {"flyway_schema_history", "installed_rank integer PRIMARY KEY NOT NULL, version varchar(50), description "
                              "varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL, "
                              "checksum integer, installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL "
                              "DEFAULT CURRENT_TIMESTAMP, execution_time integer NOT NULL, success boolean NOT NULL"},
    {"goose_db_version", "id integer PRIMARY KEY NOT NULL, version_id bigint NOT NULL, is_applied boolean NOT NULL, "
                         "tstamp timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP"},
    {"gorp_migrations", "id text PRIMARY KEY NOT NULL, applied_at timestamp"},
    {"refinery_schema_history", "version integer PRIMARY KEY NOT NULL, name varchar(255), applied_on varchar(255), "
                                "checksum varchar(255)"},
    {"schema_migrations", "version varchar(255) PRIMARY KEY NOT NULL, dirty boolean"},
    {"micrate_db_version", "id integer PRIMARY KEY NOT NULL, version_id bigint NOT NULL, is_applied boolean NOT NULL, "
                           "tstamp timestamp DEFAULT CURRENT_TIMESTAMP"},
    {"shmig_version", "version integer PRIMARY KEY NOT NULL, migrated_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP"},
    {"pgmigrations", "id integer PRIMARY KEY NOT NULL, name varchar(255) NOT NULL, run_on timestamp NOT NULL"},
};
enum { N_TABLES = sizeof(tables) / sizeof(*tables) };

static bool is_of_word(char c)
{
    return c == '_' || isalnum((unsigned char)c);
}

static bool names(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = strstr(text, name); at; at = strstr(at + 1, name))
        if ((at == text || !is_of_word(at[-1])) && !is_of_word(at[n]))
            return true;
    return false;
}

/* CREATE TABLE IF NOT EXISTS public."name" */
static bool makes(const char *text, const char *name, void *ctx)
{
    regex_t regex;
    const char *pattern = mem_printf(ctx,
                                     "create[[:space:]]+table[[:space:]]+(if[[:space:]]+not[[:space:]]+exists"
                                     "[[:space:]]+)?(\"?public\"?[.])?[\"`]?%s[^a-z0-9_]",
                                     name);
    if (regcomp(&regex, pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0)
        return false;
    bool found = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return found;
}

static void note(const char *text, bool named[N_TABLES], bool made[N_TABLES], void *ctx)
{
    for (int i = 0; i < N_TABLES; i++) {
        if (!names(text, tables[i].name))
            continue;
        named[i] = true;
        made[i] |= makes(text, tables[i].name, ctx);
    }
}

static bool make(struct connection *connection, int table, void *ctx, struct diags *diags)
{
    struct sql_failure failure = {0};
    const char *sql = mem_printf(ctx, "CREATE TABLE %s (%s)", tables[table].name, tables[table].columns);
    if (connection_run(connection, sql, ctx, &failure))
        return true;
    report_failure(diags, connection_engine(connection), "cannot make the table of the migration tool", &failure);
    return false;
}

bool tool_tables_make(struct connection *connection, const struct plan *plan, struct diags *diags)
{
    void *ctx = mem_root("tool_tables_make");
    bool named[N_TABLES] = {false}, made[N_TABLES] = {false}, ok = true;
    for (size_t i = 0; i < plan->n_steps; i++) {
        size_t size;
        /* What cannot be read is reported where it is to run. */
        char *text = plan->steps[i].migrations ? file_read(ctx, plan->steps[i].root, plan->steps[i].path, &size) : NULL;
        if (text)
            note(text, named, made, ctx);
        mem_free(text);
    }
    for (int i = 0; ok && i < N_TABLES; i++)
        if (named[i] && !made[i])
            ok = make(connection, i, ctx, diags);
    mem_free(ctx);
    return ok;
}
