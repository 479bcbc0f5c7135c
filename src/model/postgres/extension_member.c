#include "model/postgres/extension_member.h"

#include <string.h>

#include "kind/postgres/constraint.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "model/postgres/described.h"

/* What the server has, as far as texts commonly name it: of the rest it is not known whose it is. */
static const char functions[] =
    " abs age array_agg array_length array_position array_remove array_to_string avg bool_and bool_or btrim "
    "ceil char_length clock_timestamp concat concat_ws count current_database current_setting currval date "
    "date_part date_trunc daterange decode dense_rank encode extract first_value floor format gen_random_uuid "
    "generate_series initcap int4range int8range json_agg json_build_object jsonb_agg jsonb_array_elements "
    "jsonb_array_length jsonb_build_array jsonb_build_object jsonb_typeof lag last_value lead left length "
    "lower lpad ltrim make_date make_interval max md5 min mod nextval now num_nonnulls num_nulls numrange "
    "octet_length pg_typeof plainto_tsquery position power random rank regexp_match regexp_matches "
    "regexp_replace replace right round row_number row_to_json rpad rtrim setval setweight sha256 sign "
    "split_part sqrt starts_with statement_timestamp string_agg string_to_array strpos substr substring sum "
    "suppress_redundant_updates_trigger timezone to_char to_date to_json to_jsonb to_number to_timestamp "
    "to_tsquery to_tsvector translate trim trunc tsrange tstzrange tsvector_update_trigger unnest upper "
    "websearch_to_tsquery ";

static const char types[] =
    " anyarray anycompatible anyelement bit bool box bpchar bytea char cidr circle date datemultirange "
    "daterange event_trigger float4 float8 inet int2 int4 int4multirange int4range int8 int8multirange "
    "int8range internal interval json jsonb jsonpath line lseg macaddr macaddr8 money name numeric "
    "nummultirange numrange oid path pg_lsn point polygon record refcursor regclass regconfig regproc "
    "regprocedure regrole regtype text time timestamp timestamptz timetz trigger tsmultirange tsquery tsrange "
    "tstzmultirange tstzrange tsvector unknown uuid varbit varchar void xml ";

/* Those that extensions give to types of the server, as pg_trgm does %, are not among them. */
static const char operators[] = " = <> != < > <= >= + - * / ^ || ~ !~ ~* !~* ~~ !~~ ~~* !~~* -> ->> #> #>> ? ?| ?& ";

static const char classes[] =
    " text_pattern_ops varchar_pattern_ops bpchar_pattern_ops jsonb_ops jsonb_path_ops text_ops array_ops "
    "tsvector_ops range_ops inet_ops ";

/* To others extensions give classes for types of the server, which then go without saying. */
static const char methods[] = " btree hash brin spgist ";

/* Which need no other one. */
static const char lone_extensions[] =
    " amcheck autoinc btree_gin btree_gist citext cube dblink file_fdw fuzzystrmatch hstore intarray isn lo "
    "ltree moddatetime pg_buffercache pg_stat_statements pg_trgm pgcrypto pgstattuple plpgsql postgres_fdw "
    "refint seg tablefunc tcn unaccent uuid-ossp ";

/* Of words with a blank before and behind each. */
static bool is_among(const char *words, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = words; n > 0 && (at = strstr(at, word)); at++)
        if (at > words && at[-1] == ' ' && at[n] == ' ')
            return true;
    return false;
}

/* ---- trees ---- */

/* The text's own, the server's, or one of these. */
static bool is_known(struct reader *r, const json_t *names, const char *known)
{
    const char *schema = names_schema(names), *name = names_last(names);
    if (strcmp(schema, "pg_catalog") == 0)
        return true;
    return (!schema[0] && is_among(known, name)) || parsing_has_name(&r->parsing, object_schema(schema), name);
}

/* Of an index or an exclusion: the types that a method serves without an extension. */
static bool serves(const char *method, const char *type)
{
    static const char gin[] = " tsvector jsonb ";
    static const char gist[] =
        " tsvector tsquery point box polygon circle int4range int8range numrange tsrange tstzrange daterange ";
    if (strcmp(method, "gin") == 0)
        return is_among(gin, type) || strstr(type, "[]");
    return strcmp(method, "gist") == 0 && is_among(gist, type);
}

static bool element_is_known(struct reader *r, const char *method, const struct object *o, const json_t *element)
{
    const char *column = field_text(element, "name");
    const json_t *class = field_node(element, "opclass"), *call = node_as(field_node(element, "expr"), "FuncCall");
    struct relation *table = relation_find(r, schema_of(o->schema), o->relation);
    const struct object *found = table ? column_find(table, column) : NULL;
    if (json_array_size(class) > 0)
        return is_known(r, class, classes);
    if (is_among(methods, method))
        return true;
    bool computed = call && strcmp(names_last(field_node(call, "funcname")), "to_tsvector") == 0;
    return (computed || found) && serves(method, computed ? "tsvector" : column_type(found));
}

