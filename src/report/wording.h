/* How changes are reported in words: what text, Markdown, SARIF and GitHub's annotations share. All belongs to ctx. */
#ifndef REPORT_WORDING_H
#define REPORT_WORDING_H

#include "report/findings.h"

/* A value as it can stand in a line. */
struct shortened_value {
    const char *text; /* shown */
    bool literal;     /* the value itself; else words about it: "(none)", "(14 lines)" */
};

/* Of several lines, or longer than `most` characters, a value is shown by its size. NULL: absent. */
struct shortened_value wording_value(void *ctx, const char *value, size_t most);

/* "main, postgres"; "main, postgres and sqlite" where both have the change. */
char *wording_comparison(void *ctx, const struct finding *finding);

/* "postgres"; "postgres and sqlite" */
char *wording_engines(void *ctx, const struct finding *finding);

/* The path of the old or of the new side, of both engines "main/full.sql.{postgres,sqlite}"; NULL where there is none.
 */
char *wording_side(void *ctx, const struct finding *finding, bool is_new);

/* "public_room_index"; with its schema where it stands alone: "audit.log". Shown, at most `most` characters. */
char *wording_name(void *ctx, const struct item *item, size_t most);

/* What the item belongs to: "rooms", "audit.log"; NULL for what stands alone. */
char *wording_relation(void *ctx, const struct item *item, size_t most);

/* Whether `item` is reported below what `above` is reported under: the same table, which `above` may itself be. */
bool reported_under(const struct item *item, const struct item *above);

/* "table", "view" or "materialized view": what the relation of an item is. */
const char *relation_kind(const struct comparison *comparison, const struct item *item);

/* "type: integer -> bigint" */
char *wording_attribute(void *ctx, const struct attribute_change *attribute, size_t most);

/*
 * Two long texts that differ somewhere: both from shortly before that place on, at most `most` characters of each.
 * A side that is NULL stays so.
 */
struct excerpts {
    const char *old_text, *new_text; /* shown */
};
struct excerpts wording_excerpts(void *ctx, const char *old_text, const char *new_text, size_t most);

/* A statement that is compared as text: what both sides say, from where they differ on. False for other changes. */
bool wording_statement(void *ctx, const struct change *change, size_t most, struct excerpts *excerpts);

/* What an item's attribute number i says: "NOT NULL", "default 'x'"; NULL where another one says it. */
char *attribute_digest(void *ctx, const struct item *item, size_t i, size_t most);

/* What is to be known of a new item on one line: "text, NOT NULL, default 'x'"; empty where there is nothing. */
char *wording_digest(void *ctx, const struct item *item, size_t most);

/* "column creator of table rooms" */
char *wording_subject(void *ctx, const struct finding *finding, size_t most);

/* "added", "changed"; of a database beside what is expected of it "extra", "missing", "different", "renamed". */
const char *wording_action(const struct finding *finding);

/* "main, postgres: column creator of table rooms changed (type: text -> bigint): rewrites the table" */
char *wording_sentence(void *ctx, const struct finding *finding, size_t most);

/* "breaking", "needs care", "safe" */
const char *wording_class(enum change_class class);

/* "1 breaking, 2 need care, 4 safe" */
char *wording_classes(void *ctx, const struct change_counts *counts);

/* "7 changes: 1 breaking, 2 need care, 4 safe"; "no changes" */
char *wording_counts(void *ctx, const struct change_counts *counts);

/* "2 not compared", with "1 in part"; NULL where all was compared */
char *wording_uncompared_count(void *ctx, const struct difference *difference);

/* "shard2, postgres://u@host/app", what there is of both; at most `most` characters of each. */
char *wording_uncompared_name(void *ctx, const struct uncompared *uncompared, size_t most);

/* "3 expected"; NULL where nothing is. */
char *wording_expected(void *ctx, const struct change_counts *counts);

/* "eu-1: 2 pending: schema/a.sql, schema/b.sql", at most `most` of the files (0: all). */
char *wording_pending(void *ctx, const struct comparison *comparison, size_t most);

/* How it came out: wording_counts, and what of it was not compared: "no changes in what was compared; 1 not compared"
 */
char *wording_outcome(void *ctx, const struct difference *difference, const struct change_counts *counts);

/* "1 change", "2 changes" */
char *wording_number(void *ctx, size_t n, const char *one, const char *many);

/* "full_schemas/60/main/full.sql.postgres:12" */
char *wording_place(void *ctx, struct place place, size_t most);

#endif
