import { z } from 'zod'
import { NewPassword, TypedPassword } from './new-password'

export const ChangePassword = z.strictObject({ current: TypedPassword, password: NewPassword })
