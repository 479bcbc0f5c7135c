#include "model/writer.h"

#include <stdbool.h>
#include <string.h>

/* fullschema's first line, of deltas and of databases alike. */
static const char own[] = "-- Made by fullschema ";

/* pg_dump says of each object "-- Name: rooms; Type: TABLE; Schema: public; Owner: boss", and "-" where it has none. */
static bool names_an_owner(const char *text)
{
    static const char before[] = "; Owner: ";
    for (const char *at = text; (at = strstr(at, before));) {
        at += strlen(before);
        if (!strchr("-\r\n", *at))
            return true;
    }
    return false;
}

enum text_writer writer_of(const char *text)
{
    text += strspn(text, " \t\r\n");
    if (!*text || strncmp(text, own, strlen(own)) == 0)
        return WRITER_FULLSCHEMA;
    if (!strstr(text, "-- PostgreSQL database dump"))
        return WRITER_OTHER;
    return names_an_owner(text) ? WRITER_DUMP : WRITER_DUMP_OF_NOBODY;
}
