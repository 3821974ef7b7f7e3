import type { ScoringConfig } from '@/lib/scoring/config'

export const CYCLES = [
  { name: 'First half of 2025', start: '2025-01-01', end: '2025-06-30', closed: true },
  { name: 'Second half of 2025', start: '2025-07-01', end: '2025-12-31', closed: true },
  { name: 'First half of 2026', start: '2026-01-01', end: '2026-06-30', closed: true },
  { name: 'The running half', start: '2026-07-01', end: '2026-12-31', closed: false },
]

/**
 * Three closed cycles and one in which managers write. Everybody takes part in all of them, with a
 * self-review, a manager review and two peers: the next two people by number.
 */
export function cyclesSql({ size, config }: { size: number; config: ScoringConfig }): string {
  return [
    ...CYCLES.map((cycle, index) => cycleSql(cycle, { index, config })),
    participantsSql(size),
  ].join('\n')
}

function cycleSql(
  { name, start, end, closed }: (typeof CYCLES)[number],
  { index, config }: { index: number; config: ScoringConfig },
): string {
  const launch = closed ? `timestamptz '${end}' + interval '5 days'` : `now() - interval '20 days'`
  return `
INSERT INTO cycles (name, state, period_start, period_end, time_zone, ladder_version_id, launch_at,
  self_due_at, peer_due_at, manager_due_at, share_from_at, close_at, launched_at, closed_at,
  scoring_config, launch_total, launch_done)
SELECT '${name}', '${closed ? 'CLOSED' : 'MANAGER_WRITING'}', '${start}', '${end}', 'Europe/Berlin',
  version_id, at, at + interval '14 days', at + interval '14 days', at + interval '28 days',
  at + interval '31 days', at + interval '50 days', at,
  ${closed ? `at + interval '50 days'` : 'NULL'}, '${JSON.stringify(config)}', ${index}, ${index}
FROM (SELECT version_id, ${launch} AS at FROM bench.levels LIMIT 1) pinned;`
}

function participantsSql(size: number): string {
  return `
INSERT INTO participants (cycle_id, person_id, manager_id, track_key, level_key, next_level_key, team_name, status)
SELECT c.id, p.id, m.id, h.track_key, h.level_key, h.next_level_key, t.name,
  (CASE WHEN c.state = 'CLOSED' THEN 'FINAL' ELSE 'ACTIVE' END)::"ParticipantStatus"
FROM cycles c CROSS JOIN bench.people p
JOIN bench.held h USING (n) JOIN teams t ON t.id = p.team_id
LEFT JOIN bench.people m ON m.n = p.manager_n;
UPDATE cycles SET launch_total = ${size}, launch_done = ${size};

INSERT INTO contribution_windows (participant_id, author_id, from_on, to_on, is_open)
SELECT p.id, p.manager_id, c.period_start, c.period_end, c.state <> 'CLOSED'
FROM participants p JOIN cycles c ON c.id = p.cycle_id WHERE p.manager_id IS NOT NULL;

INSERT INTO reviews (cycle_id, participant_id, subject_id, author_id, direction, status, revision, submitted_at)
SELECT c.id, p.id, p.person_id, w.author_id, w.direction::"Direction",
  (CASE WHEN handed_in THEN 'SUBMITTED' WHEN w.direction = 'MANAGER' AND s.n % 2 = 0 THEN 'DRAFT'
    ELSE 'NOT_STARTED' END)::"ReviewStatus",
  handed_in::int, CASE WHEN handed_in THEN c.self_due_at - interval '1 day' END
FROM participants p
JOIN cycles c ON c.id = p.cycle_id
JOIN bench.people s ON s.id = p.person_id
CROSS JOIN LATERAL (
  SELECT p.person_id AS author_id, 'SELF' AS direction
  UNION ALL SELECT p.manager_id, 'MANAGER' WHERE p.manager_id IS NOT NULL
  UNION ALL SELECT o.id, 'PEER' FROM bench.people o
    WHERE o.n IN (1 + s.n % ${size}, 1 + (s.n + 1) % ${size})) w
CROSS JOIN LATERAL (SELECT c.state = 'CLOSED' OR pg_temp.pick('done ' || s.n || w.direction, 10)
  <= CASE w.direction WHEN 'MANAGER' THEN 3 ELSE 8 END AS handed_in) done;

INSERT INTO score_snapshots (participant_id, audience, score, half_width, coverage, confidence,
  target_level_key, readiness, verdict, verdict_rank)
SELECT p.id, a.audience::"ScoreAudience", .3 + pg_temp.pick('score ' || p.id, 600) / 1000.0, .11, .9, 'medium',
  p.next_level_key, .4 + pg_temp.pick('ready ' || p.id, 550) / 1000.0,
  (ARRAY['insufficient_evidence', 'early', 'developing', 'nearly_ready', 'ready'])[1 + v.rank], v.rank
FROM participants p JOIN cycles c ON c.id = p.cycle_id
JOIN (VALUES ('OFFICIAL', true), ('SHARED', false)) a (audience, running) ON c.state = 'CLOSED' OR a.running
CROSS JOIN LATERAL (SELECT pg_temp.pick('verdict ' || p.id, 5) - 1 AS rank) v;
`
}
