/* What migration files say in their comments: the way up, and that no transaction is wanted. */
#include "support.h"

#include "apply/marks.h"
#include "apply/migration_wish.h"

/* What is kept of a text, lines of blanks left out. */
static char *kept(void *ctx, const char *text)
{
    char *copy = mem_strdup(ctx, text);
    struct text t;
    marks_keep_up(copy);
    assert_int_equal(strlen(copy), strlen(text));
    text_open(&t);
    for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n"))
        if (line[strspn(line, " ")])
            fprintf(t.out, "%s|", line);
    return text_close(&t, ctx);
}

static void only_the_way_up_of_each_tool_is_kept(void **state)
{
    static const char *const cases[][2] = {
        {"CREATE TABLE a (b);\n", "CREATE TABLE a (b);|"},
        {"-- migrate:up\nA;\n-- migrate:down\nB;\n", "-- migrate:up|A;|"},
        {"--migrate:up transaction:false\nA;\n--  migrate:down transaction:false\nB;\n",
         "--migrate:up transaction:false|A;|"},
        {"-- migrate:up\nA;\n-- migrate:down\nB;\n-- migrate:up\nC;\n-- migrate:down\nD;\n",
         "-- migrate:up|A;|-- migrate:up|C;|"},
        {"old\n-- migrate:up\nA;\n", "-- migrate:up|A;|"},
        {"-- +goose Up\n-- +goose StatementBegin\nA;\n-- +goose StatementEnd\n-- +goose Down\nB;",
         "-- +goose Up|-- +goose StatementBegin|A;|-- +goose StatementEnd|"},
        {"-- +goose up\r\nA;\r\n-- +goose down\r\nB;\r\n", "-- +goose up\r|A;\r|"},
        {"-- +migrate Up notransaction\nA;\n-- +migrate Down\nB;\n", "-- +migrate Up notransaction|A;|"},
        {"-- Up Migration\nA;\n-- Down Migration\nB;\n", "-- Up Migration|A;|"},
        {"A;\n--- down migration: ---\nB;\n", "A;|"},
        {"A;\n-- Down Migration\nB;\n", "A;|"},
        {"A;\n---- create above / drop below ----\nB;\n", "A;|"},
        {"# Users\n# --- !Ups\nA;\n# --- !Downs\nB;\n", "A;|"},
        {"--- !Ups\nA;\n--- !Downs\nB;\n", "A;|"},
        {"-- !Ups\nBEGIN x;; y;; END;\n", "BEGIN x;  y;  END;|"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(kept(p->ctx, cases[i][0]), cases[i][1]);
}

static void what_only_looks_like_a_mark_is_a_comment(void **state)
{
    static const char *const texts[] = {
        "-- migrate:upward|A;|",
        "-- down migration is not possible|A;|",
        "SELECT '-- migrate:down';|A;|",
        "-- +goose Up|-- migrate:down|A;|",
        "-- migrate:up|-- Down Migration|A;|",
        "A;;|",
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *text = mem_strdup(p->ctx, texts[i]);
        for (char *bar = strchr(text, '|'); bar; bar = strchr(bar, '|'))
            *bar = '\n';
        assert_string_equal(kept(p->ctx, text), texts[i]);
    }
}

static void marks_may_refuse_a_transaction(void **state)
{
    (void)state;
    assert_true(marks_refuse_transaction("-- migrate:up transaction:false\nA;\n"));
    assert_true(marks_refuse_transaction("-- +goose NO TRANSACTION\n-- +goose Up\nA;\n"));
    assert_true(marks_refuse_transaction("-- +migrate Up notransaction\nA;\n"));
    assert_true(marks_refuse_transaction("-- no-transaction\nA;\n"));
    assert_true(marks_refuse_transaction("---- tern: disable-tx ----\nA;\n"));
    assert_true(marks_refuse_transaction("-- atlas:txmode none\n\nA;\n"));
    assert_true(marks_refuse_transaction("-- an index\n-- transactional: false\nA;\n"));
    assert_false(marks_refuse_transaction("-- migrate:up\nA;\n-- migrate:down transaction:false\nB;\n"));
    assert_false(marks_refuse_transaction("-- migrate:up transaction:true\nA;\n"));
    assert_false(marks_refuse_transaction("-- +migrate Up\nA;\n-- +migrate Down notransaction\nB;\n"));
    assert_false(marks_refuse_transaction("A;\n-- no-transaction\n"));
    assert_false(marks_refuse_transaction("-- transaction:false\nA;\n"));
    assert_false(marks_refuse_transaction(""));
}

static bool wants_none(struct fixture *p, const char *path, const char *text)
{
    const struct step step = {.root = &root_own, .path = path};
    bool wants;
    assert_true(migration_wants_no_transaction(&step, text, &wants, p->ctx, &p->diags));
    return wants;
}

static void settings_beside_a_file_may_refuse_one(void **state)
{
    struct fixture *p = *state;
    put("m/V1__a.sql.conf", "# no transaction\nexecuteInTransaction=false\n");
    put("m/V2__b.sql.conf", "executeInTransaction=true\nencoding=false\n");
    put("m/1_a/metadata.toml", "run_in_transaction = false # an index\n");
    put("m/2_b/metadata.toml", "# run_in_transaction = false\n");
    assert_true(wants_none(p, "m/V1__a.sql", "A;"));
    assert_false(wants_none(p, "m/V2__b.sql", "A;"));
    assert_false(wants_none(p, "m/V3__c.sql", "A;"));
    assert_true(wants_none(p, "m/1_a/up.sql", "A;"));
    assert_false(wants_none(p, "m/2_b/up.sql", "A;"));
    assert_false(wants_none(p, "m/1_a/migration.sql", "A;"));
    assert_true(wants_none(p, "m/V3__c.sql", "-- no-transaction\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(only_the_way_up_of_each_tool_is_kept),
        with_fixture(what_only_looks_like_a_mark_is_a_comment),
        with_fixture(marks_may_refuse_a_transaction),
        with_fixture(settings_beside_a_file_may_refuse_one),
    };
    return RUN_TAP("migration marks", tests);
}
