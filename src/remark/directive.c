/* Lines of comments that are for tools: of migrations, of dumps, linters, editors. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "remark/text.h"
#include "schema/migration_directives.h"

/* What such lines begin with, beside what the tools of migrations say themselves; the last ones are Prisma's headings.
 */
static const char *const beginnings[] = {"sqlfluff:",
                                         "noqa",
                                         "nosemgrep",
                                         "fmt:",
                                         "prettier-ignore",
                                         "squawk-ignore",
                                         "eslint-",
                                         "language=",
                                         "vim:",
                                         "-*-",
                                         "codespell:",
                                         "statement-breakpoint",
                                         "> statement-break",
                                         "CreateTable",
                                         "AlterTable",
                                         "CreateIndex",
                                         "CreateEnum",
                                         "AddForeignKey",
                                         "DropForeignKey",
                                         "DropTable",
                                         "DropIndex",
                                         "RedefineTables",
                                         "RedefineIndex",
                                         "RenameForeignKey",
                                         "RenameIndex",
                                         "AlterEnum",
                                         "DropEnum",
                                         "liquibase formatted"};

/* "+goose up", "@block", "!Ups", "//@UNDO". */
static bool is_marked(const char *line)
{
    return (strchr("+@!", *line) && isalpha((unsigned char)line[1])) || strncmp(line, "//", 2) == 0;
}

static bool begins_with(const char *line, const char *const *words)
{
    for (; *words; words++)
        if (strncasecmp(line, *words, strlen(*words)) == 0 && !isalnum((unsigned char)line[strlen(*words)]))
            return true;
    return false;
}

/* "migrate:up", of whichever tool; "host:port" is a person's. */
static bool is_keyed(const char *line)
{
    static const char *const ways[] = {"up", "down", "undo", "rollback", "begin", "end", NULL};
    size_t n = 0;
    while (isalpha((unsigned char)line[n]) || line[n] == '-' || line[n] == '_')
        n++;
    return n > 1 && line[n] == ':' && begins_with(line + n + 1, ways);
}

/* sqlc's "name: GetUser :one", and pg_dump's "Name: users; Type: TABLE; Schema: public; Owner: -". */
static bool is_named(const char *line)
{
    return strncasecmp(line, "name: ", 6) == 0 && (strstr(line, " :") || strstr(line, "; Type: "));
}

/* Liquibase's "changeset mary:7" and "rollback DROP TABLE users". */
static bool is_of_liquibase(const char *line)
{
    static const char *const verbs[] = {"alter",  "create", "delete",   "drop",   "empty",
                                        "insert", "not",    "truncate", "update", NULL};
    static const char changeset[] = "changeset ", rollback[] = "rollback ";
    if (strncasecmp(line, changeset, strlen(changeset)) == 0)
        return strchr(line, ':') != NULL;
    return strncasecmp(line, rollback, strlen(rollback)) == 0 && begins_with(line + strlen(rollback), verbs);
}

bool remark_is_directive(const char *line)
{
    for (size_t i = 0; i < sizeof(beginnings) / sizeof(*beginnings); i++)
        if (strncmp(line, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    if (is_marked(line) || is_keyed(line) || is_named(line) || is_of_liquibase(line))
        return true;
    char *whole = mem_printf(NULL, "-- %s", line);
    bool has = directives_has(whole);
    mem_free(whole);
    return has;
}
