// Which sanctions by or against A are in force, announced or lifted.
//
// Parameters:
//   a      actor             who imposes or bears them
//   b      actor = null      the other side; anybody if left out
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query sanctions Belmark
// Reading: `status` is announced, imposed, threatened or eased, by PLOVER and CAMEO codes; the newest row of a pair tells how
//   things stand. Denied and negated ones say so.
MATCH (a:Actor {id: $a})<-[:ACTOR|RECIPIENT]-(s:Statement)
WHERE (s.type = 'SANCTION' OR s.cameo IN ['085', '0354', '1312']) AND ($b IS NULL OR $b IN s.actor_ids + s.recipient_ids)
  AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
WITH DISTINCT s
RETURN s.date AS date,
  CASE WHEN s.cameo IN ['085',
    '0354'] THEN CASE WHEN s.cameo = '0354' OR s.eventuality = 'planned' THEN 'to be eased' ELSE 'eased' END
    WHEN s.type = 'THREATEN' THEN 'threatened' WHEN s.eventuality = 'planned' THEN 'announced'
    WHEN s.eventuality IN ['called-for', 'conditional'] THEN s.eventuality ELSE 'imposed' END AS status,
  s.actors AS by, s.recipients AS against, s.mode AS mode, s.polarity AS polarity, s.by AS said_by, s.text AS text,
    s.page AS page, s.uri AS report, s.id AS statement
ORDER BY s.first_day, statement LIMIT $limit
