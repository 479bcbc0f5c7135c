/*
 * Segments of POSIX that the processes of a killed initdb had. A server
 * notes its own in its System V segment; between making one and noting it, and
 * while initdb tries whether the machine has them, only the processes tell.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/process_files.h"
#include "engine/cluster.h"

/* As shm_open places them, and Postgres names them. */
static const char beginning[] = "/dev/shm/PostgreSQL.";

enum { MOST = 64 };
static unsigned long noted[MOST];
static size_t n_noted;

static void note(const char *path)
{
    if (strncmp(path, beginning, strlen(beginning)) == 0 && n_noted < MOST)
        noted[n_noted++] = strtoul(path + strlen(beginning), NULL, 10);
}

void cluster_memory_note(pid_t group)
{
    process_files(group, note);
}

void cluster_memory_clear_noted(uid_t owner)
{
    for (size_t i = 0; i < n_noted; i++) {
        char name[32];
        struct stat st;
        snprintf(name, sizeof name, "/PostgreSQL.%lu", noted[i]);
        int fd = shm_open(name, O_RDONLY, 0);
        if (fd < 0)
            continue;
        if (fstat(fd, &st) == 0 && st.st_uid == owner && S_ISREG(st.st_mode))
            shm_unlink(name);
        close(fd);
    }
}
