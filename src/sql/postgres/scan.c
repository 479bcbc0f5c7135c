/*
 * libpg_query hands tokens over as a protocol-buffers message (ScanResult in
 * its pg_query.proto): repeated field 2 holds one ScanToken each, with start,
 * end, token and keyword kind as fields 1, 2, 4 and 5.
 */
#include "sql/postgres/scan.h"

#include <ctype.h>
#include <pg_query.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

enum { FIELD_START = 1, FIELD_END = 2, FIELD_TOKEN = 4, FIELD_KEYWORD = 5, FIELD_TOKENS = 2 };
enum { WIRE_NUMBER = 0, WIRE_BYTES = 2 };
enum { TOKEN_IDENTIFIER = 258, TOKEN_SQL_COMMENT = 275, TOKEN_C_COMMENT = 276 };

struct reader {
    const unsigned char *at, *end;
};

static unsigned long read_number(struct reader *r)
{
    unsigned long value = 0;
    for (int shift = 0; r->at < r->end; shift += 7) {
        unsigned char byte = *r->at++;
        if (shift < 64)
            value |= (unsigned long)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            break;
    }
    return value;
}

static void read_token(struct reader r, struct token *token, unsigned long *type)
{
    unsigned long keyword = 0;
    *type = 0;
    while (r.at < r.end) {
        unsigned long tag = read_number(&r), value = read_number(&r);
        if (tag >> 3 == FIELD_START)
            token->start = value;
        else if (tag >> 3 == FIELD_END)
            token->end = value;
        else if (tag >> 3 == FIELD_TOKEN)
            *type = value;
        else if (tag >> 3 == FIELD_KEYWORD)
            keyword = value;
    }
    token->name = *type == TOKEN_IDENTIFIER || keyword != 0;
}

struct tokens scan_tokens(void *ctx, const char *text)
{
    struct tokens tokens = {NULL, 0};
    PgQueryScanResult scanned = pg_query_scan(text);
    struct reader r = {(unsigned char *)scanned.pbuf.data, (unsigned char *)scanned.pbuf.data + scanned.pbuf.len};
    while (!scanned.error && r.at < r.end) {
        unsigned long tag = read_number(&r), value = read_number(&r);
        if ((tag & 7) != WIRE_BYTES)
            continue;
        if (tag >> 3 == FIELD_TOKENS) {
            struct token token = {0};
            unsigned long type;
            read_token((struct reader){r.at, r.at + value}, &token, &type);
            if (type != TOKEN_SQL_COMMENT && type != TOKEN_C_COMMENT) {
                size_t at = mem_grow(ctx, &tokens.items, &tokens.n);
                tokens.items[at] = token;
            }
        }
        r.at += value;
    }
    pg_query_free_scan_result(scanned);
    return tokens;
}

char *token_name(void *ctx, const char *text, const struct token *token)
{
    size_t n = token->end - token->start;
    char *name = mem_strndup(ctx, text + token->start, n);
    if (name[0] != '"') {
        for (char *c = name; *c; c++)
            *c = (char)tolower((unsigned char)*c);
        return name;
    }
    size_t length = 0;
    for (size_t i = 1; i + 1 < n; i++) {
        name[length++] = name[i];
        i += name[i] == '"';
    }
    name[length] = '\0';
    return name;
}

bool token_is(const char *text, const struct token *token, const char *word)
{
    size_t n = token->end - token->start;
    return strlen(word) == n && strncasecmp(text + token->start, word, n) == 0;
}
