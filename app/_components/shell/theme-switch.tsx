'use client'

import { useState } from 'react'

type Theme = 'system' | 'light' | 'dark'

/** Light, dark, or as the system has it; kept in a cookie so that the first paint is right. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial)
  function choose(next: Theme) {
    setTheme(next)
    const root = document.documentElement
    if (next === 'system') delete root.dataset.theme
    else root.dataset.theme = next
    const age = next === 'system' ? 0 : 31_536_000
    document.cookie = `rung.theme=${next}; path=/; max-age=${age}; samesite=lax`
  }
  return (
    <label className="flex items-center justify-between gap-2 px-2.5 text-sm text-ink-soft">
      Theme
      <select
        value={theme}
        onChange={(event) => choose(event.target.value as Theme)}
        className="rounded-md border border-line-strong bg-surface px-1.5 py-0.5 text-sm text-ink"
      >
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  )
}
