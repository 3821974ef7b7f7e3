'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Field } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { signInAction } from '@/app/(auth)/actions'

type DemonstrationPerson = { email: string; name: string; title: string }

type Props = { next: string; people: DemonstrationPerson[]; isSecondWay: boolean }

export function SignInForm({ next, people, isSecondWay }: Props) {
  const [result, formAction, isPending] = useActionState(signInAction, null)
  const [email, setEmail] = useState('')
  const fields = result && !result.ok ? result.fields : {}
  return (
    <>
      <form action={formAction} className="mt-6 space-y-4">
        <input type="hidden" name="next" value={next} />
        {result && !result.ok && !fields.password && !fields.email ? (
          <Notice kind="error">{result.message}</Notice>
        ) : null}
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={fields.email}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={fields.password}
        />
        <Button
          type="submit"
          look={isSecondWay ? 'secondary' : 'primary'}
          className="w-full"
          disabled={isPending}
        >
          {isPending ? 'Signing in' : 'Sign in'}
        </Button>
        <p className="text-sm">
          <a href="/password" className="text-accent underline">
            Forgotten your password?
          </a>
        </p>
      </form>
      {people.length > 0 ? (
        <section className="mt-8 border-t border-line pt-5">
          <h2 className="font-semibold">Demonstration organisation</h2>
          <p className="mt-0.5 text-sm text-ink-soft">
            Everybody’s password is <code className="font-medium text-ink">demonstration</code>.
            Choose who to be:
          </p>
          <ul className="mt-2 space-y-1">
            {people.map((person) => (
              <li key={person.email}>
                <button
                  type="button"
                  onClick={() => setEmail(person.email)}
                  className="w-full rounded-md px-2 py-1 text-left hover:bg-sunken"
                >
                  <span className="font-medium">{person.name}</span>{' '}
                  <span className="text-sm text-ink-soft">{person.title}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
