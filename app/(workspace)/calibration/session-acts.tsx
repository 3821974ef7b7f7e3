import { lockSessionAction, publishSessionAction } from './actions'
import { AskFirst } from './ask-first'

/** Locking and publishing, for whoever may, with what each means. */
export function SessionActs({
  session: { id, name, version, can },
}: {
  session: {
    id: string
    name: string
    version: number
    can: { lock: boolean; publish: boolean }
  }
}) {
  const about = { sessionId: id, version }
  return (
    <>
      {can.lock ? (
        <AskFirst {...about} action={lockSessionAction} label="Lock" title={`Lock ${name}?`}>
          <p>
            Its members read nothing more here from that moment on, and managers can share once
            sharing has begun. A locked session is not opened again.
          </p>
        </AskFirst>
      ) : null}
      {can.publish ? (
        <AskFirst
          {...about}
          action={publishSessionAction}
          label="Publish"
          title={`Publish ${name}?`}
        >
          <p>Its outcome is final from then on. Nobody is told of it by mail.</p>
        </AskFirst>
      ) : null}
    </>
  )
}
