import { choose } from './chance'

type Names = { subject: string; project: string; other: string }
type Writer = 'SELF' | 'MANAGER' | 'PEER'

const PROJECTS: Record<string, readonly string[]> = {
  Payments: [
    'the ledger migration',
    'instant payouts',
    'the refund redesign',
    'the card-network certification',
  ],
  Checkout: [
    'the one-page checkout',
    'the tax engine',
    'address validation',
    'the sale-day load test',
  ],
  'Mobile apps': [
    'the offline basket',
    'the app rewrite of search',
    'push consent',
    'the release train',
  ],
  Mobile: ['the shared design kit', 'the crash-rate programme', 'the build farm'],
  Runtime: [
    'the cluster upgrade',
    'the queue replacement',
    'regional failover',
    'the memory-leak hunt',
  ],
  'Developer experience': [
    'the build cache',
    'preview environments',
    'the flaky-test clean-up',
    'the service template',
  ],
  Data: ['the event catalogue', 'the billing reports', 'the warehouse move', 'late-event repair'],
  Security: ['key rotation', 'the access review', 'the dependency policy', 'the phishing drill'],
}
const ELSEWHERE = [
  'the planning process',
  'the cost programme',
  'the hiring round',
  'the incident review',
]

/** Two pieces of work that somebody of this team has done. */
export function projectsOf(team: string, person: string, cycle: number): [string, string] {
  const list = PROJECTS[team] ?? ELSEWHERE
  const first = choose(list, person, cycle, 'first')
  const rest = list.filter((project) => project !== first)
  return [first, choose(rest, person, cycle, 'second')]
}

const SUMMARY: Record<
  Writer,
  Record<'strong' | 'solid' | 'growing', readonly ((n: Names) => string)[]>
