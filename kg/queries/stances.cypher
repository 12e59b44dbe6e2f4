// What stance A declares, and who says otherwise of it.
//
// Parameters:
//   a      actor             whose stance
//   on     text = null       only toward targets whose name contains this, in any case
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query stances Norvania --param on=truce
// Reading: `voice` is `own` where A or somebody of its country says so, `report` where the report itself does, `other` where
//   somebody else ascribes the stance to A. Compare the rows of one target.
MATCH (a:Actor {id: $a})<-[:ACTOR]-(s:Statement)
WHERE s.stance IS NOT NULL AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
  AND ($on IS NULL OR toLower(coalesce(s.target_issue, '')) CONTAINS toLower($on)
    OR any(name IN s.recipients WHERE toLower(name) CONTAINS toLower($on)))
WITH a, s, s.recipients + CASE WHEN s.target_issue IS NULL THEN [] ELSE [s.target_issue] END AS target
RETURN target, s.stance AS stance,
  CASE WHEN size(s.speaker_ids) = 0 THEN 'report' WHEN s.speaker_ids[-1] = a.id OR s.speaker_countries[-1] = a.country THEN
    'own'
    ELSE 'other' END AS voice,
  s.date AS date, s.polarity AS polarity, s.certainty AS certainty, s.by AS said_by, s.text AS text, s.page AS page,
    s.uri AS report, s.id AS statement
ORDER BY target, s.first_day, statement LIMIT $limit
