#include "cmd/fix_sql.h"

#include "base/mem.h"

static bool is_done(const struct fix_request *request)
{
    const struct comparison *c = request->comparison;
    return c->n_changes == 0 && c->old_path[0] && c->new_path[0];
}

char *fix_sql(void *ctx, const struct server_options *options, const struct fix_request *requests, size_t n,
              struct diags *diags)
{
    struct server *servers[ENGINE_COUNT] = {0};
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < n; i++) {
        enum engine engine = requests[i].comparison->engine;
        struct fix fix;
        if (is_done(&requests[i]))
            continue;
        if (!requests[i].comparison->new_path[0]) {
            diag_error(diags, "%s: there is no such snapshot on the new side: what is to become of it?",
                       requests[i].comparison->old_path);
            continue;
        }
        if (!servers[engine] && !(servers[engine] = server_start(engine, options, diags)))
            break;
        fix_make(ctx, servers[engine], &requests[i], &fix, diags);
        if (fix.n)
            fprintf(t.out, "%s%s", text_size(&t) ? "\n" : "", fix_print(ctx, &requests[i], &fix));
    }
    for (int e = 0; e < ENGINE_COUNT; e++)
        server_stop(servers[e], diags);
    return text_close(&t, ctx);
}
