// Where A's stance has turned: from for to against, or the other way.
//
// Parameters:
//   a      actor             whose stance
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query stance-changes Kestria
// Reading: one row for each turn toward one target: what A held before and what it holds after, by date. Undated and neutral
//   stances are left out, as is what is not asserted.
MATCH (a:Actor {id: $a})<-[:ACTOR]-(s:Statement)
WHERE s.stance IN ['support', 'praise', 'oppose', 'condemn'] AND s.polarity = 'asserted' AND s.first_day IS NOT NULL
  AND s.eventuality IN ['happened', 'ongoing',
    'planned'] AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
UNWIND s.recipients + CASE WHEN s.target_issue IS NULL THEN [] ELSE [s.target_issue] END AS target
WITH target, s ORDER BY s.first_day, s.id
WITH target, collect(s) AS held
UNWIND range(1, size(held) - 1) AS i
WITH target, held[i - 1] AS before, held[i] AS after
WHERE (before.stance IN ['support', 'praise']) <> (after.stance IN ['support', 'praise'])
RETURN target, before.stance AS was, before.date AS was_on, before.by AS was_said_by, after.stance AS became,
  after.date AS date,
  after.by AS said_by, after.text AS text, after.page AS page, after.uri AS report, after.id AS statement,
    before.id AS was_statement
ORDER BY date, target, statement LIMIT $limit
