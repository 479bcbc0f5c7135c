/* Scripts with comments, on both engines: what is kept of them is one line that nothing gets out of, packed or not. */
#include "fuzz.h"

#include "catalog/remarks.h"
#include "remark/read.h"
#include "remark/text.h"

static char *packed(struct fuzz *f, const struct remarks *remarks)
{
    struct text t;
    text_open(&t);
    remarks_pack(t.out, remarks);
    return text_close(&t, f->ctx);
}

static void check_text(struct fuzz *f, const char *text)
{
    size_t n = 0;
    for (const char *c = text; *c; c++) {
        n += ((unsigned char)*c & 0xC0) != 0x80;
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            fuzz_fail("a character that ends the line, or that nobody sees", f->text);
    }
    if (n == 0 || n > REMARK_MOST)
        fuzz_fail("a text of a length that is not kept", f->text);
}

static void fuzz_one(struct fuzz *f)
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        struct remarks *remarks = remarks_new(f->ctx, (enum engine)e);
        struct remark_session session;
        struct marks marks;
        remark_session_begin(&session, f->ctx, (enum engine)e);
        remarks_read(remarks, &session, f->text);
        const char *before = packed(f, remarks), *rest = before;
        struct remarks *again = remarks_unpack(&rest, (enum engine)e, f->ctx);
        if (!again || *rest || strcmp(before, packed(f, again)) != 0)
            fuzz_fail("what was packed is not the same again", f->text);
        remarks_end_step(remarks);
        remarks_read(remarks, &session, f->text);
        if (!marks_cut(f->ctx, (enum engine)e, f->text, &marks))
            continue;
        for (size_t i = 0; i < marks.n; i++) {
            struct remark_list one = {0};
            if (marks.items[i].kind != MARK_COMMENT)
                continue;
            remark_list_add(f->ctx, &one, i);
            const char *text = remark_text(f->ctx, &marks, &one);
            if (text)
                check_text(f, text);
        }
    }
}
