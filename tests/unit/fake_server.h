/*
 * A server that answers as it likes: what a cell of each form may be, what the questions of reading a catalog get, and
 * one wrong cell or chance among it.
 */
#ifndef FAKE_SERVER_H
#define FAKE_SERVER_H

#include "support.h"

#include "catalog/read.h"
#include "emit/snapshot.h"
#include "engine/answer.h"
#include "engine/private.h"
#include "kind/kind.h"
#include "kind/postgres/described.h"

enum { VERSION = 180000, IDENTITY = 6, MOST_KINDS = 128 };

/* How a fake server answers: of one kind's query one cell is wrong, or all of it is chance. */
struct fake {
    struct connection base;
    struct server server;
    const struct kind *kind; /* whose answer has the wrong cell; NULL: chance decides */
    int column;
    struct cell wrong;
    bool asked; /* for that answer */
    unsigned seed;
};

static unsigned chance(struct fake *f, unsigned n)
{
    f->seed = f->seed * 1103515245U + 12345U;
    return (f->seed >> 8) % n;
}

static struct cell text_cell(const char *text)
{
    return text ? (struct cell){CELL_TEXT, text, strlen(text)} : (struct cell){.type = CELL_NULL};
}

static const char *const identity[IDENTITY] = {"class_id", "object_id", "sub_id", "schema", "relation", "name"};
static const int identity_forms[IDENTITY] = {ANSWER_OID,  ANSWER_OID,  ANSWER_NUMBER,
                                             ANSWER_TEXT, ANSWER_TEXT, ANSWER_TEXT};

static int form_of(const struct kind *kind, int column)
{
    if (column < IDENTITY)
        return identity_forms[column];
    int field = column - IDENTITY;
    if (field >= kind->n_fields)
        return kind->beside[field - kind->n_fields].form;
    return kind->forms ? kind->forms[field] : ANSWER_ANY;
}

static const char *column_name(const struct kind *kind, int column)
{
    int field = column - IDENTITY;
    return field < 0                ? identity[column]
           : field < kind->n_fields ? kind->fields[field]
                                    : kind->beside[field - kind->n_fields].name;
}

/* What cells may be, by their forms. */
static const char *const numbers[] = {"1", "2", "0", "-1", "2147483647"};
static const char *const oids[] = {"1259", "1", "0", "4294967295"};
static const char *const lists[] = {"{public,a}",
                                    "{}",
                                    "{a}",
                                    "{a,b,c}",
                                    "{{public,a},{public,b}}",
                                    "{\"a b\",\"\\\"\"}",
                                    "{bigint,1,1,1,9223372036854775807,1,f}",
                                    "{a=b}",
                                    "{=}",
                                    "{\"\"}",
                                    "{{1,100}}"};
static const char *const gappy[] = {"{a,NULL}", "{NULL,NULL}", "{NULL}", "{a,b,NULL,c}"};
static const char *const texts[] = {"public",
                                    "a",
                                    "b",
                                    "",
                                    "t",
                                    "n",
                                    "u",
                                    "table",
                                    "last",
                                    "type",
                                    "p",
                                    "s",
                                    "TABLE",
                                    "CHECK ((a > 0))",
                                    "PRIMARY KEY (a)",
                                    "integer",
                                    "CREATE INDEX a ON public.a USING btree (a)",
                                    "SELECT 1 AS a",
                                    " SELECT a.a FROM a;",
                                    "(a > 0)",
                                    "'",
                                    "\"",
                                    "$$",
                                    "1",
                                    "-5",
                                    "((((",
                                    "CREATE TRIGGER a BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
                                    "CREATE RULE a AS ON INSERT TO a DO INSTEAD NOTHING",
                                    "a integer, OUT b text",
                                    "FOREIGN KEY (a) REFERENCES b(a)",
                                    "FOR VALUES IN (1)",
                                    "LIST (a)",
                                    "\xE2\x80\xAE", /* NOLINT(misc-misleading-bidirectional): no text to read */
                                    "{QUERY :commandType 1}",
                                    "({ :x",
                                    "sql",
                                    "plpgsql",
                                    "BEGIN a; END",
                                    "f",
                                    "r",
                                    "w"};

