#include "base/mem.h"
#include "schema/migration_tool.h"

/* Every tool, a line each, by name: the line declares and lists it. */
#define TOOLS(TOOL)                                                                                                    \
    TOOL(alembic)                                                                                                      \
    TOOL(atlas)                                                                                                        \
    TOOL(authelia)                                                                                                     \
    TOOL(cdk)                                                                                                          \
    TOOL(db_migrate)                                                                                                   \
    TOOL(dbmate)                                                                                                       \
    TOOL(dbutil)                                                                                                       \
    TOOL(diesel)                                                                                                       \
    TOOL(drizzle)                                                                                                      \
    TOOL(flyway)                                                                                                       \
    TOOL(golang_migrate)                                                                                               \
    TOOL(goose)                                                                                                        \
    TOOL(knex)                                                                                                         \
    TOOL(liquibase)                                                                                                    \
    TOOL(maragu)                                                                                                       \
    TOOL(memos)                                                                                                        \
    TOOL(micrate)                                                                                                      \
    TOOL(mybatis)                                                                                                      \
    TOOL(node_pg_migrate)                                                                                              \
    TOOL(play)                                                                                                         \
    TOOL(popx)                                                                                                         \
    TOOL(postgrator)                                                                                                   \
    TOOL(prisma)                                                                                                       \
    TOOL(quassel)                                                                                                      \
    TOOL(rails)                                                                                                        \
    TOOL(rambler)                                                                                                      \
    TOOL(refinery)                                                                                                     \
    TOOL(river)                                                                                                        \
    TOOL(sequelize)                                                                                                    \
    TOOL(shmig)                                                                                                        \
    TOOL(sqitch)                                                                                                       \
    TOOL(sql_migrate)                                                                                                  \
    TOOL(sqlx)                                                                                                         \
    TOOL(temporal)                                                                                                     \
    TOOL(tern)                                                                                                         \
    TOOL(yoyo)

#define DECLARE(name) extern const struct migration_tool tool_##name;
#define ENTRY(name)   &tool_##name,

TOOLS(DECLARE)

const struct migration_tool *const migration_tools[] = {TOOLS(ENTRY) NULL};

/* What most do, and on SQLite what does no harm where it is not meant. */
const struct migration_tool tool_unknown = {
    .name = "auto", .enforces = true, .obeys_pragma = true, .squash = {.form = SQUASH_IN_PLACE}};

enum { N_TOOLS = sizeof(migration_tools) / sizeof(*migration_tools) - 1 };

const char *const *migration_tool_names(void *ctx)
{
    const char **names = mem_array(ctx, const char *, N_TOOLS + 2);
    for (int i = 0; i <= N_TOOLS; i++)
        names[i] = migration_tool_at(i)->name;
    names[N_TOOLS + 1] = NULL;
    return names;
}

const struct migration_tool *migration_tool_at(int place)
{
    return place > 0 ? migration_tools[place - 1] : &tool_unknown;
}
