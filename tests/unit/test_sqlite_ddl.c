/* SQLite's statements, read: tables with their columns and constraints, indexes, virtual tables. */
#include "support.h"

#include <strings.h>

#include "sql/sqlite/ddl.h"
#include "sql/sqlite/lex.h"

static const char *column_of(void *data, const char *relation, const char *column, bool *known)
{
    static const char *const columns[] = {"id", "Name", "size"};
    (void)data;
    *known = strcasecmp(relation, "t") == 0;
    for (size_t i = 0; *known && i < sizeof(columns) / sizeof(*columns); i++)
        if (strcasecmp(column, columns[i]) == 0)
            return columns[i];
    return NULL;
}

static const struct sqlite_names names = {column_of, NULL, NULL};

/* ---- tables ---- */

/* The table as a statement: a line a column, a line a constraint that is not in its column. */
static const char *table_text(struct fixture *p, const char *sql)
{
    struct sqlite_table table;
    struct sqlite_problem problem;
    struct text t;
    if (!sqlite_read_table(p->ctx, sql, NULL, &table, &problem))
        fail_msg("%s: not understood near %s", sql, problem.near);
    text_open(&t);
    fprintf(t.out, "CREATE TABLE %s (", sqlite_quote_name(p->ctx, table.name));
    for (size_t i = 0; i < table.n_columns; i++)
        fprintf(t.out, "%s\n%s", i ? "," : "", table.columns[i].definition);
    for (size_t i = 0; i < table.n_constraints; i++) {
        const struct sqlite_constraint *c = &table.constraints[i];
        if (!c->in_column)
            fprintf(t.out, ",\n%s%s%s%s", c->name ? "CONSTRAINT " : "",
                    c->name ? sqlite_quote_name(p->ctx, c->name) : "", c->name ? " " : "", c->definition);
    }
    fprintf(t.out, "\n)%s%s%s", table.without_rowid ? " WITHOUT ROWID" : "",
            table.without_rowid && table.strict ? "," : "", table.strict ? " STRICT" : "");
    return text_close(&t, p->ctx);
}

