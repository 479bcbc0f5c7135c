/*
 * Canonical SQL of SQLite: one text for what people type, which reads as itself,
 * and which means the same to SQLite.
 */
#include "support.h"

#include <sqlite3.h>
#include <strings.h>

#include "sql/sqlite/ddl.h"

/* Columns of t, in the table of setup_database and in the answers to the reader. */
static const char *const columns[] = {"a", "b", "Name", "order"};

static const char *column_of(void *data, const char *relation, const char *column, bool *known)
{
    (void)data;
    *known = strcasecmp(relation, "t") == 0 || strcasecmp(relation, "u") == 0;
    for (size_t i = 0; *known && i < sizeof(columns) / sizeof(*columns); i++)
        if (strcasecmp(column, columns[i]) == 0)
            return columns[i];
    return NULL;
}

static const struct sqlite_names names = {column_of, NULL, NULL};

static sqlite3 *setup_database(void)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "CREATE TABLE t (a, b, \"Name\", \"order\");"
                                  "CREATE TABLE u (a, b, \"Name\", \"order\");"
                                  "CREATE TABLE one (x); INSERT INTO one VALUES (1), (7);"
                                  "INSERT INTO t VALUES (1, 2, 'X', 3), (NULL, 0, 'x', NULL), (-1, NULL, 'y', 1),"
                                  "    (0, 'b', NULL, 0), ('a', X'AB', '', 7), (5, 3, 'a%', 2);"
                                  "INSERT INTO u SELECT * FROM t",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    return db;
}

