/* Which release this program is. The texts are made by the build, of the file VERSION: tools/release_source.sh. */
#ifndef BASE_RELEASE_H
#define BASE_RELEASE_H

extern const char release_version[];

/* Where the documentation of this release is read, without a final slash; "" where the build was not told. */
extern const char release_docs_url[];

#endif
