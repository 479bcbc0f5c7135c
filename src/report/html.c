/* A difference as one page of HTML: what src/page makes of it. */
#include "base/mem.h"
#include "page/page.h"
#include "report/report.h"

static void print(FILE *out, const struct difference *difference, const struct report_options *options)
{
    const char *old_name = options->old_name ? options->old_name : "old";
    const char *new_name = options->new_name ? options->new_name : "new";
    char *title = mem_printf(NULL, "%s → %s", old_name, new_name);
    const struct page page = {.title = title, .compared = true, .sides = difference};
    page_print(out, &page);
    mem_free(title);
}

const struct report_format report_html = {.name = "html", .print = print, .whole = true};
