import { z } from 'zod'
import { searchText } from '@/lib/text'

export const FindCases = z.strictObject({
  search: searchText().default(''),
})
