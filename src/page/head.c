#include "page/head.h"

#include "base/base64.h"
#include "base/mem.h"
#include "page/embedded.h"
#include "page/html.h"

/* The digest that a content security policy names, from the one in hexadecimal that the build wrote down. */
static char *policy_hash(void *ctx, const char *hex)
{
    char bytes[32];
    for (size_t i = 0; i < sizeof(bytes); i++) {
        unsigned byte;
        sscanf(hex + 2 * i, "%2x", &byte);
        bytes[i] = (char)byte;
    }
    return base64_encode(ctx, bytes, sizeof(bytes));
}

/*
 * Nothing is loaded from anywhere, and should a name ever get through as
 * markup, nothing of it runs: only this style and this script do.
 */
void page_print_head(FILE *out, const char *title)
{
    static const char icon[] = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
                               "%3Cpath d='M2 3h12v3H2zm0 5h5v5H2zm7 0h5v5H9z' fill='%23478be6'/%3E%3C/svg%3E";
    void *ctx = mem_context(NULL);
    html_print(out,
               "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
               "script-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"color-scheme\" content=\"light dark\">\n"
               "<title>%s</title>\n<link rel=\"icon\" href=\"%s\">\n",
               policy_hash(ctx, page_style_css_sha256), policy_hash(ctx, page_script_js_sha256), title, icon);
    fprintf(out, "<style>%s</style>\n</head>\n", page_style_css);
    mem_free(ctx);
}
