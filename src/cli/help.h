/* Help as a terminal of any width shows it: no line is wider than 80 columns, or than the terminal. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <popt.h>

/* Prints what the command is about, its usage (`words`: what follows the options there, or NULL) and the options. */
void help_print(const char *name, const struct poptOption *options, const char *words, const char *about);

/* Paragraphs, which an empty line parts. */
void help_paragraph(const char *text);

/* Two columns: a name, and beside or, where it is long, below it what is said of it. `column` is where that begins. */
void help_row(const char *name, int column, const char *text);

#endif
