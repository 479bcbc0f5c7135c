/* yoyo: https://ollycope.com/software/yoyo/latest, as of 9. */
#include <string.h>

#include "schema/migration_tool.h"

static const char digits[] = "0123456789";

/* It counts the migrations of a day: 20240131_02_rooms. */
static bool counts_days(const char *name)
{
    size_t day = strlen("YYYYMMDD");
    const char *rest = name + strspn(name, digits);
    return strspn(name, digits) == day && *rest == '_' && strspn(rest + 1, digits) == 2 && rest[3] == '_';
}

static bool read_day(void *ctx, const char *name, struct migration_name *read)
{
    (void)ctx;
    return migration_name_part(migration_name_part(name, read) + 1, read) != NULL;
}

static const struct tool_sign signs[] = {{"-- depends: ", SIGN_FIRST}, {NULL, SIGN_FIRST}};
static const char *const down_endings[] = {".rollback.sql", NULL};

static const char *const tables[] = {"_yoyo_log", "_yoyo_version", "yoyo_lock", NULL};

static const struct history_column columns[] = {{"migration_hash", "varchar(64) PRIMARY KEY", true},
                                                {"migration_id", "varchar(255)", false},
                                                {"applied_at_utc", "timestamp", false},
                                                {NULL, NULL, false}};

const struct migration_tool tool_yoyo = {
    .name = "yoyo",
    .signs = signs,
    .has_form = counts_days,
    .read_name = read_day,
    .down_endings = down_endings,
    .comment_alone = "transactional: false",
    .history = {.table = "_yoyo_migration",
                .columns = columns,
                .version = "migration_id",
                .key = HISTORY_STEM,
                .order = "applied_at_utc",
                .beside = tables},
};
