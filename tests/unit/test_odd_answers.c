/*
 * Reading a catalog from a server that answers as it likes: every cell that is
 * not what its query asked for makes a diagnostic, and whatever passes can be
 * printed. FULLSCHEMA_FUZZ=N makes N rounds of random answers (default: 400).
 */
#include "fake_server.h"

enum { ROUNDS = 400 };

/* What no cell of some form may be. */
struct wrong_cell {
    struct cell cell;
    enum { WRONG_NULL, WRONG_BYTES, WRONG_TEXT, WRONG_GAP } how;
    const char *message;
};

static bool may_be_so(const struct wrong_cell *wrong, int form)
{
    int bare = form & ~ANSWER_NULL;
    bool text = bare == ANSWER_TEXT || bare == ANSWER_ANY;
    switch (wrong->how) {
    case WRONG_NULL:
        return form & ANSWER_NULL || form == ANSWER_ANY;
    case WRONG_BYTES:
        return false;
    case WRONG_TEXT:
        return text;
    default:
        return text || bare == ANSWER_GAPPY_LIST;
    }
}

/* Whether the cell was asked for: then it is what the only diagnostic is about. */
static bool refuses(void *parent, const struct kind *kind, int column, const struct wrong_cell *wrong)
{
    void *ctx = mem_context(parent);
    struct diags diags;
    struct fake f = fake_new();
    diags_init(&diags, ctx);
    f.kind = kind;
    f.column = column;
    f.wrong = wrong->cell;
    read_and_print(&f, &diags, ctx);
    const char *expected = mem_printf(ctx, "): %s %s", column_name(kind, column), wrong->message);
    if (f.asked && (diags.n_errors != 1 || !strstr(diags.items[0].message, expected)))
        fail_msg("%s: %zu errors, %s; expected %s", kind->name, diags.n_errors, diags.n ? diags.items[0].message : "",
                 expected);
    mem_free(ctx);
    return f.asked;
}

static void every_cell_is_what_its_query_asks_for(void **state)
{
    static const struct wrong_cell wrong[] = {
        {{CELL_NULL, NULL, 0}, WRONG_NULL, "is NULL"},
        {{CELL_TEXT, "\xFF\xFE", 2}, WRONG_BYTES, "is not UTF-8"},
        {{CELL_TEXT, "a\0b", 3}, WRONG_BYTES, "is not UTF-8"},
        {{CELL_TEXT, "odd", 3}, WRONG_TEXT, "is not "},
        {{CELL_TEXT, "{a", 2}, WRONG_TEXT, "is not "},
        {{CELL_TEXT, "{a,NULL}", 8}, WRONG_GAP, "is not "},
    };
    struct fixture *p = *state;
    const struct kind *const *kinds = kinds_of_engine(ENGINE_POSTGRES);
    size_t refused = 0;
    collect_queries(p->ctx);
    for (size_t k = 0; kinds[k]; k++)
        for (int c = 0; queries[k] && c < IDENTITY + kinds[k]->n_fields + kinds[k]->n_beside; c++)
            for (size_t w = 0; w < sizeof(wrong) / sizeof(*wrong); w++)
                if (!may_be_so(&wrong[w], form_of(kinds[k], c)))
                    refused += refuses(p->ctx, kinds[k], c, &wrong[w]);
    assert_true(refused > 1000);
}

static void whatever_passes_can_be_printed(void **state)
{
    struct fixture *p = *state;
    collect_queries(p->ctx);
    const char *request = getenv("FULLSCHEMA_FUZZ");
    long rounds = request ? strtol(request, NULL, 10) : ROUNDS, read = 0;
    for (long i = 0; i < rounds; i++) {
        void *ctx = mem_context(p->ctx);
        struct diags diags;
        struct fake f = fake_new();
        f.seed = (unsigned)i * 2654435761U + 1;
        diags_init(&diags, ctx);
        bool ok = read_and_print(&f, &diags, ctx);
        if (!ok && diags.n_errors == 0)
            fail_msg("round %ld: neither read nor refused", i);
        read += ok;
        mem_free(ctx);
    }
    assert_true(read > rounds / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(every_cell_is_what_its_query_asks_for),
        with_fixture(whatever_passes_can_be_printed),
    };
    return RUN_TAP("odd answers", tests);
}
