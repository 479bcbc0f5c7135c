#include "cmd/help.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/terminal.h"

enum { WIDEST = 80, NARROWEST = 30, OPTION_COLUMN = 30, LEAST_TEXT = 20 };

static int line_width(void)
{
    int width = isatty(STDOUT_FILENO) ? terminal_width(STDOUT_FILENO) : WIDEST;
    return width > WIDEST ? WIDEST : width < NARROWEST ? NARROWEST : width;
}

/* Words up to the width, further lines `indent` columns in; `at` columns of the first line are taken. */
static void fold(const char *text, int at, int indent)
{
    int width = line_width();
    while (*text) {
        int n = (int)strcspn(text, " \n");
        if (at > indent && at + 1 + n > width) {
            printf("\n%*s", indent, "");
            at = indent;
        } else if (at > indent) {
            putchar(' ');
            at++;
        }
        printf("%.*s", n, text);
        at += n;
        text += n;
        text += *text != '\0';
        if (text[-1] == '\n' && *text == '\n') {
            printf("\n\n%*s", indent, "");
            at = indent;
            text++;
        }
    }
    putchar('\n');
}

void help_paragraph(const char *text)
{
    fold(text, 0, 0);
}

void help_row(const char *name, int column, const char *text)
{
    if (column + LEAST_TEXT > line_width())
        column = NARROWEST / 4;
    int used = printf("  %s", name);
    if (used + 2 > column) {
        putchar('\n');
        used = 0;
    }
    printf("%*s", column - used, "");
    fold(text, column, column);
}

static void print_option(const struct poptOption *option)
{
    char brief[] = "-x, ";
    brief[1] = option->shortName;
    char *name = mem_printf(NULL, "%s--%s%s%s", option->shortName ? brief : "    ", option->longName,
                            option->argDescrip ? "=" : "", option->argDescrip ? option->argDescrip : "");
    help_row(name, OPTION_COLUMN, option->descrip);
    mem_free(name);
}

void help_print(const char *name, const struct poptOption *options, const char *words, const char *about)
{
    help_paragraph(about);
    printf("\nUsage: %s [OPTION...]%s%s\n", name, words ? " " : "", words ? words : "");
    for (; options->longName; options++)
        print_option(options);
}
