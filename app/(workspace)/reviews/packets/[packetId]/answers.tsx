'use client'

import { Prose } from '@/app/_components/ui/prose'
import type { PacketView } from '@/lib/reviews/packets/queries'
import { AcknowledgeForm } from './acknowledge-form'
import { ReplyForm } from './reply-form'

export type ShownPacket = Omit<PacketView, 'reading' | 'omissions'>

/** What the person says to the packet: receipt, replies; and for them, who opened it. */
export function Answers({ view, replyKey }: { view: ShownPacket; replyKey: string }) {
  const { acknowledgement, replies } = view
  const isOwn = view.reader === 'subj'
  const isPrinted = acknowledgement !== null || replies.length > 0
  return (
    <div
      className={`mt-10 max-w-4xl space-y-8 border-t border-line-strong pt-6 ${isPrinted ? '' : 'no-print'}`}
    >
      {acknowledgement ? (
        <Receipt acknowledgement={acknowledgement} />
      ) : (
        <ReceiptMissing view={view} />
      )}
      <Replies view={view} replyKey={replyKey} />
      {isOwn ? <Openings openings={view.openings} /> : null}
    </div>
  )
}

function ReceiptMissing({ view: { id, can, head, reader, answersReadBy } }: { view: ShownPacket }) {
  return (
    <section aria-labelledby="receipt" className="no-print space-y-3">
      <h2 id="receipt" className="text-xl font-semibold">
        Receipt
      </h2>
      {can.acknowledge ? (
        <AcknowledgeForm packetId={id} name={head.subjectName} readBy={answersReadBy} />
      ) : (
        <p className="text-ink-soft">
          {reader === 'subj'
            ? 'This packet needs no receipt.'
            : `${head.subjectName} has not acknowledged receipt yet.`}
        </p>
      )}
    </section>
  )
}

function Replies({ view, replyKey }: { view: ShownPacket; replyKey: string }) {
  const { replies, can, head, repliesUntil } = view
  const isOwn = view.reader === 'subj'
  return (
    <section
      aria-labelledby="replies"
      className={`space-y-4 ${replies.length > 0 ? '' : 'no-print'}`}
    >
      <h2 id="replies" className="text-xl font-semibold">
        {isOwn ? 'Your replies' : `Replies by ${head.subjectName}`}
      </h2>
      {replies.map((reply) => (
        <div key={reply.id} className="border-s-2 border-line ps-3">
          <p className="text-sm text-ink-soft">{reply.on}</p>
          <Prose text={reply.body} />
        </div>
      ))}
      {replies.length === 0 && !can.reply ? (
        <p className="text-ink-soft">
          {isOwn ? `Replies closed on ${repliesUntil}.` : 'None so far.'}
        </p>
      ) : null}
      {can.reply ? (
        <div className="no-print">
          <ReplyForm
            key={replyKey}
            packetId={view.id}
            idempotencyKey={replyKey}
            until={repliesUntil}
            readBy={view.answersReadBy}
          />
        </div>
      ) : null}
    </section>
  )
}

function Receipt({
  acknowledgement,
}: {
  acknowledgement: NonNullable<PacketView['acknowledgement']>
}) {
  return (
    <section aria-labelledby="receipt" className="space-y-1">
      <h2 id="receipt" className="text-xl font-semibold">
        Receipt
      </h2>
      <p>
        Acknowledged on {acknowledgement.on}, signed “{acknowledgement.typedName}”. This confirms
        receipt and discussion, not agreement.
      </p>
      {acknowledgement.comment ? <Prose text={acknowledgement.comment} /> : null}
    </section>
  )
}

function Openings({ openings }: { openings: PacketView['openings'] }) {
  return (
    <section aria-labelledby="openings" className="no-print space-y-1">
      <h2 id="openings" className="text-xl font-semibold">
        Who opened it
      </h2>
      <p className="text-sm text-ink-soft">
        By role and day, without names. It is left out of what you print.
      </p>
      {openings.length === 0 ? (
        <p className="text-ink-soft">Nobody but you so far.</p>
      ) : (
        <ul>
          {openings.map(({ who, on }) => (
            <li key={`${who} ${on}`}>
              Opened by {who} on {on}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
