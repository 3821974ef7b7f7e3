import type { TestOrganisation } from '../../support/organisation'

/** What the form of a new cycle sends. */
export function settingsFor(organisation: TestOrganisation, own: Record<string, unknown> = {}) {
  return {
    name: 'First half of 2026',
    periodStart: '2026-01-01',
    periodEnd: '2026-06-30',
    timeZone: 'Europe/Berlin',
    ladderVersionId: organisation.ladderVersionId,
    hasSelf: 'on',
    hasPeer: 'on',
    ratesNextLevel: 'on',
    peerVisibility: 'ATTRIBUTED',
    skipVisible: 'on',
    graceDays: '3',
    actingReviewerId: '',
    launchOn: '2026-07-06',
    selfDueOn: '2026-07-17',
    peerDueOn: '2026-07-17',
    managerDueOn: '2026-07-31',
    shareFromOn: '2026-08-03',
    closeOn: '2026-08-21',
    ...own,
  }
}
