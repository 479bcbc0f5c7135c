#include "cli/format_argument.h"

#include <string.h>

#include "base/mem.h"

bool format_argument_read(void *ctx, const char *word, struct format_argument *format, struct diags *diags)
{
    const char *equals = strchr(word, '=');
    *format = (struct format_argument){mem_strndup(ctx, word, equals ? (size_t)(equals - word) : strlen(word)),
                                       equals ? equals + 1 : NULL};
    if (!equals || equals[1])
        return true;
    diag_error(diags, "--format %s: no file is named after the =", word);
    return false;
}

void format_argument_refuse(const struct format_argument *format, const char *const *names, struct diags *diags)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; names[i]; i++)
        fprintf(t.out, "%s%s", i ? ", " : "", names[i]);
    diag_error(diags, "--format %s: one of %s", format->name, text_close(&t, diags->ctx));
}

void format_argument_refuse_twin(const char *word, const struct format_argument *format, const char *taken,
                                 struct diags *diags)
{
    struct diag *e = diag_error(diags, "--format %s: %s has the format %s already", word,
                                format->file ? format->file : "standard output", taken);
    diag_hint(diags, e, "--format %s=FILE puts it into a file of its own", format->name);
}
