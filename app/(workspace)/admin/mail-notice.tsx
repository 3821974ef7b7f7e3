'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Notice } from '@/app/_components/ui/notice'

const PAGE = '/admin/mail'

/** Mail that did not arrive, on every page of the administration but its own. */
export function MailNotice({ count, days }: { count: number; days: number }) {
  const path = usePathname()
  if (count === 0 || path === PAGE) return null
  return (
    <div className="no-print mt-3">
      <Notice kind="warn">
        <p>
          {count === 1 ? 'One mail was' : `${count} mails were`} given up in the last {days} days.{' '}
          <Link href={PAGE as Route} prefetch={false} className="font-medium underline">
            See why, and try again
          </Link>
        </p>
      </Notice>
    </div>
  )
}
