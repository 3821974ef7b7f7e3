import { Day } from '@/app/_components/ui/day'
import type { PersonChangeView } from '@/lib/people/changes/queries'
import { ActForm } from '../act-form'
import { cancelChangeAction } from './actions'

const WORDS: Record<PersonChangeView['kind'], string> = {
  LEVEL: 'Level',
  MANAGER: 'Manager',
  TEAM: 'Team',
  EMPLOYMENT: 'Employment',
  LEAVER: 'Last day',
}
const EMPLOYMENT: Record<string, string> = { EMPLOYEE: 'Employee', CONTRACTOR: 'Contractor' }

/** What will change and when, and what could not be done when its day came. */
export function PersonChanges({ changes }: { changes: PersonChangeView[] }) {
  if (changes.length === 0) return <p className="text-ink-soft">Nothing is planned.</p>
  return (
    <ul className="divide-y divide-line">
      {changes.map((change) => (
        <li key={change.id} className="flex flex-wrap justify-between gap-x-4 gap-y-1 py-2">
          <div className="min-w-0">
            <p>
              {WORDS[change.kind]}
              {change.kind === 'LEAVER' ? ': ' : `: ${targetOf(change)} from `}
              <Day on={change.on} />
            </p>
            <p className="text-sm text-ink-soft">
              {change.state === 'REFUSED'
                ? `Could not be done. ${change.refusal ?? ''}`
                : `Decided by ${change.requestedBy ?? 'somebody'}`}
            </p>
          </div>
          {change.state === 'PLANNED' ? (
            <ActForm
              action={cancelChangeAction}
              look="quiet"
              label={
                <>
                  Cancel<span className="sr-only"> the change of {WORDS[change.kind]}</span>
                </>
              }
            >
              <input type="hidden" name="changeId" value={change.id} />
            </ActForm>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function targetOf({ kind, to }: PersonChangeView): string {
  if (to === null) return 'none'
  return kind === 'EMPLOYMENT' ? (EMPLOYMENT[to] ?? to) : to
}
