import { hash, verify } from '@node-rs/argon2'
import { AppError } from '@/lib/errors'

// 2 is Argon2id; the enum of the package is not usable with isolated modules.
const options = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 }
const MAX_RUNNING = 2
const MAX_WAITING = 20

let running = 0
const waiting: (() => void)[] = []
let dummyHash: Promise<string> | undefined

/** argon2id, at most two at once so that a storm of sign-ins cannot take the whole machine. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), options))
}

/** Takes the same time whether or not there is a hash, so that nobody learns who has an account. */
export async function verifyPassword(
  stored: string | null | undefined,
  password: string,
): Promise<boolean> {
  dummyHash ??= hash('nobody has this password', options)
  const against = stored ?? (await dummyHash)
  const matches = await inTurn(() => verify(against, password.normalize('NFC')))
  return matches && Boolean(stored)
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MAX_RUNNING) {
    if (waiting.length >= MAX_WAITING) {
      throw new AppError(
        'LIMITED',
        'Too many people are signing in right now. Try again in a few seconds.',
      )
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}
