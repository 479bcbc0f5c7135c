#include "base/monotonic.h"

#include <time.h>

long long monotonic_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

long monotonic_ms(void)
{
    return (long)(monotonic_us() / 1000);
}
