import { ensureGenerated } from '@/lib/db/generate'
import { ensureBuilt } from './server-build'

ensureGenerated()
const { built, tookMs } = await ensureBuilt()
console.log(built ? `Built the server in ${Math.round(tookMs / 1000)} s.` : 'The build is current.')
