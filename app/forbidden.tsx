import { ForbiddenPage } from './error'

export default function Forbidden() {
  return <ForbiddenPage />
}
