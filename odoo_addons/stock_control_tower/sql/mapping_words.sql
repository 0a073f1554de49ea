-- The words in a partner's newest events, and how often: one row for each word.
-- Lax paths: an event that breaks the contract yields what it has.
WITH newest AS (
    SELECT id, received_at, state = 'refused' AS refused, event
      FROM stock_tower_inbox
     WHERE partner_id = %(partner)s
       AND state <> 'conflict'
       AND source <> ''
       AND received_at >= %(since)s
       AND COALESCE(code, '') NOT IN ('undecodable', 'event_too_large', 'schema_invalid')
  ORDER BY id DESC
     LIMIT %(events)s
), lines AS MATERIALIZED (
    SELECT newest.id, received_at, refused, line,
           event::jsonb #> '{data,location}' AS header
      FROM newest, jsonb_path_query(event::jsonb, 'lax $.data.lines[*]') AS line
), places AS (
    SELECT id, received_at, refused, header, COALESCE(place, header) AS place
      FROM lines,
           LATERAL (VALUES (line #> '{from,location}'), (line #> '{to,location}'),
                           (line -> 'location')) AS sides (place)
     WHERE COALESCE(place, header) IS NOT NULL
), words AS (
    SELECT 'sku' AS sort, line #>> '{item,sku}' AS word, NULL AS bin, NULL AS gln,
           id, received_at, refused FROM lines
 UNION ALL
    SELECT 'gtin', line #>> '{item,gtin}', NULL, NULL, id, received_at, refused
      FROM lines
 UNION ALL
    SELECT 'unit', CASE line ->> 'uom' WHEN 'ZZ' THEN COALESCE(line ->> 'uomName', 'ZZ')
                                       ELSE line ->> 'uom' END,
           NULL, NULL, id, received_at, refused
      FROM lines
 UNION ALL
    SELECT 'place', place ->> 'warehouse',
           COALESCE(place ->> 'bin',
                    CASE WHEN same THEN header ->> 'bin' END),
           CASE WHEN same THEN header ->> 'gln' END,
           id, received_at, refused
      FROM places,
           LATERAL (SELECT place ->> 'warehouse' = header ->> 'warehouse' AS same) AS s
)
SELECT sort, LEFT(word, 512), LEFT(bin, 512), LEFT(gln, 13),
       count(DISTINCT id), count(DISTINCT id) FILTER (WHERE refused), max(received_at)
  FROM words
 WHERE word <> ''
 GROUP BY 1, 2, 3, 4
 ORDER BY 5 DESC, 2
 LIMIT %(words)s
