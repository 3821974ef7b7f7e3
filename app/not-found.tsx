import { NotFoundPage } from './error'

export default function NotFound() {
  return <NotFoundPage />
}
