/* fullschema.ini: its keys in order. */
#include "fuzz.h"

#include "cli/settings.h"

static void fuzz_one(struct fuzz *f)
{
    struct settings settings = {0};
    fuzz_directory();
    fuzz_put("fullschema.ini", f);
    if (!settings_read_file(f->ctx, "fullschema.ini", true, &settings, &f->diags) && f->diags.n_errors == 0)
        fuzz_fail("refused without a word", f->text);
    for (size_t i = 0; i < settings.n; i++)
        if (!settings.items[i].key || !settings.items[i].value || settings.items[i].line < 1)
            fuzz_fail("a setting of nothing", f->text);
}
