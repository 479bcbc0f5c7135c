/* A text's statements one after the other. */
#ifndef MODEL_POSTGRES_SPLIT_H
#define MODEL_POSTGRES_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

struct splitter {
    const char *text;
    size_t length, at;
    size_t counted; /* lines are counted up to here */
    int line;
    int broken; /* statements with a parenthesis or body that does not end */
};

struct piece_of_text {
    size_t start, end; /* without the semicolon */
    int line;
    /* The lines behind COPY ... FROM stdin; data_start is 0 where there are none. */
    size_t data_start, data_end;
    int data_line;
    bool open;      /* a quote or a comment that begins in it does not end */
    bool data_open; /* no line \. ends its data */
    bool command;   /* a line of psql's own, which may do anything: \i more.sql */
};

struct splitter split_begin(const char *text);

/* False at the end. Commands of psql that change no schema are passed over, and so is \. */
bool split_next(struct splitter *s, struct piece_of_text *piece);

#endif
