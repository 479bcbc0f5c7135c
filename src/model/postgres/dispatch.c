/* Which family of statements a statement belongs to: model_read_postgres. */
#include <stdlib.h>
#include <string.h>

#include "kind/postgres/unlogged.h"
#include "model/postgres/as_stored.h"
#include "model/postgres/by_hand.h"
#include "model/postgres/described.h"
#include "model/postgres/plain.h"
#include "model/postgres/reader.h"
#include "model/postgres/rename_uses.h"
#include "model/postgres/search_path.h"
#include "model/postgres/setting.h"
#include "model/postgres/split.h"
#include "model/postgres/temporary.h"
#include "model/postgres/unparsed.h"
#include "model/read.h"
#include "model/writer.h"
#include "sql/postgres/cycle_mark.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/newer.h"
#include "sql/postgres/newer_statement.h"
#include "sql/postgres/normalize.h"

static read_statement read_nothing, read_setting, read_end;

static const struct {
    const char *node;
    read_statement *read;
} families[] = {
    {"AlterDefaultPrivilegesStmt", read_default_privileges},
    {"AlterObjectSchemaStmt", read_move},
    {"AlterOwnerStmt", read_owner},
    {"AlterTableStmt", read_alter_table},
    {"ClusterStmt", read_cluster},
    {"CommentStmt", read_comment},
    {"CreateExtensionStmt", read_extension},
    {"CreateForeignTableStmt", read_create_foreign_table},
    {"CreateSchemaStmt", read_schema},
    {"CreateStmt", read_create_table},
    {"CreateTableAsStmt", read_create_table_as},
    {"DropRoleStmt", read_drop_missing},
    {"DropStmt", read_drop},
    {"DropSubscriptionStmt", read_drop_missing},
    {"DropTableSpaceStmt", read_drop_missing},
    {"GrantStmt", read_grant},
    {"InsertStmt", read_insert},
    {"RenameStmt", read_rename},
    {"SelectStmt", read_select},
    /* These change nothing that a schema has. */
    {"CheckPointStmt", read_nothing},
    {"ConstraintsSetStmt", read_nothing},
    {"CreatedbStmt", read_nothing},
    {"DiscardStmt", read_end},
    {"DropdbStmt", read_nothing},
    {"ListenStmt", read_nothing},
    {"LockStmt", read_nothing},
    {"NotifyStmt", read_nothing},
    {"RefreshMatViewStmt", read_nothing},
    {"ReindexStmt", read_nothing},
    {"TransactionStmt", read_end},
    {"UnlistenStmt", read_nothing},
    {"VacuumStmt", read_nothing},
    {"VariableSetStmt", read_setting},
    {"VariableShowStmt", read_nothing},
};

static bool read_nothing(struct reader *r, struct statement *s, json_t *node)
{
    (void)r, (void)s, (void)node;
    return true;
}

static void end_transaction(struct reader *r)
{
    r->in_block = false;
    search_path_end(r, false);
    temporary_end(r, false);
    r->local_maker = NULL;
}

/* Of a transaction, or of all that the session has set. What is taken back stays in the model, so that is named. */
static bool read_end(struct reader *r, struct statement *s, json_t *node)
{
    static const char *const back[] = {"TRANS_STMT_ROLLBACK", "TRANS_STMT_ROLLBACK_TO", "TRANS_STMT_PREPARE"};
    const json_t *body = node_body(node);
    bool kept = true, was_in_block = r->in_block;
    (void)s;
    for (size_t i = 0; i < sizeof(back) / sizeof(*back); i++)
        kept = kept && !field_is(body, "kind", back[i]);
    if (field_is(body, "kind", "TRANS_STMT_COMMIT") || (!kept && !field_is(body, "kind", "TRANS_STMT_ROLLBACK_TO")))
        end_transaction(r);
    bool begins = field_is(body, "kind", "TRANS_STMT_BEGIN") || field_is(body, "kind", "TRANS_STMT_START");
    r->in_block = r->in_block || begins || (was_in_block && field_flag(body, "chain"));
    if (field_is(body, "target", "DISCARD_ALL")) {
        search_path_end(r, true);
        r->maker = NULL;
    }
    if (field_is(body, "target", "DISCARD_ALL") || field_is(body, "target", "DISCARD_TEMP"))
        temporary_end(r, true);
    return kept;
}

/* pg_dump says by a setting what CREATE TABLE does not. */
static bool read_setting(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *value = node_as(json_array_get(field_node(body, "args"), 0), "A_Const");
    /* Outside of a block a transaction ends with the statement. */
    if (field_flag(body, "is_local") && !r->in_block)
        return true;
    search_path_set(r, body);
    set_maker(r, body);
    if (field_is(body, "name", "default_table_access_method"))
        r->parsing.table_method = value ? mem_strdup(r->work, field_text(field_node(value, "sval"), "sval")) : NULL;
    return setting_is_usual(s->ctx, body);
}

