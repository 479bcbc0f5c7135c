/*
 * unistr() for libraries before 3.50, which lack it: the shell has written
 * strings with control characters that way since, so a dump is full of it.
 */
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "worker/worker.h"

/* The digits at `text`, all of them; false where there are fewer. */
static bool read_hex(const char *text, size_t digits, uint32_t *code)
{
    *code = 0;
    for (size_t i = 0; i < digits; i++) {
        const char *all = "0123456789abcdef0123456789ABCDEF", *digit = text[i] ? strchr(all, text[i]) : NULL;
        if (!digit)
            return false;
        *code = *code * 16 + (uint32_t)((digit - all) % 16);
    }
    return true;
}

static void put(sqlite3_str *out, uint32_t code)
{
    char bytes[4];
    int n = 0;
    if (code < 0x80) {
        bytes[n++] = (char)code;
    } else if (code < 0x800) {
        bytes[n++] = (char)(0xC0 | code >> 6);
    } else if (code < 0x10000) {
        bytes[n++] = (char)(0xE0 | code >> 12);
        bytes[n++] = (char)(0x80 | (code >> 6 & 0x3F));
    } else {
        bytes[n++] = (char)(0xF0 | (code >> 18 & 0x07));
        bytes[n++] = (char)(0x80 | (code >> 12 & 0x3F));
        bytes[n++] = (char)(0x80 | (code >> 6 & 0x3F));
    }
    if (code >= 0x80)
        bytes[n++] = (char)(0x80 | (code & 0x3F));
    sqlite3_str_append(out, bytes, n);
}

/* One escape behind a backslash: \, XXXX, +XXXXXX, uXXXX, UXXXXXXXX. Returns its length, 0 where it is none. */
static size_t put_escape(sqlite3_str *out, const char *at)
{
    static const struct {
        char letter;
        size_t digits;
    } forms[] = {{'+', 6}, {'u', 4}, {'U', 8}};
    uint32_t code;
    if (*at == '\\') {
        sqlite3_str_appendchar(out, 1, '\\');
        return 1;
    }
    size_t letter = 0, digits = 4;
    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
        if (*at == forms[i].letter) {
            letter = 1;
            digits = forms[i].digits;
        }
    if (!read_hex(at + letter, digits, &code))
        return 0;
    put(out, code);
    return letter + digits;
}

void worker_unistr(sqlite3_context *context, int n, sqlite3_value **values)
{
    const char *at = n == 1 ? (const char *)sqlite3_value_text(values[0]) : NULL;
    if (!at)
        return;
    sqlite3_str *out = sqlite3_str_new(sqlite3_context_db_handle(context));
    bool ok = true;
    while (ok && *at) {
        size_t plain = strcspn(at, "\\");
        sqlite3_str_append(out, at, (int)plain);
        at += plain;
        size_t length = *at ? put_escape(out, at + 1) : 0;
        ok = length > 0 || !*at;
        at += *at ? length + 1 : 0;
    }
    int size = sqlite3_str_length(out);
    char *text = sqlite3_str_finish(out);
    if (ok)
        sqlite3_result_text(context, text ? text : "", size, SQLITE_TRANSIENT);
    else
        sqlite3_result_error(context, "invalid Unicode escape", -1);
    sqlite3_free(text);
}
