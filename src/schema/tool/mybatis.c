/* MyBatis Migrations: https://mybatis.org/migrations, as of 3.6. */
#include <string.h>
#include <strings.h>

#include "schema/migration_line.h"
#include "schema/migration_tool.h"
#include "schema/placeholders.h"

/* What is behind a comment of its own: `-- //`, `//`, `// //`; NULL: the line is none. */
static const char *behind_slashes(const char *line)
{
    line += strspn(line, LINE_BLANKS);
    if (strncmp(line, "--", 2) != 0 && strncmp(line, "//", 2) != 0)
        return NULL;
    line += 2 + strspn(line + 2, LINE_BLANKS);
    return strncmp(line, "//", 2) == 0 ? line + 2 + strspn(line + 2, LINE_BLANKS) : NULL;
}

/* It knows a down migration only, `-- //@UNDO`, with whatever blanks in it and words behind it. */
static enum direction direction(const char *line)
{
    const char *rest = behind_slashes(line);
    return rest && strncmp(rest, "@UNDO", strlen("@UNDO")) == 0 ? DIRECTION_DOWN : DIRECTION_NONE;
}

/* `-- @DELIMITER |`: what ends a statement from there on; 0: the line says nothing of it. */
static size_t delimiter_in(const char *line, const char **delimiter)
{
    static const char word[] = "@DELIMITER";
    line += strspn(line, LINE_BLANKS);
    line += strncmp(line, "--", 2) == 0 || strncmp(line, "//", 2) == 0 ? 2 : 0;
    line += strspn(line, LINE_BLANKS);
    line += strncmp(line, "//", 2) == 0 ? 2 : 0;
    line += strspn(line, LINE_BLANKS);
    if (strncasecmp(line, word, strlen(word)) != 0)
        return 0;
    line += strlen(word);
    size_t blanks = strspn(line, LINE_BLANKS);
    *delimiter = line + blanks;
    return blanks ? strcspn(*delimiter, LINE_BLANKS "\n") : 0;
}

/* The last of them on the line becomes a semicolon, and what is behind it is nothing. */
static void end_statement(char *line, size_t n, const char *delimiter, size_t length)
{
    for (size_t i = n; i-- > 0;)
        if (i + length <= n && strncmp(line + i, delimiter, length) == 0) {
            line_blank(line + i, n - i);
            line[i] = ';';
            return;
        }
}

static void end_statements(char *text)
{
    const char *delimiter = ";";
    size_t length = 1;
    for (char *line = text; *line; line += line_length(line)) {
        const char *next;
        size_t n = delimiter_in(line, &next);
        if (n) {
            delimiter = next;
            length = n;
        } else if (strncmp(delimiter, ";", length) != 0 && !line_comment(line)) {
            end_statement(line, line_length(line), delimiter, length);
        }
    }
}

/* Lines that begin with // are comments to it, and to no server. */
static void rewrite(char *line, size_t n, bool is_directive)
{
    (void)is_directive;
    if (strncmp(line + strspn(line, LINE_BLANKS), "//", 2) == 0)
        line_blank(line, n);
}

/* Its first migration makes the table, whose name a project may choose. */
static const struct history_column columns[] = {{"id", "numeric(20,0) PRIMARY KEY", true},
                                                {"applied_at", "varchar(25)", true},
                                                {"description", "varchar(255)", true},
                                                {NULL, NULL, false}};

const struct migration_tool tool_mybatis = {
    .name = "mybatis",
    .direction = direction,
    .prepare = end_statements,
    .rewrite = rewrite,
    .placeholders = placeholders_braces,
    .history = {.table = "changelog",
                .columns = columns,
                .version = "id",
                .key = HISTORY_NUMBER,
                .order = "applied_at",
                .common_name = true},
};
