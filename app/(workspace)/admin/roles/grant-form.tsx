'use client'

import Link from 'next/link'
import { startTransition, useState } from 'react'
import { useStepUpForm } from '@/app/_components/step-up/use-step-up'
import { Button } from '@/app/_components/ui/button'
import { ChoiceField, Field, SelectField, TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { grantRoleAction } from './actions'

const HR_PARTNER = 'HR_PARTNER'

/** Gives a role, or asks the second administrator for it; what was typed stays when it is refused. */
export function GrantForm({ roles }: { roles: { role: string; title: string }[] }) {
  const { result, formAction, isPending, dialog } = useStepUpForm(grantRoleAction)
  const [role, setRole] = useState('')
  const [scope, setScope] = useState('everybody')
  const fields = result && !result.ok ? result.fields : {}
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
        <Answer result={result} />
        <Field
          label="Person"
          hint="Their e-mail address."
          name="email"
          type="email"
          required
          autoComplete="off"
          error={fields.email}
        />
        <SelectField
          label="Role"
          name="role"
          required
          value={role}
          onChange={(event) => setRole(event.target.value)}
          error={fields.role}
        >
          <option value="">Choose a role</option>
          {roles.map((one) => (
            <option key={one.role} value={one.role}>
              {one.title}
            </option>
          ))}
        </SelectField>
        {role === HR_PARTNER ? (
          <ScopeFields scope={scope} onScope={setScope} error={fields.teams} />
        ) : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="From"
            hint="Empty for at once."
            name="fromOn"
            type="date"
            error={fields.fromOn}
          />
          <Field
            label="Last day"
            hint="Empty for no end."
            name="toOn"
            type="date"
            error={fields.toOn}
          />
        </div>
        <TextAreaField
          label="Why"
          hint="Every administrator can read it on this page."
          name="reason"
          required
          minLength={10}
          maxLength={500}
          error={fields.reason}
        />
        <Button type="submit" look="primary" disabled={isPending}>
          {role === HR_PARTNER || role === 'AUDITOR' ? 'Ask for the role' : 'Grant the role'}
        </Button>
      </form>
      {dialog}
    </>
  )
}

function ScopeFields({
  scope,
  onScope,
  error,
}: {
  scope: string
  onScope: (scope: string) => void
  error: string | undefined
}) {
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium">Over</legend>
      {[
        { value: 'everybody', label: 'Everybody' },
        { value: 'teams', label: 'Chosen teams' },
      ].map(({ value, label }) => (
        <ChoiceField
          key={value}
          label={label}
          type="radio"
          name="scope"
          value={value}
          checked={scope === value}
          onChange={() => onScope(value)}
        />
      ))}
      {scope === 'teams' ? (
        <TextAreaField label="Teams" hint="One a line." name="teams" required error={error} />
      ) : null}
    </fieldset>
  )
}

function Answer({ result }: { result: ReturnType<typeof useStepUpForm>['result'] | null }) {
  if (!result) return null
  if (!result.ok) {
    return result.stepUp ? null : <Notice kind="error">{result.message}</Notice>
  }
  const { name, approvalId } = result.data as { name: string; approvalId: string | null }
  if (!approvalId) return <Notice>{name} has the role now, and signs in anew.</Notice>
  return (
    <Notice title={`A second administrator must agree before ${name} has this role.`}>
      <p>
        They get a mail and find it under{' '}
        <Link
          href={`/admin/approvals/${approvalId}`}
          prefetch={false}
          className="text-accent underline"
        >
          Approvals
        </Link>
        . It stays open for seven days.
      </p>
    </Notice>
  )
}
