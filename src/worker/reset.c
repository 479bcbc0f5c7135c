/* A session as it was when it was opened. */
#include "base/mem.h"
#include "worker/worker.h"

/* What a session may have changed and RESET would bring back, if SQLite had it. */
static const char settings[] = "PRAGMA writable_schema = RESET;"
                               "PRAGMA foreign_keys = ON;"
                               "PRAGMA ignore_check_constraints = OFF;"
                               "PRAGMA legacy_alter_table = OFF;"
                               "PRAGMA recursive_triggers = OFF;"
                               "PRAGMA reverse_unordered_selects = OFF;"
                               "PRAGMA query_only = OFF;"
                               "PRAGMA full_column_names = OFF;"
                               "PRAGMA short_column_names = ON;"
                               "PRAGMA count_changes = OFF;"
                               "PRAGMA empty_result_callbacks = OFF;"
                               "PRAGMA trusted_schema = ON;"
                               "PRAGMA temp_store = MEMORY;";

/*
 * It makes LIKE anew, which is not deterministic from then on, so that no generated column, index or partial index may
 * call it. So a session in which nobody set it is left alone.
 */
static const char like[] = "PRAGMA case_sensitive_like = OFF;";

static const char temporary_objects[] =
    "SELECT 'DROP ' || type || ' IF EXISTS temp.\"' || replace(name, '\"', '\"\"') || '\"'"
    " FROM sqlite_temp_master WHERE type IN ('trigger', 'view', 'table') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " ORDER BY type = 'table', type = 'view', sql NOT LIKE 'CREATE VIRTUAL%'";

/* The statements that drop them, read to the end before the first runs. */
static int temporary_drops(struct session *s, void *ctx, char **drops)
{
    sqlite3_stmt *statement = NULL;
    struct text t;
    text_open(&t);
    int code = sqlite3_prepare_v2(s->db, temporary_objects, -1, &statement, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        fprintf(t.out, "%s;", (const char *)sqlite3_column_text(statement, 0));
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    *drops = text_close(&t, ctx);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

bool session_reset(struct session *s, uint32_t timeout, void *ctx, struct failure *failure)
{
    char *drops = NULL;
    script_end(s);
    guard_begin(&s->guard, timeout);
    s->guard.trusted = true;
    int code = sqlite3_exec(s->db, settings, NULL, NULL, NULL);
    if (code == SQLITE_OK && s->guard.like_is_set)
        code = sqlite3_exec(s->db, like, NULL, NULL, NULL);
    s->guard.trusted = false;
    code = code == SQLITE_OK ? guard_defend(&s->guard, true) : code;
    code = code == SQLITE_OK ? temporary_drops(s, ctx, &drops) : code;
    code = code == SQLITE_OK ? sqlite3_exec(s->db, drops, NULL, NULL, NULL) : code;
    return code == SQLITE_OK || failure_of_library(failure, s, 0, ctx);
}
