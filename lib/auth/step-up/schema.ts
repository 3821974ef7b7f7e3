import { z } from 'zod'
import { TypedPassword } from '../password-rule/new-password'

export const ConfirmPassword = z.strictObject({ password: TypedPassword })
