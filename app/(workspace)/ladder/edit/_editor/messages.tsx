'use client'

import type { EntityName } from '@/lib/ladder/editing/draft'
import { useEditor } from './use-editor'

/** What the checks say about one thing; what is only for information is left to its details. */
export function Messages({
  entity,
  entityKey,
  isWhole = false,
}: {
  entity: EntityName
  entityKey: string
  isWhole?: boolean
}) {
  const messages = useEditor((store) => store.messagesOf({ entity, key: entityKey }))
  const shown = isWhole ? messages : messages.filter(({ severity }) => severity !== 'info')
  return shown.map(({ code, severity, message }) => (
    <small key={`${code} ${message}`} className={`is-${severity}`}>
      {severity === 'error' ? <b>Must be mended: </b> : null}
      {message}
    </small>
  ))
}
