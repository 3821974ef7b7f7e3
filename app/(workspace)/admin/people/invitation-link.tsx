'use client'

import { useRef, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { Field } from '@/app/_components/ui/field'

export type InvitationShown = { name: string; email: string; url: string | null; expiresAt: Date }

/** The link, shown this once, or where it was sent. */
export function InvitationLink({ invitation }: { invitation: InvitationShown }) {
  const { email, url, expiresAt } = invitation
  if (url !== null) return <LinkToCopy url={url} email={email} expiresAt={expiresAt} />
  return (
    <p className="text-start whitespace-normal">
      The link is on its way to {email}. It works once, and ends on <Day on={expiresAt} />.
    </p>
  )
}

function LinkToCopy({ url, email, expiresAt }: { url: string; email: string; expiresAt: Date }) {
  const [isCopied, setCopied] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const copy = async () => {
    box.current?.querySelector('input')?.select()
    await navigator.clipboard.writeText(url)
    setCopied(true)
  }
  return (
    <div ref={box} className="space-y-4 text-start whitespace-normal">
      <p>
        Send this link to {email}. It is shown only now, works once, and ends on{' '}
        <Day on={expiresAt} />.
      </p>
      <Field label="Link" name="invitation-link" readOnly value={url} />
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
