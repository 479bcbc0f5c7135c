/* The keys of the sections of fullschema.ini that are no command's; behind some of them stands more: `base postgres`.
 */
#ifndef CLI_PROJECT_KEYS_H
#define CLI_PROJECT_KEYS_H

/* Of [database NAME] and of [prepare], up to NULL. */
extern const char *const project_database_keys[], *const project_prepare_keys[];

/* The key of such a section that was meant, by its first word; NULL: none is near. Belongs to ctx, or to nobody. */
const char *project_key_meant(void *ctx, const char *key, const char *const *keys);

/* The section that the key belongs to, as a person would write it; NULL: it is none of these. */
const char *project_key_section(const char *key);

#endif
