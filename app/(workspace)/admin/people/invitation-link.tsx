'use client'

import { useRef, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { Field } from '@/app/_components/ui/field'

export type InvitationShown = { name: string; email: string; url: string; expiresAt: Date }

/** The link, shown this once: Rung keeps only its hash. */
export function InvitationLink({ invitation }: { invitation: InvitationShown }) {
  const [isCopied, setCopied] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const copy = async () => {
    box.current?.querySelector('input')?.select()
    await navigator.clipboard.writeText(invitation.url)
    setCopied(true)
  }
  return (
    <div ref={box} className="space-y-4 text-start whitespace-normal">
      <p>
        Send this link to {invitation.email}. It is shown only now, works once, and ends on{' '}
        <Day on={invitation.expiresAt} />.
      </p>
      <Field label="Link" name="invitation-link" readOnly value={invitation.url} />
      <div className="flex items-center justify-end gap-3">
        <span role="status" className="text-sm text-ink-soft">
          {isCopied ? 'Copied.' : ''}
        </span>
        <Button look="primary" onClick={copy}>
          Copy the link
        </Button>
      </div>
    </div>
  )
}
