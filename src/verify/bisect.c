#include "verify/bisect.h"

bool verify_bisect(size_t good, size_t bad, enum probe (*probe)(void *data, size_t place), void *data, size_t *first)
{
    while (good + 1 < bad) {
        size_t middle = good + (bad - good) / 2;
        enum probe found = probe(data, middle);
        if (found == PROBE_TROUBLE)
            return false;
        if (found == PROBE_BAD)
            bad = middle;
        else
            good = middle;
    }
    *first = bad;
    return true;
}
