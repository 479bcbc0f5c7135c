#include "check/passed_program.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"

bool passed_is_of(void *ctx, const struct tool_history *how, const struct history_entry *said, const char *path)
{
    struct migration_name name;
    const struct history_file file = {.entry = base_name(path)};
    if (migration_name_read(ctx, file.entry, &name) && history_is_of(how, said, &file, &name))
        return true;
    const char *version = said->row->version;
    size_t stem = strcspn(file.entry, ".");
    return version && strlen(version) == stem && strncmp(file.entry, version, stem) == 0;
}

/* A baseline stands for what is before it. */
static bool is_covered(const struct history_entry *said, const struct migration *program)
{
    const struct history_row *row = said->row;
    return row->baseline && !row->undone && !row->failed && said->number.n_parts > 0 && program->number.n_parts > 0 &&
           migration_name_compare(&program->number, &said->number) <= 0;
}

/* Of several rows the last counts. */
static enum passed_state state_of(void *ctx, const struct history *history, const struct migration *program)
{
    const struct tool_history *how = &history->tool->history;
    enum passed_state state = PASSED_PENDING;
    for (size_t r = 0; r < history->n_rows; r++) {
        const struct history_row *row = &history->rows[r];
        const struct history_entry said = history_entry_of(row);
        if (passed_is_of(ctx, how, &said, program->entry))
            state = row->undone ? PASSED_PENDING : row->failed ? PASSED_FAILED : PASSED_RUN;
        else if (state == PASSED_PENDING && is_covered(&said, program))
            state = PASSED_RUN;
    }
    return state;
}

enum passed_state *passed_programs_read(void *ctx, const struct migrations *m, const struct history *history,
                                        const struct migration_name *newest)
{
    enum passed_state *states = mem_array(ctx, enum passed_state, m->n_passed + 1);
    bool by_newest = history->tool->history.key == HISTORY_NEWEST;
    for (size_t i = 0; i < m->n_passed; i++)
        if (!by_newest)
            states[i] = state_of(ctx, history, &m->passed[i]);
        else if (newest && history_compare(&m->passed[i].number, newest) <= 0)
            states[i] = PASSED_RUN;
        else
            states[i] = PASSED_PENDING;
    return states;
}
