#include "apply/tool_history.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "apply/script.h"
#include "base/checksum.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/quoted.h"

/* 2000-01-01 00:00:00 UTC, from which the ranks of migrations count as seconds. */
static const time_t epoch = 946684800;

/* One migration, of which a row is written. */
struct record {
    void *ctx;
    const struct tool_history *how;
    enum engine engine;
    const struct migration *migration;
    struct history_file file;
    size_t rank; /* its place in the order in which they run, from 1 */
};

/* "rooms" of 7_rooms.sql, V7__rooms.sql, 7_rooms.up.sql. */
static char *name_of(const struct record *r)
{
    const char *entry = base_name(r->file.entry), *from = strchr(entry, '_');
    from = from ? from + 1 + (from[1] == '_' && isalpha((unsigned char)*entry)) : entry;
    char *name = mem_strdup(r->ctx, from);
    static const char *const endings[] = {".sql", ".up"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (has_ending(name, endings[i]))
            name[strlen(name) - strlen(endings[i])] = '\0';
    return name;
}

static char *with_blanks(char *text)
{
    for (char *c = text; (c = strchr(c, '_'));)
        *c = ' ';
    return text;
}

/* ---- what a row holds, by its name in the template ---- */

static bool print_digits(FILE *out, const struct record *r)
{
    const char *entry = base_name(r->file.entry);
    size_t n = strspn(entry, "0123456789");
    print_quoted(out, entry, n);
    return n > 0;
}

/* 2024-01-31-120000 is 20240131120000. */
static bool print_joined(FILE *out, const struct record *r)
{
    const char *entry = base_name(r->file.entry);
    char *joined = mem_strdup(r->ctx, entry), *to = joined;
    for (size_t i = 0, n = strcspn(entry, "_"); i < n; i++)
        if (entry[i] != '-')
            *to++ = entry[i];
    print_quoted(out, joined, (size_t)(to - joined));
    return to > joined;
}

/* Larger than the columns and the variables of tools that count in 64 bits, of which one is the sign. */
static bool is_too_large(const struct migration_name *number)
{
    static const char most[] = "9223372036854775807";
    size_t n = number->n_parts == 1 ? number->parts[0].n : 0;
    return n > strlen(most) || (n == strlen(most) && strncmp(number->parts[0].digits, most, n) > 0);
}

static bool print_integer(FILE *out, const struct record *r)
{
    const struct migration_name *number = &r->migration->number;
    if (number->n_parts != 1 || is_too_large(number))
        return false;
    if (number->parts[0].n == 0)
        putc('0', out);
    else
        fwrite(number->parts[0].digits, 1, number->parts[0].n, out);
    return true;
}

/* "1.10" of V1_10__rooms.sql; of what is repeated none. */
static bool print_version(FILE *out, const struct record *r)
{
    const char *entry = base_name(r->file.entry), *end = strstr(entry, "__");
    if (r->migration->number.role == MIGRATION_REPEATED || !end) {
        fputs("NULL", out);
        return end != NULL;
    }
    char *version = mem_strndup(r->ctx, entry + 1, (size_t)(end - entry) - 1);
    for (char *c = version; (c = strchr(c, '_'));)
        *c = '.';
    print_quoted(out, version, strlen(version));
    return true;
}

static bool print_kind(FILE *out, const struct record *r)
{
    fputs(r->migration->number.role == MIGRATION_BASELINE ? "'SQL_BASELINE'" : "'SQL'", out);
    return true;
}

static bool print_name(FILE *out, const struct record *r)
{
    const char *name = name_of(r);
    print_quoted(out, name, strlen(name));
    return true;
}

static bool print_description(FILE *out, const struct record *r)
{
    const char *text = with_blanks(name_of(r));
    print_quoted(out, text, strlen(text));
    return true;
}

static bool print_entry(FILE *out, const struct record *r)
{
    print_quoted(out, r->file.entry, strlen(r->file.entry));
    return true;
}

static bool print_stem(FILE *out, const struct record *r)
{
    const char *entry = base_name(r->file.entry);
    print_quoted(out, entry, strlen(entry) - (has_ending(entry, ".sql") ? 4 : 0));
    return true;
}

static bool print_checksum(FILE *out, const struct record *r)
{
    print_quoted(out, r->file.checksum, strlen(r->file.checksum));
    return true;
}

static bool print_bytes(FILE *out, const struct record *r)
{
    fprintf(out, r->engine == ENGINE_POSTGRES ? "'\\x%s'" : "X'%s'", r->file.checksum);
    return true;
}

static bool print_sum(FILE *out, const struct record *r)
{
    const char *sum = r->how->sum(r->ctx, &r->file, 0, NULL);
    if (sum)
        print_quoted(out, sum, strlen(sum));
    return sum != NULL;
}

/* Of each name another, and always the same. */
static bool print_uuid(FILE *out, const struct record *r)
{
    char *hex = checksum_hex(r->ctx, "sha256", r->file.entry, strlen(r->file.entry));
    fprintf(out, "'%.8s-%.4s-4%.3s-8%.3s-%.12s'", hex, hex + 8, hex + 12, hex + 15, hex + 18);
    return true;
}

static void print_moment(FILE *out, const struct record *r, const char *format)
{
    char text[40];
    struct tm tm;
    time_t at = epoch + (time_t)r->rank;
    strftime(text, sizeof text, format, gmtime_r(&at, &tm));
    fprintf(out, "'%s'", text);
}

static bool print_time(FILE *out, const struct record *r)
{
    print_moment(out, r, "%Y-%m-%d %H:%M:%S");
    return true;
}

static bool print_zoned(FILE *out, const struct record *r)
{
    print_moment(out, r, "%Y-%m-%dT%H:%M:%SZ");
    return true;
}

/* Prisma keeps milliseconds on SQLite. */
static bool print_instant(FILE *out, const struct record *r)
{
    if (r->engine == ENGINE_POSTGRES)
        return print_zoned(out, r);
    fprintf(out, "%lld", ((long long)epoch + (long long)r->rank) * 1000);
    return true;
}

static bool print_rank(FILE *out, const struct record *r)
{
    fprintf(out, "%zu", r->rank);
    return true;
}

/* How the placeholders of templates are printed (struct tool_history); false: it cannot be known. */
static const struct {
    const char *name;
    bool (*print)(FILE *out, const struct record *r);
} placeholders[] = {
    {"digits", print_digits},
    {"joined", print_joined},
    {"integer", print_integer},
    {"version", print_version},
    {"kind", print_kind},
    {"name", print_name},
    {"description", print_description},
    {"entry", print_entry},
    {"stem", print_stem},
    {"checksum", print_checksum},
    {"bytes", print_bytes},
    {"sum", print_sum},
    {"uuid", print_uuid},
    {"time", print_time},
    {"zoned", print_zoned},
    {"instant", print_instant},
    {"rank", print_rank},
};

static bool print_placeholder(FILE *out, const char *name, size_t n, const struct record *r)
{
    for (size_t i = 0; i < sizeof placeholders / sizeof *placeholders; i++)
        if (strlen(placeholders[i].name) == n && strncmp(placeholders[i].name, name, n) == 0)
            return placeholders[i].print(out, r);
    return false;
}

static bool print_row(FILE *out, const struct record *r)
{
    bool ok = true;
    if (r->how->key == HISTORY_NEWEST)
        fprintf(out, "DELETE FROM \"%s\"; ", r->how->table);
    fprintf(out, "INSERT INTO \"%s\" ", r->how->table);
    for (const char *c = r->how->row; *c; c++) {
        size_t n = *c == '{' ? strcspn(c, "}") : 0;
        if (n == 0)
            putc(*c, out);
        else
            ok = print_placeholder(out, c + 1, n - 1, r) && ok;
        c += n;
    }
    return ok;
}

bool tool_history_is_wanted(const struct plan *plan)
{
    const struct migrations *m = plan->steps[plan->n_steps - 1].migrations;
    return m && m->request.with_history;
}

static char *known_tools(void *ctx, enum engine engine)
{
    struct text t;
    const char *separator = "";
    text_open(&t);
    for (size_t i = 0; migration_tools[i]; i++)
        if (migration_tools[i]->history.made[engine]) {
            fprintf(t.out, "%s%s", separator, migration_tools[i]->name);
            separator = ", ";
        }
    return text_close(&t, ctx);
}

bool tool_history_is_known(const struct migrations *migrations, enum engine engine, struct diags *diags)
{
    const struct migration_tool *tool = migrations->request.tool;
    if (tool && tool->history.made[engine])
        return true;
    struct diag *e = !tool || tool == &tool_unknown
                         ? diag_error(diags, "--with-history: nothing says which tool these migrations are kept for")
                         : diag_error(diags, "--with-history: what %s keeps on %s is not known here", tool->name,
                                      engine_name(engine));
    diag_hint(diags, e, "--migration-tool names one of %s", known_tools(diags->ctx, engine));
    return false;
}

static bool run(struct connection *connection, const char *sql, const char *what, void *ctx, struct diags *diags)
{
    struct sql_failure failure = {0};
    if (connection_run(connection, sql, ctx, &failure))
        return true;
    report_failure(diags, connection_engine(connection), what, &failure);
    return false;
}

bool tool_history_make(struct connection *connection, const struct plan *plan, struct diags *diags)
{
    const struct tool_history *how = &plan->steps[plan->n_steps - 1].migrations->request.tool->history;
    void *ctx = mem_root("tool_history_make");
    bool ok = run(connection, how->made[plan->engine], "cannot make the table of the migration tool", ctx, diags);
    mem_free(ctx);
    return ok;
}

static bool read_file(struct record *r, const struct step *step, struct diags *diags)
{
    r->file = (struct history_file){.entry = r->migration->entry, .path = step->path};
    if (!r->how->checksum)
        return true;
    r->file.text = file_read(r->ctx, step->root, step->path, &r->file.size);
    if (!r->file.text) {
        diag_error(diags, "cannot be read")->file = mem_strdup(diags->ctx, step->path);
        return false;
    }
    if (r->how->algorithm)
        r->file.checksum = checksum_hex(r->ctx, r->how->algorithm, r->file.text, r->file.size);
    return true;
}

static bool record(struct connection *connection, struct record *r, const struct step *step, struct diags *diags)
{
    struct text t;
    size_t before = diags->n;
    if (!read_file(r, step, diags))
        return false;
    text_open(&t);
    bool known = print_row(t.out, r);
    char *sql = text_close(&t, r->ctx);
    if (!known && strstr(r->how->row, "{integer}") && is_too_large(&r->migration->number))
        diag_error(diags, "--with-history: its number is larger than the tool's table can hold");
    else if (!known)
        diag_error(diags, "--with-history: what its tool records of this migration cannot be known");
    bool ok = known && run(connection, sql, "cannot record the migration in its tool's table", r->ctx, diags);
    if (!ok && diags->n > before)
        diags->items[before].file = mem_strdup(diags->ctx, step->path);
    return ok;
}

bool tool_history_record(struct connection *connection, const struct plan *plan, size_t at, struct diags *diags)
{
    const struct step *step = &plan->steps[at];
    if (step->kind != STEP_DELTA || !step->migrations || !step->path)
        return true;
    struct record r = {.ctx = mem_root("tool_history_record"),
                       .how = &step->migrations->request.tool->history,
                       .engine = plan->engine,
                       .rank = at};
    for (size_t i = 0; i < step->migrations->n && !r.migration; i++)
        if (strcmp(step->migrations->items[i].name, step->name) == 0)
            r.migration = &step->migrations->items[i];
    bool ok = !r.migration || record(connection, &r, step, diags);
    mem_free(r.ctx);
    return ok;
}
