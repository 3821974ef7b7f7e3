import { ChoiceField, Field, SelectField } from '@/app/_components/ui/field'
import type { ImportView } from '@/lib/ladder/importing/queries'
import { SpotLink } from './spot-link'
import { TargetFields } from './target-fields'
import { READERS } from './words'

/** Which reader reads, what it is not sure of, and what holds for the whole ladder. */
export function ReadingFields({ view }: { view: ImportView }) {
  const unsure = view.questions.filter(({ isSure }) => !isSure)
  const sure = view.questions.filter(({ isSure }) => isSure)
  return (
    <>
      <SelectField
        name="reader"
        label="What kind of file it is"
        defaultValue={view.mapping.reader ?? ''}
      >
        <option value="">As found: {READERS[view.reader]}</option>
        {Object.entries(READERS).map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </SelectField>
      <Questions view={view} questions={unsure} />
      {sure.length > 0 ? (
        <details>
          <summary className="w-fit font-medium text-accent">
            {sure.length === 1 ? 'What else was decided' : `${sure.length} things decided`}
          </summary>
          <div className="mt-2 space-y-4">
            <Questions view={view} questions={sure} />
          </div>
        </details>
      ) : null}
      <TargetFields view={view} />
      {view.isOwn ? null : (
        <details>
          <summary className="w-fit font-medium text-accent">What is rated, and the title</summary>
          <div className="mt-2 space-y-4">
            <WholeLadder view={view} />
          </div>
        </details>
      )}
    </>
  )
}

function Questions({ view, questions }: { view: ImportView; questions: ImportView['questions'] }) {
  return questions.map(({ id, ask, choices, chosen, spot }) => (
    <SelectField
      key={id}
      name={`answer:${id}`}
      label={
        <>
          {ask} <SpotLink view={view} spot={spot} />
        </>
      }
      defaultValue={chosen}
    >
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </SelectField>
  ))
}

function WholeLadder({ view: { title, language, mapping } }: { view: ImportView }) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_6rem]">
        <Field name="title" label="Title, for a new ladder" defaultValue={title} maxLength={200} />
        <Field name="language" label="Language" defaultValue={language} maxLength={20} />
      </div>
      <SelectField name="scored" label="What is rated in reviews" defaultValue={mapping.scored}>
        <option value="indicators">Indicators</option>
        <option value="all">Expectations and indicators</option>
        <option value="none">Nothing, for now</option>
      </SelectField>
      <div>
        <Tick
          name="rateAtCategory"
          isTicked={mapping.rateAtCategory}
          label="Rate each category as a whole"
          hint="One indicator for each level and category; its items become examples."
        />
        <Tick
          name="flat"
          isTicked={mapping.flat}
          label="No categories"
          hint="All items of a level in one list, with their headings as labels."
        />
        <Tick
          name="stripEmphasis"
          isTicked={mapping.stripEmphasis}
          label="Take bold off the words"
          hint="Where bold only marks what is new at a level."
        />
      </div>
    </>
  )
}

function Tick({
  name,
  isTicked,
  label,
  hint,
}: {
  name: string
  isTicked: boolean
  label: string
  hint: string
}) {
  return (
    <>
      <input type="hidden" name={name} value="no" />
      <ChoiceField
        type="checkbox"
        name={name}
        value="yes"
        defaultChecked={isTicked}
        label={label}
        hint={hint}
      />
    </>
  )
}
