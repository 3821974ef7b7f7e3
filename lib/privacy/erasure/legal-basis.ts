export const LEGAL_BASES = ['NO_LONGER_NEEDED', 'OBJECTION', 'UNLAWFUL', 'OBLIGATION'] as const
export type LegalBasis = (typeof LEGAL_BASES)[number]

/** Why an erasure is lawful: the cases of Article 17(1) GDPR that fit records of work. */
export const BASIS_WORDS: Record<LegalBasis, string> = {
  NO_LONGER_NEEDED: 'No longer needed for what it was collected for (Article 17(1)(a) GDPR)',
  OBJECTION: 'The person objected, and nothing overrides that (Article 17(1)(c) GDPR)',
  UNLAWFUL: 'It should not have been processed (Article 17(1)(d) GDPR)',
  OBLIGATION: 'A law or an order asks for it (Article 17(1)(e) GDPR)',
}

export function isLegalBasis(word: string): word is LegalBasis {
  return LEGAL_BASES.some((basis) => basis === word)
}

export function basisInWords(word: string): string {
  return isLegalBasis(word) ? BASIS_WORDS[word] : word
}