static const char *const tables[][2] = {
    {"create table if not exists \"Users\"( name text primary key, `age` int default(0) check(age>=0) )",
     "CREATE TABLE Users (\nname TEXT,\nage INT DEFAULT 0,\nPRIMARY KEY (name),\nCHECK (age >= 0)\n)"},
    {"CREATE TABLE a.t (x)", "CREATE TABLE t (\nx\n)"},
    {"CREATE TABLE t (x, UNIQUE (x));", "CREATE TABLE t (\nx,\nUNIQUE (x)\n)"},
    /* a row number: at its column where it means something else as a line of its own */
    {"create table t(id integer primary key autoincrement)",
     "CREATE TABLE t (\nid INTEGER PRIMARY KEY AUTOINCREMENT\n)"},
    {"create table t(id integer, primary key(id autoincrement))",
     "CREATE TABLE t (\nid INTEGER PRIMARY KEY AUTOINCREMENT\n)"},
    {"create table t(id integer primary key)", "CREATE TABLE t (\nid INTEGER,\nPRIMARY KEY (id)\n)"},
    {"create table t(id integer primary key desc)", "CREATE TABLE t (\nid INTEGER PRIMARY KEY DESC\n)"},
    {"create table t(id int primary key desc)", "CREATE TABLE t (\nid INT,\nPRIMARY KEY (id DESC)\n)"},
    {"create table t(id integer primary key asc on conflict ignore)",
     "CREATE TABLE t (\nid INTEGER,\nPRIMARY KEY (id) ON CONFLICT IGNORE\n)"},
    /* what a column has, in one order; names of constraints */
    {"create table t(a text collate nocase default 'x' not null)",
     "CREATE TABLE t (\na TEXT NOT NULL DEFAULT 'x' COLLATE NOCASE\n)"},
    {"create table t(a text constraint nn not null on conflict fail constraint d default 1)",
     "CREATE TABLE t (\na TEXT CONSTRAINT nn NOT NULL ON CONFLICT FAIL CONSTRAINT d DEFAULT 1\n)"},
    {"create table t(a null, b text null)", "CREATE TABLE t (\na,\nb TEXT\n)"},
    {"create table t(a default -1, b default +1, c default (1+1), d default x)",
     "CREATE TABLE t (\na DEFAULT -1,\nb DEFAULT +1,\nc DEFAULT (1 + 1),\nd DEFAULT 'x'\n)"},
    {"create table t(a constraint p primary key, b constraint q unique)",
     "CREATE TABLE t (\na,\nb,\nCONSTRAINT p PRIMARY KEY (a),\nCONSTRAINT q UNIQUE (b)\n)"},
    /* generated columns */
    {"create table t(a int, b int as (A*2), c text generated always as(a||'x')stored)",
     "CREATE TABLE t (\na INT,\nb INT GENERATED ALWAYS AS (a * 2) VIRTUAL,\n"
     "c TEXT GENERATED ALWAYS AS (a || 'x') STORED\n)"},
    /* checks know columns that come later; in quotes what is none is a string */
    {"create table t(a check(a<B and \"A\"<>\"c\"), b, check(B in(1,2)))",
     "CREATE TABLE t (\na,\nb,\nCHECK (a < b AND a <> 'c'),\nCHECK (b IN (1, 2))\n)"},
    /* constraints of the table; commas between them may be missing */
    {"create table t(a,b,constraint u unique(B,\"A\" collate nocase desc)on conflict replace check(a))",
     "CREATE TABLE t (\na,\nb,\nCONSTRAINT u UNIQUE (b, a COLLATE NOCASE DESC) ON CONFLICT REPLACE,\n"
     "CONSTRAINT u CHECK (a)\n)"},
    {"create table t(a references \"o\"(x)on delete cascade on update set null deferrable initially deferred)",
     "CREATE TABLE t (\na,\nFOREIGN KEY (a) REFERENCES o (x) ON UPDATE SET NULL ON DELETE CASCADE "
     "DEFERRABLE INITIALLY DEFERRED\n)"},
    {"create table t(a,b,foreign key(a,B)references o)",
     "CREATE TABLE t (\na,\nb,\nFOREIGN KEY (a, b) REFERENCES o\n)"},
    {"create table t(a references o match 'simple', b references o match \"a b\")",
     "CREATE TABLE t (\na,\nb,\nFOREIGN KEY (a) REFERENCES o MATCH SIMPLE,\n"
     "FOREIGN KEY (b) REFERENCES o MATCH \"A B\"\n)"},
    /* keys in parentheses are columns too, and so may a bare TRUE be */
    {"create table t(a, \"true\", unique((a) collate nocase desc), primary key(TRUE))",
     "CREATE TABLE t (\na,\n\"true\",\nUNIQUE (a COLLATE NOCASE DESC),\nPRIMARY KEY (\"true\")\n)"},
    /* a type may be empty, and a comment may part GENERATED from ALWAYS, which is a part of the type then */
    {"create table t(a \"\", b text generated/**/always as (a), c generated  always as (a))",
     "CREATE TABLE t (\na \"\",\nb TEXT GENERATED GENERATED ALWAYS AS (a) VIRTUAL,\n"
     "c GENERATED ALWAYS AS (a) VIRTUAL\n)"},
    /* of keys whose conflict clauses differ, one that cannot leave its column keeps those in front of it in theirs */
    {"create table t(a unique on conflict fail, b integer primary key desc)",
     "CREATE TABLE t (\na UNIQUE ON CONFLICT FAIL,\nb INTEGER PRIMARY KEY DESC\n)"},
    /* options */
    {"create table t(a text primary key)without rowid,strict",
     "CREATE TABLE t (\na TEXT,\nPRIMARY KEY (a)\n) WITHOUT ROWID, STRICT"},
    {"create table t(a text)strict", "CREATE TABLE t (\na TEXT\n) STRICT"},
    /* names that need quotes; comments are not kept */
    {"create table [a b](\"order\" text /* first */, -- second\n `x\"y` int)",
     "CREATE TABLE \"a b\" (\n\"order\" TEXT,\n\"x\"\"y\" INT\n)"},
};

static void test_tables(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
        assert_string_equal(table_text(p, tables[i][0]), tables[i][1]);
        assert_string_equal(table_text(p, tables[i][1]), tables[i][1]);
    }
}

