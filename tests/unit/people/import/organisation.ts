import fc from 'fast-check'
import { readPeopleFile } from '@/lib/people/import/file/csv'
import type { AbsentMode } from '@/lib/people/import/leaving'
import type { LevelOption } from '@/lib/people/import/level-finder'
import type { OrganisationPerson, OrganisationState } from '@/lib/people/import/person-change'
import { type ImportPlan, planImport } from '@/lib/people/import/plan'

const level = (trackKey: string, levelKey: string, title: string, code: string): LevelOption => ({
  ladderKey: 'engineering',
  trackKey,
  levelKey,
  title,
  code,
  aliases: [],
  trackTitle: trackKey === 'ic' ? 'Technical' : 'Management',
})

export const LEVELS: LevelOption[] = [
  level('ic', 'engineer', 'Software Engineer', 'IC2'),
  level('ic', 'senior', 'Senior Software Engineer', 'IC3'),
  level('ic', 'lead', 'Lead', 'IC4'),
  level('mgmt', 'em', 'Engineering Manager (First-Level Manager)', 'M1'),
  level('mgmt', 'mgmt-lead', 'Lead', 'M2'),
]

export const SENIOR = { ladderKey: 'engineering', trackKey: 'ic', levelKey: 'senior' }
export const HEADER = 'name,email,manager email,level,track,team,start date'
export const ACTOR = 'admin@example.org'

export function person(email: string, rest: Partial<OrganisationPerson> = {}): OrganisationPerson {
  const bare = { team: null, startedOn: null, managerEmail: null, level: null, roles: [] }
  const usual = { isActive: true, employment: 'EMPLOYEE' as const }
  return { email, name: email.split('@')[0] ?? email, ...usual, ...bare, ...rest }
}

export const KEEP = { actorEmail: ACTOR, absent: 'KEEP' } as const
export const SYNCHRONISE = { actorEmail: ACTOR, absent: 'DEACTIVATE' } as const

export function planOf(
  source: string,
  people: OrganisationPerson[] = [],
  absent: AbsentMode = 'KEEP',
): ImportPlan {
  const terms = { actorEmail: ACTOR, absent }
  return planImport(readPeopleFile(source), { people, levels: LEVELS }, terms)
}

/** The organisation after a plan, as the database has it when the plan was written. */
export function applied(organisation: OrganisationState, plan: ImportPlan): OrganisationState {
  const people = new Map(organisation.people.map((one) => [one.email, one]))
  for (const { row: _, ...planned } of [...plan.created, ...plan.updated]) {
    const { isActive = true, roles = [] } = people.get(planned.email) ?? {}
    people.set(planned.email, { ...planned, isActive, roles })
  }
  const turned = [
    ...plan.deactivated.map(({ email }) => ({ email, isActive: false })),
    ...plan.reactivated.map(({ email }) => ({ email, isActive: true })),
  ]
  for (const { email, isActive } of turned) {
    const one = people.get(email)
    if (one) people.set(email, { ...one, isActive, roles: isActive ? one.roles : [] })
  }
  return { ...organisation, people: [...people.values()] }
}

/** Files of a tree of people: everybody reports to somebody of an earlier index, in a random order of rows. */
export function randomFile(): fc.Arbitrary<{ header: string; rows: string[] }> {
  const cells = fc.record({
    manager: fc.nat(),
    level: fc.constantFrom('', 'IC2', 'Senior Software Engineer', 'em', 'M2'),
    team: fc.constantFrom('', 'Payments', 'payments', 'Search', '=cmd()'),
    started: fc.constantFrom('', '2024-02-29', '2026-11-20'),
  })
  return fc
    .array(cells, { minLength: 1, maxLength: 12 })
    .chain((people) => {
      const rows = people.map(({ manager, level, team, started }, index) => {
        const above = index === 0 ? '' : `p${manager % index}@example.org`
        return `Person ${index},p${index}@example.org,${above},${level},,${team},${started}`
      })
      return fc.shuffledSubarray(rows, { minLength: rows.length })
    })
    .map((rows) => ({ header: HEADER, rows }))
}
