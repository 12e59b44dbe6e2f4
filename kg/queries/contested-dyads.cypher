// Who denies whose claims most often: the most contested pairs of actors.
//
// Parameters:
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 20      at most so many rows
// Example: kg query contested-dyads
// Reading: `denials` counts the denials between the two, `one_denies` those by the first of what the second says, `other_denies`
//   the reverse. For accounts that contradict each other without a denial see `rival-accounts`.
MATCH (x:Actor)-[r:DENIES]->(y:Actor)
WHERE ($since IS NULL OR split(r.date, '/')[-1] >= substring($since, 0, size(split(r.date, '/')[-1])))
  AND ($until IS NULL OR r.date <= $until)
WITH x, y, count(DISTINCT r.statement) AS times, max(r.date) AS last
WITH CASE WHEN x.id < y.id THEN x ELSE y END AS one, CASE WHEN x.id < y.id THEN y ELSE x END AS other, x.id < y.id AS forward,
  times, last
WITH one, other, sum(times) AS denials, sum(CASE WHEN forward THEN times ELSE 0 END) AS one_denies,
  sum(CASE WHEN forward THEN 0 ELSE times END) AS other_denies, max(last) AS last
RETURN one.name AS one, other.name AS other, denials, one_denies, other_denies, last, one.id AS actor, other.id AS other_actor
ORDER BY denials DESC, actor, other_actor LIMIT $limit
