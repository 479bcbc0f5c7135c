#include <string.h>

#include "report/report.h"

#define ENTRY(format) &report_##format,
const struct report_format *const report_formats[] = {REPORT_FORMATS(ENTRY) NULL};

const struct report_format *report_format_find(const char *name)
{
    for (const struct report_format *const *format = report_formats; *format; format++)
        if (strcmp((*format)->name, name) == 0)
            return *format;
    return NULL;
}
