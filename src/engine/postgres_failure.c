#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/shortage.h"
#include "engine/postgres.h"

/* The server counts characters from 1; scripts are addressed in bytes from 0. */
static size_t byte_of_character(const char *text, size_t length, long character)
{
    size_t at = 0;
    for (long seen = 1; at < length && seen < character; seen++) {
        at++;
        while (at < length && ((unsigned char)text[at] & 0xC0) == 0x80)
            at++;
    }
    return at;
}

/* libpq ends its messages with a newline; one that has several lines is cut at the first. */
static char *first_line(const char *text, void *ctx)
{
    text += strspn(text, " \n");
    return mem_strndup(ctx, text, strcspn(text, "\n"));
}

/* The server's DETAIL, then where in a function it happened. */
static char *detail_of(const PGresult *result, void *ctx)
{
    const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    const char *context = PQresultErrorField(result, PG_DIAG_CONTEXT);
    if (!context)
        return mem_strdup(ctx, detail);
    return mem_printf(ctx, "%s%s%s", detail ? detail : "", detail ? "\n" : "", context);
}

/* Of a throwaway server, whose disk is ours to choose. */
static const char *hint_of_room(const struct link *link, const char *message, void *ctx)
{
    if (!link->directory || !says_no_room(message))
        return NULL;
    return mem_printf(ctx, "there is no room left for us in %s: set TMPDIR to a directory with more room",
                      dirname(mem_strdup(ctx, link->directory)));
}

static void from_result(struct sql_failure *failure, const struct statement *s, const struct link *link,
                        const PGresult *result, void *ctx)
{
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = detail_of(result, ctx), *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
    message = link_without_password(link, message ? message : PQresultErrorMessage(result), ctx);
    failure->message = first_line(message, ctx);
    failure->code = mem_strdup(ctx, PQresultErrorField(result, PG_DIAG_SQLSTATE));
    failure->detail = link_without_password(link, detail, ctx);
    const char *room = hint_of_room(link, failure->message, ctx);
    failure->hint = room ? room : link_without_password(link, hint, ctx);
    const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
    if (position)
        failure->position = s->start + byte_of_character(s->script + s->start, s->length, atol(position));
}

/* A backend that was told to go says so with an SQLSTATE, while a statement runs or before; one that crashed says
 * nothing. */
static void from_lost(struct sql_failure *failure, const struct statement *s, const struct link *link,
                      const PGresult *result, void *ctx)
{
    if (result && PQresultErrorField(result, PG_DIAG_SQLSTATE)) {
        from_result(failure, s, link, result, ctx);
    } else if (link->farewell.code[0]) {
        failure->message = first_line(link_without_password(link, link->farewell.message, ctx), ctx);
        failure->code = mem_strdup(ctx, link->farewell.code);
    } else {
        failure->message =
            mem_printf(ctx, "the connection is lost: %s", first_line(link_trouble(link, LINK_LOST, ctx), ctx));
    }
}

bool failure_of_postgres(struct sql_failure *failure, const struct statement *s, const struct link *link,
                         enum link_end end, PGresult *result, void *ctx)
{
    ExecStatusType status = result ? PQresultStatus(result) : PGRES_FATAL_ERROR;
    if (end == LINK_DONE && (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)) {
        PQclear(result);
        return false;
    }
    failure_at(failure, s->start, "");
    switch (end) {
    case LINK_DONE:
        from_result(failure, s, link, result, ctx);
        break;
    case LINK_STOPPED:
        failure->message = "stopped";
        failure->stopped = true;
        break;
    case LINK_TIMED_OUT:
        failure->message = "the server took too long";
        failure->code = "57014";
        break;
    case LINK_FULL:
        failure->message = mem_printf(ctx, "the server has written more than %d MiB", link->space->most_mib);
        failure->hint = "--disk-limit allows more";
        break;
    case LINK_COPY_IN:
        failure->message = "COPY FROM STDIN waits for data that a script cannot give";
        failure->hint = "use INSERT";
        break;
    case LINK_COPY_OUT:
        failure->message = "COPY TO STDOUT has nowhere to go";
        break;
    case LINK_REFUSED:
        failure->message = "the server sends more than an answer may be";
        break;
    case LINK_LOST:
        from_lost(failure, s, link, result, ctx);
        break;
    }
    PQclear(result);
    return true;
}
