import { mayOpenGrowth } from '@/lib/growth/access/readable'
import { decide, type Facts } from '@/lib/policy/decide'

export type Example = {
  actorName: string
  subjectName: string
  personId: string
  participantId: string
  cycleId: string
  packetId: string | null
}

export type OpenPage = { title: string; href: string }

type Page = OpenPage & { opens: boolean }

/** The pages about the subject that somebody with these facts can open: addresses, never contents. */
export function openPages(example: Example, facts: Facts): OpenPage[] {
  const { subjectName, personId, participantId, cycleId, packetId } = example
  const may = (op: Parameters<typeof decide>[0]) => decide(op, facts).allow
  const leads = mayOpenGrowth(facts.relations)
  const isAbove = leads || facts.relations.has('chain3')
  const pages: Page[] = [
    { title: `${subjectName} in the directory`, href: `/people/${personId}`, opens: true },
    { title: 'The cycle', href: `/cycles/${cycleId}`, opens: may('cycle.readPublic') },
    { title: `${subjectName} in the team`, href: `/team/${personId}`, opens: isAbove },
    { title: 'Growth', href: `/team/${personId}/growth`, opens: leads || facts.isSelf },
    {
      title: 'What was handed in',
      href: `/reviews/share/${participantId}`,
      opens: may('mgrReview.read') && !facts.isSelf,
    },
    {
      title: 'The packet',
      href: `/reviews/packets/${packetId}`,
      opens: packetId !== null && may('packet.read'),
    },
    { title: 'Account', href: `/admin/people/${personId}`, opens: may('user.deactivate') },
  ]
  return pages.filter(({ opens }) => opens).map(({ title, href }) => ({ title, href }))
}
