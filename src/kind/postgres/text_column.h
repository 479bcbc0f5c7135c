/* A column of a relation called otherwise, in canonical texts that say its name. */
#ifndef KIND_POSTGRES_TEXT_COLUMN_H
#define KIND_POSTGRES_TEXT_COLUMN_H

/* What a text is, which tells where names of columns stand in it. */
enum text_of_columns {
    COLUMNS_OF_EXPRESSION, /* without a query in it */
    COLUMNS_OF_ELEMENTS,   /* of an index: a, lower(b) */
    COLUMNS_OF_CONSTRAINT, /* its definition */
    COLUMNS_OF_KEY,        /* what stands behind PARTITION BY */
    COLUMNS_OF_LIST        /* (a, b) */
};

/* Belongs to ctx. Other things of the same name, functions and types among them, keep theirs. */
char *text_with_column(void *ctx, enum text_of_columns what, const char *text, const char *old, const char *name);

#endif
