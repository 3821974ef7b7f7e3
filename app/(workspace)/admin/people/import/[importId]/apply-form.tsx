'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { ChoiceField, Field } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import { applyImportAction, previewAgainAction } from '../actions'

type Props = {
  importId: string
  changes: number
  /** How many would be deactivated, where that has to be typed. */
  leaving: number | null
}

/** Applies the preview as it stands; where people changed meanwhile it offers a new preview. */
export function ApplyForm({ importId, changes, leaving }: Props) {
  const [result, apply, isApplying] = useActionState<ActionResult | null, FormData>(
    applyImportAction,
    null,
  )
  const [again, previewAgain, isPreviewing] = useActionState<ActionResult | null>(
    () => previewAgainAction(importId),
    null,
  )
  const refused = again && !again.ok ? again : result && !result.ok ? result : null
  const count = changes.toLocaleString('en')
  return (
    <form action={apply} className="space-y-3">
      <input type="hidden" name="importId" value={importId} />
      {refused ? <Notice kind="error">{refused.message}</Notice> : null}
      {leaving === null ? null : <Meant leaving={leaving} error={refused?.fields.leaving} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={isApplying || isPreviewing}>
          {isApplying ? 'Applying…' : `Apply ${count} ${changes === 1 ? 'change' : 'changes'}`}
        </Button>
        {refused ? (
          <Button
            type="submit"
            formAction={previewAgain}
            formNoValidate
            disabled={isApplying || isPreviewing}
          >
            Preview again
          </Button>
        ) : null}
      </div>
    </form>
  )
}

function Meant({ leaving, error }: { leaving: number; error: string | undefined }) {
  const many = leaving.toLocaleString('en')
  return (
    <fieldset className="space-y-2 rounded-md border border-danger px-3 py-2.5">
      <legend className="px-1 font-semibold">Is this the whole file?</legend>
      <p>
        {many} {leaving === 1 ? 'person is' : 'people are'} not in it and would be deactivated. If a
        part of the file is missing, stop here and nothing happens.
      </p>
      <ChoiceField
        type="checkbox"
        name="isMeant"
        required
        label="It is whole, and they are to be deactivated"
      />
      <div className="max-w-56">
        <Field
          label={`Type the number: ${many}`}
          name="leaving"
          inputMode="numeric"
          autoComplete="off"
          required
          error={error}
        />
      </div>
    </fieldset>
  )
}
