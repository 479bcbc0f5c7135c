#include "report/formats.h"

#include <string.h>

const struct report_format report_formats[] = {
    {"text", report_text, false},
    {"json", report_json, false},
    {"markdown", report_markdown, false},
    {"sarif", report_sarif, false},
    {"github", report_github, false},
    {"html", report_html, true},
    {NULL, NULL, false},
};

const struct report_format *report_format_find(const char *name)
{
    for (const struct report_format *format = report_formats; format->name; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}
