/* What the process that runs SQLite answers, taken apart as the tool does it, whatever it says. */
#define FUZZ_BYTES
#include "fuzz.h"

#include "protocol/fields.h"

static void fuzz_one(struct fuzz *f)
{
    struct reader r;
    reader_open(&r, f->text, f->size);
    while (!reader_done(&r) && !r.wrong) {
        size_t size = 0;
        const char *bytes;
        switch (read_u8(&r) % 6) {
        case 0:
            read_u32(&r);
            break;
        case 1:
            read_i64(&r);
            break;
        case 2:
            bytes = read_bytes(&r, &size);
            if (size && (bytes < f->text || bytes + size > f->text + f->size))
                fuzz_fail("bytes outside of what was said", NULL);
            break;
        case 3:
            read_text(&r);
            break;
        case 4:
            read_count(&r, 1);
            break;
        default:
            read_real(&r);
        }
    }
}
