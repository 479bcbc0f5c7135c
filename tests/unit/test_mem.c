#include "support.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "base/exit_status.h"
#include "base/texts.h"

static void grown_arrays_keep_their_content(void **state)
{
    struct fixture *p = *state;
    int *items = NULL;
    size_t n = 0;
    for (int i = 0; i < 1000; i++) {
        size_t at = mem_grow(p->ctx, &items, &n);
        assert_int_equal(at, i);
        assert_int_equal(n, i + 1);
        assert_int_equal(items[at], 0);
        items[at] = i + 7;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i + 7);
}

static void new_elements_are_zeroed_after_a_removal(void **state)
{
    struct fixture *p = *state;
    int *items = NULL;
    size_t n = 0;
    for (int i = 0; i < 3; i++) {
        size_t at = mem_grow(p->ctx, &items, &n);
        items[at] = -1;
    }
    n = 2;
    assert_int_equal(mem_grow(p->ctx, &items, &n), 2);
    assert_int_equal(items[2], 0);
}

static void copies_are_copies(void **state)
{
    struct fixture *p = *state;
    char original[] = "delta";
    char *copy = mem_strdup(p->ctx, original), *part = mem_strndup(p->ctx, original, 3);
    original[0] = 'x';
    assert_string_equal(copy, "delta");
    assert_string_equal(part, "del");
    assert_null(mem_strdup(p->ctx, NULL));
    assert_string_equal(mem_printf(p->ctx, "%d/%s", 59, "rooms.sql"), "59/rooms.sql");
}

static void a_freed_parent_frees_its_children(void **state)
{
    struct fixture *p = *state;
    size_t before = talloc_total_blocks(p->ctx);
    void *below = mem_context(p->ctx);
    mem_strdup(below, "a child");
    mem_strdup(mem_context(below), "a grandchild");
    assert_int_equal(talloc_total_blocks(p->ctx), before + 4);
    mem_free(below);
    assert_int_equal(talloc_total_blocks(p->ctx), before);
    mem_free(NULL);
}

static void an_empty_array_is_not_null(void **state)
{
    struct fixture *p = *state;
    assert_non_null(mem_array(p->ctx, long, 0));
}

static void text_is_collected(void **state)
{
    struct fixture *p = *state;
    struct text t;
    text_open(&t);
    for (int i = 0; i < 10000; i++)
        fputs("0123456789", t.out);
    char *s = text_close(&t, p->ctx);
    assert_int_equal(strlen(s), 100000);
    assert_memory_equal(s + 99990, "0123456789", 10);
    text_open(&t);
    assert_string_equal(text_close(&t, p->ctx), "");
}

/* Whatever came before: the bytes are those that were asked for, of any size, and one that comes again is the same. */
static void texts_are_taken_once(void **state)
{
    enum { MOST = 70000, N = 3000 };
    struct fixture *p = *state;
    struct texts *texts = texts_new(p->ctx);
    char *bytes = mem_array(p->ctx, char, MOST);
    const char *taken[N];
    size_t sizes[N];
    for (size_t i = 0; i < N; i++) {
        sizes[i] = i % 500 == 499 ? MOST - i : i % 100;
        memset(bytes, (int)('a' + i % 7), MOST);
        taken[i] = texts_take(texts, bytes, sizes[i]);
        assert_ptr_equal(texts_take(texts, "usual", 5), texts_take(texts, "usual", 5));
    }
    for (size_t i = 0; i < N; i++) {
        memset(bytes, (int)('a' + i % 7), MOST);
        assert_int_equal(strlen(taken[i]), sizes[i]);
        assert_memory_equal(taken[i], bytes, sizes[i]);
    }
    assert_memory_equal(texts_take(texts, "a\0b", 3), "a\0b", 4);
    assert_memory_equal(texts_take(texts, "a\0c", 3), "a\0c", 4);
}

/* More than talloc gives in one piece: the program ends with one line and status 2. */
static void running_out_ends_the_program(void **state)
{
    struct fixture *p = *state;
    pid_t pid = fork();
    if (pid == 0) {
        int fd = open("stderr", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        dup2(fd, 2);
        mem_array(p->ctx, char, (size_t)1 << 31);
        _exit(99);
    }
    int status = 0;
    size_t size = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), EXIT_STATUS_TROUBLE);
    assert_string_equal(file_read(p->ctx, &root_own, "stderr", &size),
                        "fullschema: one text or list takes 2048 MiB, and the most is 255 MiB\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(grown_arrays_keep_their_content),
        with_fixture(new_elements_are_zeroed_after_a_removal),
        with_fixture(copies_are_copies),
        with_fixture(a_freed_parent_frees_its_children),
        with_fixture(an_empty_array_is_not_null),
        with_fixture(text_is_collected),
        with_fixture(texts_are_taken_once),
        with_fixture(running_out_ends_the_program),
    };
    return RUN_TAP("mem", tests);
}
