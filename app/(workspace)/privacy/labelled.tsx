import { type ReactNode, useId } from 'react'

const CONTROL =
  'mt-1 block w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-base text-ink'

type Frame = { label: string; hint?: string | undefined }

/** Why something is done, for the second person to judge. */
export function WhyField({
  label = 'Why',
  hint,
  isRequired = true,
}: Partial<Frame> & { isRequired?: boolean }) {
  const id = useId()
  return (
    <Labelled id={id} label={label} hint={hint}>
      <textarea
        id={id}
        name="reason"
        rows={2}
        minLength={10}
        maxLength={500}
        required={isRequired}
        className={`${CONTROL} min-h-16`}
      />
    </Labelled>
  )
}

export function TextField({
  label,
  hint,
  ...input
}: Frame & {
  name: string
  required?: boolean
  maxLength?: number
  type?: 'text' | 'number'
  min?: number
  max?: number
  defaultValue?: string | number
}) {
  const id = useId()
  return (
    <Labelled id={id} label={label} hint={hint}>
      <input id={id} autoComplete="off" {...input} className={`${CONTROL} min-h-9`} />
    </Labelled>
  )
}

export function ChoiceOf({
  label,
  name,
  options,
}: Frame & { name: string; options: readonly (readonly [value: string, words: string])[] }) {
  const id = useId()
  return (
    <Labelled id={id} label={label}>
      <select id={id} name={name} className={`${CONTROL} min-h-9`}>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

// With an id of its own: several forms of a page may ask for the same thing.
function Labelled({ id, label, hint, children }: Frame & { id: string; children: ReactNode }) {
  return (
    <div className="max-w-prose">
      <label htmlFor={id} className="font-medium">
        {label}
        {hint ? (
          <span className="block text-sm font-normal break-words text-ink-soft">{hint}</span>
        ) : null}
      </label>
      {children}
    </div>
  )
}