static void test_the_parts_of_a_table(void **state)
{
    struct fixture *p = *state;
    struct sqlite_table t;
    struct sqlite_problem problem;
    assert_true(sqlite_read_table(p->ctx,
                                  "create table t(ID integer primary key autoincrement, n text not null default 'x' "
                                  "collate nocase, g as (id) stored, unique(N, id collate binary desc))",
                                  NULL, &t, &problem));
    assert_int_equal(t.n_columns, 3);
    assert_string_equal(t.columns[0].name, "ID");
    assert_string_equal(t.columns[1].not_null, "NOT NULL");
    assert_string_equal(t.columns[1].value, "'x'");
    assert_string_equal(t.columns[1].collation, "NOCASE");
    assert_string_equal(t.columns[2].type, "");
    assert_string_equal(t.columns[2].generated, "ID");
    assert_true(t.columns[2].stored);
    assert_int_equal(t.n_constraints, 2);
    assert_true(t.constraints[0].in_column && t.constraints[0].autoincrement);
    assert_string_equal(t.constraints[1].columns, "n, ID");
    assert_int_equal(t.constraints[1].n_keys, 2);
    assert_string_equal(t.constraints[1].keys[0].column, "n");
    assert_null(t.constraints[1].keys[0].collation);
    assert_string_equal(t.constraints[1].keys[1].collation, "BINARY");
}

/* ---- indexes ---- */

static void test_indexes(void **state)
{
    static const struct {
        const char *sql, *keys, *where;
        bool unique;
    } indexes[] = {
        {"create index i on t(ID)", "id", NULL, false},
        {"create unique index if not exists main.i on t(\"name\" desc,id asc)", "Name DESC, id", NULL, true},
        {"create index i on t(name collate nocase, lower(name), size+1)", "Name COLLATE NOCASE, lower(Name), size + 1",
         NULL, false},
        {"create index i on t(id)where Size!=0 or name<>'x'", "id", "size != 0 OR Name <> 'x'", false},
        {"create index i on t('name', (size))", "Name, size", NULL, false},
        {"create index i on t((('name')) collate rtrim, (\"no\"), ('x'||size))",
         "Name COLLATE RTRIM, \"no\", ('x' || size)", NULL, false},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(indexes) / sizeof(*indexes); i++) {
        struct sqlite_index index;
        struct sqlite_problem problem;
        assert_true(sqlite_read_index(p->ctx, indexes[i].sql, &names, &index, &problem));
        assert_string_equal(index.name, "i");
        assert_string_equal(index.table, "t");
        assert_string_equal(index.keys, indexes[i].keys);
        assert_int_equal(index.unique, indexes[i].unique);
        assert_string_equal(index.where ? index.where : "", indexes[i].where ? indexes[i].where : "");
    }
}

/* ---- virtual tables ---- */

static void test_virtual_tables(void **state)
{
    struct fixture *p = *state;
    struct sqlite_virtual_table v;
    struct sqlite_problem problem;
    assert_true(sqlite_read_virtual_table(
        p->ctx, "create virtual table if not exists s using FTS4( Value , tokenize=unicode61 \"tokenchars=a,b\" )", &v,
        &problem));
    assert_string_equal(v.name, "s");
    assert_string_equal(v.module, "fts4");
    assert_int_equal(v.n_arguments, 2);
    assert_string_equal(v.arguments[0], "Value");
    assert_string_equal(v.arguments[1], "tokenize=unicode61 \"tokenchars=a,b\"");
    assert_true(sqlite_read_virtual_table(p->ctx, "CREATE VIRTUAL TABLE s USING m", &v, &problem));
    assert_int_equal(v.n_arguments, 0);
    assert_true(sqlite_read_virtual_table(p->ctx, "CREATE VIRTUAL TABLE s USING m()", &v, &problem));
    assert_int_equal(v.n_arguments, 0);
}

/* ---- what is not understood ---- */

static void test_problems_name_the_place(void **state)
{
    static const char *const pairs[][2] = {
        {"CREATE TABLE t (a) FANCY", "FANCY"},
        {"CREATE TABLE t (a", "the end"},
        {"CREATE TABLE t (a) ; b", "b"},
        {"CREATE TABLE t (a CHECK (a # 1))", "#"},
        {"DROP TABLE t", "DROP"},
        {"CREATE TABLE t (a CHECK (a + ))", ")"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
        struct sqlite_table table;
        struct sqlite_problem problem = {NULL};
        assert_false(sqlite_read_table(p->ctx, pairs[i][0], NULL, &table, &problem));
        assert_string_equal(problem.near, pairs[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(test_tables),         with_fixture(test_the_parts_of_a_table),    with_fixture(test_indexes),
        with_fixture(test_virtual_tables), with_fixture(test_problems_name_the_place),
    };
    return RUN_TAP("sqlite_ddl", tests);
}