/* Of an index (its parameters) or an exclusion (pairs of an element and an operator). */
static bool elements_are_known(struct reader *r, const struct object *o, const json_t *body)
{
    const char *method =
        field_text(body, "accessMethod")[0] ? field_text(body, "accessMethod") : field_text(body, "access_method");
    const json_t *list =
        field_node(body, "indexParams") ? field_node(body, "indexParams") : field_node(body, "exclusions");
    bool known = true;
    size_t i;
    json_t *entry;
    json_array_foreach(list, i, entry)
    {
        const json_t *pair = field_node(node_as(entry, "List"), "items");
        const json_t *element = node_as(pair ? json_array_get(pair, 0) : entry, "IndexElem");
        known = known && element && element_is_known(r, method[0] ? method : "btree", o, element);
    }
    return known;
}

static bool body_is_known(struct reader *r, const struct object *o, const char *type, const json_t *body)
{
    static const char languages[] = " sql plpgsql c internal ";
    const json_t *argument = field_node(body, "arg");
    if (field_node(body, "typemod") && !is_known(r, field_node(body, "names"), types))
        return false;
    if (field_node(body, "funcname") && !is_known(r, field_node(body, "funcname"), functions))
        return false;
    if (strcmp(type, "A_Expr") == 0 && !is_known(r, field_node(body, "name"), operators) &&
        field_is(body, "kind", "AEXPR_OP"))
        return false;
    if (strcmp(type, "DefElem") == 0 && field_is(body, "defname", "language"))
        return is_among(languages, field_text(node_as(argument, "String"), "sval"));
    if (strcmp(type, "PartitionElem") == 0 && json_array_size(field_node(body, "opclass")) > 0)
        return is_known(r, field_node(body, "opclass"), classes);
    return elements_are_known(r, o, body);
}

/* The fields of a node may stand in another at once: those of a type do. */
static bool tree_is_known(struct reader *r, const struct object *o, const char *type, const json_t *value)
{
    size_t i;
    const char *member;
    json_t *part;
    if (json_is_object(value) && !body_is_known(r, o, type, value))
        return false;
    json_array_foreach(value, i, part)
    {
        if (!tree_is_known(r, o, "", part))
            return false;
    }
    json_object_foreach((json_t *)value, member, part)
    {
        if (!tree_is_known(r, o, member, part))
            return false;
    }
    return true;
}

static bool text_is_known(struct reader *r, const struct object *o, const char *before, const char *text)
{
    if (!text)
        return true;
    json_t *tree = tree_parse(mem_printf(r->work, "%s%s", before, text));
    bool known = tree && tree_is_known(r, o, "", tree);
    json_decref(tree);
    return known;
}

/* ---- objects ---- */

static bool is_one_of(const struct object *o, const struct kind *const *kinds)
{
    while (*kinds && *kinds != o->kind)
        kinds++;
    return *kinds != NULL;
}

static bool table_is_known(struct reader *r, const struct object *o)
{
    const char *method = object_value(o, TABLE_ACCESS_METHOD);
    return (!method[0] || strcmp(method, "heap") == 0) && !o->values[TABLE_SERVER] &&
           text_is_known(r, o, "SELECT NULL::", o->values[TABLE_OF_TYPE]) &&
           text_is_known(r, o, "CREATE TABLE t () PARTITION BY ", o->values[TABLE_PARTITION_KEY]);
}

static bool is_known_object(struct reader *r, const struct object *o)
{
    static const struct kind *const alone[] = {&postgres_enum,          &postgres_sequence,      &postgres_publication,
                                               &postgres_event_trigger, &postgres_column_option, NULL};
    static const struct kind *const said[] = {&postgres_composite,
                                              &postgres_domain,
                                              &postgres_range,
                                              &postgres_view,
                                              &postgres_materialized_view,
                                              &postgres_function,
                                              &postgres_trigger,
                                              &postgres_policy,
                                              &postgres_rule,
                                              &postgres_index,
                                              &postgres_statistics,
                                              &postgres_domain_constraint,
                                              NULL};
    if (o->kind == &postgres_table)
        return table_is_known(r, o);
    if (o->kind == &postgres_column && relation_find(r, schema_of(o->schema), o->relation))
        return text_is_known(r, o, "SELECT NULL::", column_type(o)) &&
               text_is_known(r, o, "SELECT ", o->values[COLUMN_DEFAULT]);
    if (o->kind == &postgres_constraint)
        return text_is_known(r, o, "ALTER TABLE t ADD ", object_value(o, CONSTRAINT_DEFINITION));
    if (is_one_of(o, said))
        return text_is_known(r, o, "", described_text(r, o));
    return o->kind->grammar->part || is_one_of(o, alone);
}

bool may_need_extension(struct reader *r)
{
    for (const struct item *item = model_draft_next(r->draft, NULL); item;
         item = model_draft_next(r->draft, (struct item *)item))
        if (item->kind == &model_extension && !is_among(lone_extensions, item->name))
            return true;
    for (struct object *o = parsing_next(&r->parsing, NULL); o; o = parsing_next(&r->parsing, o))
        if (!is_known_object(r, o))
            return true;
    return false;
}