/* What a cell of that form may be, from the usual to the absurd. */
static const char *fitting(struct fake *f, int form)
{
#define ONE_OF(list) (list)[chance(f, sizeof(list) / sizeof(*(list)))]
    if (form & ANSWER_NULL && chance(f, 3) == 0)
        return NULL;
    switch (form & ~ANSWER_NULL) {
    case ANSWER_NUMBER:
        return ONE_OF(numbers);
    case ANSWER_OID:
        return ONE_OF(oids);
    case ANSWER_FLAG:
        return chance(f, 2) ? "t" : "f";
    case ANSWER_GAPPY_LIST:
        return chance(f, 2) ? ONE_OF(gappy) : ONE_OF(lists);
    case ANSWER_LIST:
        return ONE_OF(lists);
    case ANSWER_ANY:
        return chance(f, 3) ? ONE_OF(texts) : NULL;
    default:
        return ONE_OF(texts);
    }
}

static const char *plain(int form)
{
    switch (form & ~ANSWER_NULL) {
    case ANSWER_NUMBER:
    case ANSWER_OID:
        return "1";
    case ANSWER_FLAG:
        return "t";
    case ANSWER_LIST:
    case ANSWER_GAPPY_LIST:
        return "{public,a}";
    default:
        return "a";
    }
}

static void set_rows(struct rows *rows, int n_columns, const char *const *names, const struct cell *cells, int n_rows)
{
    *rows = (struct rows){.n_rows = n_rows, .n_columns = n_columns, .names = (const char **)names, .cells = cells};
}

static void answer_kind(struct fake *f, const struct kind *kind, void *ctx, struct rows *rows)
{
    int n = IDENTITY + kind->n_fields + kind->n_beside, n_rows = f->kind ? f->kind == kind : (int)chance(f, 3);
    const char **names = mem_array(ctx, const char *, (size_t)n);
    struct cell *cells = mem_array(ctx, struct cell, (size_t)(n * (n_rows + 1)));
    for (int c = 0; c < n; c++)
        names[c] = column_name(kind, c);
    for (int r = 0; r < n_rows; r++)
        for (int c = 0; c < n; c++) {
            struct cell *cell = &cells[r * n + c];
            bool wrong = f->kind && c == f->column;
            *cell = wrong ? f->wrong : text_cell(f->kind ? plain(form_of(kind, c)) : fitting(f, form_of(kind, c)));
            f->asked |= wrong;
        }
    set_rows(rows, n, names, cells, n_rows);
}

