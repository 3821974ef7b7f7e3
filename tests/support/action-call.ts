import type { APIRequestContext } from '@playwright/test'

export type ActionAnswer = { status: number; code: string | null; text: string }

/**
 * Calls a server action as a browser does, from outside any page: by id, with plain arguments or a
 * form. One that sets a cookie is called from a page that has it, as browsers do: when Next passes
 * an action on to another page, cookies do not come back.
 */
export async function callAction(
  request: APIRequestContext,
  {
    id,
    args,
    form,
    origin,
    path = '/',
  }: {
    id: string
    args?: unknown[]
    form?: Record<string, string>
    origin: string
    path?: string
  },
): Promise<ActionAnswer> {
  const headers = { 'Next-Action': id, Accept: 'text/x-component', Origin: origin }
  const response = form
    ? await request.post(path, { headers, multipart: formReply(form), maxRedirects: 0 })
    : await request.post(path, {
        headers: { ...headers, 'Content-Type': 'text/plain;charset=UTF-8' },
        data: JSON.stringify(args ?? []),
        maxRedirects: 0,
      })
  const text = await response.text()
  return { status: response.status(), code: /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? null, text }
}

// How React sends `(previousState, formData)`: the form's fields behind a number, then the list of
// arguments. The server reads it as it comes, so the order matters, which an object would not keep.
function formReply(form: Record<string, string>): FormData {
  const reply = new FormData()
  for (const [name, value] of Object.entries(form)) reply.append(`_1_${name}`, value)
  reply.append('0', '[null,"$K1"]')
  return reply
}
