import { PASSWORD_OF_NOBODY, PERSONAS } from './personas'

/**
 * People 1 to size: a tree in which everybody manages eight, and at its end one manager with fifty
 * reports. `bench_people` keeps the numbers for the statements that follow.
 */
export function peopleSql(size: number): string {
  return [numberedSql({ size, manager: size - 50 }), chainSql, levelsSql, accountsSql].join('\n')
}

function numberedSql({ size, manager }: { size: number; manager: number }): string {
  return `
INSERT INTO organisations (name, time_zone) VALUES ('Bench', 'Europe/Berlin');

INSERT INTO teams (name) SELECT 'Team ' || n FROM generate_series(1, ${Math.ceil(size / 64)}) n;

CREATE TABLE bench.people AS
SELECT n, uuidv7() AS id, pg_temp.full_name(n::text) AS name,
  CASE WHEN n = 1 THEN NULL WHEN n > ${manager} THEN ${manager} WHEN n = ${manager} THEN 2
    ELSE (n + 6) / 8 END AS manager_n,
  CASE n WHEN ${manager} THEN '${PERSONAS.manager}' WHEN ${manager + 1} THEN '${PERSONAS.engineer}'
    WHEN 2 THEN '${PERSONAS.director}' WHEN 3 THEN '${PERSONAS.admin}' WHEN 4 THEN '${PERSONAS.hr}'
    ELSE 'person.' || n || '@bench.test' END AS email,
  n <= (${manager} + 5) / 8 OR n = ${manager} AS manages,
  (SELECT id FROM teams WHERE name = 'Team ' || 1 + (CASE WHEN n > ${manager} THEN ${manager} ELSE n END) / 64) AS team_id
FROM generate_series(1, ${size}) n;
ALTER TABLE bench.people ADD PRIMARY KEY (n);
CREATE UNIQUE INDEX ON bench.people (id);

INSERT INTO people (id, email, name, team_id, started_on)
SELECT id, email, name, team_id, date '2019-01-07' + pg_temp.pick('start ' || n, 1500) FROM bench.people;
`
}

const chainSql = `
INSERT INTO reporting_lines (person_id, manager_id, from_on)
SELECT p.id, m.id, date '2023-02-01' FROM bench.people p JOIN bench.people m ON m.n = p.manager_n;

INSERT INTO org_closure (manager_id, person_id, depth)
WITH RECURSIVE above AS (
  SELECT p.id AS person_id, p.manager_n, 1 AS depth FROM bench.people p WHERE p.manager_n IS NOT NULL
  UNION ALL
  SELECT above.person_id, m.manager_n, depth + 1 FROM above JOIN bench.people m ON m.n = above.manager_n
  WHERE m.manager_n IS NOT NULL)
SELECT m.id, above.person_id, above.depth FROM above JOIN bench.people m ON m.n = above.manager_n;
`

const levelsSql = `
CREATE TABLE bench.held AS
SELECT p.n, p.id AS person_id, l.*
FROM bench.people p JOIN bench.levels l ON l.track_key = CASE WHEN p.manages THEN 'mgmt' ELSE 'ic' END
  AND l.step = CASE WHEN p.n = 1 THEN 5 WHEN p.n = 2 THEN 3 WHEN p.n < 10 THEN 4 WHEN p.manages THEN 1
    ELSE pg_temp.pick('level ' || p.n, 4) END;
CREATE UNIQUE INDEX ON bench.held (n);

INSERT INTO person_levels (person_id, ladder_key, track_key, level_key, from_on)
SELECT person_id, ladder_key, track_key, level_key, date '2023-02-01' FROM bench.held;
`

const accountsSql = `
INSERT INTO accounts (person_id, password_hash) SELECT id, '${PASSWORD_OF_NOBODY}' FROM bench.people;
INSERT INTO role_grants (person_id, role, valid_from)
SELECT id, r.role::"Role", timestamptz '2023-02-01' FROM bench.people
JOIN (VALUES ('${PERSONAS.admin}', 'ADMIN'), ('${PERSONAS.admin}', 'LADDER_ADMIN'),
  ('${PERSONAS.hr}', 'HR_PARTNER')) r (email, role) USING (email);
INSERT INTO sessions (id, person_id, last_seen_at)
SELECT md5('session ' || n), id, now() - interval '2 hours' FROM bench.people WHERE n % 4 = 0;
`
