#include "cmd/console_json.h"

#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "report/json_text.h"

void console_json(json_t *root)
{
    struct text t;
    text_open(&t);
    json_print(t.out, root);
    char *text = text_close(&t, NULL);
    console_bytes(text, strlen(text));
    mem_free(text);
}
