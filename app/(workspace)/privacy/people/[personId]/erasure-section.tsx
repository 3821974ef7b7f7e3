import { Day } from '@/app/_components/ui/day'
import { Notice } from '@/app/_components/ui/notice'
import { Cell, Table } from '@/app/_components/ui/table'
import { BASIS_WORDS } from '@/lib/privacy/erasure/legal-basis'
import type { ErasureView } from '@/lib/privacy/erasure/queries'
import { approveErasureAction, requestErasureAction } from '../../actions'
import { ChoiceOf, TextField } from '../../labelled'
import { PrivacyForm } from '../../privacy-form'
import { Waiting } from '../../waiting'

type Person = { id: string; name: string; email: string }

/** What an erasure removes and leaves, what stands in its way, and the way to ask for it. */
export function ErasureSection({ person, erasure }: { person: Person; erasure: ErasureView }) {
  const { blockers, removed, remains, waiting } = erasure
  return (
    <div className="space-y-5">
      <p className="max-w-prose text-ink-soft">
        Removes everything about <bdi>{person.name}</bdi> and what is private of them, and puts a
        pseudonym in place of their name. It cannot be undone, not even from a backup.
      </p>
      <div className="grid gap-6 lg:grid-cols-2">
        <div>
          <h3 className="mb-2 font-semibold">What is removed</h3>
          <Table caption="What is removed" columns={['What', 'How many']}>
            {removed.map(({ label, count }) => (
              <tr key={label}>
                <Cell isHeader>{label}</Cell>
                <Cell>{count}</Cell>
              </tr>
            ))}
          </Table>
        </div>
        <div>
          <h3 className="mb-2 font-semibold">What remains, and why</h3>
          <Table caption="What remains" columns={['What', 'How many']}>
            {remains.map(({ label, count, why }) => (
              <tr key={label}>
                <Cell isHeader>
                  {label}
                  <span className="block text-sm text-ink-soft">{why}</span>
                </Cell>
                <Cell>{count}</Cell>
              </tr>
            ))}
          </Table>
        </div>
      </div>
      <Blockers blockers={blockers} />
      {waiting ? (
        <Waiting waiting={waiting} agree={approveErasureAction} label="Agree and erase">
          has asked for it: {waiting.legalBasis}. Open until <Day on={waiting.expiresAt} />.
        </Waiting>
      ) : null}
      {!waiting && blockers.length === 0 ? <Ask person={person} /> : null}
    </div>
  )
}

function Blockers({ blockers }: { blockers: readonly string[] }) {
  if (blockers.length === 0) return null
  return (
    <div className="max-w-prose">
      <Notice kind="warn" title="Not yet">
        {blockers.map((blocker) => (
          <p key={blocker}>{blocker}</p>
        ))}
      </Notice>
    </div>
  )
}

function Ask({ person: { id, email } }: { person: Person }) {
  return (
    <details className="max-w-prose">
      <summary className="cursor-pointer text-accent">Ask for the erasure</summary>
      <div className="mt-3">
        <PrivacyForm
          action={requestErasureAction}
          fixed={{ personId: id }}
          label="Ask for the erasure"
          look="danger"
        >
          <ChoiceOf
            label="Why it is lawful"
            name="legalBasis"
            options={Object.entries(BASIS_WORDS)}
          />
          <TextField
            label="Their e-mail address"
            hint={`Type ${email} to show that it is this person.`}
            name="typedEmail"
            required
            maxLength={300}
          />
        </PrivacyForm>
      </div>
    </details>
  )
}
