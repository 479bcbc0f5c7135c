/* Texts of SQLite read into models: what they hold, where it stands, and that the shell's texts mean the same. */
#include "diffing.h"

#include "model/read.h"

static const struct model *read_text(struct fixture *p, const char *text)
{
    return model_read_sqlite(p->ctx, "full.sql", text, &p->diags);
}

static const struct model *read_well(struct fixture *p, const char *text)
{
    const struct model *model = read_text(p, text);
    if (!model)
        fail_msg("%s", printed(p));
    return model;
}

static const char *const snapshot = "-- A snapshot.\n"
                                    "CREATE TABLE rooms (\n"
                                    "    id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
                                    "    creator TEXT NOT NULL ON CONFLICT IGNORE DEFAULT 'a;b',\n"
                                    "    name VARCHAR(20) COLLATE NOCASE,\n"
                                    "    CONSTRAINT positive CHECK (id > 0),\n"
                                    "    FOREIGN KEY (creator) REFERENCES users (name),\n"
                                    "    UNIQUE (creator, name)\n"
                                    ");\n"
                                    "CREATE UNIQUE INDEX by_name ON rooms (name) WHERE name IS NOT NULL;\n"
                                    "CREATE TRIGGER watch AFTER DELETE ON rooms FOR EACH ROW\n"
                                    "BEGIN\n"
                                    "    UPDATE rooms SET name = CASE WHEN 1 THEN 'b' END;\n"
                                    "END;\n"
                                    "CREATE VIEW named AS\n"
                                    "SELECT id\n"
                                    "FROM rooms;\n"
                                    "CREATE VIRTUAL TABLE search USING fts4 (body);\n"
                                    "PRAGMA user_version = 7;\n"
                                    "INSERT INTO rooms (id, creator, name) VALUES (1, 'it''s', 'x, y');\n"
                                    "DELETE FROM sqlite_sequence WHERE name = 'rooms';\n"
                                    "INSERT INTO sqlite_sequence (name, seq) VALUES ('rooms', 9);\n";

struct expected {
    const struct model_kind *kind;
    const char *relation, *name;
    int line;
    const char *attribute, *value;
};

static void every_kind_with_its_line(void **state)
{
    static const struct expected expected[] = {
        {&model_table, "", "rooms", 2, "options", NULL},
        {&model_column, "rooms", "id", 3, "position", "1"},
        {&model_column, "rooms", "creator", 4, "not null", "NOT NULL ON CONFLICT IGNORE"},
        {&model_column, "rooms", "creator", 4, "default", "'a;b'"},
        {&model_column, "rooms", "name", 5, "type", "VARCHAR(20)"},
        {&model_column, "rooms", "name", 5, "collation", "NOCASE"},
        {&model_constraint, "rooms", "PRIMARY KEY (id AUTOINCREMENT)", 3, "type", "PRIMARY KEY"},
        {&model_constraint, "rooms", "positive", 6, "definition", "CHECK (id > 0)"},
        {&model_constraint, "rooms", "FOREIGN KEY (creator) REFERENCES users (name)", 7, "type", "FOREIGN KEY"},
        {&model_constraint, "rooms", "UNIQUE (creator, name)", 8, "type", "UNIQUE"},
        {&model_index, "rooms", "by_name", 10, "unique", "UNIQUE"},
        {&model_index, "rooms", "by_name", 10, "keys", "name"},
        {&model_index, "rooms", "by_name", 10, "where", "name IS NOT NULL"},
        {&model_trigger, "rooms", "watch", 11, "definition",
         "AFTER DELETE ON rooms FOR EACH ROW\nBEGIN\n    UPDATE rooms SET name = CASE WHEN 1 THEN 'b' END;\nEND"},
        {&model_view, "", "named", 15, "definition", "SELECT\n    id\nFROM rooms"},
        {&model_table, "", "search", 18, "kind", "virtual"},
        {&model_table, "", "search", 18, "definition", "fts4 (body)"},
        {&model_setting, "", "user_version", 19, "value", "7"},
        {&model_row, "rooms", "(1)", 20, "creator", "'it''s'"},
        {&model_row, "rooms", "(1)", 20, "name", "'x, y'"},
        {&model_sequence_position, "rooms", "id", 22, "value", "9"},
    };
    struct fixture *p = *state;
    const struct model *model = read_well(p, snapshot);
    for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
        const struct expected *e = &expected[i];
        const struct item *item = model_find(model, e->kind, "", e->relation, e->name);
        const char *value = item ? item_attribute(item, e->attribute) : NULL;
        bool same = e->value ? value && strcmp(value, e->value) == 0 : !value;
        if (!item || item->line != e->line || !same)
            fail_msg("%s %s.%s: line %d, %s = %s", e->kind->name, e->relation, e->name, item ? item->line : -1,
                     e->attribute, value ? value : "-");
    }
    assert_int_equal(model->n_items, 15);
}

