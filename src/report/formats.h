/* The formats' printers, for the table in formats.c. */
#ifndef REPORT_FORMATS_H
#define REPORT_FORMATS_H

#include "report/report.h"

void report_text(FILE *out, const struct difference *difference, const struct report_options *options);
void report_json(FILE *out, const struct difference *difference, const struct report_options *options);
void report_markdown(FILE *out, const struct difference *difference, const struct report_options *options);
void report_sarif(FILE *out, const struct difference *difference, const struct report_options *options);
void report_github(FILE *out, const struct difference *difference, const struct report_options *options);
void report_gcc(FILE *out, const struct difference *difference, const struct report_options *options);
void report_html(FILE *out, const struct difference *difference, const struct report_options *options);

#endif
