/*
 * A kind as reports know it: what its items are called, what they are compared
 * by, and how much a change of them weighs. What snapshots are compared as
 * stands in model/model.h; a kind of catalog object that describes itself
 * (grammar.h) has its entry beside its query.
 */
#ifndef KIND_ITEM_H
#define KIND_ITEM_H

#include <stdbool.h>
#include <stdio.h>

/* Worst last. */
enum change_class {
    CHANGE_SAFE,     /* neither of the others */
    CHANGE_CARE,     /* rewrites, scans or locks a large table on Postgres; rebuilds one on SQLite */
    CHANGE_BREAKING, /* application code written for the old schema may fail */
    CHANGE_CLASSES
};

/* How much a change weighs. Without a reason: as of anything that has no rules of its own. */
struct weight {
    enum change_class class;
    const char *reason; /* a phrase without full stop */
    const char *anchor; /* a section of docs/changes.md */
};

struct catalog;
struct object;

/* A field of an object as an attribute of its item. */
struct attribute_form {
    const char *label;                               /* the attribute's name; NULL: the field is none */
    void (*show)(FILE *out, const char *value);      /* the value for people; NULL: as it stands */
    void (*join)(FILE *out, const struct object *o); /* the same where other fields are part of it; nothing: none */
    void (*gather)(FILE *out, const struct catalog *catalog, const struct object *o); /* the same of its parts */
    struct weight weight;                                                             /* of a change */
    int apart;         /* of a text's object that is the value at that index (kind/kind.h, n_apart); 0: none is */
    const char *names; /* the field names an object that libpg_query calls so: "OBJECT_FDW"; else NULL */
    const char *fact;  /* of an array: its elements are facts of that name, too; else NULL */
};

struct model_kind {
    const char *name;   /* as people say it: "materialized view"; also its name in JSON */
    const char *plural; /* "materialized views" */
    /*
     * The names its attributes may have, NULL-terminated, in the order in
     * which they are reported; NULL: any (a row's are its table's columns).
     */
    const char *const *attributes;
    /* Stands in CREATE TABLE rather than in a statement of its own. */
    bool inside;

    /* Of a kind that describes itself: an entry for each of its fields. Else NULL; then diff/rules_*.c know the rest.
     */
    const struct attribute_form *forms;
    int n_forms; /* behind those of the fields there may be more, which `join` makes */
    struct weight added, removed, renamed;
};

/* What is said of a change of that attribute; NULL where the kind does not say it. */
const struct weight *item_weight(const struct model_kind *kind, const char *attribute);

#endif
