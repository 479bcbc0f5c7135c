/* How the program ends. The meaning is diff's and git's: 2 is never "different". */
#ifndef BASE_EXIT_STATUS_H
#define BASE_EXIT_STATUS_H

enum exit_status {
    EXIT_STATUS_DONE = 0,      /* done; nothing differs */
    EXIT_STATUS_DIFFERENT = 1, /* done; something differs */
    EXIT_STATUS_TROUBLE = 2    /* not done: the reason is on stderr */
};

#endif
