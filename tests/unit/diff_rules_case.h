/* A case of test_diff_rules.c: two texts, and what the change between them means. */
#ifndef DIFF_RULES_CASE_H
#define DIFF_RULES_CASE_H

#include "model/kinds.h"

#define P ENGINE_POSTGRES
#define S ENGINE_SQLITE

struct rule_test {
    enum engine engine;
    const struct model_kind *kind; /* of the change that is looked at */
    const char *before, *after;
    const char *expected; /* "class anchor" */
};

#define OWNED                                                                                                          \
    "CREATE TABLE a (); CREATE TABLE b (); CREATE TABLE c (); ALTER TABLE a OWNER TO x; ALTER TABLE b OWNER TO x;"     \
    "ALTER TABLE c OWNER TO x;"

#endif
