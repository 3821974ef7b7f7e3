'use client'

import { type FormEvent, startTransition, useActionState, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { SelectField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { addPeopleAction } from '@/app/(workspace)/calibration/actions'
import { PersonField } from '@/app/(workspace)/people/person-field'
import type { AddedPeople } from '@/lib/calibration/people/commands'

const WAYS = [
  { value: 'team', label: 'A team' },
  { value: 'manager', label: 'Everybody of a manager' },
  { value: 'person', label: 'One person' },
] as const
type Way = (typeof WAYS)[number]['value']

/** Puts people into a session by team, by manager or one by one, and says who was not added. */
export function AddForm({ sessionId, teams }: { sessionId: string; teams: readonly string[] }) {
  const [result, dispatch, isPending] = useActionState(addPeopleAction, null)
  const [way, setWay] = useState<Way>('team')
  // Sent by hand, because React empties a form whose action has run, also when it was refused.
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    data.delete('way')
    startTransition(() => dispatch(data))
  }
  return (
    <form onSubmit={send} className="space-y-3">
      {result ? (
        <Notice kind={result.ok ? 'info' : 'error'}>
          {result.ok ? addedWords(result.data) : result.message}
        </Notice>
      ) : null}
      <input type="hidden" name="sessionId" value={sessionId} />
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <SelectField
          label="Add"
          name="way"
          value={way}
          onChange={(event) => setWay(wayOf(event.target.value))}
        >
          {WAYS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <Chosen key={way} way={way} teams={teams} />
      </div>
      <Button type="submit" disabled={isPending}>
        Add to the session
      </Button>
    </form>
  )
}

function Chosen({ way, teams }: { way: Way; teams: readonly string[] }) {
  if (way !== 'team') {
    const label = way === 'manager' ? 'Manager' : 'Person'
    return <PersonField label={label} name={way} hint="Their e-mail; type a name to find it." />
  }
  return (
    <SelectField label="Team" name="team">
      {teams.map((team) => (
        <option key={team}>{team}</option>
      ))}
    </SelectField>
  )
}

function wayOf(value: string): Way {
  return WAYS.find((way) => way.value === value)?.value ?? 'team'
}

function addedWords({ added, elsewhere, settled }: AddedPeople): string {
  return [
    added === 1 ? 'One person was added.' : `${added} people were added.`,
    elsewhere === 1 ? 'One is in another session and stays there.' : '',
    elsewhere > 1 ? `${elsewhere} are in another session and stay there.` : '',
    settled > 0 ? 'Whose packet is shared, or who does not take part now, was left out.' : '',
  ]
    .filter(Boolean)
    .join(' ')
}
