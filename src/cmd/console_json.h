/* JSON on standard output: what commands show to programs. */
#ifndef CMD_CONSOLE_JSON_H
#define CMD_CONSOLE_JSON_H

#include <jansson.h>

/* As report/json_text.h prints it; lets go of it. */
void console_json(json_t *root);

#endif
