/* JSON that any terminal and any parser can take: what json.c and sarif.c share. */
#ifndef REPORT_JSON_TEXT_H
#define REPORT_JSON_TEXT_H

#include <jansson.h>
#include <stdio.h>

/* A string, null for NULL. Bytes that are not UTF-8, which JSON cannot hold, become \xff. */
json_t *json_text(const char *s);

/* null for what is not known (0). */
json_t *json_line(int line);

/* Appends to an array or sets in an object, and ends the program where memory has run out. */
void json_put(json_t *object, const char *key, json_t *value);
void json_add(json_t *array, json_t *value);

/*
 * Prints with an indent of two, keys as they were put, and lets go of it. All of it is ASCII that can be seen, and
 * nowhere is ##, which begins a command in the log of a job.
 */
void json_print(FILE *out, json_t *root);

#endif