/* The questions that are of no kind alone, by words that only they have. */
static const struct {
    const char *mark;
    struct answer_column columns[IDENTITY + 5]; /* ended by one without a name */
} others[] = {
    {"to_sub_id",
     {{"class_id", ANSWER_OID},
      {"object_id", ANSWER_OID},
      {"sub_id", ANSWER_NUMBER},
      {"to_class_id", ANSWER_OID},
      {"to_object_id", ANSWER_OID},
      {"to_sub_id", ANSWER_NUMBER},
      {"of_part", ANSWER_FLAG}}},
    {"relkind <> 't'",
     {{"oid", ANSWER_OID}, {"part", ANSWER_NUMBER}, {"name", ANSWER_TEXT}, {"relation", ANSWER_OID | ANSWER_NULL}}},
    {"AS second_tree",
     {{"object_id", ANSWER_OID}, {"tree", ANSWER_TEXT | ANSWER_NULL}, {"second_tree", ANSWER_TEXT | ANSWER_NULL}}},
    {"RANGETBLFUNCTION", {{"object_id", ANSWER_OID}, {"tree", ANSWER_TEXT | ANSWER_NULL}}},
    {"prosqlbody",
     {{"oid", ANSWER_OID}, {"proname", ANSWER_TEXT}, {"proargnames", ANSWER_LIST}, {"prosqlbody", ANSWER_TEXT}}},
    {"AS guarded",
     {{"schema", ANSWER_TEXT},
      {"name", ANSWER_TEXT},
      {"column", ANSWER_ANY},
      {"style", ANSWER_TEXT},
      {"always", ANSWER_FLAG | ANSWER_NULL},
      {"guarded", ANSWER_FLAG},
      {"condition", ANSWER_ANY},
      {"refers_to", ANSWER_LIST | ANSWER_NULL},
      {"usage_grant", ANSWER_ANY},
      {"select_grant", ANSWER_ANY}}},
    {"AS additions", {{"additions", ANSWER_TEXT}, {"initdb", ANSWER_TEXT}}},
    {"count(o.role)", {{"rolname", ANSWER_TEXT}}},
    {"AS start",
     {{"schema", ANSWER_TEXT},
      {"name", ANSWER_TEXT},
      {"start", ANSWER_TEXT},
      {"usage_grant", ANSWER_ANY},
      {"select_grant", ANSWER_ANY}}},
    {"is_called FROM", {{"n", ANSWER_NUMBER}, {"last_value", ANSWER_TEXT}, {"is_called", ANSWER_FLAG}}},
};

static int count(const char *text, const char *word)
{
    int n = 0;
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        n++;
    return n;
}

/* SELECT a, b FROM ONLY t: as many columns, and any text or NULL in them. */
static void answer_table(struct fake *f, const char *query, void *ctx, struct rows *rows)
{
    char *list = mem_strndup(ctx, query, (size_t)(strstr(query, " FROM ONLY ") - query));
    int n = strcmp(list, "SELECT ") == 0 ? 0 : count(list, ", ") + 1, n_rows = (int)chance(f, 3);
    const char **names = mem_array(ctx, const char *, (size_t)n + 1);
    struct cell *cells = mem_array(ctx, struct cell, (size_t)(n * n_rows) + 1);
    for (int c = 0; c < n; c++)
        names[c] = "a";
    for (int c = 0; c < n * n_rows; c++)
        cells[c] = text_cell(fitting(f, ANSWER_ANY));
    set_rows(rows, n, names, cells, n_rows);
}

/* The numbers that a question names, each with a text; now and then another number. */
static void answer_definitions(struct fake *f, const char *query, void *ctx, struct rows *rows)
{
    int n_rows = count(query, ","); /* one stands elsewhere, and the last number has none */
    const char **names = mem_array(ctx, const char *, 2);
    struct cell *cells = mem_array(ctx, struct cell, (size_t)n_rows * 2);
    const char *at = strchr(query, '{');
    names[0] = "object_id";
    names[1] = "definition";
    for (int r = 0; r < n_rows; r++) {
        size_t n = strcspn(++at, ",}");
        cells[2 * (size_t)r] = text_cell(chance(f, 200) ? mem_strndup(ctx, at, n) : fitting(f, ANSWER_OID));
        cells[2 * (size_t)r + 1] = text_cell(fitting(f, ANSWER_TEXT));
        at += n;
    }
    set_rows(rows, 2, names, cells, n_rows);
}

/* Mostly as it was asked for; now and then anything. Rights are seldom lacking. */
static const char *answer_to(struct fake *f, const struct answer_column *column)
{
    if (strstr(column->name, "_grant") && chance(f, 200))
        return NULL;
    return fitting(f, chance(f, 200) ? column->form : (int)chance(f, ANSWER_NULL));
}

