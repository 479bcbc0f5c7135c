-- Event triggers.
SELECT 'pg_event_trigger'::regclass::oid AS class_id,
       t.oid AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       t.evtname AS name,
       t.evtevent AS event,
       (SELECT array_agg(g ORDER BY g COLLATE "C") FROM unnest(t.evttags) g) AS tags,
       ARRAY[fn.nspname, f.proname]::text[] AS function,
       t.evtenabled AS enabled
  FROM pg_event_trigger t
  JOIN pg_proc f ON f.oid = t.evtfoid
  JOIN pg_namespace fn ON fn.oid = f.pronamespace
 WHERE true
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_event_trigger'::regclass AND e.objid = t.oid AND e.deptype = 'e')
