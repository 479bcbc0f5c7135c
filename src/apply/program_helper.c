#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apply/program_private.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/python.h"
#include "base/share.h"

enum { START_MS = 30000 };

/* Adds the modules of a directory under `package` and the name of their file. False with the reason in diags. */
static bool add_modules(json_t *modules, const char *directory, const char *package, void *ctx, struct diags *diags)
{
    struct dir_listing list;
    char *dir = share_path(ctx, directory, diags);
    if (!dir || !dir_list(ctx, &root_own, dir, &list, diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const char *name = list.entries[i].name;
        if (!has_ending(name, ".py"))
            continue;
        char *text = file_read_text(ctx, &root_own, path_join(ctx, dir, name), diags);
        if (!text)
            return false;
        char *module = mem_printf(ctx, "%s%.*s", package, (int)(strlen(name) - strlen(".py")), name);
        json_object_set_new(modules, module, json_string(text));
    }
    return true;
}

/* What the helper and deltas may import; NULL with the reason in diags. */
static json_t *importable_modules(void *ctx, struct diags *diags)
{
    json_t *modules = json_object();
    if (add_modules(modules, "program_delta/helper", "fullschema.", ctx, diags) &&
        add_modules(modules, "program_delta/supplied", "", ctx, diags))
        return modules;
    json_decref(modules);
    return NULL;
}

/* Sets of text have the same order in every run, and nothing has the name of the directory, which is by chance. */
static const char *const settings[] = {"HOME=/", "PYTHONHASHSEED=0", "PYTHONSAFEPATH=1", NULL};

/* The directory is gone as soon as the helper works in it: nothing can be put there, or be left behind. */
static bool spawn(struct programs *p, const char *const *argv, const struct account *account, int channel, void *ctx,
                  struct diags *diags)
{
    const char *tmp = getenv("TMPDIR");
    char *directory = mem_printf(ctx, "%s/fullschema-XXXXXX", tmp && *tmp == '/' ? tmp : "/tmp");
    if (!mkdtemp(directory)) {
        diag_error(diags, "cannot make a temporary directory %s: %s", directory, strerror(errno));
        return false;
    }
    /* It may be looked at, by whoever the helper runs as. */
    chmod(directory, 0755);
    struct process_plan plan = {.argv = argv,
                                .directory = directory,
                                .account = account,
                                .death_signal = SIGKILL,
                                .what = "the helper for program deltas",
                                .channel = channel,
                                .settings = settings,
                                .sandbox = sandbox_prepare(SANDBOX_PYTHON, 0, python_files(ctx, argv[0], NULL), ctx)};
    bool ok = process_start(&p->process, &plan, diags);
    rmdir(directory);
    return ok;
}

/* The first messages: who we are, what can be imported, and the answer. */
static bool greet(struct programs *p, void *ctx, struct diags *diags)
{
    json_t *modules = importable_modules(ctx, diags);
    if (!modules)
        return false;
    enum engine engine = connection_engine(p->connection);
    json_t *hello =
        json_pack("{s:i, s:I, s:s, s:i, s:o}", "protocol", PROTOCOL_VERSION, "turn", (json_int_t)++p->turn, "engine",
                  engine_name(engine), "version", connection_version(p->connection), "modules", modules);
    p->channel.left_ms = START_MS;
    json_t *answer = NULL;
    enum channel_end end = program_send(&p->channel, hello);
    if (end == CHANNEL_DONE)
        end = program_receive(&p->channel, &answer);
    bool ok = end == CHANNEL_DONE && json_integer_value(json_object_get(answer, "ready")) == PROTOCOL_VERSION &&
              json_integer_value(json_object_get(answer, "turn")) == ++p->turn;
    if (!ok && end != CHANNEL_STOPPED) {
        struct diag *e = diag_error(diags, "the helper for program deltas does not start");
        diag_hint(diags, e, "it needs python3 3.7 or later with its standard library");
    }
    json_decref(hello);
    json_decref(answer);
    return ok;
}

/* What starting needs, found before anything is started. False with the reason in diags. */
static bool find_parts(struct account *account, char **python, char **program, void *ctx, struct diags *diags)
{
    static const char *const candidates[] = {"nobody", NULL};
    if (!account_choose(account, candidates, ctx)) {
        diag_error(diags, "program deltas do not run as root, and there is no user nobody");
        return false;
    }
    char *path = share_path(ctx, "program_delta/helper/start.py", diags);
    *program = path ? file_read_text(ctx, &root_own, path, diags) : NULL;
    *python = *program ? python_find(ctx, account) : NULL;
    if (*program && !*python) {
        struct diag *e = diag_error(diags, "no python3 found in PATH, and the schema directory has program deltas");
        diag_hint(diags, e, "on Debian and Ubuntu: apt-get install python3-minimal");
    }
    return *python != NULL;
}

static bool start(struct programs *p, void *ctx, struct diags *diags)
{
    struct account account;
    char *python, *program;
    int ends[2];
    if (!find_parts(&account, &python, &program, ctx, diags))
        return false;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        diag_error(diags, "cannot start %s: %s", python, strerror(errno));
        return false;
    }
    /* Nothing but the standard library: -s, -S; no caches: -B. -I would pass over the settings. */
    const char *const argv[] = {python, "-s", "-S", "-B", "-c", program, NULL};
    sandbox_shield();
    bool ok = spawn(p, argv, &account, ends[1], ctx, diags);
    close(ends[1]);
    channel_open(&p->channel, ends[0], connection_stop(p->connection));
    p->turn = 0;
    ok = ok && greet(p, ctx, diags);
    if (!ok)
        helper_end(p);
    return ok;
}

bool helper_start(struct programs *p, struct diags *diags)
{
    if (p->process.pid)
        return true;
    void *ctx = mem_context(p->ctx);
    bool ok = start(p, ctx, diags);
    mem_free(ctx);
    return ok;
}

void helper_end(struct programs *p)
{
    if (p->channel.fd >= 0)
        close(p->channel.fd);
    p->channel.fd = -1;
    process_end(&p->process, SIGKILL, true);
}
