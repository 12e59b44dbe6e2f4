// Where A and B take the same side, and where they differ.
//
// Parameters:
//   a      actor             one
//   b      actor             the other
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query side-by-side 'Green League' Belmark
// Reading: one row for each target, an actor or an issue, toward which both have taken a side: the newest stance of each. Stances
//   that others ascribe to them are left out.
UNWIND [$a, $b] AS id
MATCH (x:Actor {id: id})<-[:ACTOR]-(s:Statement)
WHERE s.stance IN ['support', 'praise', 'oppose', 'condemn'] AND s.polarity = 'asserted' AND s.eventuality IN ['happened',
  'ongoing', 'planned']
  AND (size(s.speaker_ids) = 0 OR s.speaker_ids[-1] IN s.actor_ids OR s.speaker_countries[-1] = x.country)
  AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
UNWIND [i IN range(0, size(s.recipient_ids) - 1) | [s.recipient_ids[i], s.recipients[i]]]
  + CASE WHEN s.target_issue IS NULL THEN [] ELSE [[s.target_issue, s.target_issue]] END AS pair
WITH pair[0] AS key, pair[1] AS target, id, s ORDER BY s.first_day, s.id
WITH key, target, collect(CASE WHEN id = $a THEN s END) AS of_a, collect(CASE WHEN id = $b THEN s END) AS of_b
WITH key, target, of_a[-1] AS a, of_b[-1] AS b
WHERE a IS NOT NULL AND b IS NOT NULL
RETURN target, (a.stance IN ['support', 'praise']) = (b.stance IN ['support', 'praise']) AS same_side, a.stance AS a_stance,
  a.date AS a_date, a.text AS a_text,
  b.stance AS b_stance, b.date AS b_date, b.text AS b_text, a.id AS statement, b.id AS other_statement
ORDER BY same_side, target, key LIMIT $limit