bool read_tree(struct reader *r, struct statement *s, json_t *node)
{
    bool known;
    r->parsing.stub = s->stub;
    bool done = read_described(r, node, &known);
    for (size_t i = 0; i < sizeof(families) / sizeof(*families) && !known; i++) {
        known = strcmp(families[i].node, node_type(node)) == 0;
        done = known && families[i].read(r, s, node);
    }
    done = grant_defaults(r, s) && done;
    return (done && !s->lost) || clears_first(r, node);
}

/* DATE '2020-01-01' */
static bool has_typed_constant(const char *text)
{
    static const char *const types[] = {"date", "time", "timestamp", "timestamptz", "interval",
                                        "zone", "uuid", "jsonb",     "numeric",     "text"};
    for (const char *at = strchr(text, '\''); at; at = strchr(at + 1, '\'')) {
        const char *end = at;
        while (end > text && strchr(" \t\n", end[-1]))
            end--;
        for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
            size_t n = strlen(types[i]);
            if ((size_t)(end - text) >= n && strncasecmp(end - n, types[i], n) == 0)
                return true;
        }
    }
    return false;
}

static bool could_shorten(const char *text)
{
    return strstr(text, "::") || has_typed_constant(text) || strcasestr(text, "array[") || strcasestr(text, "cast(") ||
           strcasestr(text, "cast (");
}

/* Byte of the `n`th character. */
static size_t byte_of(const char *text, size_t n)
{
    size_t at = 0;
    for (; n > 0 && text[at]; n--)
        do
            at++;
        while (((unsigned char)text[at] & 0xc0) == 0x80);
    return at;
}

/* Newer than the parser, or a mistake: that cannot be determined. It is compared as text, and said once for all of
 * them. */
static void note_failure(struct reader *r, const struct statement *s, const struct tree_failure *failure)
{
    if (r->unparsed.n++ > 0)
        return;
    r->unparsed.message = mem_strdup(r->work, failure->message);
    r->unparsed.offset = s->offset + byte_of(s->text, failure->character);
}

static void report_failures(const struct reader *r)
{
    if (r->unparsed.n == 0)
        return;
    struct diag *w = diag_warning(r->diags, "not understood, so compared as text: %s", r->unparsed.message);
    diag_locate(r->diags, w, r->path, r->text, r->unparsed.offset);
    if (r->unparsed.n > 1)
        diag_hint(r->diags, w, r->unparsed.n == 2 ? "so is one more statement" : "so are %zu more statements",
                  r->unparsed.n - 1);
}

/*
 * pg_dump prints marks of CYCLE as the server does, which the server does not read; and from 16 on NO INDENT, which
 * goes without saying.
 */
static json_t *parse_as_printed(struct reader *r, struct statement *s, struct tree_failure *failure)
{
    json_t *tree = tree_parse_located(s->ctx, s->text, failure);
    if (tree)
        return tree;
    const char *text = without_newer_defaults(s->ctx, s->text, r->version);
    if (r->version != NEWEST_VERSION)
        text = with_constant_marks(s->ctx, text);
    return text != s->text ? tree_parse_located(s->ctx, text, &(struct tree_failure){0}) : NULL;
}

/* Words newer than the parser would be read as something else: JSON_SCALAR(1) as the call of a function. */
static json_t *parse(struct reader *r, struct statement *s, struct tree_failure *failure)
{
    json_t *tree = has_newer_keywords(s->text, r->version) ? NULL : parse_as_printed(r, s, failure);
    if (!tree) {
        tree = parse_around(s);
        s->stub = tree != NULL;
    }
    if (!tree) {
        tree = tree_parse_located(s->ctx, s->text, failure);
        newer_mark_keywords(tree, s->text, r->version);
    }
    return tree ? tree : newer_parse(s->ctx, s->text, &(struct tree_failure){0});
}

/* Most statements say nothing of that, which their text shows before the tree is walked through. */
static bool may_say_public(const struct reader *r, const struct statement *s)
{
    return strcasestr(s->text, "public") || lex_may_escape(s->text) || !search_path_is_usual(r);
}

static bool may_say_usual(const struct statement *s)
{
    return strcasestr(s->text, "asc") || strcasestr(s->text, "nulls") || strcasestr(s->text, "collat");
}

static bool read_permanent(struct reader *r, struct statement *s, json_t *tree)
{
    search_path_apply(r, tree);
    shorten_own_operators(r, s, tree_statement(tree));
    tree_normalize(tree, r->version);
    if (may_say_public(r, s))
        tree_forget_public(tree);
    if (may_say_usual(s))
        tree_forget_usual(tree);
    forget_own_names(r, s, tree_statement(tree));
    say_whole_rows(r, tree_statement(tree));
    store_domain_constants(r, s, tree_statement(tree));
    type_constants(r, s, tree_statement(tree));
    return read_tree(r, s, tree_statement(tree));
}

/* Whether columns are what they were before: so it is of what stands between rows. */
static bool keeps_columns(const json_t *node)
{
    static const char *const types[] = {"InsertStmt", "SelectStmt", "TransactionStmt"};
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(node_type(node), types[i]) == 0)
            return true;
    return false;
}