> = {
  MANAGER: {
    strong: [
      ({ subject, project, other }) =>
        `${subject} had a strong half. ${upper(project)} went out on the date we had given, and the reason was a habit of naming a risk early and then removing it.\n\nOn ${other} the work crossed into two other teams, and ${subject} kept them with us without being asked. What comes next is to let somebody else lead a piece of that size and to be the one who asks the questions.`,
      ({ subject, project, other }) =>
        `I rely on ${subject}. When ${project} met its first real traffic, the plan for going back was already written, and we did not need it.\n\n${upper(other)} showed the other side: the design note was short, the disagreement in it was fair, and people changed their minds because of it. I want to see the same reach beyond our own backlog.`,
    ],
    solid: [
      ({ subject, project, other }) =>
        `A steady half. ${upper(project)} was delivered as described, with the tests and the runbook in place. ${subject} is somebody the team asks first when that code misbehaves.\n\n${upper(other)} took longer than it should have, because an open question stayed open for two weeks. Bring such a question to me, or to the person who can answer it, on the second day.`,
      ({ subject, project, other }) =>
        `${subject} did what was planned and did it well. I noticed the care in the reviews of other people’s changes during ${project}; two defects were found there and nowhere else.\n\nFor the next half I would like one piece of work whose shape is not clear at the start. ${upper(other)} was close to that, and the part that nobody had described was also the best part.`,
    ],
    growing: [
      ({ subject, project, other }) =>
        `${subject} has learned a lot in a short time. The first changes in ${project} needed several rounds; the last ones needed one.\n\nOn ${other} I would have liked to hear about the delay before the day it was due. We have agreed on a note every Wednesday, and it is working.`,
    ],
  },
  SELF: {
    strong: [
      ({ project, other }) =>
        `I am most satisfied with ${project}. I wrote the plan, split it so that two of us could work side by side, and we went live without an incident.\n\nWith ${other} I spent too long on my own before I asked the other team how they read the contract. Next I would like to lead something that needs more than our team.`,
    ],
    solid: [
      ({ project, other }) =>
        `I delivered my part of ${project} and took over the alerts that came with it. I am glad that the runbook was used by somebody else and held.\n\n${upper(other)} was slower than I had said. I estimate better when I write a small version first, so that is what I will do.`,
      ({ project, other }) =>
        `Most of my half went into ${project}. I learned how the older part of that system works and wrote it down for the others.\n\nI would like more feedback on my design notes before I build; for ${other} it came when the code was already there.`,
    ],
    growing: [
      ({ project }) =>
        `I finished my first larger change in ${project} and was on call for it. Reviews are getting shorter.\n\nI still ask late. I want to say what I do not know on the first day.`,
    ],
  },
  PEER: {
    strong: [
      ({ subject, project }) =>
        `${subject} made ${project} easier for everybody else: the interface was agreed in writing before either of us started, and it did not change.\n\nGo on with the short design notes. One thing that would help: let us see the half-finished ones too.`,
      ({ subject, other }) =>
        `When ${other} went wrong on a Friday, ${subject} wrote down what was known every half hour. I have copied that habit.\n\nI would like to be asked to take a part of such work more often; I think you carry more than you need to.`,
      ({ subject, project }) =>
        `I trust what ${subject} says about a date. In ${project} the estimate was wrong once, and we knew on the same day.\n\nTalk more about how you get there: our juniors would learn from the reasoning, not only from the result.`,
    ],
    solid: [
      ({ subject, project }) =>
        `I worked with ${subject} on ${project}. Reviews come within a day and are friendly and exact.\n\nI would ask for an earlier word when priorities change; I heard of it in the stand-up.`,
      ({ subject, project }) =>
        `Good to work with. In ${project} ${subject} found the cause of a failure that three of us had looked at.\n\nIt would help the rest of us if the finding were written down as well.`,
      ({ subject, other }) =>
        `${subject} took the dull half of ${other} without being asked and finished it. That was noticed.\n\nSay no sometimes. Two of the requests you took on were not ours.`,
      ({ subject, project }) =>
        `Calm and careful in ${project}. The tests that ${subject} wrote caught my mistake before anybody else did.\n\nIn discussions I would like to hear your view first and not last.`,
    ],
    growing: [
      ({ subject, project }) =>
        `${subject} asked good questions during ${project} and used the answers. I would like to see more of the own opinion in reviews.`,
      ({ subject, project }) =>
        `A pleasure to pair with on ${project}. It would help ${subject} to say sooner when something is stuck; nobody minds.`,
    ],
  },
}

const CATEGORY: Record<Writer, readonly ((n: Names) => string)[]> = {
  MANAGER: [
    ({ subject, project }) =>
      `In ${project}, ${subject} began with the case that could go wrong rather than the one that works, and the design was simpler for it.`,
    ({ subject, project, other }) =>
      `${subject} kept ${project} on its dates and said so in writing each week. For ${other} the scope moved twice; both times the reason and the cost were told before the decision.`,
    ({ subject, other }) =>
      `When the two of us disagreed about ${other}, ${subject} wrote down both options with what each would cost in a year. We took the other one, and it was carried out as if it had been the first choice.`,
    ({ subject, project }) =>
      `Other teams come to ${subject} directly with questions about ${project}. The answers are patient; the summary afterwards in the channel is what makes them last.`,
    ({ subject, other }) =>
      `The retrospective of ${other} was led by ${subject}, and two of its three actions are done.`,
    ({ subject, project }) =>
      `${subject} took the on-call rota of ${project} seriously enough to make it boring; there were two alerts in a quarter.`,
    ({ subject, other }) =>
      `In ${other} I would have liked ${subject} to decide sooner. The facts were there by Tuesday, the decision came on Friday.`,
    ({ subject, project }) =>
      `I saw ${subject} pair with a newer colleague on ${project} for most of a week and then step back, which is the harder half.`,
  ],
  SELF: [
    ({ project }) =>
      `For ${project} I tried two designs in small and kept the one that was easier to take back.`,
    ({ project, other }) =>
      `I planned ${project} in steps of a few days and reported against them. ${upper(other)} I took over half-way and had to plan again.`,
    ({ other }) => `I decided the rollout order for ${other} myself and told everybody why.`,
    ({ project }) =>
      `I presented ${project} to the support team and changed two messages because of their questions.`,
    ({ other }) =>
      `The first review of ${other} hurt. I kept the second half of the design and threw away the first.`,
    ({ project }) =>
      `I wrote the runbook of ${project} and was told that it was used at three in the morning.`,
  ],
  PEER: [
    ({ subject, project }) =>
      `${subject} explained the trade-off in ${project} to us with one drawing; we still use it.`,
    ({ project }) =>
      `During ${project} I got answers within the hour, also to questions that were not well asked.`,
    ({ subject, other }) =>
      `${subject} changed the plan for ${other} after our objection and said so in public.`,
    ({ subject, project }) =>
      `I reviewed most of ${subject}’s changes in ${project}. They were small and easy to follow.`,
    ({ other }) => `We did not agree about ${other}; the disagreement stayed about the matter.`,
    ({ subject, project }) =>
      `${subject} kept our team informed about ${project} without a meeting.`,
  ],
}

