#include "support.h"

#include "catalog/compare.h"
#include "catalog/object.h"
#include "catalog/packed.h"
#include "generate/subtract.h"
#include "kind/kind.h"

/* Hand-made catalogs of the real kinds, whichever those are: they are found by where they stand. */
static const struct kind *kind_in(enum phase phase, enum place place)
{
    for (const struct kind *const *k = kinds_of_engine(ENGINE_POSTGRES); *k; k++)
        if ((*k)->phase == phase && (*k)->place == place && (*k)->n_fields > 1)
            return *k;
    fail_msg("no kind in phase %d, place %d", phase, place);
    return NULL;
}

#define TABLE    kind_in(PHASE_TABLE, PLACE_SELF)
#define INDEX    kind_in(PHASE_TABLE, PLACE_INDEX)
#define COLUMN   kind_in(PHASE_INSIDE, PLACE_SELF)
#define SEQUENCE kind_in(PHASE_SEQUENCE, PLACE_SELF)
#define POSITION kind_in(PHASE_POSITION, PLACE_SELF)

static struct catalog *empty(struct fixture *p)
{
    struct catalog *c = mem_new(p->ctx, struct catalog);
    *c = (struct catalog){.ctx = c, .engine = ENGINE_POSTGRES, .version = 150000};
    return c;
}

static struct object *add(struct catalog *c, const struct kind *kind, const char *relation, const char *name)
{
    struct object *o = mem_new(c->ctx, struct object);
    const struct object **objects = c->objects;
    size_t at = mem_grow(c->ctx, &objects, &c->n_objects);
    *o = (struct object){.kind = kind, .rank = kind_rank(kind), .schema = "public", .relation = relation, .name = name};
    o->values = mem_array(c->ctx, const char *, (size_t)kind->n_fields);
    objects[at] = o;
    c->objects = objects;
    return o;
}

static int compare(const void *a, const void *b)
{
    return object_compare_identity(*(const struct object *const *)a, *(const struct object *const *)b);
}

static struct catalog *finish(struct catalog *c)
{
    if (c->n_objects)
        qsort(c->objects, c->n_objects, sizeof(*c->objects), compare);
    return c;
}

static const char *names(struct fixture *p, const struct catalog *c)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; c && i < c->n_objects; i++)
        fprintf(t.out, "%s%s", i ? ", " : "", object_describe(p->ctx, c->objects[i]));
    return text_close(&t, p->ctx);
}

static void kinds_are_registered_once(void **state)
{
    (void)state;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const struct kind *const *kinds = kinds_of_engine((enum engine)e);
        assert_non_null(kinds[0]);
        for (int i = 0; kinds[i]; i++) {
            assert_int_equal(kind_rank(kinds[i]), i);
            /* Names may repeat: comments stand in several places, each a kind of its own. */
            for (int j = 0; j < i; j++)
                assert_ptr_not_equal(kinds[i], kinds[j]);
            assert_true(kinds[i]->query || kinds[i]->read);
            for (int f = 0; f < kinds[i]->n_fields; f++)
                assert_non_null(kinds[i]->fields[f]);
        }
    }
}

static void objects_are_found(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    assert_null(catalog_find(c, TABLE, "public", "", "a"));
    assert_int_equal(catalog_of_kind(c, TABLE).n, 0);
    static const char *const tables[] = {"a", "b", "c", "cc", "d"};
    for (size_t i = 0; i < 5; i++)
        add(c, TABLE, "", tables[i]);
    add(c, COLUMN, "c", "x");
    add(c, COLUMN, "c", "y");
    add(c, COLUMN, "cc", "x");
    add(c, INDEX, "c", "i");
    add(c, TABLE, "", "z")->schema = "other";
    finish(c);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(catalog_find(c, TABLE, "public", "", tables[i])->name, tables[i]);
    assert_null(catalog_find(c, TABLE, "public", "", "ca"));
    assert_null(catalog_find(c, TABLE, "public", "", "z"));
    assert_non_null(catalog_find(c, TABLE, "other", "", "z"));
    assert_null(catalog_find(c, COLUMN, "public", "c", "i"));
    assert_int_equal(catalog_of_kind(c, TABLE).n, 6);
    assert_int_equal(catalog_of_kind(c, COLUMN).n, 3);
    struct objects columns = catalog_children(c, COLUMN, "public", "c");
    assert_int_equal(columns.n, 2);
    assert_string_equal(columns.items[0]->name, "x");
    assert_string_equal(columns.items[1]->name, "y");
    assert_int_equal(catalog_children(c, COLUMN, "public", "d").n, 0);
    assert_int_equal(catalog_children(c, COLUMN, "other", "c").n, 0);
}

