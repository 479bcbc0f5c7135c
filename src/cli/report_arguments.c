#include "cli/report_arguments.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/console.h"
#include "base/job_log.h"
#include "base/mem.h"
#include "base/publish.h"
#include "base/release.h"
#include "base/terminal.h"
#include "base/write.h"
#include "cli/format_argument.h"
#include "cli/options.h"

/* GitHub throws away a whole summary that is longer. */
enum { LONGEST_SUMMARY = 1 << 20 };

static void add(struct report_requests *requests, const struct report_format *format, const char *file, bool append)
{
    size_t at = mem_grow(requests->ctx, &requests->items, &requests->n);
    requests->items[at] = (struct report_request){format, file, append};
}

static const struct report_request *request_for(const struct report_requests *requests, const char *file)
{
    for (size_t i = 0; i < requests->n; i++) {
        const char *other = requests->items[i].file;
        if (file && other ? strcmp(path_without_dots(file), path_without_dots(other)) == 0 : file == other)
            return &requests->items[i];
    }
    return NULL;
}

static void refuse_format(const struct format_argument *format, struct diags *diags)
{
    enum { MOST = 16 };
    const char *names[MOST] = {NULL};
    for (size_t i = 0; report_formats[i] && i < MOST - 1; i++)
        names[i] = report_formats[i]->name;
    format_argument_refuse(format, names, diags);
}

static bool read_format(struct report_requests *requests, const char *word, struct diags *diags)
{
    struct format_argument read;
    if (!format_argument_read(requests->ctx, word, &read, diags))
        return false;
    const struct report_format *format = report_format_find(read.name);
    const struct report_request *same = request_for(requests, read.file);
    if (!format)
        refuse_format(&read, diags);
    else if (same)
        format_argument_refuse_twin(word, &read, same->format->name, diags);
    else
        add(requests, format, read.file, false);
    return format && !same;
}

/* It stands between <> in Markdown, and documentation has no other address. */
static bool read_docs_url(struct report_requests *requests, const char *url, struct diags *diags)
{
    if (!url)
        return true;
    size_t n = strlen(url);
    if ((strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0) || url[strcspn(url, " <>\"\\\t\r\n")]) {
        diag_error(diags, "--docs-url %s: not an address that begins with https://", url);
        return false;
    }
    while (n && url[n - 1] == '/')
        n--;
    requests->docs = mem_strndup(requests->ctx, url, n);
    return true;
}

static bool read_markdown_limit(struct report_requests *requests, const char *value, struct diags *diags)
{
    int most = REPORT_MARKDOWN_MOST;
    if (!option_number("--markdown-limit", value, &most, diags))
        return false;
    if (most < REPORT_MARKDOWN_LEAST) {
        diag_error(diags, "--markdown-limit %d: at least %d", most, REPORT_MARKDOWN_LEAST);
        return false;
    }
    requests->markdown_most = (size_t)most;
    return true;
}

bool report_arguments_read(void *ctx, const struct report_arguments *a, struct report_requests *requests,
                           struct diags *diags)
{
    static const char *const levels[] = {"any", "care", "breaking", "none", NULL};
    *requests = (struct report_requests){
        .ctx = ctx, .patch = a->patch != 0, .chosen = a->formats != NULL, .fail_on = CHANGE_SAFE};
    requests->tree = work_tree_around(ctx);
    bool ok = option_choice("--fail-on", a->fail_on, levels, &requests->fail_on, diags) &&
              read_docs_url(requests, a->docs_url, diags) && read_markdown_limit(requests, a->markdown_limit, diags);
    for (char **word = a->formats; word && *word; word++)
        ok &= read_format(requests, *word, diags);
    if (!a->formats)
        add(requests, &report_text, NULL, false);
    return ok;
}

void report_add_github(struct report_requests *requests)
{
    const char *summary = getenv("GITHUB_STEP_SUMMARY");
    bool asked_for = false;
    if (!job_log_is_github())
        return;
    for (size_t i = 0; i < requests->n; i++)
        asked_for |= requests->items[i].format == &report_github && !requests->items[i].file;
    if (!asked_for)
        add(requests, &report_github, NULL, false);
    if (summary && *summary && !request_for(requests, summary))
        add(requests, &report_markdown, summary, true);
}

static char *rendered(void *ctx, const struct report_format *format, const struct difference *difference,
                      const struct report_options *options)
{
    struct text t;
    text_open(&t);
    format->print(t.out, difference, options);
    return text_close(&t, ctx);
}

static bool append(const char *path, const char *text, struct diags *diags)
{
    static const char doing[] = "cannot add to the step summary";
    struct stat st;
    int fd = file_open_end(path, doing, diags);
    if (fd < 0)
        return false;
    bool ok = fstat(fd, &st) == 0;
    if (ok && (size_t)st.st_size + strlen(text) > LONGEST_SUMMARY)
        text = "\nThe report does not fit into a step summary; the log of the job has it.\n";
    ok = ok && write_all(fd, text, strlen(text));
    if (!ok) {
        struct diag *e = diag_error(diags, "%s: %s", doing, strerror(errno));
        e->file = mem_strdup(diags->ctx, path);
    }
    close(fd);
    return ok;
}

static void print(const struct report_format *format, const char *text)
{
    if (format->for_people)
        console_text(stdout, text);
    else
        console_bytes(text, strlen(text));
}

/* The address that was given, else the one of this release. */
static const char *documentation(const struct report_requests *requests, const struct report_format *format)
{
    return requests->docs || format->at_hand || !*release_docs_url ? requests->docs : release_docs_url;
}

bool report_print(const struct report_requests *requests, const struct difference *difference,
                  struct report_options options, bool colour, struct diags *diags)
{
    struct output *files = NULL;
    size_t n = 0;
    bool ok = true, nothing = difference->n == 0 && difference->n_uncompared > 0;
    options.patch = requests->patch;
    options.most = requests->markdown_most;
    options.tree = requests->tree;
    for (size_t i = 0; i < requests->n; i++) {
        const struct report_request *request = &requests->items[i];
        if (nothing && !requests->chosen && request->format->for_people && !request->file)
            continue;
        options.failures_annotated = !request->file && job_log_is_github();
        options.colour = colour && !request->file;
        options.width = !request->file && isatty(STDOUT_FILENO) ? terminal_width(STDOUT_FILENO) : 0;
        options.docs = documentation(requests, request->format);
        char *text = rendered(requests->ctx, request->format, difference, &options);
        if (!request->file) {
            print(request->format, text);
            continue;
        }
        if (request->append) {
            ok &= append(request->file, text, diags);
            continue;
        }
        size_t at = mem_grow(requests->ctx, &files, &n);
        files[at] = (struct output){.path = request->file, .text = text};
    }
    return publish_outputs(files, n, diags) && ok;
}

enum exit_status report_status(const struct report_requests *requests, const struct difference *difference)
{
    struct change_counts counts = difference_count(difference);
    if (difference->n_uncompared)
        return EXIT_STATUS_TROUBLE;
    for (int class = requests->fail_on; class < CHANGE_CLASSES; class ++)
        if (counts.of[class])
            return EXIT_STATUS_DIFFERENT;
    return EXIT_STATUS_DONE;
}
