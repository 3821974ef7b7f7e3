import { slug } from '../document/keys'

const KEYS: [pattern: RegExp, key: string][] = [
  [
    /^(?:team size|size of (?:the )?team|span of control|direct reports|reports|team)$/i,
    'team_size',
  ],
  [/^(?:teams|number of teams)$/i, 'teams'],
  [/^(?:planning|thinking|time|strategic) horizon$/i, 'planning_horizon'],
  [/^(?:(?:years? of |typical |relevant )?experience|years)$/i, 'experience'],
  [/^(?:time (?:in|at) (?:level|role|grade)|tenure)$/i, 'time_in_level'],
  [/^(?:time split|split of time|time allocation|hands-on(?: time)?)$/i, 'time_split'],
  [/^(?:impact radius|radius of impact|sphere of influence|reach)$/i, 'impact_radius'],
  [/^supervision$/i, 'supervision'],
  [/^(?:(?:pay |salary )?grade|pay band)$/i, 'grade'],
  [/^(?:reports to|reporting to|line manager)$/i, 'reports_to'],
]

/** The key of a fact by what it is called; `x-…` for what has no name of its own. */
export function factKey(label: string): string {
  const bare = label.replace(/^[^\p{L}\p{N}]+/u, '').trim()
  return KEYS.find(([pattern]) => pattern.test(bare))?.[1] ?? `x-${slug(bare, 'fact')}`.slice(0, 60)
}

/** Whether this is the name of a fact that every reader knows. */
export function isFactName(label: string): boolean {
  return !factKey(label).startsWith('x-')
}
