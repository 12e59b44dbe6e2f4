// Who asked whom for a ceasefire, who agreed, refused or broke it: the steps in their order.
//
// Parameters:
//   a      actor                                                                                  a party
//   b      actor = null                                                                           the other party; any if left out
//   words  texts = ["ceasefire", "cease-fire", "truce", "armistice", "cessation of hostilities"]  what reports call it, in small letters
//   since  first-day = null                                                                       not before this day, month or year
//   until  last-day = null                                                                        not after this day, month or year
//   limit  integer = 50                                                                           at most so many rows
// Example: kg query ceasefires Norvania Belmark
// Reading: `step` is asked, refused, announced, agreed or broken, as reports tell it; whether it held is in `ceasefires-kept`.
MATCH (a:Actor {id: $a})<-[:ACTOR|RECIPIENT]-(s:Statement)
WHERE s.type IN ['REQUEST', 'REJECT', 'AGREE', 'CONCEDE', 'RETREAT', 'ASSAULT'] AND s.eventuality <> 'called-for'
  AND ($b IS NULL OR $b IN s.actor_ids OR $b IN s.recipient_ids)
  AND (s.mode = 'ceasefire' OR s.cameo IN ['0871', '196']
    OR any(word IN $words WHERE toLower(coalesce(s.target_issue, '')) CONTAINS word OR toLower(s.trigger) CONTAINS word)
    OR (s.type IN ['REQUEST', 'REJECT', 'AGREE', 'CONCEDE'] AND any(word IN $words WHERE toLower(s.text) CONTAINS word)))
  AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
WITH DISTINCT s
RETURN s.date AS date,
  CASE WHEN s.type = 'REQUEST' THEN 'asked' WHEN s.type = 'REJECT' THEN 'refused' WHEN s.type = 'ASSAULT' THEN 'broken'
    WHEN s.eventuality = 'planned' THEN 'announced' ELSE 'agreed' END AS step,
  s.actors AS who, s.recipients AS whom, s.polarity AS polarity, s.by AS said_by, s.text AS text, s.page AS page,
    s.uri AS report, s.id AS statement
ORDER BY s.first_day, statement LIMIT $limit
