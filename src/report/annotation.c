#include "report/annotation.h"

#include <stdbool.h>
#include <string.h>

#include "base/job_log.h"
#include "base/mem.h"
#include "base/shown.h"

/*
 * A percent sign and line ends would end or garble a command; in properties a
 * colon and a comma would too. Only a message has lines.
 */
static void put_escaped(FILE *out, const char *text, bool property)
{
    void *ctx = mem_context(NULL);
    const char *shown = job_log_quoted(ctx, shown_keeping(ctx, text, strlen(text), property ? "" : "\n"));
    for (const char *s = shown; *s; s++)
        if (strchr(property ? "%\r\n:," : "%\r\n", *s))
            fprintf(out, "%%%02X", (unsigned)(unsigned char)*s);
        else
            fputc(*s, out);
    mem_free(ctx);
}

static void put_property(FILE *out, const char *name, const char *value)
{
    fprintf(out, "%s=", name);
    put_escaped(out, value, true);
}

void annotation_print(FILE *out, const struct annotation *annotation)
{
    fprintf(out, "::%s ", annotation->level);
    if (annotation->file) {
        put_property(out, "file", annotation->file);
        if (annotation->line)
            fprintf(out, ",line=%d", annotation->line);
        if (annotation->line && annotation->column)
            fprintf(out, ",col=%d", annotation->column);
        fputc(',', out);
    }
    put_property(out, "title", annotation->title);
    fputs("::", out);
    put_escaped(out, annotation->message, false);
    fputc('\n', out);
}