static void assert_same(struct fixture *p, const char *text, const char *other)
{
    struct comparison c = {0};
    diff_models(p->ctx, read_well(p, text), read_well(p, other), &c);
    for (size_t i = 0; i < c.n_changes; i++)
        fail_msg("%s", told(p->ctx, &c, i));
}

/* As the shell writes: transactions, virtual tables put into the schema by hand, tables of their own. */
static void a_dump_means_the_same(void **state)
{
    assert_same(
        *state, snapshot,
        "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n"
        "CREATE TABLE rooms(id integer primary key autoincrement, creator text NOT NULL on conflict ignore\n"
        " default 'a;b' REFERENCES users(name), \"name\" varchar(20) collate nocase, /* of people */\n"
        " UNIQUE(creator,name), constraint positive check (id>0));\n"
        "INSERT INTO rooms VALUES(1,'it''s','x, y');\n"
        "PRAGMA writable_schema=ON;\n"
        "INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)"
        "VALUES('table','search','search',0,'CREATE VIRTUAL TABLE search USING fts4(body)');\n"
        "CREATE TABLE IF NOT EXISTS 'search_content'(docid INTEGER PRIMARY KEY, 'c0body');\n"
        "CREATE TABLE IF NOT EXISTS 'search_segments'(blockid INTEGER PRIMARY KEY, block BLOB);\n"
        "CREATE TABLE IF NOT EXISTS 'search_segdir'(level INTEGER,idx INTEGER,start_block INTEGER,"
        "leaves_end_block INTEGER,end_block INTEGER,root BLOB,PRIMARY KEY(level, idx));\n"
        "CREATE TABLE IF NOT EXISTS 'search_docsize'(docid INTEGER PRIMARY KEY, size BLOB);\n"
        "CREATE TABLE IF NOT EXISTS 'search_stat'(id INTEGER PRIMARY KEY, value BLOB);\n"
        "DELETE FROM sqlite_sequence;\nINSERT INTO sqlite_sequence VALUES('rooms',9);\n"
        "CREATE UNIQUE INDEX by_name on rooms(name) where name not null;\n"
        "CREATE TRIGGER watch AFTER DELETE ON rooms BEGIN update rooms set name=CASE WHEN 1 THEN 'b' END; END;\n"
        "CREATE VIEW named AS select id from rooms;\n"
        "PRAGMA writable_schema=OFF;\nPRAGMA user_version=7;\nCOMMIT;\n");
}

/* .schema tells SQLite's own tables and adds comments with the columns of views. */
static void a_schema_means_the_same(void **state)
{
    assert_same(*state,
                "CREATE TABLE t (\n    id INTEGER PRIMARY KEY AUTOINCREMENT\n);\n"
                "CREATE VIRTUAL TABLE s USING fts4 (body);\nCREATE VIEW v AS\nSELECT id\nFROM t;\n",
                "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT);\nCREATE TABLE sqlite_sequence(name,seq);\n"
                "CREATE TABLE sqlite_stat1(tbl,idx,stat);\n"
                "CREATE VIRTUAL TABLE s USING fts4(body)\n/* s(body) */;\n"
                "CREATE TABLE IF NOT EXISTS 's_content'(docid INTEGER PRIMARY KEY, 'c0body');\n"
                "CREATE VIEW v AS SELECT id FROM t\n/* v(id) */;\n");
}

static void lines_of_a_dump(void **state)
{
    struct fixture *p = *state;
    const struct model *model =
        read_well(p, "CREATE TABLE t(a INT,\n b INT UNIQUE, PRIMARY KEY(a));\n\nINSERT INTO t VALUES\n(1,2),\n(3,4);\n"
                     "ALTER TABLE t\nADD COLUMN c TEXT;\n");
    assert_int_equal(model_find(model, &model_column, "", "t", "b")->line, 2);
    assert_int_equal(model_find(model, &model_constraint, "", "t", "UNIQUE (b)")->line, 2);
    assert_int_equal(model_find(model, &model_column, "", "t", "c")->line, 7);
}

/* What stands in a trigger's body is not done by the script. */
static void a_trigger_makes_no_rows(void **state)
{
    struct fixture *p = *state;
    const struct model *model = read_well(p, "CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\n"
                                             "CREATE TRIGGER r AFTER DELETE ON t\nBEGIN\n"
                                             "SELECT CASE WHEN 1 THEN 2 END;\nINSERT INTO t VALUES (1);\nEND;\n");
    assert_int_equal(model_find(model, &model_row, "", "t", "(1)")->line, 2);
}

