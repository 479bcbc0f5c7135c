/* What stands for something in the pattern of a layout. */
#ifndef LAYOUT_PLACEHOLDER_H
#define LAYOUT_PLACEHOLDER_H

enum layout_placeholder { LAYOUT_DATABASE, LAYOUT_VERSION, LAYOUT_ENGINE, N_LAYOUT_PLACEHOLDERS };

/* As they are written: "{database}". */
extern const char *const layout_placeholders[N_LAYOUT_PLACEHOLDERS];

/* Which one the text begins with; N_LAYOUT_PLACEHOLDERS: none. */
enum layout_placeholder layout_placeholder_at(const char *pattern);

#endif
