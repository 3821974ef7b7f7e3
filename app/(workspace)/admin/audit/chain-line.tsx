import type { ReactNode } from 'react'
import { Notice } from '@/app/_components/ui/notice'
import type { ChainState } from '@/lib/audit/log/queries'

const RESULTS = {
  sound: 'and found sound',
  broken: 'and found broken',
  unknown: 'and it could not be told whether it is sound',
}

/** How far the log is sealed, and what the last verification said. */
export function ChainLine({ chain }: { chain: ChainState }) {
  const { sealedUntil, isBehind, verified } = chain
  const sealed = sealedUntil ? `Last sealed ${sealedUntil}` : 'Nothing is sealed yet'
  const checked = verified
    ? `last verified ${verified.on} ${RESULTS[verified.result]}`
    : 'never verified; the operator does it with npm run audit:verify'
  if (verified?.result === 'broken') {
    return (
      <ChainNotice kind="error" title="The log was changed after it was sealed">
        {sealed}; {checked}. What was printed by npm run audit:verify names the first event.
      </ChainNotice>
    )
  }
  if (isBehind) {
    return (
      <ChainNotice kind="warn" title="Events wait to be sealed">
        {sealed}; {checked}. Events older than ten minutes are not sealed. Is the worker running?
      </ChainNotice>
    )
  }
  return (
    <p className="mb-4 text-sm text-ink-soft">
      {sealed}; {checked}.
    </p>
  )
}

function ChainNotice(props: { kind: 'error' | 'warn'; title: string; children: ReactNode }) {
  const { children, ...rest } = props
  return (
    <div className="mb-4">
      <Notice {...rest}>
        <p>{children}</p>
      </Notice>
    </div>
  )
}