/* Rows and foreign keys may need the tables of another snapshot. */
static void what_refers_elsewhere_loads(void **state)
{
    struct fixture *p = *state;
    const struct model *model = read_well(p, "CREATE TABLE t (a TEXT REFERENCES elsewhere (b));\n"
                                             "CREATE VIEW v AS SELECT c FROM elsewhere;\n"
                                             "INSERT INTO t VALUES ('x');\n");
    assert_non_null(model_find(model, &model_row, "", "t", "('x')"));
    assert_non_null(model_find(model, &model_view, "", "", "v"));
}

static void an_error_points_at_the_text(void **state)
{
    struct fixture *p = *state;
    const struct model *model =
        read_text(p, "CREATE TABLE sqlite_sequence(name,seq);\nCREATE TABLE t (\n    a TEXT,,\n);\n"
                     "CREATE TABLE u (a);\n");
    assert_string_equal(printed(p), "full.sql:3:12: warning: not understood, so compared as text: near \",\": syntax "
                                    "error (SQLITE_ERROR)\n"
                                    "        a TEXT,,\n"
                                    "               ^\n");
    assert_int_equal(model_find(model, &model_statement, "", "", "TABLE t")->line, 2);
    assert_non_null(model_find(model, &model_table, "", "", "u"));
}

/*
 * The same definitions read from their text alone, and from a database: a statement that may change others makes the
 * reader load all of them.
 */
static const char loads_all[] = "CREATE TABLE zz (a);\nDROP TABLE zz;\n";

static void assert_same_when_loaded(struct fixture *p, const char *text)
{
    const struct model *model = read_well(p, text), *loaded = read_well(p, mem_printf(p->ctx, "%s%s", text, loads_all));
    assert_int_equal(model->n_items, loaded->n_items);
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *a = model->items[i], *b = loaded->items[i];
        assert_int_equal(model_compare_items(a, b), 0);
        assert_string_equal(a->text, b->text);
        assert_int_equal(a->line, b->line);
        assert_int_equal(a->n_attributes, b->n_attributes);
        for (size_t k = 0; k < a->n_attributes; k++) {
            assert_string_equal(a->attributes[k].name, b->attributes[k].name);
            assert_string_equal(a->attributes[k].value, b->attributes[k].value);
        }
    }
}

