import { ForbiddenMessage } from '@/app/_components/shell/shell'

export default function Forbidden() {
  return <ForbiddenMessage />
}
