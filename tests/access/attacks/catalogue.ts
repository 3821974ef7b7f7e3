/** A case of the attack catalogue; one without a test says why there is nothing to attack yet. */
export type Attack = { id: string; about: string; why?: string }

const attack = (id: string, about: string, why?: string): Attack => ({ id, about, why })

const NO_CALIBRATED_RATINGS = 'Ratings are not changed in calibration sessions yet.'
const NO_AGGREGATES = 'There are no aggregates of peers or groups yet.'

export const CATALOGUE: readonly Attack[] = [
  attack('A01', 'the person opens the review about themselves by its id'),
  attack('A02', 'the person opens the packet of a colleague'),
  attack('A03', 'a stranger walks thousands of ids'),
  attack('A04', 'a manager opens reviews of another team'),
  attack('A05', 'a peer opens the feedback of another peer'),
  attack('A06', 'a removed peer comes back by the old link'),
  attack('A07', 'a former manager opens the packet a second after the transfer'),
  attack('A09', 'a calibrator finds their own row'),
  attack('A10', 'an HR partner opens their own case'),
  attack('A11', 'an administrator opens texts and exports them'),
  attack('A12', 'a delegate writes after the delegation has ended'),
  attack('A13', 'a delegate shares the packet'),
  attack('A14', 'each operation of each thing, in each wrong relation'),
  attack('A16', 'a batch with one foreign id'),
  attack('A18', 'people give themselves powers, scopes and managers'),
  attack('A19', 'a circle in the organisation'),

  attack('B01', 'an action is sent again with ids of others'),
  attack('B02', 'an action of the administrator is sent to the home page'),
  attack('B03', 'an action without an origin'),
  attack('B04', 'an action from another origin'),
  attack('B05', 'protected pages as prefetch, stream and tree'),
  attack('B06', 'protected pages by other spellings of the path'),
  attack('B07', 'a header that skips the middleware'),
  attack('B08', 'headers by which the framework talks to itself'),
  attack('B10', 'a forged host with a matching origin'),
  attack('B11', 'an upgrade to another protocol'),
  attack('B12', 'arguments of the wrong shape'),
  attack('B13', 'keys of prototypes, deep and wide bodies'),
  attack('B14', 'an action body of two megabytes'),
  attack('B15', 'an unknown action'),
  attack('B17', 'the texts of others in page source and stream'),
  attack('B18', 'an action answers with more than it declares'),
  attack('B19', 'an error tells what it should not'),
  attack('B20', 'a GET that writes'),

  attack('C01', 'a deactivated person goes on'),
  attack('C02', 'powers change during a session'),
  attack('C03', 'a cookie is used after signing out'),
  attack('C04', 'other sessions after a change of the password'),
  attack('C05', 'forged cookies'),
  attack('C06', 'a session of another installation'),
  attack('C07', 'a session cookie set before signing in'),
  attack('C10', 'one of many sessions is ended'),
  attack('C11', 'idle and absolute limits'),
  attack('C12', 'guessing passwords'),
  attack('C13', 'finding out who has an account'),
  attack('C14', 'reset links used wrongly'),
  attack('C15', 'a reset with a forged host'),
  attack('C16', 'single sign-on with an unverified address'),
  attack('C17', 'addresses that read as two'),
  attack('C18', 'markup in names and addresses of a mail'),
  attack('C20', 'flags of the session cookie'),
  attack('C21', 'passwords of odd lengths and characters'),
  attack('C22', 'two hundred sign-ins at once'),
  attack('C23', 'dangerous acts long after the password'),

  attack('D01', 'a form on another site posts to every action and route'),
  attack('D02', 'a script on another site calls the routes'),
  attack('D03', 'somebody is signed in or out by another site'),
  attack('D04', 'the product in a frame'),
  attack('D05', 'headers on every status and type'),
  attack('D06', 'nonces'),
  attack('D07', 'scripts in every text, and the policy in normal use'),
  attack('D08', 'what stays after signing out'),
  attack('D10', 'odd methods and smuggled requests'),

  attack('E01', 'operators in ids, tokens and choices'),
  attack('E02', 'ids that are missing, null or empty'),
  attack('E04', 'fields that are not the sender’s to set'),
  attack('E05', 'nested writes'),
  attack('E06', 'order, size and place of a list'),
  attack('E07', 'numbers and days out of range'),
  attack('E08', 'strings that databases and screens stumble over'),
  attack('E09', 'ratings off the scale or of another level'),
  attack('E10', 'SQL in searches, names and files'),
  attack('E12', 'bodies of another type'),
  attack('E13', 'slow regular expressions'),
  attack('E14', 'a route is sent twenty megabytes'),

  attack('G01', 'what is forbidden looks as what is not there'),
  attack('G02', 'how many peers there are'),
  attack('G03', 'two looks at an aggregate', NO_AGGREGATES),
  attack('G04', 'a department less a team', NO_AGGREGATES),
  attack('G06', 'counts and times of what others do'),
  attack('G07', 'who has looked'),
  attack('G08', 'texts and names in logs'),
  attack('G09', 'what the browser keeps'),
  attack('G11', 'everything of the team is downloaded'),
  attack('G12', 'the person searches peers’ texts for their style'),

  attack('H01', 'markup in every text and name'),
  attack('H02', 'links that run something'),
  attack('H03', 'pictures that tell who reads'),
  attack('H04', 'addresses inside the network'),
  attack('H05', 'formulas in exported tables'),
  attack('H06', 'files made to break the import'),
  attack('H07', 'archives', 'No archive or spreadsheet is taken in.'),
  attack('H08', 'uploads', 'No file is kept to be served: imports are parsed as text.'),
  attack('H10', 'what print and PDF hide'),
  attack('H11', 'what mail tells'),
  attack('H12', 'a huge paste'),

  attack('J01', 'two hundred submits at once'),
  attack('J03', 'an old tab edits after sharing'),
  attack('J04', 'a cycle closes while people write'),
  attack('J05', 'a transfer while the packet is shared'),
  attack('J06', 'a delegation ends between check and write'),
  attack('J07', 'two tabs save in turns'),
  attack('J08', 'two calibrators change one rating', NO_CALIBRATED_RATINGS),
  attack('J09', 'a reopening while the packet is shared'),
  attack('J10', 'a peer is taken out while the packet is shared'),
  attack('J12', 'a button pressed twice'),
  attack('J14', 'a deactivation with requests in flight'),
  attack('J15', 'a launch that is killed and repeated'),

  attack('K01', 'erasing somebody who wrote about others'),
  attack('K02', 'a person’s own data with the names of others'),
  attack('K03', 'retention at its border'),
  attack('K04', 'a backup from before an erasure'),
  attack('K05', 'a start with weak settings'),
  attack('K06', 'secrets in what browsers get'),
  attack('K07', 'what strangers learn of the machine'),
  attack('K08', 'the database role of the web does what is not its own'),
  attack('K10', 'what the lockfile brings'),
]

const TITLE =
  /\b(?:test|it)(?:\.each\([\s\S]*?\)(?=\())?\(\s*['"`]((?:[A-EGHJK]\d\d[ ,]+)+[^'"`]*)/g

/** The cases that a title names: `B07 B08 a header ...`. */
export function casesOf(title: string): string[] {
  return (/^(?:[A-EGHJK]\d\d[ ,]+)+/.exec(title)?.[0] ?? '').match(/[A-EGHJK]\d\d/g) ?? []
}

/** The titles of tests that name cases, in the text of a file. */
export function titlesIn(text: string): string[] {
  return [...text.matchAll(TITLE)].map(([, title = '']) => title)
}
