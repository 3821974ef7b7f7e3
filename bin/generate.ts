import { ensureGenerated } from '@/lib/db/generate'

const { changed } = ensureGenerated()
console.log(changed ? 'The Prisma client is made anew.' : 'The Prisma client is current.')
