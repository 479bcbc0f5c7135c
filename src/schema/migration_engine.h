/* For which engine a migration is, where one directory holds those of several. */
#ifndef SCHEMA_MIGRATION_ENGINE_H
#define SCHEMA_MIGRATION_ENGINE_H

#include <stdbool.h>

#include "engine/engine.h"

struct migration_files;

/*
 * Reads it from a name: 7_rooms.postgres.sql, 7_rooms.sqlite3.up.sql. A name
 * without such a suffix is for every engine. False: it is for none that is known here.
 */
bool migration_engine_read(const char *name, bool not_on[ENGINE_COUNT]);

/* The suffix for an engine in such a name, with its dot: ".sqlite3"; NULL: it has none. */
const char *migration_engine_suffix(const char *name);

/* The same name for one engine: 7_rooms.up.sql with ".sqlite3" is 7_rooms.sqlite3.up.sql. Belongs to ctx. */
char *migration_engine_name(void *ctx, const char *name, const char *suffix);

/* Whether the name says that it runs in no transaction, as 7_rooms.postgres.autocommit.up.sql does. */
bool migration_name_is_alone(const char *name);

/* Whether some engine would run both. */
bool migration_engines_meet(const bool a[ENGINE_COUNT], const bool b[ENGINE_COUNT]);

/*
 * Of those of one number one for an engine stands for one that is for every
 * engine, which that engine then does not run. The files are in their order.
 */
void migration_engines_prefer(struct migration_files *files);

/*
 * Two of one number whose names differ in `_postgres` and `_sqlite` alone, before what ends them, are one migration,
 * each for its engine. A single name that ends so says nothing: it may be about that.
 */
void migration_engines_pair(struct migration_files *files);

#endif
