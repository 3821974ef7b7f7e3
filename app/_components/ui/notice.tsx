import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const LOOKS = {
  info: { box: 'bg-accent-wash text-ink', Icon: Info },
  warn: { box: 'bg-warn-wash text-ink', Icon: TriangleAlert },
  error: { box: 'bg-danger-wash text-ink', Icon: CircleAlert },
}

/** A short message about the page or the form; errors are announced at once. */
export function Notice({
  kind = 'info',
  title,
  children,
}: {
  kind?: keyof typeof LOOKS
  title?: string
  children?: ReactNode
}) {
  const { box, Icon } = LOOKS[kind]
  return (
    <div
      role={kind === 'error' ? 'alert' : undefined}
      className={`flex gap-2.5 rounded-md px-3 py-2.5 ${box}`}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 space-y-0.5">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
    </div>
  )
}
