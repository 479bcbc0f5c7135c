#include "report/formats.h"

#include <string.h>

const struct report_format report_formats[] = {
    {"text", report_text, false, true, true},          {"json", report_json, false, false, false},
    {"markdown", report_markdown, false, true, false}, {"sarif", report_sarif, false, false, false},
    {"github", report_github, false, false, false},    {"gcc", report_gcc, false, true, true},
    {"html", report_html, true, false, false},         {NULL, NULL, false, false, false},
};

const struct report_format *report_format_find(const char *name)
{
    for (const struct report_format *format = report_formats; format->name; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}
