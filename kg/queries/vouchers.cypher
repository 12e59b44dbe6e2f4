// Who vouches for what is said about A, and how much of it is denied.
//
// Parameters:
//   a      actor             about whom, as the one who acts or is acted upon
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query vouchers Belmark
// Reading: one row for each voice: the last of the chain, or the report's publisher. `hostile` are acts of A that score below
//   zero; `unsure` what is less than probable.
MATCH (a:Actor {id: $a})<-[:ACTOR|RECIPIENT]-(s:Statement)
WHERE ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
WITH DISTINCT a, s
WITH s.by AS voice, count(*) AS statements, sum(CASE WHEN s.polarity = 'denied' THEN 1 ELSE 0 END) AS denied,
  sum(CASE WHEN size(s.contested_by) > 0 THEN 1 ELSE 0 END) AS contested,
  sum(CASE WHEN a.id IN s.actor_ids AND s.goldstein < 0 THEN 1 ELSE 0 END) AS hostile,
  sum(CASE WHEN s.certainty IN ['possible', 'unknown'] THEN 1 ELSE 0 END) AS unsure, min(s.first_day) AS first,
    max(s.last_day) AS last
RETURN voice, statements, denied, contested, hostile, unsure, first, last ORDER BY statements DESC, voice LIMIT $limit
