/*
 * What the tool and the process that runs SQLite say to each other.
 *
 * A frame is a u32 with the size of what follows: a u8 that says which message
 * it is, and its fields (protocol/fields.h). The tool asks and waits; the
 * worker answers each request with one reply, or with as many REPLY_ROWS as
 * the rows need. The first field of every request is a u32, the timeout of
 * each statement in milliseconds (0: none). All offsets are bytes from the
 * start of the script.
 */
#ifndef PROTOCOL_SQLITE_H
#define PROTOCOL_SQLITE_H

/* The largest frame; of it, what a request's text or a row's values may be; and what SQLite may allocate. */
enum { LARGEST_FRAME = 200 << 20, LARGEST_PART = 190 << 20, SQLITE_MEMORY = 512 << 20 };

/* Of a frame's size; of the memory for GIVEN_PLACE, in bytes. */
enum { PROTOCOL_FRAME_HEAD = 4, PLACE_SIZE = 4096 };

enum request {
    /*
     * The first: u8 enum opening; u8 whether functions and collations of an application's have stubs; i64 the
     * largest file that may be written; u8 n, and n times u8 enum given, whose descriptors come with the message in
     * that order. REPLY_OPENED.
     */
    REQUEST_OPEN = 1,
    /*
     * i64 until, text: a script is begun, its first statement prepared. As long as the prepared one ends before `until`
     * it runs, and the next is prepared; not for long without a reply, and not beyond one that begins or ends a
     * transaction. REPLY_STATEMENT.
     */
    REQUEST_SCRIPT,
    /* i64 until: the prepared statement runs, the next is prepared, and so on as above. REPLY_STATEMENT. */
    REQUEST_STEP,
    /* i64 limit in bytes, text, u32 n values: one statement with its rows. REPLY_ROWS. */
    REQUEST_EXECUTE,
    /* i64 limit, u32 n, and n times text, text or NULL: queries of the tool's own, each with one parameter or none. For
     * each REPLY_ROWS or REPLY_FAILED. */
    REQUEST_QUERIES,
    /* The session is as it was when it was opened. REPLY_DONE. */
    REQUEST_RESET
};

enum reply {
    /* text of the library's version, u32 as a number; text of the file that it was loaded from, empty where it is a
     * part of the program; u8 the layers of the sandbox (base/sandbox.h); u8 enum opening: where the -shm was of no
     * use, OPEN_IN_MEMORY_INDEX has taken the place of OPEN_SHARED. */
    REPLY_OPENED = 1,
    /* u8 in a transaction; u8 ran, i64 start of the last statement that ran; u8 more, i64 start, i64 end of the next.
     */
    REPLY_STATEMENT,
    /* u8 ROWS_FIRST and ROWS_LAST bits; of the first u32 n columns and their names (text); u32 n rows, their cells; of
     * the last u8 in a transaction, i64 affected. */
    REPLY_ROWS,
    /* u8 in a transaction. */
    REPLY_DONE,
    /* u8 in a transaction; u8 ran, i64 start as of REPLY_STATEMENT; u8 enum failing, i64 statement, i64 position, text
     * code, text message. */
    REPLY_FAILED
};

enum { ROWS_FIRST = 1, ROWS_LAST = 2 };

enum opening {
    OPEN_MEMORY,          /* an empty database in memory */
    OPEN_WITH_LOCKS,      /* a file that is read, with the library's locks */
    OPEN_IMMUTABLE,       /* without: nobody writes to it */
    OPEN_SHARED,          /* through the -shm, which others keep up */
    OPEN_IN_MEMORY_INDEX, /* the -wal is indexed in the worker's own memory, without locks */
    OPEN_A_COPY,          /* a private copy, which may be rolled back */
    OPEN_TO_FILL,         /* a file that is written, with the library's locks; what stands beside it is empty */
    OPEN_KINDS
};

/*
 * What is given as a descriptor: the database and what stands beside it, and
 * memory in which a u64 says where in a script the worker is, should it die.
 */
enum given { GIVEN_DATABASE, GIVEN_WAL, GIVEN_SHM, GIVEN_JOURNAL, GIVEN_FILES, GIVEN_PLACE = GIVEN_FILES, GIVEN_KINDS };

/* u8, then i64, real, or bytes. */
enum protocol_value { VALUE_IS_NULL, VALUE_IS_INTEGER, VALUE_IS_REAL, VALUE_IS_TEXT, VALUE_IS_BLOB };

enum failing {
    FAILING_STATEMENT, /* the library says why */
    FAILING_TIME,      /* the timeout */
    FAILING_SIZE,      /* more rows than the limit */
    FAILING_JOURNAL    /* REQUEST_OPEN: the last transaction was not finished, and only a copy may be rolled back */
};

#endif
