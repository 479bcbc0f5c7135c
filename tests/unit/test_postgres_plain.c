/* Plain forms beside the parser: for whatever is taken for plain, both have the same text. */
#include "support.h"

#include <jansson.h>

#include "sql/postgres/canon.h"
#include "sql/postgres/form.h"
#include "sql/postgres/plain.h"

/* The parser allocates much, which takes a hundred times as long under a sanitizer. */
#ifdef __SANITIZE_ADDRESS__
enum { TEXTS = 500 };
#else
enum { TEXTS = 5000 };
#endif
enum { VERSION = 150018, NEWEST = 180000 };

static unsigned long chance = 1;
static bool of_domain; /* most comparisons are with VALUE */

static size_t below(size_t n)
{
    chance = chance * 6364136223846793005UL + 1442695040888963407UL;
    return (size_t)(chance >> 33) % n;
}

#define ONE_OF(...)                                                                                                    \
    ((const char *const[]){__VA_ARGS__})[below(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))]

/* Names as they come from a server, and as they never would. */
static const char *a_name(void)
{
    return ONE_OF("a", "room_id", "b2", "_x", "public", "\"A b\"", "\"user\"", "\"x\"\"y\"", "\"\xc3\xa9t\xc3\xa9\"",
                  "\"plain\"", "format", "path", "day", "double", "value", "key", "first", "nulls", "text", "json",
                  "name", "btree", "\"format\"", "character", "interval", "user", "order", "A", "\"\"", "int4",
                  "bpchar", "bit", "a$b", "string", "window", "varying", "desc", "where", "\"a.b\"", "now", "left",
                  "row", "no", "zone", "collate", "\"desc\"");
}

static const char *a_type(void)
{
    return ONE_OF("text", "integer", "bigint", "boolean", "character varying(32)", "character varying", "numeric(10,2)",
                  "numeric", "timestamp without time zone", "timestamp(3) with time zone", "time without time zone",
                  "interval", "json", "jsonb", "mood", "archive.mood", "public.mood", "text[]", "bigint[]",
                  "character(3)", "\"char\"", "name", "double precision", "real", "bit(3)", "bit varying(3)",
                  "character", "interval day to second", "regclass", "pg_catalog.int4", "int4", "timestamptz",
                  "numeric(10, 2)", "numeric(-2,1)", "SETOF text", "xml", "uuid", "date", "bytea", "smallint", "bpchar",
                  "\"Mood\"", "oid", "inet", "tsvector", "trigger", "void", "text[][]", "timestamp", "varchar", "bit",
                  "float", "\"interval\"", "national", "double");
}

static const char *a_literal(void)
{
    return ONE_OF("0", "7", "007", "123456789", "1234567890", "1.5", "-1", "'-1'::integer", "'a'::text",
                  "'it''s'::text", "'a\\b'::text", "E'a\\nb'::text", "'x'::character varying", "true", "false",
                  "NULL::text", "'{}'::jsonb", "'{}'::text[]", "'1'::bigint", "'0.1'::double precision",
                  "'a'::text::name", "''::text", "'x'::mood", "'2020-01-01'::date", "'1 day'::interval", "NULL",
                  "now()", "CURRENT_TIMESTAMP", "'5'::numeric", "1e5", "'\xc3\xa9'::text", "B'1'::\"bit\"", "'x'",
                  "0x1f", "'x'::\"char\"", "'a'::character(3)");
}

static void names(FILE *out)
{
    for (size_t n = below(3) + 1; n > 0; n--)
        fprintf(out, "%s%s", a_name(), n > 1 ? ", " : "");
}

static void comparison(FILE *out)
{
    const char *column = ONE_OF("a", "b", "\"A\"", "new.a", "VALUE", "value", "(a)::text", "f(a)", "user", "a.b");
    column = of_domain && below(8) ? "VALUE" : column;
    if (below(4) == 0)
        fprintf(out, "(%s IS %sNULL)", column, below(2) ? "NOT " : "");
    else
        fprintf(out, "(%s %s %s)", column, ONE_OF("=", "<>", "<", ">", "<=", ">=", "~~", "||", "@>", "=>", "!="),
                below(2) ? a_literal() : a_name());
}

static void predicate(FILE *out)
{
    size_t n = below(3);
    const char *word = ONE_OF("AND", "OR"), *other = ONE_OF("AND", "OR");
    fputs(n ? "(" : "", out);
    comparison(out);
    for (size_t i = 0; i < n; i++) {
        fprintf(out, " %s ", i == 0 || below(4) ? word : other);
        comparison(out);
    }
    fputs(n ? ")" : "", out);
}

