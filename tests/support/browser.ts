import { existsSync } from 'node:fs'
import { chromium, type LaunchOptions } from '@playwright/test'
import packaged from '@sparticuz/chromium'

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
// The package is made for a function that opens one page; here a test opens and closes many.
const UNWANTED = ['--single-process', '--no-zygote']

/** A browser that is here: the one named, Playwright's own, the system's, else the one from npm. */
export async function browserLaunch(): Promise<LaunchOptions> {
  const own = chromium.executablePath()
  const found = [process.env.CHROMIUM_PATH, own, ...SYSTEM].find((path) => path && existsSync(path))
  if (found) return { executablePath: found, args: QUIET }
  const args = packaged.args.filter((argument) => !UNWANTED.includes(argument))
  return { executablePath: await packaged.executablePath(), args: [...args, ...QUIET] }
}
