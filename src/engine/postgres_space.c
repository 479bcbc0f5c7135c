#include <stdatomic.h>

#include "base/monotonic.h"
#include "base/tree_bytes.h"
#include "engine/space.h"

bool space_is_spent(struct space *space)
{
    if (!space || !space->most_mib)
        return false;
    long now = monotonic_ms(), looked = atomic_load(&space->looked_ms);
    if (now - looked < SPACE_LOOK_MS || !atomic_compare_exchange_strong(&space->looked_ms, &looked, now))
        return false;
    return tree_bytes(space->directory) > (uint64_t)space->most_mib << 20;
}
