/* Whose hand a text shows. */
#ifndef MODEL_WRITER_H
#define MODEL_WRITER_H

#include "model/model.h"

/* By its first lines. A text that is empty says nothing less than one of fullschema's. */
enum text_writer writer_of(const char *text);

#endif
