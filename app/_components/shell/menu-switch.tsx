'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'

/** Opens the rail on small screens; it closes again when another page is shown. */
export function MenuSwitch() {
  const path = usePathname()
  const [openedOn, setOpenedOn] = useState<string | null>(null)
  const isOpen = openedOn === path
  useEffect(() => {
    document.documentElement.dataset.menu = isOpen ? 'open' : 'closed'
  }, [isOpen])
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={() => setOpenedOn(isOpen ? null : path)}
      className="rounded-md border border-line-strong px-2.5 py-1 text-sm md:hidden"
    >
      Menu
    </button>
  )
}
