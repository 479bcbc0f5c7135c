-- The trees that are stored of what the server prints as SQL. object_id is the relation whose columns they speak of.
WITH tree (relid, name, tree) AS (
    SELECT ev_class, 'rule ' || rulename, ev_qual::text || ' ' || ev_action::text FROM pg_rewrite WHERE oid >= 16384
    UNION ALL
    SELECT d.adrelid, 'default of ' || a.attname, d.adbin::text
      FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    UNION ALL
    SELECT conrelid, 'constraint ' || conname, conbin::text
      FROM pg_constraint WHERE conrelid >= 16384 AND conbin IS NOT NULL
    UNION ALL
    SELECT x.indrelid, 'index ' || c.relname, COALESCE(x.indexprs::text, '<>') || ' ' || COALESCE(x.indpred::text, '<>')
      FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
     WHERE x.indrelid >= 16384
       AND (x.indexprs IS NOT NULL OR x.indpred IS NOT NULL)
    UNION ALL
    SELECT tgrelid, 'trigger ' || tgname, tgqual::text FROM pg_trigger WHERE NOT tgisinternal AND tgqual IS NOT NULL
    UNION ALL
    SELECT polrelid, 'policy ' || polname, COALESCE(polqual::text, '<>') || ' ' || COALESCE(polwithcheck::text, '<>')
      FROM pg_policy
    UNION ALL
    SELECT stxrelid, 'statistics ' || stxname, stxexprs::text FROM pg_statistic_ext WHERE stxexprs IS NOT NULL -- since 14
    UNION ALL -- since 14
    SELECT prrelid, 'publication ' || p.pubname, prqual::text -- since 15
      FROM pg_publication_rel JOIN pg_publication p ON p.oid = prpubid -- since 15
     WHERE prqual IS NOT NULL -- since 15
    UNION ALL -- since 15
    SELECT partrelid, 'partition key', partexprs::text FROM pg_partitioned_table WHERE partexprs IS NOT NULL
)
SELECT 'pg_class'::regclass::oid AS class_id,
       t.relid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       t.name AS name,
       t.tree AS meaning
  FROM tree t
  JOIN pg_class c ON c.oid = t.relid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
UNION ALL
SELECT 0, 0, 0, n.nspname, '',
       'domain ' || t.typname || COALESCE(' constraint ' || c.conname, ''),
       CASE WHEN c.oid IS NOT NULL THEN c.conbin::text
            -- What a domain over another takes over from it is not made that one's: when it is used, it is made its own.
            WHEN b.typtype = 'd'
            THEN regexp_replace(t.typdefaultbin::text, '^\{COERCETODOMAIN :arg (.*) :resulttype [^{}]*\}$', '\1')
            ELSE t.typdefaultbin::text END
  FROM pg_type t
  JOIN pg_type b ON b.oid = t.typbasetype
  JOIN pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_constraint c ON c.contypid = t.oid AND c.conbin IS NOT NULL
 WHERE t.oid >= 16384
   AND t.typtype = 'd'
   AND (c.oid IS NOT NULL OR t.typdefaultbin IS NOT NULL)
UNION ALL
SELECT 0, 0, 0, n.nspname, '',
       'function ' || p.proname || '(' || COALESCE((SELECT string_agg(format_type(a, NULL), ', ' ORDER BY i)
                                                      FROM unnest(p.proargtypes) WITH ORDINALITY u (a, i)), '') || ')',
       COALESCE(p.proargdefaults::text, '<>')
           || ' ' || COALESCE(p.prosqlbody::text, '<>') -- since 14
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE p.oid >= 16384
   AND (p.proargdefaults IS NOT NULL
        OR p.prosqlbody IS NOT NULL -- since 14
       )