static void relation(FILE *out)
{
    if (below(2))
        fprintf(out, "%s.", ONE_OF("public", "archive", "\"public\"", "pg_catalog", "\"A\""));
    fputs(a_name(), out);
}

static void index_text(FILE *out)
{
    fprintf(out, "CREATE %sINDEX %s ON %s", below(2) ? "UNIQUE " : "", a_name(), below(5) ? "" : "ONLY ");
    relation(out);
    fprintf(out, " USING %s (", ONE_OF("btree", "gin", "hash", "\"Own\""));
    for (size_t n = below(3) + 1; n > 0; n--)
        fprintf(out, "%s%s%s%s%s%s", a_name(),
                ONE_OF("", "", " COLLATE \"C\"", " COLLATE pg_catalog.\"default\"", "(a)"),
                ONE_OF("", "", " text_pattern_ops", " archive.own_ops", " ops (a='1')"),
                ONE_OF("", "", " DESC", " ASC"), ONE_OF("", "", " NULLS FIRST", " NULLS LAST"), n > 1 ? ", " : "");
    fputs(ONE_OF(")", ")", ") INCLUDE (a, b)", ") NULLS NOT DISTINCT", ") WITH (fillfactor='70')", ") TABLESPACE x"),
          out);
    if (below(2)) {
        fputs(" WHERE ", out);
        predicate(out);
    }
}

static void trigger_text(FILE *out)
{
    fprintf(out, "CREATE TRIGGER %s %s %s ON ", a_name(), ONE_OF("BEFORE", "AFTER", "INSTEAD OF"),
            ONE_OF("INSERT", "INSERT OR DELETE", "DELETE OR UPDATE", "UPDATE OR INSERT", "UPDATE OF a", "TRUNCATE",
                   "INSERT OR DELETE OR UPDATE OR TRUNCATE", "INSERT OR INSERT"));
    relation(out);
    fputs(ONE_OF("", "", "", " NOT DEFERRABLE", " REFERENCING NEW TABLE AS n"), out);
    fprintf(out, " FOR EACH %s", ONE_OF("ROW", "STATEMENT"));
    if (below(2)) {
        fputs(" WHEN (", out);
        predicate(out);
        putc(')', out);
    }
    fprintf(out, " EXECUTE %s ", ONE_OF("FUNCTION", "PROCEDURE"));
    relation(out);
    fputs(ONE_OF("()", "()", "('a')"), out);
}

