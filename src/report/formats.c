#include "report/formats.h"

#include <string.h>

const struct report_format report_formats[] = {
    {"text", report_text},
    {"json", report_json},
    {"markdown", report_markdown},
    {"sarif", report_sarif},
    {"github", report_github},
    {"html", report_html},
    {NULL, NULL},
};

const struct report_format *report_format_find(const char *name)
{
    for (const struct report_format *format = report_formats; format->name; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}
