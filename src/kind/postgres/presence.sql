-- What there is in catalogs that grow with a schema, in one pass over each, for the conditions of kinds (present in
-- kind/kind.h): each sort of rows once.
WITH class AS (
    SELECT DISTINCT relkind, relispartition, relpersistence, relreplident, relrowsecurity, relforcerowsecurity,
           relacl IS NOT NULL AS granted
      FROM pg_class
     WHERE oid >= 16384
),
type AS (
    SELECT DISTINCT typtype, typarray <> 0 AS has_array, typisdefined, typacl IS NOT NULL AS granted
      FROM pg_type
     WHERE oid >= 16384
),
limiting AS (
    SELECT DISTINCT contype, convalidated, conparentid <> 0 AS of_parent, contypid <> 0 AS of_domain,
           conperiod -- since 18
           -- before 18: false AS conperiod
      FROM pg_constraint
),
-- When initdb had made all that comes with the server (addition.sql).
initdb AS (
    SELECT min(xmin::text::bigint) AS tx FROM pg_database WHERE datname IN ('template0', 'postgres')
)
SELECT (true) AS present
