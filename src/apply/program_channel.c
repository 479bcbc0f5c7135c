#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "apply/program_private.h"
#include "base/mem.h"

/* The largest frame from the helper. */
enum { LARGEST_FRAME = 64 << 20 };

enum channel_end program_send(struct channel *c, const json_t *message)
{
    char *text = json_dumps(message, JSON_COMPACT);
    if (!text)
        return CHANNEL_TOO_LARGE;
    size_t size = strlen(text);
    unsigned char head[4] = {(unsigned char)(size >> 24), (unsigned char)(size >> 16), (unsigned char)(size >> 8),
                             (unsigned char)size};
    enum channel_end end = size > UINT32_MAX ? CHANNEL_TOO_LARGE : channel_write(c, head, sizeof head);
    if (end == CHANNEL_DONE)
        end = channel_write(c, text, size);
    free(text);
    return end;
}

enum channel_end program_receive(struct channel *c, json_t **message)
{
    unsigned char head[4];
    char *frame = NULL;
    enum channel_end end = channel_read(c, head, sizeof head);
    if (end != CHANNEL_DONE)
        return end;
    size_t size = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
    if (size > LARGEST_FRAME)
        return CHANNEL_TOO_LARGE;
    end = channel_read_announced(c, size, NULL, &frame);
    if (end == CHANNEL_DONE) {
        *message = json_loadb(frame, size, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
        if (!json_is_object(*message)) {
            json_decref(*message);
            *message = NULL;
            end = CHANNEL_RUBBISH;
        }
    }
    mem_free(frame);
    return end;
}
