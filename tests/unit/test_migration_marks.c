/* What migration files say in their comments: the up migration, and that no transaction is wanted. */
#include "support.h"

#include "apply/migration_beside.h"
#include "schema/migration_directives.h"

/* What is kept of a text, lines of blanks left out. */
static char *kept(void *ctx, const char *text)
{
    char *copy = mem_strdup(ctx, text);
    struct text t;
    directives_keep_up(copy, migration_tool_of_text(copy));
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
        {"-- // Users\nA;\n-- //@UNDO\nB;\n", "-- // Users|A;|"},
        {"--// Users\nA;\n  --  //  @UNDO SQL\nB;\n", "--// Users|A;|"},
        {"// Users\nA;\n//  a remark\n--//@UNDO\r\nB;\n", "A;|"},
        {"// //@UNDO\nB;\n", ""},
        {"-- // x\n-- @DELIMITER |\nA;\nB;\n| C\nD|\n-- @DELIMITER ;\nE | F;\n-- //@UNDO\nG;",
         "-- // x|-- @DELIMITER ||A;|B;|;  |D;|-- @DELIMITER ;|E | F;|"},
        {"-- +micrate Up\nA;\n-- +micrate StatementBegin\nB;\n-- +micrate Down\nC;",
         "-- +micrate Up|A;|-- +micrate StatementBegin|B;|"},
        {"old;\n-- rambler up\nA;\n-- rambler down\nB;\n-- rambler up\nC;\n", "-- rambler up|A;|-- rambler up|C;|"},
        {"-- Migration: x\n-- ====  UP  ====\nA;\n-- ==== DOWN ====\nB;\n", "-- ====  UP  ====|A;|"},
        {"-- ==== UP ====\nA;\n-- ==== DOWN ====\nB;\n", "-- ==== UP ====|A;|"},
        {"-- atlas:txtar\n\n-- checks.sql --\nA;\n-- migration.sql --\nB;\n-- down.sql --\nC;\n", "B;|"},
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

/* "12!" where such a mark is in that place and certain, "12?" where it is not certain, "" where there is none. */
static const char *doubt(struct fixture *p, const char *text)
{
    struct doubtful_mark mark;
    char *kept_text = mem_strdup(p->ctx, text);
    const struct migration_tool *tool = directives_tool(text);
    directives_keep_up(kept_text, tool);
    return directives_doubtful(kept_text, tool != &tool_unknown, &mark)
               ? mem_printf(p->ctx, "%zu%c", mark.at, mark.certain ? '!' : '?')
               : "";
}

static void marks_of_tools_that_nobody_knows_are_doubtful(void **state)
{
    static const char *const cases[][2] = {
        {"A;\n-- +foo Down\nB;\n", "3!"},
        {"A;\n-- @DOWN\nB;\n", "3!"},
        {"A;\n-- [rollback]\nB;\n", "3!"},
        {"A;\n-- foo:down\nB;\n", "3!"},
        {"A;\n--- !Undo\nB;\n", "3!"},
        {"A;\n# == Down ==\nB;\n", "3!"},
        {"A;\n//@UNDO\nB;\n", "3!"},
        {"A;\n--//UNDO\nB;\n", "3!"},
        {"A;\n/* @undo */\nB;\n", "3!"},
        {"-- up\nA;\n-- down\nB;\n", "9!"},
        {"-- Up:\nA;\n\n-- Down:\nB;\n", "11!"},
        {"-- UP MIGRATION\nA;\n-- ROLLBACK MIGRATION\nB;\n", ""}, /* node-pg-migrate's, and the second is none */
        {"A;\n-- down\nB;\n", "3?"},
        {"A;\n-- Rollback script\nB;\n", "3?"},
        {"A;\n-------- revert --------\nB;\n", "3?"},
        /* prose, SQL in comments, nothing behind it */
        {"A;\n-- scale down the table\nB;\n", ""},
        {"A;\n-- roll it back by hand\nB;\n", ""},
        {"A;\n-- this reverts what 7 did\nB;\n", ""},
        {"A;\n-- Rollback:\n-- DROP TABLE a;\n", ""},
        {"A;\n-- rollback: drop table a, then b\nB;\n", ""},
        {"A;\n--rollback DROP TABLE a;\nB;\n", ""},
        {"A;\n-- +foo Down\n", ""},
        {"A;\nSELECT 'down';\n", ""},
        /* to a tool that is known it is a comment, unless it looks as one of its own with a typing error */
        {"-- migrate:up\nA;\n-- rollback\nB;\n-- migrate:down\nC;\n", ""},
        {"-- migrate:up\nA;\n-- migrate: down\nB;\n", ""},
        {"-- +goose Up\nA;\n-- + goose Down\nB;\n", "16?"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found = doubt(p, cases[i][0]);
        if (strcmp(found, cases[i][1]) != 0)
            fail_msg("%s: \"%s\", \"%s\" expected", cases[i][0], found, cases[i][1]);
    }
}

static void marks_may_refuse_a_transaction(void **state)
{
    (void)state;
    assert_true(directives_refuse_transaction("-- migrate:up transaction:false\nA;\n"));
    assert_true(directives_refuse_transaction("-- +goose NO TRANSACTION\n-- +goose Up\nA;\n"));
    assert_true(directives_refuse_transaction("-- +migrate Up notransaction\nA;\n"));
    assert_true(directives_refuse_transaction("-- no-transaction\nA;\n"));
    assert_true(directives_refuse_transaction("---- tern: disable-tx ----\nA;\n"));
    assert_true(directives_refuse_transaction("-- atlas:txmode none\n\nA;\n"));
    assert_true(directives_refuse_transaction("-- an index\n-- transactional: false\nA;\n"));
    assert_false(directives_refuse_transaction("-- migrate:up\nA;\n-- migrate:down transaction:false\nB;\n"));
    assert_false(directives_refuse_transaction("-- migrate:up transaction:true\nA;\n"));
    assert_false(directives_refuse_transaction("-- +migrate Up\nA;\n-- +migrate Down notransaction\nB;\n"));
    assert_false(directives_refuse_transaction("A;\n-- no-transaction\n"));
    assert_false(directives_refuse_transaction("-- transaction:false\nA;\n"));
    assert_false(directives_refuse_transaction(""));
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
    put("m/V2__b.sql.conf", "executeInTransaction=true\nencoding=UTF-8\n");
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
        with_fixture(marks_of_tools_that_nobody_knows_are_doubtful),
        with_fixture(marks_may_refuse_a_transaction),
        with_fixture(settings_beside_a_file_may_refuse_one),
    };
    return RUN_TAP("migration marks", tests);
}
