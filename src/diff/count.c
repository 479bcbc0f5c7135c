/* Names and numbers of changes. */
#include "diff/diff.h"

const char *change_action_name(enum change_action action)
{
    static const char *const names[CHANGE_ACTIONS] = {"added", "removed", "changed", "renamed"};
    return names[action];
}

const char *change_class_name(enum change_class class)
{
    static const char *const names[CHANGE_CLASSES] = {"safe", "care", "breaking"};
    return names[class];
}

struct change_counts difference_count(const struct difference *difference)
{
    struct change_counts counts = {0};
    for (size_t i = 0; i < difference->n; i++) {
        const struct comparison *c = &difference->items[i];
        bool one_sided = !c->old_model || !c->new_model;
        counts.expected += c->n_expected;
        counts.pending += c->n_pending;
        counts.of[CHANGE_BREAKING] += one_sided;
        counts.total += one_sided;
        for (size_t k = 0; !one_sided && k < c->n_changes; k++) {
            counts.of[c->changes[k].class]++;
            counts.total++;
        }
    }
    return counts;
}
