/* How a sequence counts: only what differs from a fresh one is said. */
#include <string.h>

#include "kind/postgres/common.h"

enum { TYPE, START, INCREMENT, MINIMUM, MAXIMUM, CACHE, CYCLE, N_OPTIONS };

static const struct {
    const char *type, *minimum, *maximum;
} limits[] = {
    {"smallint", "-32768", "32767"},
    {"integer", "-2147483648", "2147483647"},
    {"bigint", "-9223372036854775808", "9223372036854775807"},
};

static void print_unless(FILE *out, const char *words, const char *value, const char *usual)
{
    if (strcmp(value, usual) != 0)
        fprintf(out, " %s %s", words, value);
}

void print_sequence_options(FILE *out, const char *array, bool type)
{
    void *work = mem_context(NULL);
    struct list o = parse_array(work, array);
    size_t limit = 0;
    if (o.n == N_OPTIONS) {
        while (limit < 2 && strcmp(limits[limit].type, o.items[TYPE]) != 0)
            limit++;
        bool down = o.items[INCREMENT][0] == '-';
        const char *first = down ? o.items[MAXIMUM] : o.items[MINIMUM];
        if (type)
            print_unless(out, "AS", o.items[TYPE], "bigint");
        print_unless(out, "INCREMENT BY", o.items[INCREMENT], "1");
        print_unless(out, "MINVALUE", o.items[MINIMUM], down ? limits[limit].minimum : "1");
        print_unless(out, "MAXVALUE", o.items[MAXIMUM], down ? "-1" : limits[limit].maximum);
        print_unless(out, "START WITH", o.items[START], first);
        print_unless(out, "CACHE", o.items[CACHE], "1");
        fputs(o.items[CYCLE][0] == 't' ? " CYCLE" : "", out);
    }
    mem_free(work);
}

void print_sequence_settings(FILE *out, const char *array, const char *before_each, bool type)
{
    void *work = mem_context(NULL);
    struct list o = parse_array(work, array);
    if (o.n == N_OPTIONS) {
        if (type)
            fprintf(out, " %sAS %s", before_each, o.items[TYPE]);
        fprintf(out, " %sINCREMENT BY %s %sMINVALUE %s %sMAXVALUE %s %sSTART WITH %s %sCACHE %s %s%s", before_each,
                o.items[INCREMENT], before_each, o.items[MINIMUM], before_each, o.items[MAXIMUM], before_each,
                o.items[START], before_each, o.items[CACHE], before_each,
                o.items[CYCLE][0] == 't' ? "CYCLE" : "NO CYCLE");
    }
    mem_free(work);
}