static void objects_are_described_for_people(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    assert_string_equal(object_describe(p->ctx, add(c, TABLE, "", "rooms")),
                        mem_printf(p->ctx, "%s rooms", TABLE->name));
    struct object *o = add(c, INDEX, "rooms", "i");
    assert_string_equal(object_describe(p->ctx, o), mem_printf(p->ctx, "%s rooms.i", INDEX->name));
    o->schema = "other";
    assert_string_equal(object_describe(p->ctx, o), mem_printf(p->ctx, "%s other.rooms.i", INDEX->name));
}

static void values_are_compared_field_by_field(void **state)
{
    static const struct {
        const char *first[2], *second[2];
        int field; /* -1: the same */
    } cases[] = {
        {{"a", "b"}, {"a", "b"}, -1}, {{NULL, "b"}, {NULL, "b"}, -1}, {{"a", "b"}, {"a", "c"}, 1},
        {{"a", "b"}, {"x", "c"}, 0},  {{NULL, "b"}, {"", "b"}, 0},    {{"a", "b"}, {"a", NULL}, 1},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct catalog *c = empty(p);
        struct object *a = add(c, COLUMN, "t", "x"), *b = add(c, COLUMN, "t", "x");
        int field = -1;
        for (int f = 0; f < 2; f++) {
            a->values[f] = mem_strdup(p->ctx, cases[i].first[f]);
            b->values[f] = mem_strdup(p->ctx, cases[i].second[f]);
        }
        assert_int_equal(object_same_values(a, b, &field), cases[i].field < 0);
        assert_int_equal(field, cases[i].field);
    }
}

static void note(void *out, enum object_difference difference, const struct object *old_object,
                 const struct object *new_object, int field)
{
    static const char signs[] = "=-+~";
    const struct object *o = difference == ONLY_NEW ? new_object : old_object;
    fprintf(out, "%c%s.%s", signs[difference], o->relation, o->name);
    assert_true(!old_object == (difference == ONLY_NEW));
    assert_true(!new_object == (difference == ONLY_OLD));
    if (difference == CHANGED)
        fprintf(out, "/%d", field);
    putc(' ', out);
}

static const char *differences(struct fixture *p, const struct catalog *a, const struct catalog *b)
{
    struct text t;
    text_open(&t);
    catalog_compare(a, b, note, t.out);
    return text_close(&t, p->ctx);
}

static void catalogs_are_compared_side_by_side(void **state)
{
    struct fixture *p = *state;
    struct catalog *a = empty(p), *b = empty(p);
    add(a, TABLE, "", "gone");
    add(a, TABLE, "", "kept");
    add(a, COLUMN, "kept", "x")->values[1] = "integer";
    add(a, COLUMN, "kept", "y");
    add(a, INDEX, "kept", "z");
    add(b, TABLE, "", "kept");
    add(b, TABLE, "", "new");
    add(b, COLUMN, "kept", "x")->values[1] = "bigint";
    add(b, COLUMN, "kept", "xx");
    add(b, COLUMN, "kept", "y");
    finish(a);
    finish(b);
    assert_string_equal(differences(p, a, b), "-.gone =.kept +.new ~kept.x/1 +kept.xx =kept.y -kept.z ");
    assert_string_equal(differences(p, b, a), "+.gone =.kept -.new ~kept.x/1 -kept.xx =kept.y +kept.z ");
    assert_string_equal(differences(p, a, a), "=.gone =.kept =kept.x =kept.y =kept.z ");
    assert_string_equal(differences(p, empty(p), empty(p)), "");
    assert_string_equal(differences(p, empty(p), finish(empty(p))), "");
}

/* Whatever hangs on a bookkeeping table goes with it, changed or not; all else stays. */
static void bookkeeping_is_left_out_whole(void **state)
{
    struct fixture *p = *state;
    struct catalog *bookkeeping = empty(p), *whole = empty(p);
    add(bookkeeping, TABLE, "", "version");
    add(bookkeeping, COLUMN, "version", "n")->values[1] = "integer";
    add(bookkeeping, SEQUENCE, "", "counter");
    add(whole, TABLE, "", "version")->values[0] = "changed";
    add(whole, COLUMN, "version", "n")->values[1] = "bigint";
    add(whole, COLUMN, "version", "added");
    add(whole, INDEX, "version", "added_too");
    add(whole, SEQUENCE, "", "counter");
    add(whole, TABLE, "", "versions");
    add(whole, COLUMN, "versions", "n");
    add(whole, SEQUENCE, "", "version_seq");
    struct catalog *expected = empty(p);
    add(expected, TABLE, "", "versions");
    add(expected, COLUMN, "versions", "n");
    add(expected, SEQUENCE, "", "version_seq");
    finish(bookkeeping);
    const struct catalog *rest = subtract_bookkeeping(p->ctx, finish(whole), bookkeeping);
    assert_string_equal(names(p, rest), names(p, finish(expected)));
    assert_int_equal(rest->version, 150000);
    assert_int_equal(whole->n_objects, 8);
}

