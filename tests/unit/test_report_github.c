/* Annotations: within GitHub's limits, one command a line, nothing a name could inject. */
#include "report_support.h"

#include "report/annotation.h"

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (; (text = strstr(text, part)); text++)
        n++;
    return n;
}

static void levels_are_the_classes(void **state)
{
    struct difference difference = make_sample(*state);
    const char *text = report(*state, "github", &difference, &sample_options);
    assert_int_equal(count(text, "::error "), 2);
    assert_int_equal(count(text, "::warning "), 1);
    assert_int_equal(count(text, "::notice "), 3);
    assert_has(text, "::error file=schema/main/delta/60/02_drop_creator.sql,line=3,title=Schema%3A column creator of "
                     "table rooms removed (breaking)::main, postgres: column creator of table rooms removed: "
                     "statements that name it fail (fullschema explain column-removed)\n");
}

static void each_level_has_ten_and_says_what_is_left_out(void **state)
{
    struct difference difference = make_hostile(*state, 5000);
    const char *text = report(*state, "github", &difference, &sample_options);
    static const char *const commands[] = {"\n::error ", "\n::warning ", "\n::notice "};
    text = mem_printf(*state, "\n%s", text);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(count(text, commands[i]), 10);
    /* 1664 break, of which nine are shown */
    assert_has(text,
               "\n::error title=Schema%3A more changes::1655 more changes of this level: --format text shows all\n");
}

static void ten_of_a_level_are_all_shown(void **state)
{
    struct difference difference = make_hostile(*state, 120); /* 40 of each class */
    for (size_t i = 0; i < 120; i++)
        difference.items[0].changes[i].class = i < 10 ? CHANGE_BREAKING : CHANGE_SAFE;
    const char *text = report(*state, "github", &difference, &sample_options);
    assert_int_equal(count(text, "::error file"), 10);
    assert_has_no(text, "::error title=");
}

/* Every line is a command of ours with known properties, and its message ends with the line. */
static void names_inject_nothing(void **state)
{
    struct difference difference = make_hostile(*state, 60);
    char *text = report(*state, "github", &difference, &sample_options);
    assert_has_no(text, "\r");
    assert_has_no(text, "\033");
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        assert_true(strncmp(line, "::error ", 8) == 0 || strncmp(line, "::warning ", 10) == 0 ||
                    strncmp(line, "::notice ", 9) == 0);
        char *message = strstr(line + 2, "::");
        assert_non_null(message);
        *message = '\0';
        const char *title = strstr(line, "title=");
        assert_non_null(title);
        assert_null(strpbrk(title, ":,"));
    }
}

/* A change of which there is no delta: an index added, or a column removed, of a table in both snapshots. */
static struct difference make_one(void *ctx, enum side_form old_form, const char *old_path, enum side_form new_form,
                                  const char *new_path, bool added)
{
    struct comparison *c = mem_new(ctx, struct comparison);
    struct model_draft *before = model_draft_new(ctx, ENGINE_SQLITE), *after = model_draft_new(ctx, ENGINE_SQLITE);
    make_item(before, &model_table, "", "rooms", 20, "", NULL);
    make_item(after, &model_table, "", "rooms", 30, "", NULL);
    const struct item *item = added ? make_item(after, &model_index, "rooms", "rooms_idx", 33, "", NULL)
                                    : make_item(before, &model_column, "rooms", "creator", 22, "", NULL);
    *c = (struct comparison){.database = "main",
                             .engine = ENGINE_SQLITE,
                             .old_path = old_path,
                             .new_path = new_path,
                             .old_form = old_form,
                             .new_form = new_form};
    c->old_model = model_finish(before);
    c->new_model = model_finish(after);
    add_change(ctx, c,
               (struct change){.action = added ? CHANGE_ADDED : CHANGE_REMOVED,
                               .old_item = added ? NULL : item,
                               .new_item = added ? item : NULL,
                               .class = CHANGE_SAFE,
                               .reason = "so it is",
                               .anchor = "it"});
    return (struct difference){.items = c, .n = 1};
}

static const char *place_of(void *ctx, const struct difference *difference, const struct report_options *options)
{
    const char *text = report(ctx, "github", difference, options), *start = strchr(text, ' ') + 1;
    return mem_strndup(ctx, start, (size_t)(strstr(start, ",title") - start));
}

