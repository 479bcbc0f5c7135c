#include "schema/next_number.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { DAY = 8, SECONDS = 10, MINUTE = 12, MILLISECONDS = 13, SECOND = 14, MILLISECOND = 17, LONGEST_TIME = 32 };

static size_t count_digits(const char *number)
{
    size_t n = 0;
    for (; *number; number++)
        n += isdigit((unsigned char)*number) != 0;
    return n;
}

/* The first four digits of a number that may be a date are a year of ours. */
static bool is_date(const char *digits)
{
    return (strncmp(digits, "19", 2) == 0 || strncmp(digits, "20", 2) == 0);
}

/* The time in that many digits; false: that many are no time. */
static bool time_in(const char *digits, size_t n, time_t now, char out[LONGEST_TIME])
{
    struct tm utc;
    if (n == SECONDS && *digits == '1')
        return snprintf(out, LONGEST_TIME, "%010lld", (long long)now) == SECONDS;
    if (n == MILLISECONDS && *digits == '1')
        return snprintf(out, LONGEST_TIME, "%010lld000", (long long)now) == MILLISECONDS;
    if (!is_date(digits) || (n != DAY && n != MINUTE && n != SECOND && n != MILLISECOND) || !gmtime_r(&now, &utc))
        return false;
    strftime(out, LONGEST_TIME, "%Y%m%d%H%M%S000", &utc);
    out[n] = '\0';
    return true;
}

/* One more, in place; of 999 a digit is missing in front. */
static bool add_one(char *digits)
{
    for (size_t i = strlen(digits); i-- > 0;) {
        if (digits[i] != '9') {
            digits[i]++;
            return false;
        }
        digits[i] = '0';
    }
    return true;
}

/* The digits in the places of those of the number, what stands between them as it is there. */
static char *put_digits(void *ctx, const char *number, const char *digits)
{
    char *put = mem_strdup(ctx, number);
    for (char *c = put; *c; c++)
        if (isdigit((unsigned char)*c))
            *c = *digits++;
    return put;
}

/* Of 1.9 it is the last part that counts on: 1.10. */
static char *count_on(void *ctx, const char *number)
{
    size_t end = strlen(number), start = end;
    while (start > 0 && isdigit((unsigned char)number[start - 1]))
        start--;
    char *last = mem_strdup(ctx, number + start);
    bool longer = add_one(last);
    return mem_printf(ctx, "%.*s%s%s", (int)start, number, longer ? "1" : "", last);
}

char *migration_next_number(void *ctx, const char *number, time_t now)
{
    size_t n = count_digits(number), at = 0;
    char digits[LONGEST_TIME] = "", is_now[LONGEST_TIME] = "";
    if (n >= LONGEST_TIME)
        return count_on(ctx, number);
    for (const char *c = number; *c; c++)
        if (isdigit((unsigned char)*c))
            digits[at++] = *c;
    digits[at] = '\0';
    if (!time_in(digits, n, now, is_now))
        return count_on(ctx, number);
    if (strcmp(is_now, digits) <= 0) {
        add_one(digits);
        return put_digits(ctx, number, digits);
    }
    return put_digits(ctx, number, is_now);
}
