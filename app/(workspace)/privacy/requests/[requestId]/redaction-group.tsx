import type { AccessRequestView, RedactionItem } from '@/lib/privacy/requests/queries'
import { decideItemsAction } from '../../actions'
import { ChoiceOf, TextField } from '../../labelled'
import { PrivacyForm } from '../../privacy-form'
import { DECISION_WORDS } from '../../words'

type Group = AccessRequestView['groups'][number]

const OPTIONS = [
  ['BLACKEN', 'Blacken it'],
  ['KEEP', 'Keep it'],
  ['LEAVE_OUT', 'Leave the whole text out'],
] as const

/** One name as it is written, with every place where it stands; decided at once or place by place. */
export function RedactionGroup({ requestId, group }: { requestId: string; group: Group }) {
  const { match, items, open } = group
  const places = items.length === 1 ? 'one place' : `${items.length} places`
  return (
    <details open={open > 0} className="rounded-md border border-line bg-surface px-4 py-3">
      <summary className="cursor-pointer">
        <h3 className="inline font-semibold">
          <bdi>{match}</bdi>
        </h3>{' '}
        <span className="text-ink-soft">
          {places}, {open === 0 ? 'all decided' : `${open} to decide`}
        </span>
      </summary>
      <div className="mt-3">
        <PrivacyForm
          action={decideItemsAction}
          fixed={{ requestId }}
          label="Decide for the ticked places"
        >
          <ul className="space-y-2">
            {items.map((item) => (
              <Place key={item.number} item={item} />
            ))}
          </ul>
          <div className="grid max-w-prose gap-3 sm:grid-cols-2">
            <ChoiceOf label="What to do" name="decision" options={OPTIONS} />
            <TextField label="Why, if left out" name="reason" maxLength={300} />
          </div>
        </PrivacyForm>
      </div>
    </details>
  )
}

function Place({ item }: { item: RedactionItem }) {
  const { number, where, before, match, after, decision, reason } = item
  return (
    <li>
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          name="numbers[]"
          value={number}
          defaultChecked={decision === null}
          className="mt-1 size-4 shrink-0 accent-accent"
        />
        <span className="min-w-0">
          <span className="block break-words">
            {before}
            <mark className="bg-warn-wash px-0.5 font-medium text-ink">{match}</mark>
            {after}
          </span>
          <span className="block text-sm text-ink-soft">
            {where}
            {decision ? `. ${DECISION_WORDS[decision]}${reason ? `: ${reason}` : ''}` : ''}
          </span>
        </span>
      </label>
    </li>
  )
}
