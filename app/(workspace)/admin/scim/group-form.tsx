'use client'

import { startTransition } from 'react'
import { useStepUpForm } from '@/app/_components/step-up/use-step-up'
import { Button } from '@/app/_components/ui/button'
import { Field, SelectField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { mapGroupAction } from './actions'

type Choice = { role: string; title: string }

/** Says which group of the provider gives which role. */
export function GroupForm({ roles }: { roles: readonly Choice[] }) {
  const { result, formAction, isPending, dialog } = useStepUpForm<{ name: string }>(mapGroupAction)
  const refusal = result && !result.ok && !result.stepUp ? result : null
  const fields = refusal?.fields ?? {}
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          startTransition(() => formAction(form))
        }}
        className="max-w-xl space-y-4"
      >
        {refusal ? <Notice kind="error">{refusal.message}</Notice> : null}
        {result?.ok ? (
          <Notice>
            {result.data.name} is set. Push the group at the provider, and its members get the role.
          </Notice>
        ) : null}
        <Field
          label="Group"
          hint="The name that it has at the provider, in any letters."
          name="group"
          required
          maxLength={120}
          autoComplete="off"
          error={fields.group || undefined}
        />
        <SelectField
          label="Gives the role"
          name="role"
          required
          defaultValue=""
          error={fields.role}
        >
          <option value="" disabled>
            Choose a role
          </option>
          {roles.map(({ role, title }) => (
            <option key={role} value={role}>
              {title}
            </option>
          ))}
        </SelectField>
        <Button type="submit" disabled={isPending}>
          Set the role
        </Button>
      </form>
      {dialog}
    </>
  )
}
