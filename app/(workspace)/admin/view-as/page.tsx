import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Button } from '@/app/_components/ui/button'
import { SelectField } from '@/app/_components/ui/field'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { getViewAs, type ViewAsScreen } from '@/lib/cycles/standing/view-as/queries'
import { ARTEFACT_STATES, type ArtefactState } from '@/lib/policy/artefact-state'
import { RELATION_WORDS } from '@/lib/policy/plain/relation-words'
import type { Answer, ViewObject } from '@/lib/policy/plain/view-as'
import { RELATIONS } from '@/lib/policy/relations'

export const metadata: Metadata = { title: 'View as' }

const STAGES: Record<ArtefactState, string> = {
  D: 'Draft, nothing submitted',
  S: 'Submitted',
  K: 'In calibration',
  L: 'Locked, not shared',
  R: 'Shared',
  A: 'Acknowledged',
  Z: 'Archived',
  E: 'Erased',
}

const ANSWERS: Record<Answer, string> = { yes: 'Yes', if: 'If', no: 'No' }

export default async function ViewAsPage({ searchParams }: PageProps<'/admin/view-as'>) {
  const view = await load(getViewAs, await searchParams)
  return (
    <>
      <PageHeader
        title="View as"
        lead="What a person like this would see at a stage. It comes from the rules alone: nobody’s page is opened, and you act as nobody."
      />
      <Choice view={view} />
      <ExampleOf view={view} />
      <Table caption="What they can open and do" columns={['About', 'To', 'Allowed']}>
        {view.objects.map((object) => (
          <ObjectRows key={object.title} object={object} />
        ))}
      </Table>
    </>
  )
}

function Choice({ view: { relations, state } }: { view: ViewAsScreen }) {
  const people = RELATIONS.filter((one) => one !== 'job')
  return (
    <form className="mb-6 flex flex-wrap items-end gap-4">
      <SelectField label="Stands to the person as" name="relation" defaultValue={relations[0]}>
        {people.map((one) => (
          <option key={one} value={one}>
            {RELATION_WORDS[one].title}
          </option>
        ))}
      </SelectField>
      <SelectField label="And also as" name="also" defaultValue={relations[1] ?? ''}>
        <option value="">Nothing else</option>
        {people.map((one) => (
          <option key={one} value={one}>
            {RELATION_WORDS[one].title}
          </option>
        ))}
      </SelectField>
      <SelectField label="When the review is" name="state" defaultValue={state}>
        {ARTEFACT_STATES.map((one) => (
          <option key={one} value={one}>
            {STAGES[one]}
          </option>
        ))}
      </SelectField>
      <Button type="submit" look="primary">
        Show
      </Button>
    </form>
  )
}

function ExampleOf({ view: { example, isDemonstration } }: { view: ViewAsScreen }) {
  if (!isDemonstration) {
    return (
      <p className="mb-4 text-ink-soft">
        This organisation is a real one, so no person is named here. Try the demonstration for
        examples.
      </p>
    )
  }
  if (!example) {
    return <p className="mb-4 text-ink-soft">Nobody in the demonstration stands so to anybody.</p>
  }
  const { actorName, subjectName, state, pages } = example
  return (
    <section aria-labelledby="example" className="mb-6 max-w-prose space-y-1">
      <h2 id="example" className="text-lg font-semibold">
        For example {actorName}
        {actorName === subjectName ? '' : `, towards ${subjectName}`}
      </h2>
      <p className="text-ink-soft">
        Where they are now ({STAGES[state].toLowerCase()}), they can open these pages about{' '}
        {actorName === subjectName ? 'themselves' : subjectName}. The addresses are given to be
        known; they open for you only where your own rights reach.
      </p>
      <ul className="list-disc ps-5">
        {pages.map(({ title, href }) => (
          <li key={href}>
            {title} <code className="text-sm break-all text-ink-soft">{href}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ObjectRows({ object: { title, cells } }: { object: ViewObject }) {
  return cells.map(({ act, answer, words }, index) => (
    <tr key={act}>
      <Cell isHeader>
        <span className={index === 0 ? 'font-medium' : 'sr-only'}>{title}</span>
      </Cell>
      <Cell>{act}</Cell>
      <Cell>
        <span className={answer === 'no' ? 'text-ink-soft' : 'font-medium'}>{ANSWERS[answer]}</span>{' '}
        <span className="text-ink-soft">{answer === 'no' && words ? `(${words})` : words}</span>
      </Cell>
    </tr>
  ))
}
