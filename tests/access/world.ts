import { PERSONAS } from '../support/personas'
import { rows } from '../support/product'

/** The things of the demonstration organisation that the access tests reach for. */
export type World = {
  runningCycle: string
  sam: string
  wei: string
  maya: string
  participant: string
  selfReview: string
  managerReview: string
  peerReview: string
  selfSubmission: string
  peerSubmission: string
  sharedPacket: string
  freshPacket: string
  freshPacketOwner: string
  peopleImport: string
  ladderImport: string
  section: string
  otherParticipant: string
}

export async function readWorld(): Promise<World> {
  const [cycle] = await rows<{ id: string }>(`SELECT id FROM cycles WHERE state = 'SHARING'`)
  const runningCycle = cycle?.id ?? missing('running cycle')
  const person = async (email: string) =>
    (await rows<{ id: string }>('SELECT id FROM people WHERE email = $1', [email]))[0]?.id ??
    missing(email)
  const sam = await person(PERSONAS.subj)
  const wei = await person(PERSONAS.colleague)
  const review = async (direction: string) =>
    (
      await rows<{ id: string }>(
        'SELECT id FROM reviews WHERE cycle_id = $1 AND subject_id = $2 AND direction = $3::"Direction" ORDER BY id',
        [runningCycle, sam, direction],
      )
    )[0]?.id ?? missing(direction)
  const participant = async (personId: string) =>
    (
      await rows<{ id: string }>(
        'SELECT id FROM participants WHERE cycle_id = $1 AND person_id = $2',
        [runningCycle, personId],
      )
    )[0]?.id ?? missing('participant')
  const [packet] = await rows<{ id: string }>(
    'SELECT id FROM packets WHERE subject_id = $1 ORDER BY shared_at DESC',
    [sam],
  )
  const [fresh] = await rows<{ id: string }>(
    'SELECT id FROM packets WHERE subject_id = $1 AND cycle_id = $2',
    [wei, runningCycle],
  )
  const [peer] = await rows<{ id: string }>(
    `SELECT r.id FROM reviews r JOIN people a ON a.id = r.author_id
     WHERE r.cycle_id = $1 AND r.subject_id = $2 AND r.direction = 'PEER' AND a.email = $3`,
    [runningCycle, sam, PERSONAS.peer],
  )
  const submission = async (direction: string) =>
    (
      await rows<{ id: string }>(
        'SELECT id FROM submissions WHERE cycle_id = $1 AND subject_id = $2 AND direction = $3::"Direction" ORDER BY id',
        [runningCycle, sam, direction],
      )
    )[0]?.id ?? missing(`submission (${direction})`)
  const [upload] = await rows<{ id: string }>('SELECT id FROM people_imports ORDER BY id LIMIT 1')
  return {
    runningCycle,
    sam,
    wei,
    maya: await person(PERSONAS.mgr),
    participant: await participant(sam),
    otherParticipant: await participant(await person('sofia.rossi@example.org')),
    selfReview: await review('SELF'),
    managerReview: await review('MANAGER'),
    peerReview: peer?.id ?? missing('peer review'),
    selfSubmission: await submission('SELF'),
    peerSubmission: await submission('PEER'),
    sharedPacket: packet?.id ?? missing('packet'),
    freshPacket: fresh?.id ?? missing('fresh packet'),
    freshPacketOwner: wei,
    peopleImport: upload?.id ?? missing('import'),
    ladderImport: await aLadderImport(),
    section: 'summary',
  }
}

/** Files are imported by people only, so that the demonstration has none. */
async function aLadderImport(): Promise<string> {
  const [known] = await rows<{ id: string }>('SELECT id FROM ladder_imports ORDER BY id LIMIT 1')
  if (known) return known.id
  const text =
    '# Engineer\n\n## Craft\n\n- Writes code\n\n# Senior Engineer\n\n## Craft\n\n- Designs\n'
  const [made] = await rows<{ id: string }>(
    `WITH made AS (INSERT INTO ladder_imports (actor_id, reader)
       SELECT id, 'markdown' FROM people WHERE email = $1 RETURNING id)
     INSERT INTO ladder_import_files (import_id, "order", file_name, bytes, sha256)
     SELECT id, 0, 'ladder.md', convert_to($2, 'UTF8'), encode(sha256(convert_to($2, 'UTF8')), 'hex')
     FROM made RETURNING import_id AS id`,
    [PERSONAS.admin, text],
  )
  return made?.id ?? missing('import of a ladder')
}

function missing(what: string): never {
  throw new Error(`The demonstration organisation has no ${what}.`)
}
