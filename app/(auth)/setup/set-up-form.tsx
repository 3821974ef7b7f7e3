'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Field, SelectField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { setUpAction } from '@/app/(auth)/actions'

export function SetUpForm({ zones }: { zones: string[] }) {
  const [result, formAction, isPending] = useActionState(setUpAction, null)
  const fields = result && !result.ok ? result.fields : {}
  return (
    <form action={formAction} className="mt-6 space-y-4">
      {result && !result.ok ? <Notice kind="error">{result.message}</Notice> : null}
      <Field
        label="Organisation"
        name="organisation"
        required
        autoComplete="organization"
        error={fields.organisation}
      />
      <SelectField
        label="Time zone"
        name="timeZone"
        hint="New cycles start with it; each cycle keeps its own."
        defaultValue="Europe/Berlin"
        error={fields.timeZone}
      >
        {['UTC', ...zones.filter((zone) => zone !== 'UTC')].map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
      <Field label="Your name" name="name" required autoComplete="name" error={fields.name} />
      <Field
        label="Your e-mail"
        name="email"
        type="email"
        required
        autoComplete="username"
        error={fields.email}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        hint="At least 12 characters; a few words that belong together only for you are best."
        required
        minLength={12}
        autoComplete="new-password"
        error={fields.password}
      />
      <Button type="submit" look="primary" className="w-full" disabled={isPending}>
        Set up and sign in
      </Button>
    </form>
  )
}
