export const REQUEST_STATES = {
  OPEN: 'Open',
  RELEASED: 'Released',
  CLOSED: 'Closed',
} as const

export const DECISION_WORDS = {
  KEEP: 'Kept',
  BLACKEN: 'Blackened',
  LEAVE_OUT: 'Left out',
} as const
