#include "base/process_files.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 64, LONGEST_PID = 16, LONGEST_LINE = 512 };

static void see_open(const char *process, void (*see)(const char *path))
{
    char path[PATH_SIZE], target[LONGEST_LINE];
    snprintf(path, sizeof path, "/proc/%.*s/fd", LONGEST_PID, process);
    DIR *dir = opendir(path);
    for (struct dirent *d; dir && (d = readdir(dir));) {
        ssize_t n = readlinkat(dirfd(dir), d->d_name, target, sizeof target - 1);
        target[n > 0 ? n : 0] = '\0';
        if (target[0] == '/')
            see(target);
    }
    if (dir)
        closedir(dir);
}

/* `7f00-7f01 rw-s 00000000 00:01 42   /dev/shm/name` */
static void see_mapped(const char *process, void (*see)(const char *path))
{
    char path[PATH_SIZE], line[LONGEST_LINE];
    snprintf(path, sizeof path, "/proc/%.*s/maps", LONGEST_PID, process);
    FILE *maps = fopen(path, "re");
    while (maps && fgets(line, sizeof line, maps)) {
        const char *at = strchr(line, '/');
        line[strcspn(line, "\n")] = '\0';
        if (at)
            see(at);
    }
    if (maps)
        fclose(maps);
}

/* `123 (postgres) S 1 GROUP ...`; the name may have any characters. */
static bool is_of(const char *process, pid_t group)
{
    char path[PATH_SIZE], text[LONGEST_LINE];
    long parent, its;
    char state;
    snprintf(path, sizeof path, "/proc/%.*s/stat", LONGEST_PID, process);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    text[n > 0 ? n : 0] = '\0';
    const char *end = strrchr(text, ')');
    return end && sscanf(end + 1, " %c %ld %ld", &state, &parent, &its) == 3 && its == group;
}

void process_files(pid_t group, void (*see)(const char *path))
{
    DIR *processes = opendir("/proc");
    for (struct dirent *d; processes && (d = readdir(processes));)
        if (isdigit((unsigned char)d->d_name[0]) && is_of(d->d_name, group)) {
            see_open(d->d_name, see);
            see_mapped(d->d_name, see);
        }
    if (processes)
        closedir(processes);
}
