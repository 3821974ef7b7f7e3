import type { ReactNode } from 'react'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center px-5 py-10">
      <p className="mb-8 flex items-center gap-2 text-lg font-semibold tracking-tight">
        <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 text-accent">
          <path
            d="M3 1v14M13 1v14M3 4.5h10M3 8h10M3 11.5h10"
            stroke="currentColor"
            strokeWidth="2"
            fill="none"
          />
        </svg>
        Rung
      </p>
      {children}
    </main>
  )
}