/* The annotation stands where a reviewer can see it: in the work tree. */
static void places_are_in_the_work_tree(void **state)
{
    struct report_options changes = sample_options, drift = sample_options;
    struct difference d;
    drift.fix = "fullschema generate";
    d = make_one(*state, SIDE_REVISION, "a1b2:full/1/full.sql.sqlite", SIDE_FILE, "full/2/full.sql.sqlite", true);
    assert_string_equal(place_of(*state, &d, &changes), "file=full/2/full.sql.sqlite,line=33");
    d = make_one(*state, SIDE_REVISION, "a1b2:full/1/full.sql.sqlite", SIDE_FILE, "full/2/full.sql.sqlite", false);
    assert_string_equal(place_of(*state, &d, &changes), "file=full/2/full.sql.sqlite,line=30");
    d = make_one(*state, SIDE_FILE, "one.sql", SIDE_FILE, "two.sql", false);
    assert_string_equal(place_of(*state, &d, &changes), "file=one.sql,line=22");
    d = make_one(*state, SIDE_FILE, "one.sql", SIDE_DATABASE, "postgres://host/app", true);
    assert_string_equal(place_of(*state, &d, &changes), "file=one.sql,line=20");
    /* a SQLite database is a file, but has no lines; a name decides nothing */
    d = make_one(*state, SIDE_FILE, "one.sql", SIDE_DATABASE, "app.db", true);
    assert_string_equal(place_of(*state, &d, &changes), "file=one.sql,line=20");
    d = make_one(*state, SIDE_FILE, "a=b/one: x.sql", SIDE_FILE, "a=b/two: x.sql", true);
    assert_string_equal(place_of(*state, &d, &changes), "file=a=b/two%3A x.sql,line=33");
    d = make_one(*state, SIDE_REVISION, "a1:x.sql", SIDE_REVISION, "b2:x.sql", true);
    assert_string_equal(place_of(*state, &d, &changes), "file=x.sql,line=33");
    /* of two revisions the new one is shown, where lines of the old one are others */
    d = make_one(*state, SIDE_REVISION, "a1:x.sql", SIDE_REVISION, "b2:y.sql", false);
    assert_string_equal(place_of(*state, &d, &changes), "file=y.sql,line=30");
    /* a database has no lines, a revision beside it has */
    d = make_one(*state, SIDE_DATABASE, "app.db", SIDE_REVISION, "b2:x.sql", false);
    assert_string_equal(place_of(*state, &d, &changes), "file=x.sql,line=30");
    d = make_one(*state, SIDE_REVISION, "a1:x.sql", SIDE_DATABASE, "app.db", true);
    assert_string_equal(place_of(*state, &d, &changes), "file=x.sql,line=20");
    d = make_one(*state, SIDE_REVISION, "a1:x.sql", SIDE_DATABASE, "app.db", false);
    assert_string_equal(place_of(*state, &d, &changes), "file=x.sql,line=22");
    /* what check makes anew is no file: its lines are not those of the committed one */
    d = make_one(*state, SIDE_FILE, "full.sql.sqlite", SIDE_FILE, "full.sql.sqlite", true);
    assert_string_equal(place_of(*state, &d, &drift), "file=full.sql.sqlite,line=20");
    d = make_one(*state, SIDE_FILE, "full.sql.sqlite", SIDE_FILE, "full.sql.sqlite", false);
    assert_string_equal(place_of(*state, &d, &drift), "file=full.sql.sqlite,line=22");
}

static void paths_begin_at_the_repository(void **state)
{
    struct report_options options = sample_options;
    options.tree = (struct work_tree){"/srv/app", "/srv/app/db"};
    struct difference d = make_one(*state, SIDE_REVISION, "a1:./full.sql", SIDE_FILE, "./full.sql", true);
    assert_string_equal(place_of(*state, &d, &options), "file=db/full.sql,line=33");
    d = make_one(*state, SIDE_REVISION, "a1:db/full.sql", SIDE_REVISION, "a2:db/full.sql", true);
    assert_string_equal(place_of(*state, &d, &options), "file=db/full.sql,line=33");
    d = make_one(*state, SIDE_REVISION, "a1:full.sql", SIDE_FILE, "/srv/app/sql/full.sql", true);
    assert_string_equal(place_of(*state, &d, &options), "file=sql/full.sql,line=33");
}

static void an_annotation_is_one_line(void **state)
{
    struct text t;
    const struct annotation a = {"error", "a%b,c:d\n.sql", 3, 7, "t:,", "50% \r\n::error::x"};
    text_open(&t);
    annotation_print(t.out, &a);
    assert_string_equal(text_close(&t, *state), "::error file=a%25b%2Cc%3Ad\\n.sql,line=3,col=7,title=t%3A%2C::"
                                                "50%25 \\r%0A\\x3a:error::x\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_memory(levels_are_the_classes),       with_memory(each_level_has_ten_and_says_what_is_left_out),
        with_memory(ten_of_a_level_are_all_shown), with_memory(names_inject_nothing),
        with_memory(places_are_in_the_work_tree),  with_memory(paths_begin_at_the_repository),
        with_memory(an_annotation_is_one_line),
    };
    return RUN_TAP("report: github", tests);
}
