'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Field } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import type { SignInState } from '@/app/(auth)/actions'

type Props = {
  action: (state: SignInState, form: FormData) => Promise<SignInState>
  token: string
  email: string
}

/** Chooses a password with a link, the first or a new one. */
export function NewPasswordForm({ action, token, email }: Props) {
  const [result, formAction, isPending] = useActionState(action, null)
  const fields = result && !result.ok ? result.fields : {}
  return (
    <form action={formAction} className="mt-6 space-y-4">
      <input type="hidden" name="token" value={token} />
      <input
        type="text"
        name="username"
        value={email}
        autoComplete="username"
        readOnly
        hidden
        disabled
      />
      {result && !result.ok && !fields.password ? (
        <Notice kind="error">{result.message}</Notice>
      ) : null}
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
        Set password and sign in
      </Button>
    </form>
  )
}
