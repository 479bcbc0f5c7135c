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

const struct migration_tool tool_liquibase = {
    .name = "liquibase",
    .signs = signs,
    .condition = condition,
    .placeholders = placeholders_braces,
};
