#include "schema/migration_tool.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_directives.h"
#include "schema/migration_files.h"

static bool has_sign(const char *text, const struct tool_sign *sign)
{
    size_t n = strlen(sign->text);
    if (sign->place == SIGN_FIRST)
        return strncmp(text, sign->text, n) == 0;
    for (const char *at = text; (at = strstr(at, sign->text)); at += n)
        if (sign->place == SIGN_ANYWHERE || at == text || at[-1] == '\n')
            return true;
    return false;
}

static bool owns_text(const struct migration_tool *tool, const char *text)
{
    for (const struct tool_sign *sign = tool->signs; sign && sign->text; sign++)
        if (has_sign(text, sign))
            return true;
    return tool->owns_text && tool->owns_text(text);
}

const struct migration_tool *migration_tool_of_text(const char *text)
{
    const struct migration_tool *found = directives_tool(text);
    for (const struct migration_tool *const *tool = migration_tools; found == &tool_unknown && *tool; tool++)
        if (owns_text(*tool, text))
            found = *tool;
    return found;
}

static const struct migration_tool *of_file(const struct root *root, const struct migration_file *file)
{
    void *scratch = mem_root("tool of a file");
    size_t size;
    const char *text = file_read(scratch, root, path_join(scratch, root->path, file->path), &size);
    const struct migration_tool *tool = text ? migration_tool_of_text(text) : &tool_unknown;
    mem_free(scratch);
    return tool;
}

static bool owns_some(const struct migration_tool *tool, const struct migration_files *files)
{
    for (size_t i = 0; tool->owns_name && i < files->n; i++)
        if (tool->owns_name(base_name(files->items[i].entry)))
            return true;
    return false;
}

/* By names. A tool that can tell its projects is asked before one that cannot. */
static const struct migration_tool *find_by_names(const struct root *root, const struct migration_files *files,
                                                  bool sure)
{
    const struct migration_tool *found = &tool_unknown;
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++) {
        if ((*tool)->is_sure != sure || (found != &tool_unknown && !(*tool)->is_project) || !owns_some(*tool, files))
            continue;
        if (!(*tool)->is_project || (*tool)->is_project(root))
            found = *tool;
    }
    return found;
}

/* What a tool keeps beside its migrations. */
static bool find_beside(const struct root *root, const struct migration_tool **found, struct diags *diags)
{
    void *scratch = mem_root("beside migrations");
    bool ok = true;
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        for (const char *const *file = (*tool)->beside; ok && *found == &tool_unknown && file && *file; file++) {
            enum path_kind kind;
            ok = path_look(root, path_join(scratch, root->path, *file), &kind, diags);
            if (ok && kind == PATH_FILE)
                *found = *tool;
        }
    mem_free(scratch);
    return ok;
}

/* By the file that makes a directory a migration. */
static const struct migration_tool *find_by_directories(const struct migration_files *files)
{
    for (size_t i = 0; i < files->n; i++)
        if (files->items[i].directory_of)
            return files->items[i].directory_of;
    return &tool_unknown;
}

bool migration_tool_find(const struct root *root, const struct migration_files *files,
                         const struct migration_tool **tool, struct diags *diags)
{
    *tool = &tool_unknown;
    for (size_t i = 0; *tool == &tool_unknown && i < files->n; i++)
        *tool = of_file(root, &files->items[i]);
    if (*tool == &tool_unknown)
        *tool = find_by_names(root, files, true);
    if (*tool == &tool_unknown && !find_beside(root, tool, diags))
        return false;
    if (*tool == &tool_unknown)
        *tool = find_by_directories(files);
    if (*tool == &tool_unknown)
        *tool = find_by_names(root, files, false);
    return true;
}
