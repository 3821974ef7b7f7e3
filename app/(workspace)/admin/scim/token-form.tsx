'use client'

import { startTransition } from 'react'
import { useStepUpForm } from '@/app/_components/step-up/use-step-up'
import { Button } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { Field, SelectField, TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import type { MadeToken } from '@/lib/scim/tokens/commands'
import { makeTokenAction } from './actions'

const TERMS = [
  { days: '90', words: '90 days' },
  { days: '180', words: '180 days' },
  { days: '365', words: 'A year' },
]

/** Makes a token and shows it, this once. */
export function TokenForm() {
  const { result, formAction, isPending, dialog } = useStepUpForm<MadeToken>(makeTokenAction)
  const refusal = result && !result.ok && !result.stepUp ? result : null
  const fields = refusal?.fields ?? {}
  if (result?.ok) return <MadeTokenShown made={result.data} />
  return (
    <>
      <form
        onSubmit={(event) => {
          // A form action would empty the fields, also where it is refused.
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          startTransition(() => formAction(form))
        }}
        className="max-w-xl space-y-4"
      >
        {refusal && Object.keys(fields).length === 0 ? (
          <Notice kind="error">{refusal.message}</Notice>
        ) : null}
        <Field
          label="Provider"
          hint="What you call it, such as Okta."
          name="name"
          required
          maxLength={80}
          autoComplete="off"
          error={fields.name}
        />
        <SelectField label="Good for" name="days" defaultValue="180" error={fields.days}>
          {TERMS.map(({ days, words }) => (
            <option key={days} value={days}>
              {words}
            </option>
          ))}
        </SelectField>
        <TextAreaField
          label="Why"
          hint="The second administrator reads this."
          name="reason"
          required
          minLength={10}
          maxLength={500}
          error={fields.reason}
        />
        <Button type="submit" look="primary" disabled={isPending}>
          Make a token
        </Button>
      </form>
      {dialog}
    </>
  )
}

function MadeTokenShown({ made: { name, token, expiresAt } }: { made: MadeToken }) {
  return (
    <div className="max-w-xl space-y-4">
      <Notice title={`The token for ${name} is shown only now.`}>
        <p>
          Enter it at the provider. It opens nothing until a second administrator agrees on this
          page, and ends on <Day on={expiresAt} />.
        </p>
      </Notice>
      <Field
        label="Token"
        name="made-token"
        readOnly
        value={token}
        onFocus={(event) => event.currentTarget.select()}
        className="font-mono text-sm"
      />
    </div>
  )
}
