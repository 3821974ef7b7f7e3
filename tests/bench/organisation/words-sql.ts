const GIVEN =
  'Amina Bjorn Carla Dmitri Elif Farid Greta Hana Ivo Jonas Kofi Lena Mateo Nadia Oskar Paula Quentin Rosa Stefan Tereza Umar Vera Wanda Xenia Yusuf Zofia'
const FAMILY =
  'Adler Bakker Costa Dahl Eriksen Fischer Goncalves Horvat Ito Jansen Kaya Larsen Moreau Novak Okoye Petit Quist Rossi Sato Toth Ueda Vega Weiss Xu Yilmaz Zeman'

const SENTENCES = [
  'Split the migration into four steps that could each be rolled back, and wrote down which signal decides about the next one.',
  'Asked two questions in the design review that removed a whole service from the plan.',
  'Took the pager for the hardest week of the quarter and left the runbook better than it was.',
  'Found out why the nightly export had become slow and brought it from fifty minutes to four.',
  'Says early when something will be late, together with what can still be done about it.',
  'Paired with two newer colleagues every week, and both now release without help.',
  'The estimate for the billing change was off by half, and the reasons were only discussed afterwards.',
  'Turned a vague wish of the sales team into three experiments with a date and a measure each.',
  'Held on to a design for too long although the figures spoke against it; changed course after the second review.',
  'Wrote the proposal that three teams agreed on after a year in which nobody had wanted to decide.',
  'Keeps the weekly planning short and makes sure that the quiet people are heard.',
  'Gave feedback to a senior colleague that was hard to hear and was later thanked for it.',
  'Tests describe what the product promises and not how the code is built, which made the rewrite possible.',
  'Handed the topic over completely before the holidays; nothing had to be asked.',
  'Should bring decisions to the group while they can still be changed.',
  'Reduced the cost of the cluster by a third without anybody noticing a difference.',
]

/** Functions that turn a key into a name or a text: the same key gives the same words in every load. */
export const wordsSql = `
CREATE FUNCTION pg_temp.pick(key text, size int) RETURNS int LANGUAGE sql IMMUTABLE AS
  $$ SELECT 1 + (hashtextextended(key, 7) & 1048575)::int % size $$;

CREATE FUNCTION pg_temp.full_name(key text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT (string_to_array('${GIVEN}', ' '))[pg_temp.pick('given ' || key, 26)] || ' '
    || (string_to_array('${FAMILY}', ' '))[pg_temp.pick('family ' || key, 26)] $$;

CREATE FUNCTION pg_temp.sentence(key text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT (ARRAY[${SENTENCES.map((text) => `'${text}'`).join(', ')}])[pg_temp.pick(key, ${SENTENCES.length})] $$;

CREATE FUNCTION pg_temp.paragraph(key text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT pg_temp.sentence(key || ' a') || ' ' || pg_temp.sentence(key || ' b') || ' '
    || pg_temp.sentence(key || ' c') || ' ' || pg_temp.sentence(key || ' d') $$;
`
