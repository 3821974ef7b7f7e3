import type { Route } from 'next'
import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'

type Look = 'primary' | 'secondary' | 'quiet' | 'danger'

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent-fill text-accent-on border-transparent hover:opacity-90',
  secondary: 'bg-surface text-ink border-line-strong hover:bg-sunken',
  quiet: 'bg-transparent text-accent border-transparent hover:bg-sunken',
  danger: 'bg-surface text-danger border-danger hover:bg-danger-wash',
}

function classesOf(look: Look, extra = ''): string {
  return `inline-flex min-h-9 items-center justify-center gap-1.5 rounded-md border px-3 py-1 text-base font-medium whitespace-nowrap no-underline transition-colors disabled:opacity-55 disabled:cursor-not-allowed ${LOOKS[look]} ${extra}`
}

export function Button({
  look = 'secondary',
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { look?: Look }) {
  return <button type={type} className={classesOf(look, className)} {...rest} />
}

export function ButtonLink<Href extends string>({
  look = 'secondary',
  className,
  href,
  children,
}: {
  look?: Look
  className?: string
  href: Route<Href>
  children: ReactNode
}) {
  return (
    <Link href={href} prefetch={false} className={classesOf(look, className)}>
      {children}
    </Link>
  )
}

/** The same for what is no page of ours: the browser itself goes there, also without scripts. */
export function ButtonAnchor({
  look = 'secondary',
  className,
  ...anchor
}: ComponentProps<'a'> & { look?: Look }) {
  return <a className={classesOf(look, className)} {...anchor} />
}
