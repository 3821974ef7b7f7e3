import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCommonPassword, NewPassword, TypedPassword } from '@/lib/auth/passwords/new-password'

describe('a new password', () => {
  it.each([
    'password1234',
    'passwordpassword',
    '123456789012',
    'qwertyuiopas',
    'administrator',
    'letmeinletmein',
    'iloveyou1234',
    'P@ssw0rd!2026',
    'Welcome-2026!!',
    'aaaaaaaaaaaaaaaa',
    'abcabcabcabcabc',
    'zyxwvutsrqponm',
    'qwerty12345678',
    '1q2w3e4r5t6y',
    'summer dragon 1999',
    'ＰＡＳＳＷＯＲＤ１２３４',
  ])('is none that is tried first: %s', (password) => {
    expect(isCommonPassword(password)).toBe(true)
    expect(NewPassword.safeParse(password).success).toBe(false)
  })

  it.each([
    'seven green bicycles',
    'demonstration',
    'correct horse battery staple',
    'zebras knit at dawn',
    'Grüße aus Kathmandu',
    'x9#vQ2!mL7&pT4',
    'ночь улица фонарь',
  ])('may be %s', (password) => {
    expect(NewPassword.safeParse(password).success).toBe(true)
  })

  it('C21 has 12 to 256 characters, no NUL and no half character', () => {
    const good = 'seven green bicycles '
    const long = good.repeat(20).slice(0, 256)
    expect(NewPassword.safeParse(long).success).toBe(true)
    for (const bad of ['short', `${long}x`, `${good}\0`, `${good}\ud800`, 'a b c d '.repeat(1e6)]) {
      expect(NewPassword.safeParse(bad).success).toBe(false)
    }
    expect(TypedPassword.safeParse('x'.repeat(257)).success).toBe(false)
    expect(TypedPassword.safeParse('old').success).toBe(true)
  })

  it('stays common with other letters large, and with a year behind it', () => {
    const year = fc.integer({ min: 1950, max: 2030 })
    const word = fc.constantFrom('password', 'welcome', 'football', 'starwars', 'princess')
    fc.assert(
      fc.property(word, word, year, fc.array(fc.boolean()), (first, second, after, large) => {
        const typed = [...`${first}${second}${after}`]
          .map((letter, place) => (large[place] ? letter.toUpperCase() : letter))
          .join('')
        expect(isCommonPassword(typed)).toBe(true)
      }),
    )
  })

  it('lets every random one through, and reads the longest in no time', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'bcdfgjkvxz279'),
      minLength: 20,
      maxLength: 256,
    })
    fc.assert(fc.property(letters, (text) => text.length < 20 || !isCommonPassword(`jx${text}vk`)))
    const before = performance.now()
    isCommonPassword('password'.repeat(32))
    isCommonPassword('abcde12'.repeat(36))
    expect(performance.now() - before).toBeLessThan(50)
  })
})