/* What a query answers, all rows. */
static const char *answer(struct fixture *p, sqlite3 *db, const char *query)
{
    sqlite3_stmt *statement = NULL;
    struct text t;
    text_open(&t);
    if (sqlite3_prepare_v2(db, query, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", query, sqlite3_errmsg(db));
    while (sqlite3_step(statement) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const unsigned char *value = sqlite3_column_text(statement, i);
            fprintf(t.out, "%d %s|", sqlite3_column_type(statement, i), value ? (const char *)value : "");
        }
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    return text_close(&t, p->ctx);
}

/* ---- expressions ---- */

static const char *const expressions[][2] = {
    /* one spelling of operators; but two of `not equal` */
    {"a==1", "a = 1"},
    {"a=1", "a = 1"},
    {"a<>1", "a <> 1"},
    {"a!=1", "a != 1"},
    {"a isnull", "a IS NULL"},
    {"a is null", "a IS NULL"},
    {"a notnull", "a IS NOT NULL"},
    {"a not null", "a IS NOT NULL"},
    {"a is not null", "a IS NOT NULL"},
    /* IS binds its right side to tighter operators, ISNULL has none */
    {"a isnull + 1", "a ISNULL + 1"},
    {"a not null+1", "a NOTNULL + 1"},
    {"a notnull||'x'", "a NOTNULL || 'x'"},
    {"a isnull < 1", "a ISNULL < 1"},
    {"a isnull == 1", "a IS NULL = 1"},
    {"a isnull <> 0", "a IS NULL <> 0"},
    {"a isnull != 0", "a IS NULL != 0"},
    {"a isnull and b", "a IS NULL AND b"},
    {"a isnull collate nocase", "a ISNULL COLLATE NOCASE"},
    {"a is null + 1", "a IS NULL + 1"},
    {"a isnull in (1)", "a IS NULL IN (1)"},
    {"(a isnull)", "(a IS NULL)"},
    /* precedence is left as it is, and so are parentheses */
    {"a+b*2", "a + b * 2"},
    {"(a+b)*2", "(a + b) * 2"},
    {"a-(b-1)", "a - (b - 1)"},
    {"not a=b", "NOT a = b"},
    {"(not a)=b", "(NOT a) = b"},
    {"a or b and 0", "a OR b AND 0"},
    {"a is b=1", "a IS b = 1"},
    {"a<<1|b&3", "a << 1 | b & 3"},
    {"~a", "~a"},
    {"-a", "-a"},
    {"- -a", "- -a"},
    {"-(-a)", "-(-a)"},
    {"- - -1", "- - -1"},
    {"a- -1", "a - -1"},
    {"a-- comment\n-1", "a - 1"},
    {"+a", "+a"},
    {"a/*x*/%b", "a % b"},
    {"a is not distinct from b", "a IS NOT DISTINCT FROM b"},
    {"a is not b", "a IS NOT b"},
    {"\"Name\"||'x'||b", "Name || 'x' || b"},
    {"'{\"k\":[7]}'->'$.k'->>0", "'{\"k\":[7]}' -> '$.k' ->> 0"},
    /* words between operands */
    {"name like'x%'", "Name LIKE 'x%'"},
    {"name not like 'a!%' escape'!'", "Name NOT LIKE 'a!%' ESCAPE '!'"},
    {"name glob'[xX]'", "Name GLOB '[xX]'"},
    {"a between 0 and 1 and b", "a BETWEEN 0 AND 1 AND b"},
    {"a not between b and 1", "a NOT BETWEEN b AND 1"},
    {"a in(1,2)", "a IN (1, 2)"},
    {"a not in ()", "a NOT IN ()"},
    {"a in one", "a IN one"},
    {"(a,b)in(select a,b from u)", "(a, b) IN (SELECT a, b FROM u)"},
    {"a in(select b x from u where u.a>t.a)", "a IN (SELECT b AS x FROM u WHERE u.a > t.a)"},
    {"exists(select 1 from u where b=t.a)", "EXISTS (SELECT 1 FROM u WHERE b = t.a)"},
    {"(select max(a)from u)", "(SELECT max(a) FROM u)"},
    {"name collate nocase='X'", "Name COLLATE NOCASE = 'X'"},
    {"name COLLATE \"rtrim\" = 'X '", "Name COLLATE RTRIM = 'X '"},
    /* functions, CASE, CAST */
    {"COALESCE(a,b)", "coalesce(a, b)"},
    {"Max(a,b)", "max(a, b)"},
    {"\"ABS\"(a)", "abs(a)"},
    {"iif(a,1,2)", "iif(a, 1, 2)"},
    {"case when a then 1 else 2 end", "CASE WHEN a THEN 1 ELSE 2 END"},
    {"case a when 1 then'x'when 2 then'y'end", "CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' END"},
    {"cast(a as varchar ( 20 ))", "CAST(a AS VARCHAR(20))"},
    {"cast ( a as double  precision )", "CAST(a AS DOUBLE PRECISION)"},
    /* literals */
    {"x'ab0c'", "X'AB0C'"},
    {"'it''s'", "'it''s'"},
    {"0x1F+1e3+.5", "0x1F + 1e3 + .5"},
    {"null", "NULL"},
    {"TRUE and False", "true AND false"},
    {"a is true", "a IS true"},
    {"a is not False", "a IS NOT false"},
    /* names: bare where they can be, as declared; what is no column is a string */
    {"A", "a"},
    {"NAME", "Name"},
    {"[b]", "b"},
    {"`a`", "a"},
    {"\"A\"", "a"},
    {"\"order\"", "\"order\""},
    {"[Order]", "\"order\""},
    {"t.A", "t.A"}, /* a qualified name may be an alias's: as typed, but for quotes */
    {"\"t\".[a]", "t.a"},
    {"\"nothing\"", "'nothing'"},
    {"name = \"it's\"", "Name = 'it''s'"},
};

static const char *canonical(struct fixture *p, const char *expression)
{
    struct sqlite_index index;
    struct sqlite_problem problem;
    const char *sql = mem_printf(p->ctx, "CREATE INDEX i ON t (a) WHERE %s", expression);
    if (!sqlite_read_index(p->ctx, sql, &names, &index, &problem))
        fail_msg("%s: not understood near %s", expression, problem.near);
    return index.where;
}

static void test_expressions(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(expressions) / sizeof(*expressions); i++)
        assert_string_equal(canonical(p, expressions[i][0]), expressions[i][1]);
}

static void test_expressions_read_as_themselves(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(expressions) / sizeof(*expressions); i++)
        assert_string_equal(canonical(p, expressions[i][1]), expressions[i][1]);
}

