/* Constants of jsonb as the server shows them. */
#ifndef SQL_POSTGRES_JSONB_H
#define SQL_POSTGRES_JSONB_H

/* With its blanks, and keys in its order; belongs to ctx. NULL where that is not known here, or it is no JSON. */
const char *jsonb_text(void *ctx, const char *json);

#endif
