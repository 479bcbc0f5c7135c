/* Whether git could bring back what is about to be removed. */
#include <git2.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/released.h"
#include "squash/private.h"

/* How many are named one by one. */
enum { SHOWN = 5 };

/* Whether git was told to take the file for unchanged without a look: assume-unchanged, skip-worktree. */
static bool is_taken_on_trust(git_repository *repository, const char *inside)
{
    git_index *index = NULL;
    bool trusted = true;
    if (git_repository_index(&index, repository) == 0) {
        const git_index_entry *entry = git_index_get_bypath(index, inside, 0);
        trusted =
            !entry || (entry->flags & GIT_INDEX_ENTRY_VALID) || (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE);
    }
    git_index_free(index);
    return trusted;
}

static bool is_committed(const struct cut *cut, git_repository *repository, const char *path)
{
    unsigned flags = 0;
    const char *inside = released_path(cut->ctx, repository, path);
    return inside && git_status_file(&flags, repository, inside) == 0 && flags == GIT_STATUS_CURRENT &&
           !is_taken_on_trust(repository, inside);
}

static bool check(const struct cut *cut, git_repository *repository, const char *const *paths, size_t n,
                  struct diags *diags)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        if (is_committed(cut, repository, paths[i]))
            continue;
        if (found++ < SHOWN)
            diag_error(diags, "is not committed as it is, so git could not bring it back; nothing was changed")->file =
                mem_strdup(diags->ctx, paths[i]);
    }
    if (found > SHOWN)
        diag_error(diags, "nor are %zu more", found - SHOWN);
    if (found)
        diag_hint(diags, &diags->items[diags->n - 1], "commit what --delete would remove first");
    return found == 0;
}

bool committed_all(const struct cut *cut, const char *const *paths, size_t n, struct diags *diags)
{
    git_repository *repository = NULL;
    bool ok = false;
    if (git_libgit2_init() < 0) {
        diag_error(diags, "the git library does not start");
        return false;
    }
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    const char *place = cut->n_sets ? cut->sets[0].set->migrations.root->path : cut->tree->path;
    if (git_repository_open_ext(&repository, *place ? place : ".", GIT_REPOSITORY_OPEN_CROSS_FS, NULL) == 0) {
        ok = check(cut, repository, paths, n, diags);
    } else {
        struct diag *e = diag_error(diags, "--delete: it is in no git repository, which could bring back what goes");
        e->file = mem_strdup(diags->ctx, place);
        diag_hint(diags, e, "without --delete files are only listed");
    }
    git_repository_free(repository);
    git_libgit2_shutdown();
    return ok;
}
