/*
 * Statements that do something beyond the database they run in. The server
 * refuses most of them to an ordinary role; the others are refused here. What
 * a function or a DO block makes up of strings is not seen: for that the role
 * of the run owns nothing (postgres_role.c).
 */
#include <ctype.h>
#include <pg_query.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "engine/postgres.h"
#include "sql/postgres/depth.h"

/* What is looked for in the parse of a statement, and what it does. */
static const struct {
    const char *node;
    const char *with; /* also in the parse; or NULL */
    const char *does;
} nodes[] = {
    {"CreatedbStmt", NULL, "creates a database"},
    {"DropdbStmt", NULL, "drops a database"},
    {"AlterDatabaseStmt", NULL, "changes a database"},
    {"AlterDatabaseRefreshCollStmt", NULL, "changes a database"},
    {"AlterDatabaseSetStmt", NULL, "changes a database"},
    {"AlterOwnerStmt", "\"OBJECT_DATABASE\"", "changes a database"},
    {"RenameStmt", "\"OBJECT_DATABASE\"", "renames a database"},
    {"RenameStmt", "\"OBJECT_ROLE\"", "renames a role"},
    {"RenameStmt", "\"OBJECT_TABLESPACE\"", "renames a tablespace"},
    {"CommentStmt", "\"OBJECT_DATABASE\"", "changes a database"},
    {"CommentStmt", "\"OBJECT_ROLE\"", "changes a role"},
    {"CommentStmt", "\"OBJECT_TABLESPACE\"", "changes a tablespace"},
    {"SecLabelStmt", "\"OBJECT_DATABASE\"", "changes a database"},
    {"SecLabelStmt", "\"OBJECT_ROLE\"", "changes a role"},
    {"GrantStmt", "\"OBJECT_DATABASE\"", "changes rights on a database"},
    {"GrantStmt", "\"OBJECT_TABLESPACE\"", "changes rights on a tablespace"},
    {"GrantStmt", "\"OBJECT_PARAMETER_ACL\"", "changes rights on a setting of the server"},
    {"GrantRoleStmt", NULL, "changes who is a member of a role"},
    {"CreateRoleStmt", NULL, "creates a role"},
    {"AlterRoleStmt", NULL, "changes a role"},
    {"AlterRoleSetStmt", NULL, "changes a role"},
    {"DropRoleStmt", NULL, "drops a role"},
    {"ReassignOwnedStmt", NULL, "changes what a role owns"},
    {"DropOwnedStmt", NULL, "drops what a role owns"},
    {"AlterSystemStmt", NULL, "changes a setting of the server"},
    {"CreateTableSpaceStmt", NULL, "creates a tablespace"},
    {"DropTableSpaceStmt", NULL, "drops a tablespace"},
    {"AlterTableSpaceOptionsStmt", NULL, "changes a tablespace"},
    {"AlterTableMoveAllStmt", NULL, "moves tables to another tablespace"},
    {"CreateSubscriptionStmt", NULL, "connects to another server"},
    {"AlterSubscriptionStmt", NULL, "connects to another server"},
    {"LoadStmt", NULL, "loads a library into the server"},
    {"CopyStmt", "\"is_program\":true", "runs a program on the server's machine"},
    {"CopyStmt", "\"filename\":", "reads or writes a file on the server's machine"},
    {"TransactionStmt", "\"TRANS_STMT_PREPARE\"", "prepares a transaction, which outlives the run"},
    {"TransactionStmt", "\"TRANS_STMT_COMMIT_PREPARED\"", "ends a prepared transaction"},
    {"TransactionStmt", "\"TRANS_STMT_ROLLBACK_PREPARED\"", "ends a prepared transaction"},
};

/* The first keywords of all these. */
static const char *const verbs[] = {"ALTER", "COMMENT", "COMMIT",   "COPY",   "CREATE",   "DROP",    "GRANT",
                                    "LOAD",  "PREPARE", "REASSIGN", "REVOKE", "ROLLBACK", "SECURITY"};

/* After those, in a statement that libpg_query does not know: what is none of its database. */
static const char *const objects[] = {"DATABASE", "GROUP",      "OWNED", "ROLE",    "SUBSCRIPTION",
                                      "SYSTEM",   "TABLESPACE", "USER",  "PREPARED"};

static bool begins_with(const char *text, const char *const *keywords, size_t n, const char **rest)
{
    size_t length = 0;
    while (isalpha((unsigned char)text[length]))
        length++;
    for (size_t i = 0; i < n; i++)
        if (strlen(keywords[i]) == length && strncasecmp(text, keywords[i], length) == 0) {
            *rest = text + length + strspn(text + length, " \t\r\n\f\v");
            return true;
        }
    return false;
}

/* `"stmt":{"DropdbStmt":{` */
static bool is_node(const char *tree, const char *node)
{
    static const char before[] = "\"stmt\":{\"";
    const char *at = strstr(tree, before);
    size_t n = strlen(node);
    return at && strncmp(at + strlen(before), node, n) == 0 && at[strlen(before) + n] == '"';
}

/* ALTER DATABASE of one's own changes nothing beyond it; its name is ours, and has no character to be escaped. */
static bool is_own(const char *tree, const char *node, const char *database)
{
    char *member = mem_printf(NULL, "\"dbname\":\"%s\"", database);
    bool own = (strcmp(node, "AlterDatabaseStmt") == 0 || strcmp(node, "AlterDatabaseSetStmt") == 0) &&
               strstr(tree, member) != NULL;
    mem_free(member);
    return own;
}

static const char *reach_of_tree(const char *tree, const char *database)
{
    for (size_t i = 0; i < sizeof(nodes) / sizeof(*nodes); i++)
        if (is_node(tree, nodes[i].node) && (!nodes[i].with || strstr(tree, nodes[i].with)) &&
            !is_own(tree, nodes[i].node, database))
            return nodes[i].does;
    return NULL;
}

const char *postgres_reach(const char *sql, const char *database)
{
    const char *rest, *unused;
    if (!begins_with(sql, verbs, sizeof(verbs) / sizeof(*verbs), &rest))
        return NULL;
    if (sql_is_deep(sql))
        return "is nested too deeply to be judged";
    PgQueryParseResult parsed = pg_query_parse(sql);
    const char *does = parsed.error ? NULL : reach_of_tree(parsed.parse_tree, database);
    if (parsed.error && begins_with(rest, objects, sizeof(objects) / sizeof(*objects), &unused))
        does = "is about more than its database";
    pg_query_free_parse_result(parsed);
    return does;
}
