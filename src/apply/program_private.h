/*
 * What the files of program deltas share. From the bottom up:
 *
 *     program_channel.c  frames of JSON over a channel
 *     program_value.c    values and rows as JSON
 *     program_helper.c   the process: found, started, ended
 *     program_report.c   what went wrong, pointed at the delta
 *     program.c          the conversation
 */
#ifndef APPLY_PROGRAM_PRIVATE_H
#define APPLY_PROGRAM_PRIVATE_H

#include <jansson.h>

#include "apply/program.h"
#include "base/channel.h"
#include "base/process.h"

enum { PROTOCOL_VERSION = 1 };

/* ---- program_channel.c ---- */

/* Sends a message. */
enum channel_end program_send(struct channel *channel, const json_t *message);

/* Waits for a message; *message is the caller's. */
enum channel_end program_receive(struct channel *channel, json_t **message);

/* ---- program_value.c ---- */

/* The values of a statement; they belong to ctx. False where the JSON is not as the protocol has it. */
bool values_read(const json_t *list, void *ctx, struct value **values, size_t *n);

/* The reply to a statement that worked. NULL: it is too large for memory. */
json_t *execution_json(const struct execution *execution);

/* ---- program_helper.c ---- */

struct programs {
    void *ctx;
    struct connection *connection;
    struct clock *clock;
    struct process process;
    struct channel channel;
    long long turn;             /* of the last message that was sent or received */
    struct sql_failure refusal; /* of a statement of the delta that runs, by the clock; no message: there was none */
};

/* Starts the helper unless it runs. False with the reason in diags. */
bool helper_start(struct programs *programs, struct diags *diags);

/* Ends it, at once. */
void helper_end(struct programs *programs);

/* ---- program_report.c ---- */

/* A delta being run: for messages. */
struct delta {
    const char *path;
    long timeout_ms;
    struct diags *diags;
};

/* The conversation broke down; ends the helper and says why. */
void report_breakdown(struct programs *programs, const struct delta *delta, enum channel_end end);

/* The helper did what the protocol does not have; ends it. */
void report_misbehaviour(struct programs *programs, const struct delta *delta, const char *what);

/* The delta failed, in the words of the helper. */
void report_exception(const struct delta *delta, const json_t *error);

/* The statement that the delta ran on that line (0: not known) fails it, whatever it catches. */
void report_statement(const struct programs *programs, const struct delta *delta, json_int_t line, const char *sql,
                      const char *message);

/* The call of `execute` on that line wrote what depends on the clock. */
void report_tainted(const struct delta *delta, json_int_t line, const struct sql_failure *failure);

/* Text from the helper, not longer than `most` bytes. Belongs to ctx. */
char *program_shortened(void *ctx, const char *text, size_t most);

#endif
