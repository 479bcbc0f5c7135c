/* Where a project that is about to be laid out lies in its git repository. */
#ifndef CMD_INIT_PLACE_H
#define CMD_INIT_PLACE_H

/* Both are empty where the project is its repository's top and the working directory, or there is no repository. */
struct init_place {
    const char *top;  /* the way to the repository's top, with a slash behind it; of no repository: to the project */
    const char *down; /* from there to the project, with a slash behind it */
};

/* Of the directory `dir`, which may still have to be made. Texts belong to ctx. */
struct init_place init_place_find(void *ctx, const char *dir);

#endif