static void read_parsed(struct reader *r, struct statement *s)
{
    struct tree_failure failure = {0};
    json_t *tree = parse(r, s, &failure);
    if (!tree) {
        note_failure(r, s, &failure);
        read_as_text(r, s);
        return;
    }
    json_t *node = tree_statement(tree);
    s->casts = could_shorten(s->text);
    r->n_changes += !keeps_columns(node);
    enum temporary temporary = read_temporary(r, node);
    if (temporary == TEMPORARY_UNKNOWN || (temporary == TEMPORARY_NOTHING && !read_permanent(r, s, tree)))
        read_as_text(r, s);
    json_decref(tree);
}

static bool may_be_plain(const struct reader *r, const struct statement *s)
{
    return search_path_is_usual(r) && !(r->parsing.by_hand && may_need_casts(s->text));
}

static bool read_fast(struct reader *r, struct statement *s)
{
    return r->fast && r->n_temporaries == 0 &&
           (read_plain_insert(r, s) || (may_be_plain(r, s) && read_plain(r, s) && grant_defaults(r, s)));
}

/* The text was cut off, so what it makes is not known. */
static bool has_end(struct reader *r, const struct piece_of_text *piece)
{
    if (!piece->open && !piece->data_open)
        return true;
    struct diag *e = diag_error(r->diags, "the snapshot does not parse: %s",
                                piece->open ? "a quote or comment does not end"
                                            : "the data of COPY do not end with a line that is \\.");
    diag_locate(r->diags, e, r->path, r->text, piece->start);
    return false;
}

static bool read_piece(struct reader *r, const struct piece_of_text *piece)
{
    if (!has_end(r, piece))
        return false;
    void *ctx = mem_context(NULL);
    struct statement s = {.ctx = ctx,
                          .text = mem_strndup(ctx, r->text + piece->start, piece->end - piece->start),
                          .length = piece->end - piece->start,
                          .offset = piece->start,
                          .line = piece->line};
    if (piece->data_start > 0) {
        s.data = r->text + piece->data_start;
        s.data_length = piece->data_end - piece->data_start;
        s.data_line = piece->data_line;
    }
    r->parsing.line = s.line;
    r->parsing.text = s.text;
    r->statement = &s;
    if (piece->command)
        model_add_statement(r->draft, mem_strndup(ctx, s.text, strcspn(s.text, " \t")), s.text, s.text, s.line);
    else if (!(s.data ? read_copy(r, &s) : read_fast(r, &s)))
        read_parsed(r, &s);
    r->statement = NULL;
    mem_free(ctx);
    return true;
}

/* What a comment says: "-- Dumped from database version 11.22" is 110000. 0: there is none, or no number of a server.
 */
static int version_behind(const char *text, const char *phrase)
{
    enum { BEYOND_ANY_MAJOR = 1000 };
    const char *found = strstr(text, phrase);
    long major = found ? strtol(found + strlen(phrase), NULL, 10) : 0;
    return major > 0 && major < BEYOND_ANY_MAJOR ? (int)major * 10000 : 0;
}

/* pg_dump says which server it asked. */
static int printed_by(const char *text)
{
    return version_behind(text, "-- Dumped from database version ");
}

const struct model *model_read_postgres(void *ctx, const char *path, const char *text, struct diags *diags)
{
    return postgres_read(ctx, path, text, true, diags);
}

const struct model *postgres_read(void *ctx, const char *path, const char *text, bool fast, struct diags *diags)
{
    void *work = mem_context(NULL);
    struct reader r = {.ctx = ctx,
                       .work = work,
                       .draft = model_draft_new(ctx, ENGINE_POSTGRES),
                       .path = path,
                       .text = text,
                       .diags = diags,
                       .fast = fast,
                       .version = printed_by(text) ? printed_by(text) : NEWEST_VERSION,
                       .maintains = printed_by(text) >= 170000,
                       .dump_version = version_behind(text, "-- Dumped by pg_dump version "),
                       .parsing = {.ctx = work, .diags = diags, .reader = &described_reader}};
    r.parsing.data = &r;
    enum text_writer writer = writer_of(text);
    r.dump = writer == WRITER_DUMP || writer == WRITER_DUMP_OF_NOBODY;
    r.own_operators = makes_operators(text);
    r.parsing.by_hand = writer == WRITER_OTHER && !r.own_operators && !makes_known_functions(text);
    model_set_writer(r.draft, writer);
    if (writer == WRITER_DUMP_OF_NOBODY || (writer == WRITER_DUMP && !strstr(text, " OWNER TO ")))
        r.dump_owner = owner_by_grants(work, text);
    struct splitter splitter = split_begin(text);
    struct piece_of_text piece;
    bool ok = true;
    while (ok && split_next(&splitter, &piece))
        ok = read_piece(&r, &piece);
    if (ok) {
        report_failures(&r);
        finish_owners(&r);
        finish_unlogged(&r.parsing, r.version);
        finish_partitions(&r);
        finish_described(&r);
        finish_schema(&r);
        read_silence(&r);
        finish_privileges(&r);
        finish_texts(&r);
    }
    const struct model *model = model_finish(r.draft);
    parsing_end(&r.parsing);
    HASH_CLEAR(hh, r.relations);
    mem_free(work);
    return ok ? model : NULL;
}
