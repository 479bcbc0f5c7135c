/* What a clock knows of the definitions there are, for a run that goes on from a database's state. */
#include "base/packed.h"

#include "base/mem.h"
#include "clock/private.h"

void clock_pack(FILE *out, const struct clock *clock)
{
    size_t n;
    const char *const *names = volatiles_server_names(clock->volatiles, &n);
    packed_put_number(out, (long)clock->n_suspects);
    for (size_t i = 0; i < clock->n_suspects; i++) {
        packed_put_number(out, clock->suspects[i].kind);
        packed_put(out, clock->suspects[i].name);
    }
    packed_put_number(out, (long)n);
    for (size_t i = 0; i < n; i++)
        packed_put(out, names[i]);
}

static bool unpack_suspect(const char **rest, struct clock *clock)
{
    long kind;
    const char *name;
    if (!packed_get_number(rest, &kind) || !packed_get(clock->ctx, rest, &name) || !name)
        return false;
    size_t at = mem_grow(clock->ctx, &clock->suspects, &clock->n_suspects);
    clock->suspects[at] = (struct suspect){(enum suspect_kind)kind, name};
    return true;
}

static bool unpack_server_name(const char **rest, struct clock *clock)
{
    const char *name;
    if (!packed_get(clock->ctx, rest, &name) || !name)
        return false;
    volatiles_add_server_name(clock->volatiles, name);
    return true;
}

static bool unpack_all(const char **rest, struct clock *clock, bool (*one)(const char **rest, struct clock *clock))
{
    long n;
    bool ok = packed_get_number(rest, &n);
    for (long i = 0; ok && i < n; i++)
        ok = one(rest, clock);
    return ok;
}

bool clock_unpack(const char **rest, struct clock *clock)
{
    return unpack_all(rest, clock, unpack_suspect) && unpack_all(rest, clock, unpack_server_name);
}
