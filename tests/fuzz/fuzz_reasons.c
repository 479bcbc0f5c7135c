/* parity.txt and drift.txt: both forms of a list of subjects and reasons. */
#include "fuzz.h"

#include "base/reasons.h"

static void fuzz_one(struct fuzz *f)
{
    for (int i = 0; i < 4; i++) {
        const struct reasons_form form = {i & 1, i & 2, "no reason", "hint", "twice"};
        struct reasons reasons = {0};
        if (!reasons_read(f->ctx, "input", f->text, &form, &reasons, &f->diags) && f->diags.n_errors == 0)
            fuzz_fail("refused without a word", f->text);
        for (size_t k = 0; k < reasons.n; k++)
            if (!reasons.items[k].subject || reasons.items[k].line < 1)
                fuzz_fail("a reason of nothing", f->text);
    }
}
