/* CREATE TYPE ... (LIKE = other): what a type takes over of one of the server's, or of the text. */
#include "kind/postgres/base_type_like.h"

#include <string.h>

/* Types of servers 11 to 18 that are laid out alike, a blank around each; aclitem, which grew in 16, is not known. */
static const struct {
    struct type_layout layout;
    const char *types;
} system_types[] = {
    {{"1", "char", NULL, true}, " bool char "},
    {{"2", "int2", NULL, true}, " int2 "},
    {{"4", NULL, NULL, true},
     " abstime cid date float4 int4 oid regclass regcollation regconfig regdictionary regnamespace regoper regoperator "
     "regproc regprocedure regrole regtype reltime xid "},
    {{"8", "double", NULL, true}, " float8 int8 money pg_lsn time timestamp timestamptz xid8 "},
    {{"6", NULL, NULL, false}, " macaddr "},
    {{"6", "int2", NULL, false}, " tid "},
    {{"8", NULL, NULL, false}, " macaddr8 "},
    {{"12", NULL, NULL, false}, " tinterval "},
    {{"12", "double", NULL, false}, " timetz "},
    {{"16", "char", NULL, false}, " uuid "},
    {{"16", "double", NULL, false}, " interval point "},
    {{"24", "double", NULL, false}, " circle line "},
    {{"32", "double", NULL, false}, " box lseg "},
    {{"64", "char", NULL, false}, " name "},
    {{"VARIABLE", NULL, NULL, false}, " gtsvector int2vector oidvector tsquery "},
    {{"VARIABLE", NULL, "main", false}, " cidr inet numeric "},
    {{"VARIABLE", NULL, "extended", false},
     " bit bpchar bytea datemultirange daterange int4multirange int4range json jsonb jsonpath nummultirange numrange "
     "pg_brin_bloom_summary pg_brin_minmax_multi_summary pg_dependencies pg_mcv_list pg_ndistinct pg_node_tree "
     "refcursor text tsvector varbit varchar xml "},
    {{"VARIABLE", "double", "extended", false},
     " int8multirange int8range path pg_snapshot polygon tsmultirange tsrange tstzmultirange tstzrange "
     "txid_snapshot "},
};

const struct type_layout *layout_of_system_type(const char *name)
{
    char word[64 + sizeof("  ")];
    size_t n = strlen(name);
    if (n == 0 || n + sizeof("  ") > sizeof(word) || strchr(name, ' '))
        return NULL;
    word[0] = ' ';
    memcpy(word + 1, name, n);
    memcpy(word + 1 + n, " ", sizeof(" "));
    for (size_t i = 0; i < sizeof(system_types) / sizeof(*system_types); i++)
        if (strstr(system_types[i].types, word))
            return &system_types[i].layout;
    return NULL;
}
