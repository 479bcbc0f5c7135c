/* What a misspelt word was probably meant to be. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

/*
 * The one of the NULL-terminated words that takes the fewest typing mistakes
 * (a letter more, less, other, or two exchanged) to become `word`; NULL where
 * even that is too far for a guess. Borrowed from `words`.
 */
const char *nearest_word(const char *word, const char *const *words);

#endif
