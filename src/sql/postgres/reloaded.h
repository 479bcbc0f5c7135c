/* A server's text that nobody parses, with what the server would print of it once it was loaded. */
#ifndef SQL_POSTGRES_RELOADED_H
#define SQL_POSTGRES_RELOADED_H

/*
 * The text as it comes back from a server that has read it:
 *
 *   (a AND b) AND c                      a AND b AND c (flatten.h)
 *   v = ANY ((ARRAY[..])::text[])        v = ANY (ARRAY[..]), which converts the array as a whole, too
 *   (ARRAY['a'::x])::text[]              ((ARRAY['a'::x])::anyarray)::text[], which does, too
 *   (ARRAY[t.v])::text[]                 ARRAY[(t.v)::text], as for every element that may have a modifier
 *   (- 1)                                '-1'::integer
 *
 * That text, or another one that belongs to ctx.
 */
const char *as_reloaded(void *ctx, const char *text);

#endif
