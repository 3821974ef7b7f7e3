import type { ReactNode } from 'react'

// Every page carries these for the case that one is needed, so they are few elements and small.
function DeadEnd({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="dead-end">
      <h1>{title}</h1>
      <p>{children}</p>
      <a href="/">Go to your home page</a>
    </div>
  )
}

/** What stands in place of a page that is not there; the caller gives it its landmark. */
export function NotFoundMessage() {
  return (
    <DeadEnd title="Not found">
      There is nothing here, or it is not for you to see. If somebody sent you this address, ask
      them.
    </DeadEnd>
  )
}

export function ForbiddenMessage() {
  return (
    <DeadEnd title="Not for you to do">
      You may see this, but you may not do that with it. Nothing was changed.
    </DeadEnd>
  )
}
