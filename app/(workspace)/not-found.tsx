import { NotFoundMessage } from '@/app/_components/shell/dead-end'

export default function NotFound() {
  return <NotFoundMessage />
}
