#include "remark/remark.h"

#include "base/mem.h"
#include "remark/read.h"

struct remark_watch {
    struct script_watch watch;
    void *ctx;
    enum engine engine;
    struct remarks *known;
    struct remark_session session;
};

static void ran(struct script_watch *watch, const char *text)
{
    struct remark_watch *w = (struct remark_watch *)watch;
    remarks_read(w->known, &w->session, text);
}

static void reset(struct script_watch *watch)
{
    struct remark_watch *w = (struct remark_watch *)watch;
    remark_session_begin(&w->session, w->ctx, w->engine);
}

struct remark_watch *remark_attach(struct connection *connection, void *ctx)
{
    struct remark_watch *w = mem_new(ctx, struct remark_watch);
    enum engine engine = connection_engine(connection);
    *w = (struct remark_watch){.watch = {ran, reset}, .ctx = ctx, .engine = engine, .known = remarks_new(ctx, engine)};
    remark_session_begin(&w->session, ctx, engine);
    connection_set_script_watch(connection, &w->watch);
    return w;
}

struct remarks *remark_known(struct remark_watch *watch)
{
    return watch->known;
}

void remark_resume(struct remark_watch *watch, struct remarks *known)
{
    watch->known = known;
}
