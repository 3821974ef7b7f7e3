'use client'

import { sendUpload, UploadForm, type UploadOutcome } from '@/app/_components/ui/upload-form'

const MAX_BYTES = 5 * 1024 * 1024
const PASTED = 'Pasted text'

type Upload = { name: string; base64: string } | { name: string; text: string }

export function ImportForm() {
  return (
    <UploadForm
      upload={upload}
      files={{
        label: 'Files',
        hint: 'Several at once where each level has a file of its own.',
        accept: '.md,.markdown,.mdx,.html,.htm,.csv,.tsv,.json,.yaml,.yml,.txt',
        isMultiple: true,
      }}
      text={{
        rows: 9,
        placeholder: '## Engineer\n\n**Craft**\n\n- Writes code that others can change',
      }}
      action="Read it"
    >
      Reading changes no ladder.
    </UploadForm>
  )
}

async function upload(form: FormData): Promise<UploadOutcome> {
  const files = form
    .getAll('file')
    .flatMap((file) => (file instanceof File && file.size > 0 ? [file] : []))
  const text = String(form.get('text') ?? '')
  if (files.length === 0 && text.trim() === '') {
    return { refusal: 'Choose a file, or paste its text.' }
  }
  if (files.reduce((sum, { size }) => sum + size, 0) > MAX_BYTES) {
    return { refusal: 'The files have more than 5 MB together. Import them in parts.' }
  }
  const uploads: Upload[] =
    files.length > 0 ? await Promise.all(files.map(encoded)) : [{ name: PASTED, text }]
  return sendUpload('/api/imports/ladder', { files: uploads }, (id) => `/ladder/import/${id}`)
}

/** The bytes as they are: which characters they mean is for the reader to find out. */
function encoded(file: File): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => {
      const url = String(reader.result)
      resolve({ name: file.name, base64: url.slice(url.indexOf(',') + 1) })
    }
    reader.readAsDataURL(file)
  })
}