static void test_expressions_mean_the_same(void **state)
{
    struct fixture *p = *state;
    sqlite3 *db = setup_database();
    for (size_t i = 0; i < sizeof(expressions) / sizeof(*expressions); i++) {
        const char *query = "SELECT %s FROM t ORDER BY t.rowid";
        assert_string_equal(answer(p, db, mem_printf(p->ctx, query, expressions[i][0])),
                            answer(p, db, mem_printf(p->ctx, query, expressions[i][1])));
    }
    sqlite3_close(db);
}

/* ---- defaults, types, collations ---- */

static void test_defaults(void **state)
{
    static const char *const pairs[][2] = {
        {"1", "1"},
        {"-1", "-1"},
        {"((0))", "0"},
        {"'x'", "'x'"},
        {"\"x\"", "'x'"},
        {"x", "'x'"},
        {"TRUE", "true"},
        {"(FALSE)", "false"},
        {"null", "NULL"},
        {"current_timestamp", "CURRENT_TIMESTAMP"},
        {"x'ab'", "X'AB'"},
        {"1+1", "(1 + 1)"},
        {"(1)+(1)", "((1) + (1))"},
        {"strftime('%s','now')", "(strftime('%s', 'now'))"},
        {"- -1", "(- -1)"},
        {"- true", "(-true)"},
        {"- null", "-NULL"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
        assert_string_equal(sqlite_canonical_default(p->ctx, pairs[i][0]), pairs[i][1]);
    assert_null(sqlite_canonical_default(p->ctx, "1 +"));
    assert_null(sqlite_canonical_default(p->ctx, "1 2"));
}

/* What SQLite says of a column of that type, in canonical form, and which values it converts. */
static const char *stored_type(struct fixture *p, sqlite3 *db, const char *type)
{
    const char *make = mem_printf(p->ctx,
                                  "DROP TABLE IF EXISTS typed; CREATE TABLE typed (a %s);"
                                  "INSERT INTO typed VALUES ('1'), (1), (1.0)",
                                  type);
    if (sqlite3_exec(db, make, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", make, sqlite3_errmsg(db));
    const char *told = answer(p, db, "SELECT type FROM pragma_table_xinfo('typed')");
    told = mem_strndup(p->ctx, told + strlen("3 "), strlen(told) - strlen("3 |"));
    return mem_printf(p->ctx, "%s %s", sqlite_canonical_type(p->ctx, told),
                      answer(p, db, "SELECT typeof(a) FROM typed"));
}

static void test_types(void **state)
{
    static const char *const pairs[][2] = {
        {"", ""},
        {"integer", "INTEGER"},
        {"Double\n precision", "DOUBLE PRECISION"},
        {"varchar ( 20 )", "VARCHAR(20)"},
        {"numeric( 10 , 2 )", "NUMERIC(10,2)"},
        {"\"text\"", "TEXT"},
        {"[my type]", "MY TYPE"},
        {"timestamp with time zone", "TIMESTAMP WITH TIME ZONE"},
        {"\"unique\"", "\"UNIQUE\""},
        {"\"\"", "\"\""},
        {"\"\" int", "\"\""},
        {"[nvarchar](50)", "[NVARCHAR](50)"},
        {"[decimal] ( 10,2)", "[DECIMAL](10,2)"},
        {"\"nvarchar\"(50)", "NVARCHAR"},
        {"\"real\" \"int\"", "REAL"},
        {"real \"int\"", "\"REAL \"\"INT\"\"\""},
        {"\"te\"\"xt\"", "\"TE\"\"XT\""},
    };
    struct fixture *p = *state;
    sqlite3 *db = setup_database();
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
        assert_string_equal(sqlite_written_type(p->ctx, pairs[i][0]), pairs[i][1]);
        assert_string_equal(sqlite_written_type(p->ctx, pairs[i][1]), pairs[i][1]);
        assert_string_equal(stored_type(p, db, pairs[i][0]), stored_type(p, db, pairs[i][1]));
    }
    sqlite3_close(db);
    assert_string_equal(sqlite_canonical_collation("nocase"), "NOCASE");
    assert_string_equal(sqlite_canonical_collation("Custom"), "Custom");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(test_expressions),
        with_fixture(test_expressions_read_as_themselves),
        with_fixture(test_expressions_mean_the_same),
        with_fixture(test_defaults),
        with_fixture(test_types),
    };
    return RUN_TAP("sqlite_canon", tests);
}
