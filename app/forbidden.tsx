import { ForbiddenMessage } from '@/app/_components/shell/dead-end'

export default function Forbidden() {
  return (
    <main>
      <ForbiddenMessage />
    </main>
  )
}
