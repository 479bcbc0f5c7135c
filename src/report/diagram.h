/* The tables that change, as a diagram of Mermaid, which GitHub and GitLab draw where it stands in Markdown. */
#ifndef REPORT_DIAGRAM_H
#define REPORT_DIAGRAM_H

#include "report/findings.h"

/* More of them nobody sees at a glance. */
enum { DIAGRAM_TABLES = 8, DIAGRAM_COLUMNS = 15 };

/*
 * The block with its fences: each table with its new, gone and other changed columns and those of its keys, and the
 * foreign keys between them. "" where no table changes, or more do. Belongs to ctx.
 */
char *diagram_of_tables(void *ctx, const struct findings *findings);

#endif
