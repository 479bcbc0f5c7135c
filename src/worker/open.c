#include "base/mem.h"
#include "worker/worker.h"

/* For how long a lock of somebody else's is waited for. */
enum { BUSY_MS = 5000 };

/* How a file is opened: what is added to its name, and what runs before anything else. */
struct way {
    const char *parameters, *before;
};

static const struct way ways[OPEN_KINDS] = {
    [OPEN_WITH_LOCKS] = {"mode=ro", NULL},
    [OPEN_IMMUTABLE] = {"mode=ro&immutable=1", NULL},
    [OPEN_SHARED] = {"mode=ro&readonly_shm=1", NULL},
    [OPEN_IN_MEMORY_INDEX] = {"mode=ro&vfs=unix-none", "PRAGMA main.locking_mode = EXCLUSIVE"},
    [OPEN_A_COPY] = {"mode=rw", NULL},
    /* Where it is in WAL mode it has no -shm, and no one else either. Nothing reaches the file before the commit. */
    [OPEN_TO_FILL] = {"mode=rw", "PRAGMA main.locking_mode = EXCLUSIVE; PRAGMA cache_spill = OFF"},
};

static int open_memory(struct session *s)
{
    return sqlite3_open_v2(":memory:", &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
}

static int open_given(struct session *s, enum opening opening, void *ctx)
{
    bool writes = opening == OPEN_A_COPY || opening == OPEN_TO_FILL;
    int flags = SQLITE_OPEN_URI | (writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    char *uri = mem_printf(ctx, "file:%s?%s", given_name, ways[opening].parameters);
    return sqlite3_open_v2(uri, &s->db, flags, NULL);
}

/* One state of the file is held until the end; one that is filled gets its transaction from the tool. */
static int prepare_given(struct session *s, enum opening opening)
{
    sqlite3_busy_timeout(s->db, BUSY_MS);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    int code = ways[opening].before ? sqlite3_exec(s->db, ways[opening].before, NULL, NULL, NULL) : SQLITE_OK;
    code = code == SQLITE_OK ? sqlite3_exec(s->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL) : code;
    code = code == SQLITE_OK && opening != OPEN_TO_FILL ? sqlite3_exec(s->db, "BEGIN", NULL, NULL, NULL) : code;
    return code == SQLITE_OK ? sqlite3_exec(s->db, "SELECT count(*) FROM main.sqlite_master", NULL, NULL, NULL) : code;
}

static int try(struct session *s, enum opening opening, void *ctx)
{
    sqlite3_close(s->db);
    s->db = NULL;
    int code = opening == OPEN_MEMORY ? open_memory(s) : open_given(s, opening, ctx);
    if (code != SQLITE_OK)
        return code;
    sqlite3_extended_result_codes(s->db, 1);
    code = guard_install(&s->guard, s->db, s->ctx);
    if (code != SQLITE_OK || opening == OPEN_MEMORY)
        return code;
    s->guard.trusted = true; /* nothing but the tool's own queries */
    return prepare_given(s, opening);
}

/* The -shm is there but nobody keeps it up, or we may not open it. */
static bool shm_is_useless(int code)
{
    return code == SQLITE_READONLY_CANTINIT || code == SQLITE_READONLY_RECOVERY || (code & 0xFF) == SQLITE_CANTOPEN;
}

bool session_open(struct session *s, enum opening *opening, void *ctx, struct failure *failure)
{
    int code = try(s, *opening, ctx);
    if (*opening == OPEN_SHARED && shm_is_useless(code)) {
        *opening = OPEN_IN_MEMORY_INDEX;
        code = try(s, *opening, ctx);
    }
    /* Only that file tells whether the transaction is to be rolled back. */
    if (*opening == OPEN_A_COPY && files_another())
        return failure_of_message(failure,
                                  "its journal is of an unfinished transaction over several databases; open it "
                                  "with its application, which finishes that");
    if (code == SQLITE_OK)
        return (*opening != OPEN_MEMORY && *opening != OPEN_TO_FILL) || session_reset(s, 0, ctx, failure);
    failure_of_library(failure, s, 0, ctx);
    if (code == SQLITE_READONLY_ROLLBACK)
        failure->failing = FAILING_JOURNAL;
    return false;
}
