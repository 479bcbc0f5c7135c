/* Liquibase's formatted SQL: https://docs.liquibase.com/concepts/changelogs/sql-format.html, as of 4.30. */
#include <string.h>
#include <strings.h>

#include "schema/migration_line.h"
#include "schema/migration_tool.h"
#include "schema/placeholders.h"

/* dbms, context, labels, preconditions */
static bool condition(const char *text, size_t *at)
{
    static const char *const attributes[] = {" dbms:", " context:", " contextFilter:", " labels:"};
    for (const char *line = text; *line; line += line_length(line)) {
        const char *comment = strncmp(line, "--", 2) == 0 ? line + 2 + strspn(line + 2, " ") : "";
        bool found = strncasecmp(comment, "preconditions", strlen("preconditions")) == 0;
        if (strncasecmp(comment, "changeset ", strlen("changeset ")) == 0)
            for (size_t i = 0; i < sizeof(attributes) / sizeof(*attributes); i++)
                found |= line_holds_in_any_case(line, attributes[i]);
        *at = (size_t)(line - text);
        if (found)
            return true;
    }
    return false;
}

static const struct tool_sign signs[] = {
    {"--liquibase formatted sql", SIGN_FIRST}, {"-- liquibase formatted sql", SIGN_FIRST}, {NULL, SIGN_FIRST}};

static const char *const tables[] = {"databasechangeloglock", NULL};

/* CreateDatabaseChangeLogTableGenerator.java: a row a changeset. */
static const struct history_column columns[] = {
    {"id", "varchar(255)", true},        {"author", "varchar(255)", true},        {"filename", "varchar(255)", true},
    {"dateexecuted", "timestamp", true}, {"orderexecuted", "integer", true},      {"exectype", "varchar(10)", true},
    {"md5sum", "varchar(35)", false},    {"description", "varchar(255)", false},  {"comments", "varchar(255)", false},
    {"tag", "varchar(255)", false},      {"liquibase", "varchar(20)", false},     {"contexts", "varchar(255)", false},
    {"labels", "varchar(255)", false},   {"deployment_id", "varchar(10)", false}, {NULL, NULL, false}};

const struct migration_tool tool_liquibase = {
    .name = "liquibase",
    .adds_with = "a changeset of its changelog",
    .signs = signs,
    .condition = condition,
    .placeholders = placeholders_braces,
    .history = {.table = "databasechangelog",
                .columns = columns,
                .version = "filename",
                .key = HISTORY_ENTRY,
                .order = "orderexecuted",
                .failed = "exectype = 'FAILED'",
                .beside = tables},
};
