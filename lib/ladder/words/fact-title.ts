import type { LevelFact } from '../format/document'

const TITLES: Record<string, string> = {
  team_size: 'Team size',
  teams: 'Teams',
  planning_horizon: 'Planning horizon',
  experience: 'Experience',
  time_in_level: 'Time in level',
  time_split: 'How time is split',
  impact_radius: 'Reach of impact',
  supervision: 'Supervision',
  grade: 'Grade',
  reports_to: 'Reports to',
}

/**
 * What a fact is called on screen: the ladder's own label, else the words of a known key, else the
 * words that an `x-…` key is made of.
 */
export function factTitle({ key, label }: Pick<LevelFact, 'key' | 'label'>): string {
  if (label) return label
  const words = TITLES[key] ?? key.replace(/^x-/, '').replace(/[._-]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
