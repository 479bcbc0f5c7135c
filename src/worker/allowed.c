#include "worker/allowed.h"

#include <string.h>
#include <strings.h>

/* Words with a bar before each. */
static const char functions[] =
    /* values */
    "|abs|char|coalesce|concat|concat_ws|format|glob|hex|if|ifnull|iif|instr|length|like|likelihood|likely|lower|ltrim"
    "|max|min|nullif|octet_length|printf|quote|random|randomblob|regexp|replace|round|rtrim|sign|soundex|substr"
    "|substring|subtype|trim|typeof|unhex|unicode|unistr|unistr_quote|unlikely|upper|zeroblob"
    /* many rows */
    "|avg|count|cume_dist|dense_rank|first_value|group_concat|lag|last_value|lead|median|nth_value|ntile|percent_rank"
    "|percentile|percentile_cont|percentile_disc|rank|row_number|string_agg|sum|total"
    /* times */
    "|current_date|current_time|current_timestamp|date|datetime|julianday|strftime|time|timediff|unixepoch"
    /* JSON */
    "|->|->>|json|json_array|json_array_insert|json_array_length|json_error_position|json_extract|json_group_array"
    "|json_group_object|json_insert|json_object|json_patch|json_pretty|json_quote|json_remove|json_replace|json_set"
    "|json_type|json_valid|jsonb|jsonb_array|jsonb_array_insert|jsonb_extract|jsonb_group_array|jsonb_group_object"
    "|jsonb_insert|jsonb_object|jsonb_patch|jsonb_remove|jsonb_replace|jsonb_set"
    /* mathematics */
    "|acos|acosh|asin|asinh|atan|atan2|atanh|ceil|ceiling|cos|cosh|degrees|exp|floor|ln|log|log10|log2|mod|pi|pow|power"
    "|radians|sin|sinh|sqrt|tan|tanh|trunc"
    /* full text, places */
    "|bm25|fts5_get_locale|fts5_insttoken|fts5_locale|fts5_source_id|highlight|match|matchinfo|offsets|optimize|snippet"
    "|geopoly_area|geopoly_bbox|geopoly_blob|geopoly_ccw|geopoly_contains_point|geopoly_group_bbox|geopoly_json"
    "|geopoly_overlap|geopoly_regular|geopoly_svg|geopoly_within|geopoly_xform"
    /* the connection and the library */
    "|changes|last_insert_rowid|total_changes|sqlite_compileoption_get|sqlite_compileoption_used|sqlite_source_id"
    "|sqlite_version";

static const char pragmas[] =
    /* what there is */
    "|collation_list|compile_options|data_version|database_list|foreign_key_check|foreign_key_list|freelist_count"
    "|function_list|index_info|index_list|index_xinfo|integrity_check|module_list|page_count|pragma_list|quick_check"
    "|table_info|table_list|table_xinfo"
    /* the database */
    "|analysis_limit|application_id|auto_vacuum|default_cache_size|encoding|incremental_vacuum|journal_mode"
    "|journal_size_limit|legacy_file_format|max_page_count|optimize|page_size|schema_version|secure_delete|user_version"
    "|wal_autocheckpoint|wal_checkpoint|writable_schema"
    /* the session */
    "|automatic_index|busy_timeout|cache_size|cache_spill|case_sensitive_like|cell_size_check|checkpoint_fullfsync"
    "|count_changes|defer_foreign_keys|empty_result_callbacks|foreign_keys|full_column_names|fullfsync"
    "|ignore_check_constraints|legacy_alter_table|locking_mode|mmap_size|query_only|read_uncommitted"
    "|recursive_triggers|reverse_unordered_selects|short_column_names|shrink_memory|synchronous|temp_store|threads"
    "|trusted_schema";

const char *const allowed_modules[] = {"fts3",    "fts3tokenize", "fts4",      "fts4aux", "fts5",      "fts5vocab",
                                       "geopoly", "json_each",    "json_tree", "rtree",   "rtree_i32", NULL};

static const struct refusal {
    const char *name, *why;
} refusals[] = {
    {"data_store_directory", "a schema chooses no directories"},
    {"fts3_tokenizer", "a schema registers no programs"},
    {"hard_heap_limit", "a schema sets no limits to memory"},
    {"load_extension", "a schema loads no programs"},
    {"soft_heap_limit", "a schema sets no limits to memory"},
    {"temp_store_directory", "a schema chooses no directories"},
};

static bool is_among(const char *words, const char *name)
{
    size_t length = strlen(name);
    for (const char *word = words + 1; length > 0;) {
        size_t n = strcspn(word, "|");
        if (n == length && strncasecmp(word, name, n) == 0)
            return true;
        if (!word[n])
            return false;
        word += n + 1;
    }
    return false;
}

bool allows_function(const char *name)
{
    return is_among(functions, name);
}

bool allows_pragma(const char *name)
{
    return is_among(pragmas, name);
}

bool allows_module(const char *name)
{
    for (size_t i = 0; allowed_modules[i]; i++)
        if (strcasecmp(allowed_modules[i], name) == 0)
            return true;
    return false;
}

static const struct refusal *find_refusal(const char *name)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (strcasecmp(refusals[i].name, name) == 0)
            return &refusals[i];
    return NULL;
}

bool may_be_stub(const char *name)
{
    return !find_refusal(name);
}

const char *refusal_of(const char *name)
{
    const struct refusal *refusal = find_refusal(name);
    return refusal ? refusal->why : "it is not among what a schema may use";
}
