/** What stands against putting one person back; each is true of what happened since the import. */
export type UndoFacts = {
  isGone: boolean
  /** Columns and histories that are no longer as the import left them. */
  changed: readonly string[]
  isAdministrator: boolean
  isSelf: boolean
  takesPart: boolean
  managesOthers: boolean
  formerTeamEnded: boolean
  formerManagerLeft: boolean
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'name',
  team_id: 'team',
  teams: 'team',
  started_on: 'start date',
  employment: 'employment',
  levels: 'level',
  lines: 'manager',
  is_active: 'account',
  ended_on: 'account',
}

/** Why this person cannot be put back, as the end of a sentence that begins with their name; null when they can. */
export function refusalFor(facts: UndoFacts): string | null {
  if (facts.isGone) return 'is no longer in Rung'
  if (facts.isSelf) return 'is you, and nobody changes their own entry; ask another administrator'
  if (facts.isAdministrator) return 'is an administrator now'
  if (facts.takesPart) return 'takes part in a cycle that was launched since'
  if (facts.changed.length > 0) return `was changed since (${fieldsIn(facts.changed)})`
  if (facts.managesOthers) return 'manages people who came to them since'
  if (facts.formerTeamEnded) return 'was in a team that has been dissolved since'
  if (facts.formerManagerLeft) return 'had a manager who has left since'
  return null
}

function fieldsIn(changed: readonly string[]): string {
  return [...new Set(changed.map((name) => FIELDS[name] ?? name))].join(', ')
}
