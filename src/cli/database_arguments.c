#include "cli/database_arguments.h"

enum { DEFAULT_STATEMENT_TIMEOUT_S = 30, DEFAULT_ANSWER_LIMIT_MIB = 512, MOST_ANSWER_LIMIT_MIB = 1 << 20 };

bool database_arguments_read(const struct database_arguments *a, struct database_limits *limits, struct diags *diags)
{
    *limits = (struct database_limits){DEFAULT_STATEMENT_TIMEOUT_S * 1000, DEFAULT_ANSWER_LIMIT_MIB};
    if (!option_seconds("--statement-timeout", a->timeout, &limits->statement_timeout_ms, diags) ||
        !option_number("--answer-limit", a->answer_limit, &limits->answer_limit_mib, diags))
        return false;
    if (limits->answer_limit_mib <= MOST_ANSWER_LIMIT_MIB)
        return true;
    diag_error(diags, "--answer-limit %d: at most %d; 0 for any", limits->answer_limit_mib, MOST_ANSWER_LIMIT_MIB);
    return false;
}
