import { type ApprovalKind, kindFacts } from '@/lib/approvals/kind'
import { decidersOf } from '@/lib/policy/plain/audience'
import { RELATION_WORDS } from '@/lib/policy/plain/relation-words'
import type { Relation } from '@/lib/policy/relations'
import { andList } from '@/lib/reviews/tasks/reader-words'

/** Beside a reason: whoever may be the second person reads it, as the policy has it. */
export function reasonReaders(kind: ApprovalKind): string {
  const op = kindFacts(kind)?.op
  const who = op ? decidersOf(op).map((relation) => RELATION_WORDS[relation].plural) : []
  return `Read by ${andList(who)} who may agree to it, and by you. It is kept with the decision.`
}

/** Beside the reason for which a review is asked back. */
export function reopeningReaders(
  subjectWords: string,
  { hasCalibration }: { hasCalibration: boolean },
): string {
  const always = decidersOf('mgrReview.reopen', 'S')
  const who = andList(always.map((relation) => RELATION_WORDS[relation].plural))
  const inSession = decidersOf('mgrReview.reopen', 'K')
    .filter((relation) => hasCalibration && !always.includes(relation))
    .map((relation) => ` by ${RELATION_WORDS[relation].plural} of an open calibration session,`)
  return `Read by the ${who} responsible for ${subjectWords},${inSession.join('')} and by you.`
}

type Lending = {
  subject: { name: string }
  manager: { name: string; isActor: boolean } | null
}

/** Beside the reason for which somebody writes in place of the manager. */
export function delegationReaders({ subject, manager }: Lending): string {
  const names: Partial<Record<Relation, string>> = {
    mgr: manager?.isActor ? 'you' : manager?.name,
    hr_in: `the HR partners responsible for ${subject.name}`,
  }
  const who = decidersOf('delegation.grant').flatMap((relation) => names[relation] ?? [])
  return `Read by ${andList(who)}. Whoever writes does not see it.`
}
