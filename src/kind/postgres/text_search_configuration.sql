-- Text search configurations.
SELECT 'pg_ts_config'::regclass::oid AS class_id,
       c.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       c.cfgname AS name,
       ARRAY[pn.nspname, p.prsname]::text[] AS parser,
       -- token type, schema and name of the dictionary, in the order they are asked
       (SELECT array_agg(ARRAY[k.alias, dn.nspname, d.dictname]::text[]
                         ORDER BY k.alias COLLATE "C", m.mapseqno)
          FROM pg_ts_config_map m
          JOIN ts_token_type(c.cfgparser) k ON k.tokid = m.maptokentype
          JOIN pg_ts_dict d ON d.oid = m.mapdict
          JOIN pg_namespace dn ON dn.oid = d.dictnamespace
         WHERE m.mapcfg = c.oid) AS mapping
  FROM pg_ts_config c
  JOIN pg_namespace n ON n.oid = c.cfgnamespace
  JOIN pg_ts_parser p ON p.oid = c.cfgparser
  JOIN pg_namespace pn ON pn.oid = p.prsnamespace
 WHERE true
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_ts_config'::regclass AND e.objid = c.oid AND e.deptype = 'e')
