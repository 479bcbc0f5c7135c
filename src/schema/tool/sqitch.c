/* Sqitch: lib/App/Sqitch/Plan.pm, Plan/Change.pm and Engine/pg.sql of https://github.com/sqitchers/sqitch, as of 1.6.
 */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_files.h"
#include "schema/migration_tool.h"

extern const struct migration_tool tool_sqitch;

static const char plan_name[] = "sqitch.plan", deploy[] = "deploy";

/* `rooms [deps] 2024-01-31T12:00:00Z Me <me@example.org> # note`; `@v1 ...` is a tag, `%` and `#` are neither. */
static char *word_of(void *ctx, const char *line, char *kind)
{
    line += strspn(line, " \t");
    *kind = *line == '@' ? '@' : 'c';
    if (!*line || strchr("%#\r\n", *line))
        return NULL;
    line += strspn(line, "+ \t");
    return mem_strndup(ctx, line, strcspn(line, " \t\r\n"));
}

static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return line + (*line == '\n');
}

/* A change that is made again later has its first file under the name of a tag in between. */
static char *file_of(struct migration_search *s, const char *line, const char *change)
{
    char kind, *word, *file = NULL;
    for (line = next_line(line); *line; line = next_line(line)) {
        word = word_of(s->ctx, line, &kind);
        enum path_kind there;
        char *tagged = word && kind == '@' ? mem_printf(s->ctx, "%s/%s%s.sql", deploy, change, word) : NULL;
        if (tagged &&
            (!file || !path_look(s->root, path_join(s->ctx, s->dir, file), &there, s->diags) || there != PATH_FILE))
            file = tagged;
        if (word && kind == 'c' && strcmp(word, change) == 0 && file)
            return file;
    }
    return mem_printf(s->ctx, "%s/%s.sql", deploy, change);
}

static void add_changes(struct migration_search *s, const char *plan)
{
    size_t place = 0;
    for (const char *line = plan; *line; line = next_line(line)) {
        char kind, *change = word_of(s->ctx, line, &kind);
        if (!change || kind != 'c')
            continue;
        const char *digits = mem_printf(s->ctx, "%zu", ++place);
        const char *path = file_of(s, line, change);
        const struct migration_file file = {.entry = path,
                                            .path = path,
                                            .directory_of = &tool_sqitch,
                                            .name = {.parts = {{digits, strlen(digits)}}, .n_parts = 1}};
        migration_files_add(s, &file);
    }
}

/* Beside sqitch.plan, which names all that is run: revert/, verify/ and whatever else a project holds are not. */
static bool add_directory(struct migration_search *s, const char *entry)
{
    char *plan = NULL;
    if (!file_read_text_if_any(s->ctx, s->root, path_join(s->ctx, s->dir, plan_name), &plan, s->diags) || !plan)
        return false;
    if (strcmp(entry, deploy) == 0)
        add_changes(s, plan);
    return true;
}

/* deploy/rooms.sql and deploy/rooms@v1.sql: rooms. */
static char *change_of(void *ctx, const char *entry)
{
    const char *name = entry + strlen(deploy) + 1;
    size_t n = strlen(name) - strlen(".sql");
    const char *tag = memchr(name, '@', n);
    return mem_strndup(ctx, name, tag ? (size_t)(tag - name) : n);
}

/* A change that is made again has several rows of its name: there the checksum says which. */
static bool read_keys(void *ctx, const struct root *root, struct history_file *files, size_t n, struct diags *diags)
{
    (void)root;
    (void)diags;
    const char **names = mem_array(ctx, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = change_of(ctx, files[i].entry);
    for (size_t i = 0; i < n; i++) {
        size_t same = 0;
        for (size_t k = 0; k < n; k++)
            same += strcmp(names[i], names[k]) == 0;
        files[i].key = same == 1 ? names[i] : NULL;
    }
    return true;
}

static const char *const tables[] = {"releases", "projects", "tags", "dependencies", "events", NULL};

static const struct history_column columns[] = {{"change_id", "varchar(64) PRIMARY KEY", true},
                                                {"script_hash", "varchar(64)", false},
                                                {"change", "varchar(255)", true},
                                                {"project", "varchar(255)", true},
                                                {"committed_at", "timestamp", true},
                                                {NULL, NULL, false}};

/* Its scripts begin and end their transactions. On SQLite its tables are in a file of their own. */
const struct migration_tool tool_sqitch = {
    .name = "sqitch",
    .session = SESSION_NEW,
    .adds_with = "sqitch add",
    .add_directory = add_directory,
    .transaction = TRANSACTION_NONE,
    .history = {.table = "changes",
                .schema = "sqitch",
                .columns = columns,
                .version = "change",
                .key = HISTORY_OTHER,
                .order = "committed_at",
                .beside = tables,
                .checksum = "script_hash",
                .algorithm = "sha1",
                .common_name = true,
                .read_keys = read_keys},
};
