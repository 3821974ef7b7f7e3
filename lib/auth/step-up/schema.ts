import { z } from 'zod'
import { TypedPassword } from '../passwords/new-password'

export const ConfirmPassword = z.strictObject({ password: TypedPassword })
