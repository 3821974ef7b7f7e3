import { z } from 'zod'

/** One plain mailbox: normalised first, then checked, so that look-alikes cannot slip through. */
export const Email = z
  .string()
  .max(254, 'This e-mail address is too long.')
  .transform((value) => value.normalize('NFKC').trim().toLowerCase())
  .pipe(
    z
      .string()
      .regex(
        /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/,
        'Write one e-mail address, such as sam@example.com.',
      ),
  )
