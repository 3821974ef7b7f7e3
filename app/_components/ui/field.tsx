import type { ComponentProps, ReactNode } from 'react'

type Frame = { label: ReactNode; hint?: ReactNode; error?: string; name: string }

const control =
  'block w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-base text-ink placeholder:text-ink-soft aria-invalid:border-danger disabled:bg-sunken disabled:text-ink-soft'

function describedBy(frame: Frame): string | undefined {
  const ids = [frame.hint ? `${frame.name}-hint` : '', frame.error ? `${frame.name}-error` : '']
  return ids.filter(Boolean).join(' ') || undefined
}

function FieldFrame({ frame, children }: { frame: Frame; children: ReactNode }) {
  return (
    <div className="space-y-1">
      <label htmlFor={frame.name} className="block font-medium">
        {frame.label}
      </label>
      {frame.hint ? (
        <p id={`${frame.name}-hint`} className="text-sm text-ink-soft">
          {frame.hint}
        </p>
      ) : null}
      {children}
      {frame.error ? (
        <p id={`${frame.name}-error`} className="text-sm font-medium text-danger">
          {frame.error}
        </p>
      ) : null}
    </div>
  )
}

/** A labelled input; the error stands beside it and is announced with it. */
export function Field({
  label,
  hint,
  error,
  className,
  ...input
}: Frame & ComponentProps<'input'>) {
  const frame = { label, hint, error, name: input.name }
  return (
    <FieldFrame frame={frame}>
      <input
        id={input.name}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(frame)}
        className={`${control} min-h-9 ${className ?? ''}`}
        {...input}
      />
    </FieldFrame>
  )
}

export function TextAreaField({
  label,
  hint,
  error,
  className,
  ...area
}: Frame & ComponentProps<'textarea'>) {
  const frame = { label, hint, error, name: area.name }
  return (
    <FieldFrame frame={frame}>
      <textarea
        id={area.name}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(frame)}
        className={`${control} min-h-24 ${className ?? ''}`}
        {...area}
      />
    </FieldFrame>
  )
}

export function SelectField({
  label,
  hint,
  error,
  children,
  ...select
}: Frame & ComponentProps<'select'>) {
  const frame = { label, hint, error, name: select.name }
  return (
    <FieldFrame frame={frame}>
      <select
        id={select.name}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(frame)}
        className={`${control} min-h-9`}
        {...select}
      >
        {children}
      </select>
    </FieldFrame>
  )
}

/** A tick box or radio button with its words beside it and a hint below them. */
export function ChoiceField({
  label,
  hint,
  ...input
}: { label: ReactNode; hint?: ReactNode } & ComponentProps<'input'>) {
  return (
    <label className="flex items-start gap-2.5 py-1">
      <input {...input} className="mt-1 size-4 shrink-0 accent-accent" />
      <span>
        <span className="font-medium">{label}</span>
        {hint ? <span className="block text-sm text-ink-soft">{hint}</span> : null}
      </span>
    </label>
  )
}
