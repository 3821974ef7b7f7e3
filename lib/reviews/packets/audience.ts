import { readersOf } from '@/lib/policy/plain/audience'
import { type Names, readerInWords } from '../tasks/reader-words'

/** Everybody who can read a packet once it is shared, and so what is said in answer to it. */
export function packetReaders({
  skipVisible,
  names,
}: {
  skipVisible: boolean
  names: Names
}): string[] {
  // Reading a packet depends on neither of the other two promises; what is in it does.
  const promises = { skipVisible, blindSelf: false, peerVisibility: 'CONFIDENTIAL' } as const
  return readersOf('packet.read', promises).map(({ relation }) =>
    readerInWords(relation, names, relation === 'exm_author' ? 'late' : ''),
  )
}
