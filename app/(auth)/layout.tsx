import type { ReactNode } from 'react'
import { BrandMark } from '@/app/_components/shell/brand-mark'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center px-5 py-10">
      <p className="mb-8 flex items-center gap-2 text-lg font-semibold tracking-tight">
        <BrandMark />
        Rung
      </p>
      {children}
    </main>
  )
}
