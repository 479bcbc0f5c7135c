/* Names in HTML, and what a page reads in the text of constraints. */
#include "support.h"

#include "page/html.h"
#include "page/reference.h"

static const char *written(void *ctx, void (*write)(FILE *out, const char *text), const char *text)
{
    struct text t;
    text_open(&t);
    write(t.out, text);
    return text_close(&t, ctx);
}

static void markup_in_names_is_text(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(written(p->ctx, html_text, "<b a='x' b=\"y\">&amp;</b>"),
                        "&lt;b a=&#39;x&#39; b=&quot;y&quot;&gt;&amp;amp;&lt;/b&gt;");
    assert_string_equal(written(p->ctx, html_text, "größe → 𝄞\n\t"), "größe → 𝄞\n\t");
}

static void what_hides_or_reorders_is_seen(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(written(p->ctx, html_text,
                                "a\x01"
                                "b\r\x7f"),
                        "a⟨U+0001⟩b⟨U+000D⟩⟨U+007F⟩");
    assert_string_equal(written(p->ctx, html_text, "user\u202Ecba\u202C\u200B"), "user⟨U+202E⟩cba⟨U+202C⟩⟨U+200B⟩");
    assert_string_equal(written(p->ctx, html_text, "a\xC3(\xFF"), "a\uFFFD(\uFFFD");
}

static void long_names_may_be_broken(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(written(p->ctx, html_breakable, "a_name_of_twenty_one__<c>_"),
                        "a_<wbr>name_<wbr>of_<wbr>twenty_<wbr>one_<wbr>_<wbr>&lt;c&gt;_");
    assert_string_equal(written(p->ctx, html_breakable, "a_short_name"), "a_short_name");
}

static void anchors_hold_no_character_of_their_own(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(written(p->ctx, html_anchor_part, "room_ids-1"), "room_ids-1");
    assert_string_equal(written(p->ctx, html_anchor_part, "a.b:c d%é"), "a%2Eb%3Ac%20d%25%C3%A9");
}

static void only_the_format_is_markup(void **state)
{
    struct fixture *p = *state;
    struct text t;
    text_open(&t);
    html_print(t.out, "<i>%s</i> %d %zu 100%%", "<", 3, (size_t)4);
    assert_string_equal(text_close(&t, p->ctx), "<i>&lt;</i> 3 4 100%");
}

static const char *joined(void *ctx, const struct names *names)
{
    char *list = mem_strdup(ctx, "");
    for (size_t i = 0; i < names->n; i++)
        list = mem_printf(ctx, "%s%s%s", list, i ? "|" : "", names->items[i]);
    return list;
}

static void a_foreign_key_is_read(void **state)
{
    struct fixture *p = *state;
    struct reference r;
    assert_true(reference_read(p->ctx, ENGINE_POSTGRES,
                               "FOREIGN KEY (a, \"B \"\"c\") REFERENCES other.\"T\" (x, y) ON DELETE CASCADE", &r));
    assert_string_equal(joined(p->ctx, &r.columns), "a|B \"c");
    assert_string_equal(r.schema, "other");
    assert_string_equal(r.table, "T");
    assert_string_equal(joined(p->ctx, &r.targets), "x|y");
    assert_string_equal(r.rest, "ON DELETE CASCADE");
    assert_true(reference_read(p->ctx, ENGINE_POSTGRES, "FOREIGN KEY (a) REFERENCES public.t(b)", &r));
    assert_string_equal(r.schema, "");
    assert_true(reference_read(p->ctx, ENGINE_SQLITE, "FOREIGN KEY (Hen) REFERENCES [the hen] DEFERRABLE", &r));
    assert_string_equal(joined(p->ctx, &r.columns), "Hen");
    assert_string_equal(r.table, "the hen");
    assert_int_equal(r.targets.n, 0);
    assert_string_equal(r.rest, "DEFERRABLE");
}

static void other_constraints_are_no_foreign_keys(void **state)
{
    struct fixture *p = *state;
    struct reference r;
    assert_false(reference_read(p->ctx, ENGINE_POSTGRES, "CHECK (a > 0)", &r));
    assert_false(reference_read(p->ctx, ENGINE_SQLITE, "FOREIGN KEY (a) REFERENCES", &r));
    assert_false(reference_read(p->ctx, ENGINE_SQLITE, "", &r));
}

static void key_columns_are_names_alone(void **state)
{
    struct fixture *p = *state;
    struct names key = key_columns(p->ctx, ENGINE_SQLITE, "PRIMARY KEY (a COLLATE NOCASE, \"b c\" DESC)");
    assert_string_equal(joined(p->ctx, &key), "a|b c");
    key = key_columns(p->ctx, ENGINE_POSTGRES, "UNIQUE (a, lower(b))");
    assert_true(names_hold(&key, "A"));
    key = key_columns(p->ctx, ENGINE_POSTGRES, "no parentheses");
    assert_int_equal(key.n, 0);
}

static void lists_of_tables_are_read(void **state)
{
    struct fixture *p = *state;
    struct relation_name *names;
    assert_int_equal(relation_names_read(p->ctx, ENGINE_POSTGRES, "a, \"B, c\".d, public.e", &names), 3);
    assert_string_equal(names[0].schema, "");
    assert_string_equal(names[0].name, "a");
    assert_string_equal(names[1].schema, "B, c");
    assert_string_equal(names[1].name, "d");
    assert_string_equal(names[2].schema, "");
    assert_string_equal(names[2].name, "e");
    assert_int_equal(relation_names_read(p->ctx, ENGINE_POSTGRES, "a and more", &names), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(markup_in_names_is_text),
        with_fixture(what_hides_or_reorders_is_seen),
        with_fixture(long_names_may_be_broken),
        with_fixture(anchors_hold_no_character_of_their_own),
        with_fixture(only_the_format_is_markup),
        with_fixture(a_foreign_key_is_read),
        with_fixture(other_constraints_are_no_foreign_keys),
        with_fixture(key_columns_are_names_alone),
        with_fixture(lists_of_tables_are_read),
    };
    return RUN_TAP("page: names and references", tests);
}
