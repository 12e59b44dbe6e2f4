// Which acts of A are told only by its opponent B.
//
// Parameters:
//   a      actor             who is said to have done it
//   b      actor             the opponent
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query only-from-opponent Belmark Norvania
// Reading: acts of force and pressure for which only B, or somebody of B's country, vouches: no report tells the same act (type,
//   target, date) in its own voice or another's. `denied` says whether a denial is on record.
MATCH (b:Actor {id: $b})
MATCH (a:Actor {id: $a})<-[:ACTOR]-(s:Statement)
WHERE s.type IN ['ASSAULT', 'COERCE', 'MOBILIZE', 'SANCTION', 'PROTEST', 'THREATEN', 'ACCUSE',
  'AID'] AND s.polarity <> 'negated'
  AND s.eventuality IN ['happened',
    'ongoing'] AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
WITH b, s ORDER BY s.first_day, s.id
WITH s.type AS type, s.date AS date, coalesce(s.date, s.document) AS occasion, s.recipient_ids AS targets, collect(s) AS told,
  sum(CASE WHEN size(s.speaker_ids) > 0 AND (s.speaker_ids[-1] = b.id OR s.speaker_countries[-1] = b.country) THEN 0 ELSE 1 END)
    AS others
WHERE others = 0
UNWIND told AS s
RETURN date, type, s.recipients AS toward, s.polarity = 'denied' AS denied, s.by AS said_by, s.text AS text, s.page AS page,
  s.uri AS report, s.id AS statement
ORDER BY s.first_day, statement LIMIT $limit
