/*
 * Shared memory of a server that was killed. Postgres removes what an earlier
 * one left when it starts in the same directory again; nobody does for a
 * directory that is thrown away, and these segments would stay until the
 * machine is started again. initdb makes some, too, in processes that a
 * signal ends without a chance to clear up.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/cluster.h"

/* What a segment begins with, the same in all versions: PGShmemHeader of src/include/storage/pg_shmem.h. */
struct memory_head {
    int32_t magic;
    pid_t creator;
    size_t total, free_offset;
    uint32_t control; /* the handle of the segment that lists the others; 0: there is none */
};

enum {
    HEAD_MAGIC = 679834894,
    MEMORY_LINE = 7, /* of postmaster.pid: key and id of its segment */
    LOOKS = 100,
    LOOK_MS = 10 /* so often and so long, until a process that was killed is gone */
};

static bool read_id(int data_fd, int *id)
{
    char line[64];
    unsigned long key;
    return cluster_data_state(data_fd, MEMORY_LINE, line, sizeof line) && sscanf(line, "%lu %d", &key, id) == 2;
}

/* A segment of POSIX that is the owner's, as Postgres names it. -1: there is none. */
static int open_segment(uint32_t handle, uid_t owner, char name[32], struct stat *st)
{
    snprintf(name, 32, "/PostgreSQL.%u", handle);
    int fd = shm_open(name, O_RDONLY, 0);
    if (fd >= 0 && (fstat(fd, st) != 0 || st->st_uid != owner || !S_ISREG(st->st_mode))) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static void remove_segment(uint32_t handle, uid_t owner)
{
    char name[32];
    struct stat st;
    int fd = open_segment(handle, owner, name, &st);
    if (fd < 0)
        return;
    shm_unlink(name);
    close(fd);
}

/* Where handles stand in it depends on the version; a number that is a segment of the owner's by chance is none. */
static void remove_listed(uint32_t control, uid_t owner)
{
    char name[32];
    struct stat st;
    int fd = open_segment(control, owner, name, &st);
    if (fd < 0)
        return;
    size_t size = (size_t)st.st_size;
    const uint32_t *words = size ? mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
    close(fd);
    for (size_t i = 0; words != MAP_FAILED && i < size / sizeof *words; i++)
        if (words[i] && words[i] != control)
            remove_segment(words[i], owner);
    if (words != MAP_FAILED)
        munmap((void *)words, size);
    shm_unlink(name);
}

void cluster_memory_clear(int data_fd, uid_t owner)
{
    int id;
    struct shmid_ds about;
    if (!read_id(data_fd, &id))
        return;
    for (int i = 0; i < LOOKS && shmctl(id, IPC_STAT, &about) == 0 && about.shm_nattch > 0; i++)
        process_pause(NULL, LOOK_MS);
    if (shmctl(id, IPC_STAT, &about) != 0 || about.shm_nattch > 0 || about.shm_perm.cuid != owner ||
        about.shm_segsz < sizeof(struct memory_head))
        return;
    const struct memory_head *head = shmat(id, NULL, SHM_RDONLY);
    if (head == (void *)-1)
        return;
    uint32_t control = head->magic == HEAD_MAGIC ? head->control : 0;
    bool known = head->magic == HEAD_MAGIC;
    shmdt(head);
    if (control)
        remove_listed(control, owner);
    if (known)
        shmctl(id, IPC_RMID, NULL);
}
