#include "cli/help.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/shown.h"
#include "base/terminal.h"

enum { WIDEST = 80, NARROWEST = 30, OPTION_COLUMN = 30, LEAST_TEXT = 20, USAGE_INDENT = 4 };

static int line_width(void)
{
    int width = isatty(STDOUT_FILENO) ? terminal_width(STDOUT_FILENO) : WIDEST;
    return width > WIDEST ? WIDEST : width < NARROWEST ? NARROWEST : width;
}

static void break_line(int indent, int *at, bool *fresh)
{
    console_print(stdout, "\n%*s", indent, "");
    *at = indent;
    *fresh = true;
}

/*
 * Words up to the width, further lines `indent` columns in; the first begins at
 * column `at`. After an empty line a paragraph begins, and where blanks begin a
 * line it stays one, so much further in.
 */
static void fold(const char *text, int at, int indent)
{
    int width = line_width();
    bool fresh = true;
    while (*text) {
        int n = (int)strcspn(text, " \n");
        if (!fresh && at + 1 + n > width)
            break_line(indent, &at, &fresh);
        console_print(stdout, "%s%.*s", fresh ? "" : " ", n, text);
        at += n + !fresh;
        fresh = false;
        text += n;
        text += *text != '\0';
        if (text[-1] != '\n')
            continue;
        if (*text == '\n') {
            console_print(stdout, "\n");
            text++;
        } else if (*text != ' ') {
            continue;
        }
        int blanks = (int)strspn(text, " ");
        break_line(indent + blanks, &at, &fresh);
        text += blanks;
    }
    console_print(stdout, "\n");
}

void help_paragraph(const char *text)
{
    fold(text, 0, 0);
}

void help_row(const char *name, int column, const char *text)
{
    if (column + LEAST_TEXT > line_width())
        column = NARROWEST / 4;
    int used = 2 + shown_width(name, strlen(name));
    console_print(stdout, "  %s", name);
    if (used + 2 > column) {
        console_print(stdout, "\n");
        used = 0;
    }
    console_print(stdout, "%*s", column - used, "");
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
    char *usage = mem_printf(NULL, "Usage: %s [OPTION...]%s%s", name, words ? " " : "", words ? words : "");
    help_paragraph(about);
    console_print(stdout, "\n");
    fold(usage, 0, USAGE_INDENT);
    mem_free(usage);
    for (; options->longName; options++)
        if (!(options->argInfo & POPT_ARGFLAG_DOC_HIDDEN)) /* a name of the past */
            print_option(options);
}
