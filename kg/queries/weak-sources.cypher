// Which claims about A rest on an unnamed source or on a long chain of hearsay.
//
// Parameters:
//   a      actor             about whom, as the one who acts or is acted upon
//   links  integer = 3       a chain of so many links is long; the report is the first link
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query weak-sources Belmark
// Reading: `why` says what makes the source weak: nobody is named (only a group such as officials, or hearsay that the report
//   passes on), or the claim has come through many mouths. `chain` is outermost first.
MATCH (a:Actor {id: $a})<-[:ACTOR|RECIPIENT]-(s:Statement)
WHERE (size(s.speaker_ids) + 1 >= $links OR s.speaker_kinds[-1] = 'Group' OR (size(s.speaker_ids) = 0 AND s.certainty =
  'probable'))
  AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
WITH DISTINCT s
RETURN s.date AS date, CASE WHEN size(s.speaker_ids) + 1 >= $links THEN 'long chain' ELSE 'unnamed source' END AS why,
  s.speakers AS chain, s.certainty AS certainty, s.text AS text, s.page AS page, s.uri AS report, s.id AS statement
ORDER BY s.first_day, statement LIMIT $limit