static struct catalog *common(struct fixture *p)
{
    struct catalog *c = empty(p);
    add(c, TABLE, "", "queue");
    add(c, COLUMN, "queue", "name")->values[1] = "text";
    add(c, INDEX, "queue", "queue_idx");
    add(c, POSITION, "", "seq")->values[0] = "1";
    return finish(c);
}

/* Common as main finds it, to be changed by a test before finish. */
static struct catalog *common_in_main(struct fixture *p)
{
    return common(p);
}

static void common_is_left_out(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = common_in_main(p);
    add(c, TABLE, "", "rooms");
    add(c, COLUMN, "rooms", "id");
    const struct catalog *rest = subtract_common(p->ctx, finish(c), common(p), "main", &p->diags);
    assert_string_equal(names(p, rest), mem_printf(p->ctx, "%s rooms, %s rooms.id", TABLE->name, COLUMN->name));
    assert_string_equal(printed(p), "");
}

/* What can be said on top of common may be said: an index, a sequence's position. */
static void main_may_add_to_common_what_stands_alone(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    add(c, TABLE, "", "queue");
    add(c, COLUMN, "queue", "name")->values[1] = "text";
    add(c, INDEX, "queue", "queue_idx");
    add(c, INDEX, "queue", "queue_idx_of_main");
    add(c, POSITION, "", "seq")->values[0] = "5";
    const struct catalog *rest = subtract_common(p->ctx, finish(c), common(p), "main", &p->diags);
    assert_string_equal(printed(p), "");
    assert_string_equal(names(p, rest),
                        mem_printf(p->ctx, "%s queue.queue_idx_of_main, %s seq", INDEX->name, POSITION->name));
}

static void main_may_not_change_common(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    add(c, TABLE, "", "queue");
    add(c, COLUMN, "queue", "name")->values[1] = "varchar";
    add(c, COLUMN, "queue", "added");
    add(c, POSITION, "", "seq")->values[0] = "1";
    assert_null(subtract_common(p->ctx, finish(c), common(p), "main", &p->diags));
    static const char hint[] =
        "hint: a snapshot of main leaves out what common makes: move the change into a delta of common\n";
    const char *told = printed(p);
    const char *const expected[] = {
        mem_printf(p->ctx, "fullschema: main adds %s queue.added, which belongs to common\n%s", COLUMN->name, hint),
        mem_printf(p->ctx, "fullschema: main changes %s of %s queue.name, which belongs to common\n%s",
                   COLUMN->fields[1], COLUMN->name, hint),
        mem_printf(p->ctx, "fullschema: main drops %s queue.queue_idx, which belongs to common\n%s", INDEX->name, hint),
    };
    for (size_t i = 0; i < 3; i++)
        if (!strstr(told, expected[i]))
            fail_msg("missing: %sin: %s", expected[i], told);
    assert_int_equal(p->diags.n_errors, 3);
}

static void each_is_the_same(void *ctx, enum object_difference difference, const struct object *old_object,
                             const struct object *new_object, int field)
{
    (void)field;
    if (difference != SAME)
        fail_msg("%s", object_describe(ctx, old_object ? old_object : new_object));
    assert_ptr_equal(old_object->kind, new_object->kind);
}

/* Several kinds have one name. */
static void what_is_packed_comes_back_of_every_kind(void **state)
{
    struct fixture *p = *state;
    for (int engine = 0; engine < ENGINE_COUNT; engine++) {
        struct catalog *c = empty(p);
        c->engine = (enum engine)engine;
        for (const struct kind *const *k = kinds_of_engine(c->engine); *k; k++) {
            struct object *o = add(c, *k, "a line\nand another", "");
            o->values = mem_array(c->ctx, const char *, (size_t)((*k)->n_fields + (*k)->n_beside));
            o->values[0] = mem_printf(p->ctx, "%d '\n3 abc\n-", o->rank);
        }
        finish(c);
        struct text t;
        text_open(&t);
        catalog_pack(t.out, c);
        const char *rest = text_close(&t, p->ctx), *whole = rest;
        const struct catalog *back = catalog_unpack(&rest, c->engine, p->ctx);
        assert_non_null(back);
        assert_string_equal(rest, "");
        assert_int_equal(back->n_objects, c->n_objects);
        catalog_compare(c, back, each_is_the_same, p->ctx);
        rest = mem_strndup(p->ctx, whole, strlen(whole) - 3);
        assert_null(catalog_unpack(&rest, c->engine, p->ctx));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_registered_once),
        with_fixture(objects_are_found),
        with_fixture(objects_are_described_for_people),
        with_fixture(values_are_compared_field_by_field),
        with_fixture(catalogs_are_compared_side_by_side),
        with_fixture(bookkeeping_is_left_out_whole),
        with_fixture(common_is_left_out),
        with_fixture(main_may_add_to_common_what_stands_alone),
        with_fixture(main_may_not_change_common),
        with_fixture(what_is_packed_comes_back_of_every_kind),
    };
    return RUN_TAP("catalog", tests);
}