static void a_definition_alone_says_the_same(void **state)
{
    static const char *const texts[] = {
        "CREATE TABLE t (\"A b\" varchar ( 20 ) NOT NULL ON CONFLICT IGNORE DEFAULT 'it''s', b, c integer UNIQUE,\n"
        "d numeric(10,2) default -1.50 collate nocase, e text default abc, f blob default x'0a', g int default true,\n"
        "h text default current_timestamp, i \"Odd type\" null);\n",
        "create table if not exists T (a integer, B text, unique (b), constraint k unique (A, b desc),\n"
        "constraint p primary key (a), foreign key (B) references elsewhere (x) on delete cascade);\n"
        "create unique index I on t (B collate nocase desc, a) where b is not null and (A > 3 or a in (1, 2));\n",
        "CREATE TABLE a (id INTEGER PRIMARY KEY DESC);\nCREATE TABLE b (id INTEGER PRIMARY KEY, UNIQUE (id), UNIQUE "
        "(id));\n",
        "CREATE TABLE a (x INT);\nCREATE INDEX ax ON a (x);\nINSERT INTO a VALUES (1);\nCREATE TABLE b (x INT);\n"
        "CREATE INDEX bx ON b (x + 1);\nCREATE TABLE c (x INT CHECK (x > 0));\nCREATE VIEW v AS SELECT * FROM a;\n",
        "CREATE TABLE b (X INT);\nCREATE TABLE a (x INT);\n"
        "CREATE TRIGGER r AFTER INSERT ON b BEGIN INSERT INTO a SELECT x FROM b; END;\nINSERT INTO b VALUES (1);\n",
        "CREATE TABLE messages (id INTEGER PRIMARY KEY, body TEXT);\n"
        "CREATE VIRTUAL TABLE s USING fts5 (body, content='messages');\nCREATE VIRTUAL TABLE u USING fts4 (x);\n",
        "CREATE TABLE p (id INTEGER PRIMARY KEY);\nCREATE TABLE c (p INT REFERENCES p);\n"
        "PRAGMA foreign_keys = ON;\nINSERT INTO c VALUES (NULL);\n",
        "CREATE TABLE w (a TEXT PRIMARY KEY) WITHOUT ROWID;\nCREATE TABLE x (a INT) STRICT;\n"
        "CREATE TABLE g (a INT, b INT AS (a + 1) STORED);\nCREATE TABLE d (a INT DEFAULT (1 + 1));\n",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        assert_same_when_loaded(*state, texts[i]);
}

static bool has_statement(const struct model *model)
{
    for (size_t i = 0; i < model->n_items; i++)
        if (model->items[i]->kind == &model_statement)
            return true;
    return false;
}

static void what_only_an_application_has_is_read(void **state)
{
    static const char *const texts[] = {
        "CREATE TABLE t (a TEXT COLLATE turkish);",
        "CREATE TABLE t (a);\nCREATE INDEX i ON t (a COLLATE turkish, normal(a));\nINSERT INTO t VALUES (1), (2);",
        "CREATE TABLE t (a CHECK (is_mail(a)), b NOT NULL AS (normal(a)) STORED);\nINSERT INTO t (a) VALUES ('x');",
        "CREATE TABLE t (a);\nCREATE VIEW v AS SELECT both(a) FILTER (WHERE a) AS b, nth(a) OVER () AS n FROM t;",
        "CREATE VIRTUAL TABLE IF NOT EXISTS main.\"the vectors\" USING vec0 (id, v float[3]);",
        "CREATE VIRTUAL TABLE s USING fts5 (a, tokenize='snowball german');",
        "CREATE VIRTUAL TABLE s USING fts4 (a, tokenize=mozporter);",
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        assert_false(has_statement(read_well(p, texts[i])));
}

/* SQLite judges whatever is not certain: the message is its own. */
static void a_wrong_definition_is_compared_as_text(void **state)
{
    static const char *const texts[][2] = {
        {"CREATE TABLE t (a, A);", "duplicate column name"},
        {"CREATE TABLE t (a);\nCREATE TABLE T (b);", "already exists"},
        {"CREATE TABLE t (a);\nCREATE INDEX i ON t (a);\nCREATE TABLE u (a);\nCREATE INDEX I ON u (a);",
         "already exists"},
        {"CREATE TABLE t (a, PRIMARY KEY (a), UNIQUE (b));", "no such column"},
        {"CREATE TABLE t (a PRIMARY KEY, b PRIMARY KEY);", "more than one primary key"},
        {"CREATE TABLE t (a, FOREIGN KEY (b) REFERENCES u (x));", "unknown column"},
        {"CREATE TABLE t (a, FOREIGN KEY (a) REFERENCES u (x, y));", "does not match"},
        {"CREATE TABLE t (a REFERENCES u (x, y));", "should reference only one column"},
        {"CREATE TABLE t (a);\nCREATE INDEX i ON t (b);", "no such column"},
        {"CREATE TABLE t (a);\nCREATE INDEX i ON t (a) WHERE b > 0;", "no such column"},
        {"CREATE TABLE t (a);\nCREATE INDEX i ON t (a) WHERE random() > 0;", "non-deterministic"},
        {"CREATE TABLE t (a);\nCREATE INDEX i ON t (a) WHERE a > (SELECT 1);", "subqueries prohibited"},
        {"CREATE INDEX i ON t (a);\nCREATE TABLE t (a);", "no such table"},
        {"CREATE TABLE t (a);\nINSERT INTO t VALUES (1, 2);", "1 columns but 2 values"},
        {"CREATE TABLE t (a);\nCREATE TABLE b (x);\n"
         "CREATE TRIGGER r AFTER INSERT ON b BEGIN INSERT INTO t VALUES (1, 2); END;\nINSERT INTO b VALUES (1);",
         "1 columns but 2 values"},
        {"CREATE TABLE t (a);\nCREATE INDEX x.i ON t (a);", "unknown database"},
        {"CREATE TABLE x.t (a);", "unknown database"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        assert_true(has_statement(read_well(p, texts[i][0])));
        if (!strstr(p->diags.items[i].message, texts[i][1]))
            fail_msg("%s: %s", texts[i][0], p->diags.items[i].message);
    }
}

static void files_are_out_of_reach(void **state)
{
    static const char *const texts[] = {"ATTACH 'other.db' AS o;", "VACUUM INTO 'other.db';",
                                        "SELECT load_extension('x');", "PRAGMA temp_store_directory = '.';"};
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        assert_true(has_statement(read_well(p, texts[i])));
        assert_non_null(strstr(p->diags.items[i].message, "refused"));
    }
    assert_false(is_file("other.db"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(every_kind_with_its_line),
        with_fixture(a_dump_means_the_same),
        with_fixture(a_schema_means_the_same),
        with_fixture(lines_of_a_dump),
        with_fixture(a_trigger_makes_no_rows),
        with_fixture(what_refers_elsewhere_loads),
        with_fixture(an_error_points_at_the_text),
        with_fixture(a_definition_alone_says_the_same),
        with_fixture(what_only_an_application_has_is_read),
        with_fixture(a_wrong_definition_is_compared_as_text),
        with_fixture(files_are_out_of_reach),
    };
    return RUN_TAP("model_sqlite", tests);
}
