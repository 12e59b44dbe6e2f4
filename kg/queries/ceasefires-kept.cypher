// Whether ceasefires between A and B were kept: fighting that is reported after each.
//
// Parameters:
//   a      actor                                                                                  one party
//   b      actor                                                                                  the other party
//   days   integer = 30                                                                           for how many days after the agreement to look for fighting
//   words  texts = ["ceasefire", "cease-fire", "truce", "armistice", "cessation of hostilities"]  what reports call it, in small letters
//   limit  integer = 50                                                                           at most so many rows
// Example: kg query ceasefires-kept Norvania Belmark
// Reading: one row for each day on which a ceasefire is reported agreed or begun; `first_breach` is null where no fighting is
//   reported in those days, which is silence and no proof. Only asserted fighting counts; `breach_said_by` is who vouches
//   for it.
MATCH (a:Actor {id: $a})<-[:ACTOR|RECIPIENT]-(s:Statement)
WHERE $b IN s.actor_ids + s.recipient_ids AND s.polarity = 'asserted' AND s.eventuality IN ['happened', 'ongoing']
  AND s.first_day IS NOT NULL AND s.type IN ['AGREE', 'CONCEDE', 'RETREAT', 'ASSAULT']
WITH DISTINCT s ORDER BY s.first_day, s.document, s.start, s.id
WITH collect(s) AS told
WITH [s IN told WHERE s.type = 'ASSAULT'] AS fights,
  [s IN told WHERE s.type <> 'ASSAULT' AND (s.mode = 'ceasefire' OR s.cameo = '0871'
  OR (s.type IN ['AGREE', 'CONCEDE'] AND any(word IN $words WHERE toLower(s.text) CONTAINS word)))] AS ceasefires
UNWIND ceasefires AS s
WITH fights, s.first_day AS day, collect(s) AS reports
WITH day, reports, toString(date(day) + duration({days: $days})) AS until, fights
WITH day, reports, [f IN fights WHERE f.first_day > day AND f.first_day <= until] AS after
RETURN day AS agreed, size(reports) AS told, reports[0].by AS said_by, reports[0].text AS text, reports[0].page AS page,
  reports[0].uri AS report, reports[0].id AS statement, size(after) AS fights, after[0].date AS first_breach,
  after[0].by AS breach_said_by, after[0].text AS breach, after[0].id AS breach_statement
ORDER BY agreed LIMIT $limit
