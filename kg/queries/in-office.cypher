// Which offices the people of a statement held on the day it tells of.
//
// Parameters:
//   statement  statement  its id or the beginning of it
// Example: kg query in-office 461920a5
// Reading: `day` is the statement's date, or the day the report was published where it has none. `as` says whether the person
//   acts, is acted upon or vouches.
MATCH (s:Statement {id: $statement})-[:ON]->(:Page)-[:IN]->(d:Document)
WITH s, coalesce(s.first_day, d.published) AS day
MATCH (s)-[part:ACTOR|RECIPIENT|SAID_BY]->(p:Actor)-[h:HELD]->(o:Office)
WHERE (h.start IS NULL OR h.start <= day) AND (h.end IS NULL OR h.end >= substring(day, 0, size(h.end)))
RETURN day, toLower(type(part)) AS as, p.name AS person, o.title AS office, h.start AS start, h.end AS end, p.id AS actor
ORDER BY as, person, actor, office
