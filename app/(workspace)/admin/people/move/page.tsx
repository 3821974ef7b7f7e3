import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Button } from '@/app/_components/ui/button'
import { Field } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { TeamOptions } from '@/app/(workspace)/people/[personId]/options'
import { ActForm } from '@/app/(workspace)/people/act-form'
import { AskSecond } from '@/app/(workspace)/people/ask-second'
import { PersonField } from '@/app/(workspace)/people/person-field'
import { addDays } from '@/lib/cycles/local-day'
import { MAX_DAYS_AHEAD, MAX_DAYS_BACK } from '@/lib/people/changes/change'
import { getMovePlan, type MovePlan, type Mover } from '@/lib/people/changes/moves/queries'
import { movePeopleAction } from './actions'

export const metadata: Metadata = { title: 'Move people' }

const COLUMNS = ['Moves', 'Team', 'Manager', 'People below'] as const

export default async function MovePage({ searchParams }: PageProps<'/admin/people/move'>) {
  const { done, count, ...asked } = await searchParams
  const plan = await load(getMovePlan, asked)
  return (
    <>
      <PageHeader
        title="Move people"
        trail={[{ href: '/admin/people', title: 'People' }]}
        lead="The reports of a manager, or the people of a team, to another manager or team from a day on."
      />
      {done === 'moved' || done === 'planned' ? <Done done={done} count={Number(count)} /> : null}
      {plan.source === null ? <Choice plan={plan} /> : <Move plan={plan} />}
    </>
  )
}

function Done({ done, count }: { done: 'moved' | 'planned'; count: number }) {
  const changes = Number.isSafeInteger(count) && count !== 1 ? `${count} changes` : 'One change'
  return (
    <div className="mb-6 max-w-prose">
      <Notice title={done === 'moved' ? 'Moved' : 'Planned'}>
        <p>
          {done === 'moved'
            ? `${changes} took effect.`
            : `${changes} will take effect on the day. Each is listed on the page of the person, where it can be cancelled.`}
        </p>
      </Notice>
    </div>
  )
}

function Choice({ plan }: { plan: MovePlan }) {
  return (
    <form action="/admin/people/move" className="max-w-xl space-y-4">
      {plan.problem ? <Notice kind="error">{plan.problem}</Notice> : null}
      <PersonField
        label="Reports of"
        name="from"
        hint="Their manager's e-mail; type a name to find it."
        defaultValue={plan.from}
      />
      <TeamOptions label="Or people of" teams={plan.teams} team={plan.team} none="No team" />
      <Button type="submit" look="primary">
        Show who that is
      </Button>
    </form>
  )
}

function Move({ plan }: { plan: MovePlan }) {
  const { source, people, cycles, from } = plan
  if (people.length === 0) {
    return (
      <Notice>{from ? `Nobody reports to ${source}.` : `Nobody is in the team ${source}.`}</Notice>
    )
  }
  return (
    <ActForm action={movePeopleAction} label="Move those ticked" whenForbidden={<AskSecond />}>
      <p>
        {countText(people.length, from ? `reports to ${source}` : `is in ${source}`)}{' '}
        {plan.hasMore ? 'These are the first; move them before the others.' : ''} People below them
        come along.
      </p>
      <Table caption="Who moves" columns={COLUMNS}>
        {people.map((mover) => (
          <MoverRow key={mover.id} mover={mover} />
        ))}
      </Table>
      <Cycles cycles={cycles} />
      <div className="grid max-w-3xl items-end gap-4 sm:grid-cols-3">
        <PersonField
          label="To the manager"
          name="manager"
          hint="Their e-mail. Empty: it stays as it is."
        />
        <TeamOptions label="To the team" teams={plan.teams} none="It stays as it is" />
        <Field
          label="From"
          name="on"
          type="date"
          required
          defaultValue={plan.today}
          min={addDays(plan.today, -MAX_DAYS_BACK)}
          max={addDays(plan.today, MAX_DAYS_AHEAD)}
        />
      </div>
    </ActForm>
  )
}

function countText(count: number, does: string): string {
  if (count === 1) return `One person ${does}.`
  const [verb = '', ...rest] = does.split(' ')
  return [count, 'people', verb === 'is' ? 'are' : 'report', ...rest].join(' ').concat('.')
}

function MoverRow({ mover }: { mover: Mover }) {
  const { id, name, team, manager, below, isSelf } = mover
  return (
    <tr>
      <Cell isHeader>
        <label className="flex items-center gap-2.5">
          <input
            type="checkbox"
            name="personIds[]"
            value={id}
            defaultChecked={!isSelf}
            disabled={isSelf}
            className="size-4 accent-accent"
          />
          <span className="font-medium">
            <bdi>{name}</bdi>
          </span>
          {isSelf ? (
            <span className="text-sm text-ink-soft">
              That is you; another administrator moves you
            </span>
          ) : null}
        </label>
      </Cell>
      <Cell>{team ?? '–'}</Cell>
      <Cell>{manager ?? '–'}</Cell>
      <Cell>{below}</Cell>
    </tr>
  )
}

// Participants keep the manager of the launch; a cycle is never turned over by a reorganisation.
function Cycles({ cycles }: { cycles: MovePlan['cycles'] }) {
  if (cycles.length === 0) return null
  return (
    <Notice title="Running cycles stay as they are">
      <ul>
        {cycles.map(({ id, name, people }) => (
          <li key={id}>
            {name}:{' '}
            {people === 1
              ? 'one of them takes part and keeps'
              : `${people} of them take part and keep`}{' '}
            the manager of its launch, who goes on to write, submit and share.
          </li>
        ))}
      </ul>
    </Notice>
  )
}
