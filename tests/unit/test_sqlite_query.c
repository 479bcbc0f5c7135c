/* SQLite's queries: views, and the statements of triggers. */
#include "support.h"

#include <strings.h>

#include "sql/sqlite/ddl.h"

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

/* ---- views ---- */

static const char *const views[][2] = {
    {"select all ID,name n from t where size==1", "SELECT id, Name AS n FROM t WHERE size = 1"},
    {"select distinct t.*,count(*)from t x group by 1 having count(*)>1",
     "SELECT DISTINCT t.*, count(*) FROM t AS x GROUP BY 1 HAVING count(*) > 1"},
    {"select*from t left outer join u on t.id=u.id,w using(a,b)",
     "SELECT * FROM t LEFT OUTER JOIN u ON t.id = u.id, w USING (a, b)"},
    {"select 1 union all select 2 intersect values(3),(4) order by 1 desc nulls last limit 1 offset 2",
     "SELECT 1 UNION ALL SELECT 2 INTERSECT VALUES (3), (4) ORDER BY 1 DESC NULLS LAST LIMIT 1 OFFSET 2"},
    {"with recursive r(n)as(select 1 union select n+1 from r),s as not materialized(select 2)select*from r,s",
     "WITH RECURSIVE r (n) AS (SELECT 1 UNION SELECT n + 1 FROM r), s AS NOT MATERIALIZED (SELECT 2) SELECT * FROM r, "
     "s"},
    {"select sum(id)filter(where size)over(partition by name order by id rows between 1 preceding and current row "
     "exclude ties)from t",
     "SELECT sum(id) FILTER (WHERE size) OVER (PARTITION BY Name ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW "
     "EXCLUDE TIES) FROM t"},
    {"select rank()over w from t window w as(order by size)",
     "SELECT rank() OVER w FROM t WINDOW w AS (ORDER BY size)"},
    {"select id from t indexed by i", "SELECT id FROM t INDEXED BY i"},
    {"select value from json_each('[1]')j", "SELECT value FROM json_each('[1]') AS j"},
    {"select a.n from(select Name as n from t)a", "SELECT a.n FROM (SELECT Name AS n FROM t) AS a"},
};

static void test_views(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(views) / sizeof(*views); i++)
        for (size_t typed = 0; typed < 2; typed++) {
            struct sqlite_view view;
            struct sqlite_problem problem;
            const char *sql = mem_printf(p->ctx, "create temp view v(x, \"y z\") as %s;", views[i][typed]);
            if (!sqlite_read_view(p->ctx, sql, &names, &view, &problem))
                fail_msg("%s: not understood near %s", sql, problem.near);
            assert_string_equal(view.name, "v");
            assert_string_equal(view.columns, "x, \"y z\"");
            assert_string_equal(view.query, views[i][1]);
        }
}

static void test_the_layout_of_a_view(void **state)
{
    struct fixture *p = *state;
    struct sqlite_view view;
    struct sqlite_problem problem;
    assert_true(sqlite_read_view(p->ctx,
                                 "create view v as select id,name from t join u using(id) where size order by 1",
                                 &names, &view, &problem));
    assert_null(view.columns);
    assert_string_equal(view.layout, "SELECT\n    id,\n    Name\nFROM t\nJOIN u USING (id)\nWHERE size\nORDER BY 1");
}

/* A column without alias is named by its own text. */
static void test_an_expression_whose_spelling_is_a_name_stays_as_typed(void **state)
{
    struct fixture *p = *state;
    struct sqlite_view view;
    struct sqlite_problem problem;
    assert_true(sqlite_read_view(p->ctx, "create view v as select \"id+1\" from (select id+1 from t);", &names, &view,
                                 &problem));
    assert_string_equal(view.query, "SELECT \"id+1\" FROM (SELECT id+1 FROM t)");
}

/* ---- triggers ---- */

static const struct {
    const char *sql, *timing, *event, *when, *body;
} triggers[] = {
    {"create trigger if not exists g after insert on t begin delete from t where ID=new.ID;end", "AFTER", "INSERT",
     NULL, "BEGIN\n    DELETE FROM t WHERE id = NEW.ID;\nEND"},
    {"create trigger g update of SIZE,\"name\" on t for each row when old.size is null begin select "
     "raise(abort,'no');end",
     "BEFORE", "UPDATE OF size, Name", "OLD.size IS NULL", "BEGIN\n    SELECT RAISE(ABORT, 'no');\nEND"},
    {"create trigger g instead of delete on t begin insert or ignore into t(ID,name)values(1,'a;b');"
     "update or replace t set Size=size+1,name='x' where id=old.id;end",
     "INSTEAD OF", "DELETE", NULL,
     "BEGIN\n    INSERT OR IGNORE INTO t (id, Name) VALUES (1, 'a;b');\n"
     "    UPDATE OR REPLACE t SET size = size + 1, Name = 'x' WHERE id = OLD.id;\nEND"},
    {"create trigger g before insert on t begin insert into t(id)values(1)on conflict(ID)do update set "
     "size=excluded.size "
     "where id>1;replace into t default values;end",
     "BEFORE", "INSERT", NULL,
     "BEGIN\n    INSERT INTO t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET size = excluded.size WHERE id > 1;\n"
     "    REPLACE INTO t DEFAULT VALUES;\nEND"},
};

static void test_triggers(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(triggers) / sizeof(*triggers); i++) {
        struct sqlite_trigger g;
        struct sqlite_problem problem;
        const char *sql = triggers[i].sql;
        for (int again = 0; again < 2; again++) {
            if (!sqlite_read_trigger(p->ctx, sql, &names, &g, &problem))
                fail_msg("%s: not understood near %s", sql, problem.near);
            assert_string_equal(g.name, "g");
            assert_string_equal(g.table, "t");
            assert_string_equal(g.timing, triggers[i].timing);
            assert_string_equal(g.event, triggers[i].event);
            assert_string_equal(g.when ? g.when : "", triggers[i].when ? triggers[i].when : "");
            assert_string_equal(g.body, triggers[i].body);
            sql = mem_printf(p->ctx, "CREATE TRIGGER g %s %s ON t%s%s %s", g.timing, g.event, g.when ? " WHEN " : "",
                             g.when ? g.when : "", g.body);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(test_views),
        with_fixture(test_the_layout_of_a_view),
        with_fixture(test_an_expression_whose_spelling_is_a_name_stays_as_typed),
        with_fixture(test_triggers),
    };
    return RUN_TAP("sqlite_query", tests);
}