/* Without rows where one cell of a kind is looked at. */
static void answer_other(struct fake *f, const char *query, void *ctx, struct rows *rows)
{
    int n = 0, n_rows = f->kind ? 0 : (int)chance(f, 3);
    const struct answer_column *columns = NULL;
    if (strstr(query, " FROM ONLY ")) {
        answer_table(f, query, ctx, rows);
        return;
    }
    if (strstr(query, "AS definition FROM unnest('{") && !f->kind) {
        answer_definitions(f, query, ctx, rows);
        return;
    }
    if (strstr(query, "is_called FROM") && chance(f, 10))
        n_rows = count(query, "is_called FROM");
    for (size_t i = 0; i < sizeof(others) / sizeof(*others) && !columns; i++)
        columns = strstr(query, others[i].mark) ? others[i].columns : NULL;
    while (columns && columns[n].name)
        n++;
    const char **names = mem_array(ctx, const char *, (size_t)n + 1);
    struct cell *cells = mem_array(ctx, struct cell, (size_t)(n * (n_rows + 1)) + 1);
    for (int c = 0; c < n; c++)
        names[c] = columns[c].name;
    for (int c = 0; c < n * n_rows; c++)
        cells[c] = text_cell(answer_to(f, &columns[c % n]));
    set_rows(rows, n, names, cells, n ? n_rows : 0);
}

static void answer_presence(const char *query, void *ctx, struct rows *rows)
{
    static const char mark[] = ") AS present";
    int n = 0;
    for (const char *at = query; (at = strstr(at, mark)); at += strlen(mark))
        n++;
    const char **names = mem_array(ctx, const char *, (size_t)n);
    struct cell *cells = mem_array(ctx, struct cell, (size_t)n);
    for (int i = 0; i < n; i++) {
        names[i] = "present";
        cells[i] = text_cell("t");
    }
    set_rows(rows, n, names, cells, 1);
}

/* Of each kind the query whose rows are objects; NULL: it has none. */
static const char *queries[MOST_KINDS];

static void collect_queries(void *ctx)
{
    const struct kind *const *kinds = kinds_of_engine(ENGINE_POSTGRES);
    for (size_t i = 0; kinds[i]; i++) {
        assert_true(i < MOST_KINDS);
        const char *query = kinds[i]->query ? query_with_described(ctx, kinds[i]->query) : NULL;
        char *own = query ? query_for_version(ctx, query, VERSION) : NULL;
        queries[i] = own && strstr(own, "class_id") ? own : NULL;
    }
}

static bool fake_query(struct connection *c, const char *query, int n_params, const char *const *params, void *ctx,
                       struct rows *rows, struct sql_failure *failure)
{
    struct fake *f = (struct fake *)c;
    const struct kind *const *kinds = kinds_of_engine(ENGINE_POSTGRES);
    (void)n_params;
    (void)params;
    (void)failure;
    if (strstr(query, ") AS present")) {
        answer_presence(query, ctx, rows);
        return true;
    }
    for (size_t i = 0; kinds[i]; i++)
        if (queries[i] && strcmp(queries[i], query) == 0) {
            answer_kind(f, kinds[i], ctx, rows);
            return true;
        }
    answer_other(f, query, ctx, rows);
    return true;
}

/* Where it fails, the server has refused the body of a function. */
static bool fake_savepoint(struct connection *c, void *ctx, struct sql_failure *failure)
{
    (void)ctx;
    (void)failure;
    return chance((struct fake *)c, 4) != 0;
}

static const struct connection_ops fake_ops = {
    .query = fake_query, .savepoint_begin = fake_savepoint, .savepoint_end = fake_savepoint};

static struct fake fake_new(void)
{
    return (struct fake){.base = {.ops = &fake_ops, .version = VERSION},
                         .server = {.engine = ENGINE_POSTGRES, .version = VERSION},
                         .seed = 1};
}

/* Reads all there is, and prints it where it can be read. */
static bool read_and_print(struct fake *f, struct diags *diags, void *ctx)
{
    static const struct catalog_rows all = {.all = true};
    f->base.server = &f->server;
    struct catalog *catalog = catalog_read_in_use(&f->base, &all, ctx, diags);
    if (!catalog)
        return false;
    char *text = snapshot_print(ctx, catalog, diags);
    return text || diags->n_errors > 0;
}

#endif
