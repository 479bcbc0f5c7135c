/*
 * A snapshot as a list of its objects, a line each, so that a comparison of
 * lines (git's, with this as textconv) shows which objects changed and how.
 *
 *     table rooms
 *         column room_id: text, NOT NULL
 *         constraint rooms_pkey: PRIMARY KEY, (room_id)
 *         index public_room_index: keys is_public
 *
 * Columns stand in their table's order, all else by kind and name. Values of
 * several lines follow on lines of their own. Nothing is cut.
 */
#ifndef REPORT_OUTLINE_H
#define REPORT_OUTLINE_H

#include <stdio.h>

#include "model/model.h"

void outline_print(FILE *out, const struct model *model);

#endif
