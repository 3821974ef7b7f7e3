'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Field } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { changePasswordAction } from './actions'

export function ChangePasswordForm({ email }: { email: string }) {
  const [result, formAction, isPending] = useActionState(changePasswordAction, null)
  const fields = result && !result.ok ? result.fields : {}
  const isNamed = Boolean(fields.current || fields.password)
  return (
    <form action={formAction} className="max-w-md space-y-4">
      {result?.ok ? (
        <div role="status">
          <Notice>Your password is changed, and everywhere else you are signed out.</Notice>
        </div>
      ) : null}
      {result && !result.ok && !isNamed ? <Notice kind="error">{result.message}</Notice> : null}
      <input type="text" autoComplete="username" value={email} readOnly hidden disabled />
      <Field
        label="Password that you have now"
        name="current"
        type="password"
        autoComplete="current-password"
        required
        error={fields.current}
      />
      <Field
        label="New password"
        name="password"
        type="password"
        hint="At least 12 characters; a few words that belong together only for you are best."
        autoComplete="new-password"
        required
        minLength={12}
        error={fields.password}
      />
      <Button type="submit" disabled={isPending}>
        {isPending ? 'Changing' : 'Change password'}
      </Button>
    </form>
  )
}
