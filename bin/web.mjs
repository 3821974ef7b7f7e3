// The entry of the built web server, which the build copies beside it: nobody is answered before
// the headers of every answer are in place.
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { installHeaders } from './headers.mjs'

const SETTLED_MS = 1_500

installHeaders()
await import('./server.js')
await sleep(SETTLED_MS, undefined, { ref: false })
// Starting leaves behind as much garbage as the server lives with, and V8 keeps the room for it:
// collected once, an idle server holds a fifth less.
setFlagsFromString('--expose-gc')
runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' })
