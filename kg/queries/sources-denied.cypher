// Which voices are denied most often, and by whom.
//
// Parameters:
//   limit  integer = 20  at most so many rows
// Example: kg query sources-denied
// Reading: `denied` counts the denials of what that voice says, `said` the statements that it vouches for; what it says by
//   accusing, asking or threatening is beside those.
MATCH (by:Actor)-[r:DENIES]->(h:Actor)
WITH h, by, count(DISTINCT r.statement) AS times ORDER BY times DESC, by.name, by.id
WITH h, sum(times) AS denied, collect(by.name) AS denied_by
WITH h, denied, denied_by ORDER BY denied DESC, h.id LIMIT $limit
RETURN h.name AS voice, denied, COUNT { (h)<-[:SAID_BY]-() } AS said, denied_by[0..5] AS denied_by, h.id AS actor
ORDER BY denied DESC, actor
