import { CALIBRATORS, type Calibrator, PERSONAS } from '../support/personas'
import { rows } from '../support/product'

type Part = { id: string; personId: string; name: string; email: string }

/** Sessions of the running cycle, one about a person whose reviews are in, and who sits in them. */
export type Seated = {
  emails: Record<Calibrator, string>
  subject: Part
  /** Of whoever is in the pool themselves. */
  self: Part
  open: string
  locked: string
  other: string
}

const NAME = 'Made for the access tests'

/** Makes three sessions as nobody can in the demonstration, whose cycles do not calibrate. */
export async function seatCalibrators(cycleId: string): Promise<Seated> {
  const [subject, second, third] = await rows<Part>(
    `SELECT p.id, s.id AS "personId", s.name, s.email FROM participants p
     JOIN people s ON s.id = p.person_id AND s.is_active
     WHERE p.cycle_id = $1 AND p.status = 'ACTIVE' AND NOT s.email = ANY($2)
       AND EXISTS (SELECT 1 FROM reviews r WHERE r.participant_id = p.id
         AND r.direction = 'MANAGER' AND r.status = 'SUBMITTED'
         AND NOT EXISTS (SELECT 1 FROM role_grants g WHERE g.person_id = r.author_id))
       AND EXISTS (SELECT 1 FROM submissions b WHERE b.participant_id = p.id AND b.direction = 'PEER')
     ORDER BY p.id LIMIT 3`,
    [cycleId, Object.values(PERSONAS)],
  )
  if (!subject || !second || !third) throw new Error('Too few people have reviews that are in.')
  const free = await rows<Part>(
    `SELECT p.id, s.id AS "personId", s.name, s.email FROM people s
     JOIN participants p ON p.person_id = s.id AND p.cycle_id = $1 AND p.status = 'ACTIVE'
     WHERE s.is_active AND NOT s.email = ANY($2) AND NOT s.id = ANY($3)
       AND NOT EXISTS (SELECT 1 FROM role_grants g WHERE g.person_id = s.id)
       AND NOT EXISTS (SELECT 1 FROM org_closure o WHERE o.manager_id = s.id)
       AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.author_id = s.id AND r.subject_id = ANY($3))
     ORDER BY s.email LIMIT ${CALIBRATORS.length}`,
    [cycleId, Object.values(PERSONAS), [subject, second, third].map(({ personId }) => personId)],
  )
  const [member, facilitator, past, elsewhere, self] = free
  if (!member || !facilitator || !past || !elsewhere || !self) {
    throw new Error('The demonstration has too few people without another relation.')
  }
  const lead = { [facilitator.personId]: 'FACILITATOR' }
  const seats = { ...lead, [member.personId]: 'MEMBER', [self.personId]: 'READER' }
  return {
    emails: {
      ...{ calib_in: member.email, calib_facil: facilitator.email, calib_past: past.email },
      ...{ calib_other: elsewhere.email, calib_self: self.email },
    },
    ...{ subject, self },
    open: await makeSession(cycleId, { state: 'OPEN', seats, about: [subject, self] }),
    locked: await makeSession(cycleId, {
      ...{ state: 'LOCKED', seats: { ...lead, [past.personId]: 'MEMBER' }, about: [second] },
    }),
    other: await makeSession(cycleId, {
      ...{ state: 'OPEN', seats: { [elsewhere.personId]: 'FACILITATOR' }, about: [third] },
    }),
  }
}

export async function unseatCalibrators(): Promise<void> {
  const made = 'SELECT id FROM calibration_sessions WHERE name = $1'
  for (const table of ['calibration_members', 'calibration_participants']) {
    await rows(`DELETE FROM ${table} WHERE session_id IN (${made})`, [NAME])
  }
  await rows('DELETE FROM calibration_sessions WHERE name = $1', [NAME])
}

async function makeSession(
  cycleId: string,
  { state, seats, about }: { state: string; seats: Record<string, string>; about: Part[] },
): Promise<string> {
  const [creator = ''] = Object.keys(seats)
  const [made] = await rows<{ id: string }>(
    `INSERT INTO calibration_sessions (cycle_id, name, state, created_by_id, opened_at, locked_at)
     VALUES ($1, $2, $3::"CalibrationState", $4, now(), CASE WHEN $3 = 'OPEN' THEN NULL ELSE now() END)
     RETURNING id`,
    [cycleId, NAME, state, creator],
  )
  const id = made?.id ?? ''
  for (const [personId, role] of Object.entries(seats)) {
    await rows(
      `INSERT INTO calibration_members (session_id, person_id, role)
       VALUES ($1, $2, $3::"CalibrationRole")`,
      [id, personId, role],
    )
  }
  for (const part of about) {
    await rows(
      'INSERT INTO calibration_participants (session_id, participant_id) VALUES ($1, $2)',
      [id, part.id],
    )
  }
  return id
}
