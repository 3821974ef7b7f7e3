'use client'

import { ChoiceField } from '@/app/_components/ui/field'
import { sendUpload, UploadForm, type UploadOutcome } from '@/app/_components/ui/upload-form'
import { readTextFile } from './text-file'

const MAX_BYTES = 5_000_000

export function ImportForm() {
  return (
    <UploadForm
      upload={preview}
      files={{ label: 'CSV file', accept: '.csv,.tsv,.txt,text/csv' }}
      text={{
        rows: 7,
        placeholder: 'name,email,manager email,level,track,team,start date,employment',
      }}
      action="Preview"
      choices={
        <fieldset>
          <legend className="font-medium">Who is not in the file</legend>
          <ChoiceField
            type="radio"
            name="absent"
            value="KEEP"
            defaultChecked
            label="Stays as they are"
            hint="The file may be a part of the organisation."
          />
          <ChoiceField
            type="radio"
            name="absent"
            value="DEACTIVATE"
            label="Is deactivated"
            hint="The file is the whole organisation. Whoever is in it and was deactivated is active again."
          />
        </fieldset>
      }
    >
      A preview changes nothing.
    </UploadForm>
  )
}

async function preview(form: FormData): Promise<UploadOutcome> {
  const file = form.get('file')
  const isFile = file instanceof File && file.size > 0
  if (isFile && file.size > MAX_BYTES) return { refusal: 'This file is larger than 5 MB.' }
  const { source, encoding } = isFile
    ? await readTextFile(file)
    : { source: String(form.get('text') ?? ''), encoding: 'utf-8' }
  if (source.trim() === '') return { refusal: 'Choose a file, or paste its text.' }
  const query = encoding === 'utf-8' ? '' : `?encoding=${encoding}`
  const absent = form.get('absent') === 'DEACTIVATE' ? 'DEACTIVATE' : 'KEEP'
  const body = { fileName: isFile ? file.name : 'Pasted text', source, absent }
  return sendUpload('/api/imports/people', body, (id) => `/admin/people/import/${id}${query}`)
}
