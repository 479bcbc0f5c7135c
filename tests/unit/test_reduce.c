/* Large texts with few differences: what is left out of both, and what is not. */
#include "support.h"

#include "compare/reduce.h"

/* Paragraphs enough for a text to be reduced, which both sides have. */
static char *padded(void *ctx, const char *text)
{
    struct text t;
    text_open(&t);
    fputs(text, t.out);
    for (int i = 0; i < 9000; i++)
        fprintf(t.out, "\nCREATE TABLE padding_%d (\n    id bigint NOT NULL\n);\n", i);
    return text_close(&t, ctx);
}

/* What is left of the first text beside the second, without padding and blank lines. */
static char *left_of(void *ctx, const char *old_text, const char *new_text)
{
    const char *old_padded = padded(ctx, old_text), *new_padded = padded(ctx, new_text), *old_left, *new_left;
    assert_true(strlen(old_padded) > REDUCE_FROM);
    reduce_texts(ctx, old_padded, new_padded, &old_left, &new_left);
    assert_int_equal(strlen(old_left), strlen(old_padded));
    struct text t;
    text_open(&t);
    for (const char *line = old_left; *line;) {
        size_t n = strcspn(line, "\n");
        if (strspn(line, " ") < n)
            fprintf(t.out, "%.*s\n", (int)n, line);
        line += n + 1;
    }
    return text_close(&t, ctx);
}

#define ROOMS  "CREATE TABLE rooms (\n    id bigint\n);\nCREATE INDEX rooms_idx ON rooms (id);\n\n"
#define USERS  "CREATE TABLE users (\n    name text\n);\n\n"
#define NUMBER "CREATE SEQUENCE number_seq;\n"

static void what_has_nothing_to_do_with_a_difference_is_left_out(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(
        left_of(p->ctx, ROOMS USERS NUMBER, "CREATE TABLE rooms (\n    id integer\n);\n\n" USERS NUMBER),
        "CREATE TABLE rooms (\n    id bigint\n);\nCREATE INDEX rooms_idx ON rooms (id);\n");
    assert_string_equal(left_of(p->ctx, ROOMS USERS NUMBER, USERS NUMBER ROOMS), "");
}

static void what_is_said_of_a_table_elsewhere_is_kept_with_it(void **state)
{
    static const char rows[] = "INSERT INTO rooms (id) VALUES (1);\nINSERT INTO users (name) VALUES ('rooms');\n";
    static const char key[] = "ALTER TABLE ONLY public.rooms ADD CONSTRAINT k UNIQUE (id);\n";
    struct fixture *p = *state;
    char *old_text = mem_printf(p->ctx, "%s%s%s%s", ROOMS, USERS, rows, key);
    char *new_text = mem_printf(p->ctx, "%s%s%s%sCREATE INDEX more_idx ON rooms (id);\n", ROOMS, USERS, rows, key);
    assert_string_equal(left_of(p->ctx, old_text, new_text),
                        "CREATE TABLE rooms (\n    id bigint\n);\nCREATE INDEX rooms_idx ON rooms (id);\n"
                        "INSERT INTO rooms (id) VALUES (1);\n"
                        "ALTER TABLE ONLY public.rooms ADD CONSTRAINT k UNIQUE (id);\n");
}

static void what_is_not_known_is_kept_with_what_it_mentions(void **state)
{
    static const char view[] = "CREATE VIEW names AS\n    SELECT name FROM users;\n";
    struct fixture *p = *state;
    char *text = mem_printf(p->ctx, "%s%s%s", ROOMS, USERS, view);
    assert_string_equal(left_of(p->ctx, text, mem_printf(p->ctx, "%s" NUMBER, text)),
                        mem_printf(p->ctx, "CREATE TABLE users (\n    name text\n);\n%s", view));
}

/* Semicolons and blank lines inside of what is quoted, commented or a body end no paragraph. */
static void statements_are_kept_whole(void **state)
{
    static const char *const cases[] = {
        "INSERT INTO users (name) VALUES ('a;\n\nb''c');\n",
        "CREATE TRIGGER t AFTER INSERT ON users BEGIN\n    DELETE FROM users;\n\n    SELECT 1;\nEND;\n",
        "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $x$\n    SELECT 1;\n\n    SELECT 2;\n$x$;\n",
        "CREATE INDEX \"a;\n\nb\" ON users (name);\n",
        "/* one;\n\ntwo */ CREATE INDEX i ON users (name);\n",
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *old_text = mem_printf(p->ctx, "%s%s", USERS, cases[i]);
        char *left = left_of(p->ctx, old_text, USERS);
        char *first = mem_strndup(p->ctx, cases[i], strcspn(cases[i], "\n"));
        const char *last = strrchr(mem_strndup(p->ctx, cases[i], strlen(cases[i]) - 1), '\n');
        if (!strstr(left, first) || (last && !strstr(left, last + 1)))
            fail_msg("%s: %s", cases[i], left);
        /* What is known is left out where it stands elsewhere in the other text. */
        bool body = strstr(cases[i], "FUNCTION") || strstr(cases[i], "TRIGGER");
        if (!body)
            assert_string_equal(left_of(p->ctx, old_text, mem_printf(p->ctx, "%s%s", cases[i], USERS)), "");
    }
}

static void small_texts_and_data_blocks_are_read_whole(void **state)
{
    struct fixture *p = *state;
    const char *old_left, *new_left;
    reduce_texts(p->ctx, ROOMS, ROOMS USERS, &old_left, &new_left);
    assert_string_equal(old_left, ROOMS);
    char *data = padded(p->ctx, "COPY users (name) FROM stdin;\n';\n\\.\n");
    reduce_texts(p->ctx, data, padded(p->ctx, ROOMS), &old_left, &new_left);
    assert_ptr_equal(old_left, data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(what_has_nothing_to_do_with_a_difference_is_left_out),
        with_fixture(what_is_said_of_a_table_elsewhere_is_kept_with_it),
        with_fixture(what_is_not_known_is_kept_with_what_it_mentions),
        with_fixture(statements_are_kept_whole),
        with_fixture(small_texts_and_data_blocks_are_read_whole),
    };
    return RUN_TAP("compare/reduce", tests);
}
