/* Migration tools: what each says of itself goes together. */
#include "support.h"

#include "schema/migration_tool.h"

static bool has_column(const struct tool_history *history, const char *name)
{
    for (const struct history_column *c = history->columns; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return true;
    return false;
}

static void tools_stand_once_and_by_name(void **state)
{
    struct fixture *p = *state;
    const char *const *names = migration_tool_names(p->ctx);
    assert_string_equal(names[0], "auto");
    for (int i = 1; names[i]; i++) {
        assert_ptr_equal(migration_tool_at(i), migration_tools[i - 1]);
        if (i > 1 && strcmp(names[i - 1], names[i]) >= 0)
            fail_msg("%s stands before %s", names[i - 1], names[i]);
    }
}

static void what_belongs_together_is_there(void **state)
{
    (void)state;
    for (const struct migration_tool *const *at = migration_tools; *at; at++) {
        const struct migration_tool *tool = *at;
        bool one_form = !tool->has_form == !tool->read_name;
        bool key_has_file = tool->settings || (!tool->transaction_key && !tool->placeholders_key);
        bool below_has_form = !tool->looks_below || tool->has_form;
        if (!one_form || !key_has_file || !below_has_form)
            fail_msg("%s", tool->name);
    }
}

static void a_history_names_columns_that_it_has(void **state)
{
    (void)state;
    for (const struct migration_tool *const *at = migration_tools; *at; at++) {
        const struct tool_history *history = &(*at)->history;
        if (!history->table)
            continue;
        if (!has_column(history, history->version) || (history->checksum && !has_column(history, history->checksum)) ||
            !history->checksum != (!history->algorithm && !history->sum))
            fail_msg("%s", (*at)->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(tools_stand_once_and_by_name),
        with_fixture(what_belongs_together_is_there),
        with_fixture(a_history_names_columns_that_it_has),
    };
    return RUN_TAP("migration tools", tests);
}
