/*
 * What the canonical text of a view or a trigger means: SQLite itself compiles
 * the text that was written and the one that is printed, and must make one
 * program of both, with the same names of columns.
 */
#include "support.h"

#include <sqlite3.h>
#include <strings.h>

#include "sql/sqlite/ddl.h"

static const char schema[] = "CREATE TABLE users (id INTEGER PRIMARY KEY, email, Name);"
                             "CREATE TABLE contacts (user_id, kind, val, UNIQUE (user_id));"
                             "CREATE TABLE other (x, y, \"true\");";

static sqlite3 *open_database(void)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, schema, NULL, NULL, NULL), SQLITE_OK);
    return db;
}

static const char *column_of(void *data, const char *relation, const char *column, bool *known)
{
    static const char *const columns[][4] = {
        {"users", "id", "email", "Name"}, {"contacts", "user_id", "kind", "val"}, {"other", "x", "y", "true"}};
    (void)data;
    for (size_t i = 0; i < 3; i++) {
        if (strcasecmp(relation, columns[i][0]) != 0)
            continue;
        *known = true;
        for (size_t k = 1; k < 4; k++)
            if (strcasecmp(column, columns[i][k]) == 0)
                return columns[i][k];
    }
    return NULL;
}

static const struct sqlite_names names = {column_of, NULL, NULL};

/* What EXPLAIN answers, but for addresses, remarks, and the count of changes to the schema. */
static const char *program(struct fixture *p, sqlite3 *db, const char *statement)
{
    sqlite3_stmt *s = NULL;
    struct text t;
    if (sqlite3_prepare_v2(db, mem_printf(p->ctx, "EXPLAIN %s", statement), -1, &s, NULL) != SQLITE_OK)
        fail_msg("%s: %s", statement, sqlite3_errmsg(db));
    text_open(&t);
    while (sqlite3_step(s) == SQLITE_ROW) {
        const char *opcode = (const char *)sqlite3_column_text(s, 1);
        if (strcmp(opcode, "Trace") == 0 || strcmp(opcode, "Transaction") == 0)
            continue;
        for (int i = 1; i < 7; i++) {
            const unsigned char *cell = sqlite3_column_text(s, i);
            fprintf(t.out, "%s ", cell ? (const char *)cell : "");
        }
        fputs("\n", t.out);
    }
    sqlite3_finalize(s);
    return text_close(&t, p->ctx);
}

