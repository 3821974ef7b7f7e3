import type { APIRequestContext } from '@playwright/test'

type Form = Record<string, string> | [name: string, value: string][]
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
    headers: added = {},
  }: {
    id: string
    args?: unknown[]
    /** As pairs where a name comes more than once. */
    form?: Form
    origin: string
    path?: string
    headers?: Record<string, string>
  },
): Promise<ActionAnswer> {
  const headers = { 'Next-Action': id, Accept: 'text/x-component', Origin: origin, ...added }
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
function formReply(form: Form): FormData {
  const reply = new FormData()
  const pairs = Array.isArray(form) ? form : Object.entries(form)
  for (const [name, value] of pairs) reply.append(`_1_${name}`, value)
  reply.append('0', '[null,"$K1"]')
  return reply
}