type Level = 'high' | 'met' | 'low'

const NOTES: Record<Writer, Record<Level, readonly ((n: Names) => string)[]>> = {
  MANAGER: {
    high: [
      ({ project }) => `${upper(project)}: two other teams have taken over the way it was done.`,
      ({ project }) =>
        `Seen all through ${project}, and the others in the team now do it the same way.`,
    ],
    met: [
      ({ project }) =>
        `${upper(project)}, from the first plan to the retrospective, without help from me.`,
      ({ other }) => `See the decision record of ${other} and what was written under it.`,
      ({ project }) => `The handover of ${project}: complete, and used the same week.`,
      ({ other }) => `Three times in ${other}; the last time under real pressure.`,
      ({ project }) => `The plan for ${project} and the note that corrected it in week five.`,
    ],
    low: [
      ({ other }) =>
        `${upper(other)} was the opportunity. The question came up three times and was left to me.`,
      ({ other }) =>
        `Not in ${other}, where it would have saved us a week; we have talked about how.`,
      ({ project }) => `Once, in ${project}, and only after I had asked for it.`,
    ],
  },
  SELF: {
    high: [({ project }) => `${upper(project)}: I did it and showed two others how.`],
    met: [
      ({ project }) => `My part of ${project}; the plan and the result are linked in the wiki.`,
      ({ other }) => `I ran ${other} from the first note to the rollout.`,
      ({ project }) => `The weekly notes on ${project}.`,
    ],
    low: [
      ({ other }) => `I had the chance in ${other} and let it pass.`,
      ({ project }) => `Only once, in ${project}. I want to do it again on purpose.`,
    ],
  },
  PEER: {
    high: [({ project }) => `Nobody else in ${project} did this as well; I learned from it.`],
    met: [
      ({ project }) => `I saw it in ${project}, more than once.`,
      ({ other }) => `In ${other}, when we needed it.`,
    ],
    low: [
      ({ other }) => `We missed it in ${other}.`,
      ({ project }) => `Not in the part of ${project} that I saw.`,
    ],
  },
}

export function summaryText(writer: Writer, strength: number, names: Names, seed: string): string {
  const band = strength >= 3.9 ? 'strong' : strength >= 2.9 ? 'solid' : 'growing'
  return choose(SUMMARY[writer][band], seed, 'summary')(names)
}

export function categoryText(writer: Writer, names: Names, seed: string): string {
  return choose(CATEGORY[writer], seed)(names)
}

export function noteText(writer: Writer, value: number, names: Names, seed: string): string {
  const kind: Level = value >= 5 ? 'high' : value >= 4 ? 'met' : 'low'
  return choose(NOTES[writer][kind], seed, 'note')(names)
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
