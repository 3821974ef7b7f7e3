import { encodingOf } from '@/lib/people/import/file/encoding'

/** The text of a file in the encoding it is in. */
export async function readTextFile(file: Blob): Promise<{ source: string; encoding: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const encoding = encodingOf(bytes)
  return { source: new TextDecoder(encoding).decode(bytes), encoding }
}
