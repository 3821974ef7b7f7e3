import { NotFoundMessage } from '@/app/_components/shell/shell'

export default function NotFound() {
  return <NotFoundMessage />
}
