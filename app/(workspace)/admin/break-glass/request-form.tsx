'use client'

import Link from 'next/link'
import { startTransition } from 'react'
import { useStepUpForm } from '@/app/_components/step-up/use-step-up'
import { Button } from '@/app/_components/ui/button'
import { Field, SelectField, TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { requestBreakglassAction } from './actions'

/** Asks for break-glass over one person; what was typed stays when it is refused. */
export function RequestForm() {
  const { result, formAction, isPending, dialog } = useStepUpForm(requestBreakglassAction)
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
          <Notice title={`An HR partner of ${result.data.name} must agree first.`}>
            <p>
              They get a mail.{' '}
              <Link
                href={`/admin/approvals/${result.data.approvalId}`}
                prefetch={false}
                className="text-accent underline"
              >
                See the request
              </Link>
            </p>
          </Notice>
        ) : null}
        <Field
          label="Person"
          hint="Their e-mail address."
          name="email"
          type="email"
          required
          autoComplete="off"
          error={fields.email}
        />
        <SelectField label="For" name="hours" error={fields.hours}>
          <option value="1">One hour</option>
          <option value="2">Two hours</option>
          <option value="3">Three hours</option>
          <option value="4">Four hours</option>
        </SelectField>
        <TextAreaField
          label="Why"
          hint="The second person and the HR partners read it, and it stands on every page you open."
          name="reason"
          required
          minLength={10}
          maxLength={500}
          error={fields.reason}
        />
        <Button type="submit" look="primary" disabled={isPending}>
          Ask for break-glass
        </Button>
      </form>
      {dialog}
    </>
  )
}
