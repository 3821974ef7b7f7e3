import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/**
 * Follows plain links inside `data-soft-links` without loading the page anew. Long lists use them,
 * because a link component in every row costs more than the rest of the row.
 */
export function useSoftLinks(): void {
  const router = useRouter()
  useEffect(() => {
    function follow(event: MouseEvent) {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link?.closest('[data-soft-links]') || !isPlainClick(event, link)) return
      event.preventDefault()
      router.push((link.pathname + link.search + link.hash) as Route)
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [router])
}

function isPlainClick(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const isModified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
  const isElsewhere =
    link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')
  return event.button === 0 && !event.defaultPrevented && !isModified && !isElsewhere
}