/* Of a view of that query. */
static const char *columns_of(struct fixture *p, sqlite3 *db, const char *query)
{
    sqlite3_stmt *s = NULL;
    struct text t;
    const char *make = mem_printf(p->ctx, "DROP VIEW IF EXISTS v; CREATE VIEW v AS %s", query);
    assert_int_equal(sqlite3_exec(db, make, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT name FROM pragma_table_xinfo('v')", -1, &s, NULL), SQLITE_OK);
    text_open(&t);
    while (sqlite3_step(s) == SQLITE_ROW)
        fprintf(t.out, "%s\n", sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    return text_close(&t, p->ctx);
}

static const char *canonical(struct fixture *p, const char *query, const struct sqlite_names *of)
{
    struct sqlite_view view;
    struct sqlite_problem problem;
    const char *sql = mem_printf(p->ctx, "CREATE VIEW v AS %s", query);
    if (!sqlite_read_view(p->ctx, sql, of, &view, &problem))
        fail_msg("%s: not understood near %s", sql, problem.near);
    return view.query;
}

/*
 * Where "name" is a column or perhaps a string, and what the text becomes. NULL: as the first text. What names no
 * column of a view's query is one where the view is used beside such a column, or a string.
 */
static const char *const queries[][2] = {
    /* A query in FROM does not see its neighbours, one in an expression sees what is around it. */
    {"SELECT u.id FROM users AS u JOIN (SELECT user_id FROM contacts WHERE kind = \"email\") AS c", NULL},
    {"SELECT u.id FROM users AS u WHERE EXISTS (SELECT 1 FROM contacts WHERE kind = \"email\")",
     "SELECT u.id FROM users AS u WHERE EXISTS (SELECT 1 FROM contacts WHERE kind = email)"},
    {"SELECT id, (SELECT 1 FROM (SELECT \"email\", \"no\")) AS x FROM users",
     "SELECT id, (SELECT 1 FROM (SELECT email, \"no\")) AS x FROM users"},
    {"SELECT (SELECT 1 FROM (SELECT 1 AS z WHERE \"email\"), users AS u) AS x FROM contacts", NULL},
    {"SELECT (SELECT 1 FROM (SELECT 1 AS z WHERE \"email\")) AS x FROM users",
     "SELECT (SELECT 1 FROM (SELECT 1 AS z WHERE email)) AS x FROM users"},
    /* VALUES */
    {"SELECT id FROM users, (VALUES (\"email\"))", NULL},
    {"SELECT (VALUES (\"email\")) AS x, (VALUES (\"no\")) AS y FROM users",
     "SELECT (VALUES (email)) AS x, (VALUES (\"no\")) AS y FROM users"},
    {"SELECT * FROM (VALUES (\"x\", 1+1), (\"y\", 2))", "SELECT * FROM (VALUES (\"x\", 1 + 1), (\"y\", 2))"},
    /* A common table expression is resolved where it is used. */
    {"WITH c AS (SELECT \"email\" AS e) SELECT (SELECT e FROM c) AS x FROM users", NULL},
    {"WITH c AS (SELECT \"email\" AS e FROM contacts) SELECT id FROM users", NULL},
    {"WITH c AS (SELECT \"kind\" AS e FROM contacts) SELECT id FROM users",
     "WITH c AS (SELECT kind AS e FROM contacts) SELECT id FROM users"},
    {"WITH \"recursive\" AS (SELECT 1 AS a) SELECT * FROM \"recursive\"", NULL},
    /* Aliases: of the result in WHERE, GROUP BY and ORDER BY, but not in the result itself. */
    {"SELECT Name AS q FROM users WHERE \"q\" = 1", "SELECT Name AS q FROM users WHERE q = 1"},
    {"SELECT Name AS q FROM users GROUP BY \"q\" ORDER BY \"q\"", "SELECT Name AS q FROM users GROUP BY q ORDER BY q"},
    {"SELECT Name AS q, (SELECT \"q\" FROM contacts) AS r FROM users", NULL},
    {"SELECT Name AS q FROM users WHERE EXISTS (SELECT 1 FROM contacts WHERE \"q\" = 1)", NULL},
    {"SELECT Name AS q, row_number() OVER (ORDER BY \"q\") AS n FROM users", NULL},
    {"SELECT Name AS q, row_number() OVER w AS n FROM users WINDOW w AS (ORDER BY \"q\")", NULL},
    {"SELECT Name FROM users UNION SELECT val FROM contacts ORDER BY \"val\"", NULL},
    /* Not every version looks further out from ORDER BY and GROUP BY; from LIMIT none does. */
    {"SELECT (SELECT 1 FROM contacts ORDER BY \"email\") AS x FROM users", NULL},
    {"SELECT (SELECT count(*) FROM contacts GROUP BY \"email\", \"kind\") AS x FROM users",
     "SELECT (SELECT count(*) FROM contacts GROUP BY \"email\", kind) AS x FROM users"},
    {"SELECT (SELECT 1 FROM contacts LIMIT \"email\") AS x FROM users",
     "SELECT (SELECT 1 FROM contacts LIMIT 'email') AS x FROM users"},
    /* Joins in parentheses do not see what is outside; conditions and table functions see all of FROM. */
    {"SELECT x FROM users, (contacts JOIN other ON kind = \"email\")", NULL},
    {"SELECT id FROM users JOIN contacts ON kind = \"x\" JOIN other",
     "SELECT id FROM users JOIN contacts ON kind = x JOIN other"},
    {"SELECT Name FROM users, json_each(\"email\")", "SELECT Name FROM users, json_each(email)"},
    {"SELECT Name FROM users, json_each(\"none\")", NULL},
    {"SELECT max(\"email\") FILTER (WHERE \"no\") AS x FROM users",
     "SELECT max(email) FILTER (WHERE \"no\") AS x FROM users"},
    {"SELECT \"rowid\" FROM users", NULL},
    /* The text of an expression without alias is a name. */
    {"SELECT \"a\", 'b', email||\"b\", Count( * ), TRUE, -1, id FROM users", NULL},
    {"SELECT count(ALL id) AS n, id+1 AS m FROM users", "SELECT count(id) AS n, id + 1 AS m FROM users"},
    {"SELECT \"id+1\", NAME, t.EMAIL FROM (SELECT id+1, NAME, EMAIL FROM users) AS t", NULL},
    {"SELECT NAME, ID FROM users", "SELECT Name, id FROM users"},
    {"SELECT *, id  +1 FROM users", NULL},
    {"SELECT cast(id as text), (id), id COLLATE nocase, case id when 1 then 2 end, exists(select 1), id in(1,2) FROM "
     "users",
     NULL},
    {"SELECT id+/* so */1 FROM users", NULL},
    {"SELECT true -- so\n, id -- no\n, 1 /* and so */ FROM users",
     "SELECT true -- so\n, id, 1 /* and so */ FROM users"},
    {"SELECT id+1 FROM users UNION SELECT id+1 FROM users", "SELECT id+1 FROM users UNION SELECT id + 1 FROM users"},
    {"SELECT (SELECT id+1) AS x, id IN (SELECT id+1) AS y FROM users",
     "SELECT (SELECT id + 1) AS x, id IN (SELECT id + 1) AS y FROM users"},
    /* Keywords that are names. */
    {"SELECT sum(id) over FROM users", "SELECT sum(id) AS over FROM users"},
    {"SELECT sum(id) over over FROM users WINDOW over AS (ORDER BY id)", NULL},
    {"SELECT sum(id) OVER (\"rows\" ROWS 1 PRECEDING) AS s FROM users WINDOW \"rows\" AS (ORDER BY id)", NULL},
    {"SELECT sum(id) OVER rows AS s FROM users WINDOW rows AS (ORDER BY id)", NULL},
    {"SELECT y AS b FROM (SELECT y FROM other window) AS d",
     "SELECT y AS b FROM (SELECT y FROM other AS \"window\") AS d"},
    {"SELECT true AS a, \"true\" AS b, x AS c FROM other", "SELECT \"true\" AS a, \"true\" AS b, x AS c FROM other"},
    {"SELECT TRUE AS a, \"true\" AS b FROM users", "SELECT true AS a, \"true\" AS b FROM users"},
    {"SELECT CAST(id AS \"\") AS a, CAST(id AS [nvarchar](50)) AS b FROM users",
     "SELECT CAST(id AS \"\") AS a, CAST(id AS [NVARCHAR](50)) AS b FROM users"},
};

static void test_queries_keep_their_meaning(void **state)
{
    struct fixture *p = *state;
    sqlite3 *db = open_database();
    for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
        const char *typed = queries[i][0], *text = canonical(p, typed, &names);
        assert_string_equal(text, queries[i][1] ? queries[i][1] : typed);
        assert_string_equal(canonical(p, text, &names), text);
        assert_string_equal(program(p, db, text), program(p, db, typed));
        assert_string_equal(columns_of(p, db, text), columns_of(p, db, typed));
    }
    sqlite3_close(db);
}

/* ---- triggers ---- */

static const char *const changes[][2] = {
    {"INSERT INTO users (Name) SELECT \"email\" FROM contacts",
     "INSERT INTO users (Name) SELECT 'email' FROM contacts"},
    {"INSERT INTO users (Name) VALUES (\"email\")", "INSERT INTO users (Name) VALUES ('email')"},
    {"INSERT INTO users (Name) VALUES (1) ON CONFLICT (id) DO UPDATE SET Name = \"email\", email = \"no\"",
     "INSERT INTO users (Name) VALUES (1) ON CONFLICT (id) DO UPDATE SET Name = email, email = 'no'"},
    {"INSERT INTO users SELECT user_id, 1, 2 FROM contacts JOIN other ON x = val ON CONFLICT DO NOTHING", NULL},
    {"INSERT INTO users SELECT a.user_id, 1, 2 FROM contacts AS a JOIN contacts AS b USING (user_id) ON CONFLICT (id) "
     "DO "
     "UPDATE SET Name = \"email\"",
     "INSERT INTO users SELECT a.user_id, 1, 2 FROM contacts AS a JOIN contacts AS b USING (user_id) ON CONFLICT (id) "
     "DO "
     "UPDATE SET Name = email"},
    {"UPDATE users SET Name = \"kind\", email = \"no\" FROM contacts",
     "UPDATE users SET Name = kind, email = 'no' FROM contacts"},
    {"UPDATE users SET Name = c.kind FROM (SELECT kind FROM contacts WHERE kind = \"email\") AS c",
     "UPDATE users SET Name = c.kind FROM (SELECT kind FROM contacts WHERE kind = 'email') AS c"},
    {"UPDATE users SET Name = c.kind FROM contacts AS c JOIN other ON \"email\" = 1", NULL},
    {"DELETE FROM users WHERE \"email\" IN (\"no\", NEW.\"Name\", OLD.email)",
     "DELETE FROM users WHERE email IN ('no', NEW.Name, OLD.email)"},
    {"SELECT RAISE(ABORT, \"email\") FROM users", NULL},
    {"SELECT RAISE(ABORT, \"no\") FROM users", "SELECT RAISE(ABORT, 'no') FROM users"},
    {"SELECT id+1 FROM users", "SELECT id + 1 FROM users"},
    /* Nothing is around a trigger's statement: what names no column is a string. */
    {"SELECT u.id FROM users AS u JOIN (SELECT user_id FROM contacts WHERE kind = \"email\") AS c",
     "SELECT u.id FROM users AS u JOIN (SELECT user_id FROM contacts WHERE kind = 'email') AS c"},
    {"SELECT (SELECT 1 FROM (SELECT 1 AS z WHERE \"email\"), users AS u) AS x FROM contacts",
     "SELECT (SELECT 1 FROM (SELECT 1 AS z WHERE 'email'), users AS u) AS x FROM contacts"},
    {"SELECT (VALUES (\"email\")) AS x, (VALUES (\"no\")) AS y FROM users",
     "SELECT (VALUES (email)) AS x, (VALUES ('no')) AS y FROM users"},
    {"SELECT Name AS q, (SELECT \"q\" FROM contacts) AS r FROM users",
     "SELECT Name AS q, (SELECT 'q' FROM contacts) AS r FROM users"},
    {"SELECT Name AS q, row_number() OVER (ORDER BY \"q\") AS n FROM users",
     "SELECT Name AS q, row_number() OVER (ORDER BY 'q') AS n FROM users"},
    {"SELECT max(\"email\") FILTER (WHERE \"no\") AS x FROM users",
     "SELECT max(email) FILTER (WHERE 'no') AS x FROM users"},
    {"SELECT TRUE AS a, \"true\" AS b FROM users", "SELECT true AS a, 'true' AS b FROM users"},
    {"WITH c AS (SELECT \"email\" AS e) SELECT (SELECT e FROM c) AS x FROM users", NULL},
    {"SELECT id FROM users UNION SELECT [no such] IN () FROM users", NULL},
};

static const char *printed_change(struct fixture *p, const char *change)
{
    struct sqlite_trigger trigger;
    struct sqlite_problem problem;
    const char *sql = mem_printf(p->ctx, "CREATE TRIGGER g AFTER UPDATE ON users BEGIN %s; END", change);
    if (!sqlite_read_trigger(p->ctx, sql, &names, &trigger, &problem))
        fail_msg("%s: not understood near %s", sql, problem.near);
    const char *text = trigger.body + strlen("BEGIN\n    ");
    return mem_strndup(p->ctx, text, strlen(text) - strlen(";\nEND"));
}

/* What an UPDATE does, the trigger in it. */
static const char *trigger_program(struct fixture *p, sqlite3 *db, const char *change)
{
    const char *make =
        mem_printf(p->ctx, "DROP TRIGGER IF EXISTS g; CREATE TRIGGER g AFTER UPDATE ON users BEGIN %s; END", change);
    if (sqlite3_exec(db, make, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", make, sqlite3_errmsg(db));
    return program(p, db, "UPDATE users SET Name = 1");
}

static void test_triggers_keep_their_meaning(void **state)
{
    struct fixture *p = *state;
    sqlite3 *db = open_database();
    for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
        const char *typed = changes[i][0], *text = printed_change(p, typed);
        assert_string_equal(text, changes[i][1] ? changes[i][1] : typed);
        assert_string_equal(printed_change(p, text), text);
        assert_string_equal(trigger_program(p, db, text), trigger_program(p, db, typed));
    }
    sqlite3_close(db);
}

/* ---- a judge ---- */

struct court {
    struct fixture *p;
    const char *guilty; /* what is not the same where it stands in the printed text */
    int asked;
};

static bool same(void *data, const char *typed, const char *text)
{
    struct court *court = data;
    (void)typed;
    court->asked++;
    return !strstr(text, court->guilty);
}

static void test_what_the_judge_refuses_is_printed_as_it_was_written(void **state)
{
    struct fixture *p = *state;
    struct court court = {p, "zzz", 0};
    const struct sqlite_judge judge = {same, &court};
    const struct sqlite_names judged = {column_of, NULL, &judge};
    const char *typed = "select \"email\" , 1 as x\nfrom users where \"no\"=1";
    assert_string_equal(canonical(p, typed, &judged), "SELECT email, 1 AS x FROM users WHERE \"no\" = 1");
    assert_int_equal(court.asked, 1);
    court.guilty = "SELECT email"; /* then names stay as they are */
    assert_string_equal(canonical(p, typed, &judged), "SELECT \"email\", 1 AS x FROM users WHERE \"no\" = 1");
    court.guilty = "SELECT"; /* then everything does */
    assert_string_equal(canonical(p, typed, &judged), typed);
}

static void test_what_is_canonical_needs_no_judge(void **state)
{
    struct fixture *p = *state;
    struct court court = {p, "SELECT", 0};
    const struct sqlite_judge judge = {same, &court};
    const struct sqlite_names judged = {column_of, NULL, &judge};
    const char *query = "SELECT\n    email,\n    1 AS x\nFROM users\nWHERE 'no' = 1";
    assert_string_equal(canonical(p, query, &judged), "SELECT email, 1 AS x FROM users WHERE 'no' = 1");
    assert_int_equal(court.asked, 0);
}

static void test_tables_and_indexes_have_a_judge_too(void **state)
{
    struct fixture *p = *state;
    struct court court = {p, "%", 0};
    const struct sqlite_judge judge = {same, &court};
    struct sqlite_table table;
    struct sqlite_problem problem;
    assert_true(sqlite_read_table(p->ctx, "CREATE TABLE t (\"a\", b AS (a%2==0), CHECK ( \"a\">\"b\" and a==1 ))",
                                  &judge, &table, &problem));
    assert_string_equal(table.columns[1].generated, "a%2==0");
    assert_string_equal(table.constraints[0].definition, "CHECK (a > b AND a = 1)");
    struct sqlite_index index;
    const struct sqlite_names judged = {column_of, NULL, &judge};
    assert_true(sqlite_read_index(p->ctx, "CREATE INDEX i ON users (id%2==0 DESC, \"email\") WHERE Name ISNULL",
                                  &judged, &index, &problem));
    assert_string_equal(index.keys, "id%2==0 DESC, email");
    assert_string_equal(index.where, "Name IS NULL");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(test_queries_keep_their_meaning),
        with_fixture(test_triggers_keep_their_meaning),
        with_fixture(test_what_the_judge_refuses_is_printed_as_it_was_written),
        with_fixture(test_what_is_canonical_needs_no_judge),
        with_fixture(test_tables_and_indexes_have_a_judge_too),
    };
    return RUN_TAP("sqlite_meaning", tests);
}
