'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Field } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { forgottenPasswordAction } from '@/app/(auth)/actions'

export function ForgottenForm() {
  const [result, formAction, isPending] = useActionState(forgottenPasswordAction, null)
  if (result?.ok) {
    return (
      <div className="mt-6" role="status">
        <Notice title="Look into your mail">
          If somebody here has this address and a password, a link is on its way to it. It works
          once, for an hour, and ends earlier links. Nothing within a few minutes? Ask an
          administrator.
        </Notice>
      </div>
    )
  }
  const fields = result ? result.fields : {}
  return (
    <form action={formAction} className="mt-6 space-y-4">
      {result && !fields.email ? <Notice kind="error">{result.message}</Notice> : null}
      <p className="text-ink-soft">
        Write your address and get a link with which you choose a new password.
      </p>
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        error={fields.email}
      />
      <Button type="submit" look="primary" className="w-full" disabled={isPending}>
        {isPending ? 'Sending' : 'Send the link'}
      </Button>
    </form>
  )
}