static void constraint_text(FILE *out)
{
    size_t sort = of_domain ? 3 : below(4);
    if (sort < 2) {
        fputs(ONE_OF("PRIMARY KEY (", "UNIQUE (", "UNIQUE NULLS NOT DISTINCT ("), out);
        names(out);
        fputs(ONE_OF(")", ")", ") INCLUDE (a)", ") WITH (fillfactor='70')", " WITHOUT OVERLAPS)"), out);
    } else if (sort == 2) {
        fputs("FOREIGN KEY (", out);
        names(out);
        fputs(") REFERENCES ", out);
        relation(out);
        fputs("(", out);
        names(out);
        fputs(ONE_OF(")", ")", ") MATCH FULL", ") MATCH SIMPLE"), out);
        fputs(ONE_OF("", "", " ON UPDATE CASCADE", " ON UPDATE SET NULL", " ON UPDATE NO ACTION"), out);
        fputs(ONE_OF("", "", " ON DELETE RESTRICT", " ON DELETE SET DEFAULT", " ON DELETE SET NULL (a)"), out);
    } else {
        fputs("CHECK (", out);
        predicate(out);
        putc(')', out);
    }
    fputs(ONE_OF("", "", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED", " NOT VALID", " NO INHERIT"), out);
}

static void default_text(FILE *out)
{
    size_t sort = below(4);
    if (sort == 0)
        fprintf(out, "'x'::%s", a_type());
    else if (sort == 1)
        fprintf(out, "%s(%s)", a_name(), ONE_OF("", "", "'s'::regclass", "1", "a", "'x'::text, 1"));
    else
        fputs(below(3) ? a_literal() : a_name(), out);
}

static void parameters_text(FILE *out)
{
    for (size_t n = below(4); n > 0; n--)
        fprintf(out, "%s%s%s%s%s", ONE_OF("", "", "", "", "OUT ", "IN ", "VARIADIC "), below(2) ? a_name() : "", " ",
                a_type(), n > 1 ? ", " : ONE_OF("", "", " DEFAULT 1"));
}

static void type_text(FILE *out)
{
    fputs(below(3) ? a_type() : a_name(), out);
}

static void (*const makers[])(FILE *out) = {
    [CANON_EXPRESSION] = default_text,
    [CANON_DEFAULT] = default_text,
    [CANON_TYPE] = type_text,
    [CANON_CONSTRAINT] = constraint_text,
    [CANON_STATEMENT] = trigger_text,
    [CANON_INDEX] = index_text,
    [CANON_PARAMETERS] = parameters_text,
    [CANON_RESULT] = type_text,
    [CANON_DOMAIN_CONSTRAINT] = constraint_text,
    [CANON_BODY] = NULL,
};

static char *parsed(void *ctx, enum canon_form form, const char *text, int version)
{
    json_t *tree = form_parse(form, text, version);
    char *printed = tree ? form_print(ctx, form, tree, version) : NULL;
    json_decref(tree);
    return printed;
}

static void check(enum canon_form form, void (*make)(FILE *out), int version)
{
    size_t plain_ones = 0, known = 0;
    of_domain = form == CANON_DOMAIN_CONSTRAINT;
    for (size_t i = 0; i < TEXTS; i++) {
        void *ctx = mem_root("text");
        struct text t;
        text_open(&t);
        make(t.out);
        const char *text = text_close(&t, ctx);
        const char *plain = plain_text(ctx, form, text), *printed = parsed(ctx, form, text, version);
        if (plain && (!printed || strcmp(plain, printed) != 0))
            fail_msg("form %d: %s\n  plain:  %s\n  parsed: %s", (int)form, text, plain,
                     printed ? printed : "(not at all)");
        plain_ones += plain != NULL;
        known += printed != NULL;
        mem_free(ctx);
    }
    /* The forms are of use where a good part of what a server would print is of them. */
    if (plain_ones * 20 < known)
        fail_msg("form %d: %zu of %zu are plain", (int)form, plain_ones, known);
}

static void same_text(void **state)
{
    (void)state;
    for (size_t form = 0; form < sizeof(makers) / sizeof(*makers); form++)
        for (int newest = 0; newest < 2 && makers[form]; newest++)
            check((enum canon_form)form, makers[form], newest ? NEWEST : VERSION);
    check(CANON_STATEMENT, index_text, VERSION);
}

/* CAST(x AS t) is what x::t is, and is not plain. */
static void same_short_default(void **state)
{
    (void)state;
    for (size_t i = 0; i < TEXTS; i++) {
        void *ctx = mem_root("text");
        const char *type = a_type(), *column = below(2) ? type : a_type();
        const char *canonical = canon_text(ctx, CANON_TYPE, column, VERSION);
        const char *text = canon_text(ctx, CANON_DEFAULT, mem_printf(ctx, "'x'::%s", type), VERSION);
        const char *plain = plain_short_default(ctx, text, canonical);
        const char *parsed_one = canon_short_default(ctx, mem_printf(ctx, "CAST('x' AS %s) /* :: */", type), canonical);
        if (plain && strcmp(plain, parsed_one) != 0)
            fail_msg("%s, column %s\n  plain:  %s\n  parsed: %s", text, canonical, plain, parsed_one);
        mem_free(ctx);
    }
}

static void plain_examples(void **state)
{
    (void)state;
    void *ctx = mem_root("text");
    assert_string_equal(plain_text(ctx, CANON_INDEX, "CREATE INDEX x ON public.t USING btree (a, b DESC NULLS LAST)"),
                        "CREATE INDEX x ON t (a, b DESC NULLS LAST)");
    assert_string_equal(plain_text(ctx, CANON_CONSTRAINT, "CHECK (((a > 0) AND (b IS NOT NULL)))"),
                        "CHECK (a > 0 AND b IS NOT NULL)");
    assert_string_equal(plain_text(ctx, CANON_DEFAULT, "nextval('s'::regclass)"), "nextval('s'::regclass)");
    assert_string_equal(plain_short_default(ctx, "'x'::text", "text"), "'x'");
    assert_null(plain_text(ctx, CANON_INDEX, "CREATE INDEX x ON public.t USING btree (lower(a))"));
    assert_null(plain_text(ctx, CANON_CONSTRAINT, "PRIMARY KEY (a, b WITHOUT OVERLAPS)"));
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_examples),
        cmocka_unit_test(same_text),
        cmocka_unit_test(same_short_default),
    };
    return RUN_TAP("sql/postgres/plain", tests);
}
