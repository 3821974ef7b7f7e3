'use client'

import { startTransition, useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { ChoiceField, Field, TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { PersonField } from '@/app/(workspace)/people/person-field'
import type { DelegationsView } from '@/lib/cycles/delegations/queries'
import { grantDelegationAction } from './actions'

/** Who writes, for whom, until when and why; what was typed stays when it is refused. */
export function LendForm({
  view,
  reasonReaders,
}: {
  view: DelegationsView
  reasonReaders: string
}) {
  const [result, formAction, isPending] = useActionState(grantDelegationAction, null)
  const fields = result && !result.ok ? result.fields : {}
  return (
    <form
      key={result?.ok ? result.data.delegationId : 'new'}
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        startTransition(() => formAction(form))
      }}
      className="max-w-xl space-y-4"
    >
      <input type="hidden" name="participantId" value={view.participantId} />
      {result && !result.ok && !fields.endsOn && !fields.reason ? (
        <Notice kind="error">{result.message}</Notice>
      ) : null}
      {result?.ok ? (
        <Notice title={`${result.data.granteeName} can write from now on.`}>
          <p>They are told by mail and find it among their reviews.</p>
        </Notice>
      ) : null}
      <PersonField
        label="Who writes"
        name="email"
        hint="Name or e-mail. Somebody who worked with them; not a report of theirs, and not one of their peers in this cycle."
      />
      <Scope view={view} />
      <Field
        label="Until"
        hint={`The whole of that day; ${view.lastDay} at the latest, when the cycle closes.`}
        name="endsOn"
        type="date"
        required
        min={view.today}
        max={view.lastOn}
        error={fields.endsOn}
      />
      <TextAreaField
        label="Why"
        hint={reasonReaders}
        name="reason"
        required
        minLength={10}
        maxLength={500}
        error={fields.reason}
      />
      <Button type="submit" look="primary" disabled={isPending}>
        Let them write
      </Button>
    </form>
  )
}

function Scope({ view: { subject, manager } }: { view: DelegationsView }) {
  if (!manager || manager.others === 0) return <input type="hidden" name="scope" value="one" />
  const whom = manager.isActor ? 'you write' : `${manager.name} writes`
  return (
    <fieldset>
      <legend className="font-medium">About whom</legend>
      <ChoiceField
        type="radio"
        name="scope"
        value="one"
        defaultChecked
        label={`${subject.name} only`}
      />
      <ChoiceField
        type="radio"
        name="scope"
        value="all"
        label={`Everybody about whom ${whom} in this cycle, ${manager.others + 1} people`}
      />
    </fieldset>
  )
}
