export { NotFoundMessage as default } from '@/app/_components/shell/dead-end'
