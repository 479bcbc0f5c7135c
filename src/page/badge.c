#include "page/badge.h"

#include <string.h>

#include "page/html.h"

void print_badge(FILE *out, enum change_class class)
{
    html_print(out, "<b class=\"badge %s\">%s</b>", change_class_name(class), change_class_name(class));
}

enum change_class worst_class(const struct change_counts *counts)
{
    int class = CHANGE_CLASSES - 1;
    while (class > 0 && counts->of[class] == 0)
        class --;
    return (enum change_class) class;
}

void print_class(FILE *out, const struct change_counts *counts)
{
    if (counts->total == 0)
        fputs("same", out);
    else
        fprintf(out, "differs worst-%s", change_class_name(worst_class(counts)));
}

void print_counts(FILE *out, const struct change_counts *counts)
{
    for (int c = CHANGE_CLASSES - 1; c >= 0; c--)
        if (counts->of[c] > 0)
            html_print(out, " <b class=\"badge %s\">%zu %s</b>", change_class_name((enum change_class)c), counts->of[c],
                       change_class_name((enum change_class)c));
}

void print_worst(FILE *out, const struct change_counts *counts, const char *mark)
{
    const char *class = change_class_name(worst_class(counts));
    if (strcmp(mark, "added") == 0 || strcmp(mark, "removed") == 0)
        html_print(out, " <b class=\"badge %s\">%s</b>", class, mark);
    else if (counts->total > 0)
        html_print(out, " <b class=\"badge %s\">%zu %s</b>", class, counts->of[worst_class(counts)], class);
}
