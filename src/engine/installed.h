/*
 * What of the engines is installed on this machine: the programs of Postgres servers, and what of them, of libraries
 * and extensions decides what a run makes. No server is started for it.
 */
#ifndef ENGINE_INSTALLED_H
#define ENGINE_INSTALLED_H

#include "engine/engine.h"

/* The programs of a Postgres server on this machine. */
struct server_programs {
    const char *directory;
    const char *origin;  /* what led there: "--pg-bindir", "PG_BINDIR", "PATH", "/usr/lib/postgresql" */
    const char *version; /* as they say: "15.18"; or NULL */
    const char *fault;   /* why no server can be started with them; or NULL */
};

/*
 * All that are found, in the order in which server_start looks for them: it
 * uses the first or fails. Each is asked for its version, which takes no
 * longer than some seconds altogether. Belongs to ctx.
 */
struct server_programs *server_programs_find(const struct server_options *options, void *ctx, size_t *n);

/*
 * Adds what decides how an engine behaves here to a key: a throwaway server's
 * programs, libraries, locales. False where that is not known, as of a running server.
 */
bool engine_identity(enum engine engine, const struct server_options *options, struct digest *key);

/*
 * Adds the extensions that a throwaway Postgres server finds: their control
 * files, scripts and libraries. False where it is not known where those are.
 */
bool engine_extensions_identity(const struct server_options *options, struct digest *key);

/* Where that looks, in words, for when it finds nothing. */
extern const char server_programs_search[];

#endif
