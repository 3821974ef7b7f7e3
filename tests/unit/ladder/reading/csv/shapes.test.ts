import { describe, expect, test } from 'vitest'
import { outlineOf, read } from './shown'

const lines = (...all: string[]) => `${all.join('\n')}\n`

describe('one row for each item', () => {
  test('is read by the names of its columns, with everything an item has', () => {
    const text = lines(
      'Level,Category,Expectation,Type,Weight,Rated,Example,Order',
      'L1 - Apprentice,Craft,Sweeps the shop,expectation,20,no,"- Monday\n- Friday",1',
      'L1 - Apprentice,Care,Greets guests,indicator,30 %,yes,,2',
      'L2 - Journeyman,Craft,Builds a chair,Red flag,,,,3',
    )
    expect(outlineOf(text)).toBe(
      [
        'level Apprentice (L1)',
        '  category Craft',
        '    item Sweeps the shop',
        '  category Care',
        '    item Greets guests',
        'level Journeyman (L2)',
        '  category Craft',
        '    item Builds a chair',
      ].join('\n'),
    )
    const [apprentice, journeyman] = read(text).outline
    expect(apprentice?.children[0]?.children[0]?.item).toMatchObject({
      kind: 'expectation',
      weight: 20,
      scored: false,
      examples: ['Monday', 'Friday'],
    })
    expect(apprentice?.children[1]?.children[0]?.item).toMatchObject({ weight: 30, scored: true })
    expect(journeyman?.children[0]?.children[0]?.item?.kind).toBe('anti-pattern')
  })

  test('with semicolons, tracks, a category below another and levels written once', () => {
    const text = lines(
      'Career track;Grade;Area;Sub-area;Description',
      'Boats;Deckhand 1;Ropes;Knots;Ties a bowline',
      ';;;;Ties a sheet bend',
      ';;;Sails;Furls the jib',
      'Boats;Mate 2;Ropes;Knots;Teaches knots',
      'Shore;Clerk 1;Books;;Keeps the log',
    )
    expect(outlineOf(text)).toBe(
      [
        'track Boats',
        '  level Deckhand 1',
        '    category Ropes',
        '      category Knots',
        '        item Ties a bowline',
        '        item Ties a sheet bend',
        '      category Sails',
        '        item Furls the jib',
        '  level Mate 2',
        '    category Ropes',
        '      category Knots',
        '        item Teaches knots',
        'track Shore',
        '  level Clerk 1',
        '    category Books',
        '      item Keeps the log',
      ].join('\n'),
    )
  })

  test('sorts by the order that it gives', () => {
    const text = lines('Level,Text,Order', 'P2,second,20', 'P1,first,10', 'P3,third,30')
    expect(outlineOf(text)).toMatch(/first[\s\S]*second[\s\S]*third/)
  })

  test('shares an item that names several levels, and one for everybody', () => {
    const text = lines(
      'Level,Category,Behaviour',
      'P1,Craft,One',
      'P2,Craft,Two',
      '"P1, P2",Craft,Both',
      'All levels,Craft,Everybody',
    )
    const [first] = read(text).outline
    const shared = first?.children[0]?.children.map(({ text: words, item }) => [
      words,
      item?.levels,
    ])
    expect(shared).toEqual([
      ['One', []],
      ['Both', ['P2']],
      ['Everybody', ['*']],
    ])
  })

  test('takes what a person says of a column, by its header or its number', () => {
    const text = lines('Rung,Was,Wort', 'Lehrling 1,Handwerk,Fegt', 'Geselle 2,Handwerk,Baut')
    const columns = { Rung: 'level', Was: 'category', Wort: 'text' }
    expect(outlineOf(text, { columns })).toContain('    item Fegt')
    const answers = { 'csv-shape': 'long', 'column:1': 'level', 'column:2': 'category' }
    expect(outlineOf(text, { answers: { ...answers, 'column:3': 'text' } })).toContain('item Baut')
  })

  test('keeps the sentences of columns that it does not know', () => {
    const text = lines('Level,Text,Owner,Remark', 'P1,One,Bo,Ask the guild before changing this')
    const outline = outlineOf(text)
    expect(outline).toContain('ignored Remark: Ask the guild before changing this')
    expect(outline).not.toContain('Bo')
  })

  test('guesses a misspelt header and asks', () => {
    const { questions, outline } = read(lines('Levl,Category,Expectaton', 'P1,Craft,One'))
    expect(outline).toHaveLength(1)
    expect(questions.find(({ id }) => id === 'column:1')).toMatchObject({
      ask: 'What is "Levl"? It looks like "level".',
      chosen: 'level',
      isSure: false,
    })
  })
})

describe('levels as columns', () => {
  const GRID = lines(
    'Category,Junior Cook,Cook,Head Cook',
    'Team size,0,1-2,5+',
    'Summary,Learns.,Cooks.,Leads.',
    'Knives,"- Keeps them sharp\n- Cuts onions","Cuts fish.\n\nTeaches cutting.",',
    ',Cleans up,,Orders knives',
    'Growth Indicators,Fewer plasters,Faster service,A calm kitchen',
  )

  test('has a category in each row, with lists, paragraphs and rows that go on', () => {
    expect(outlineOf(GRID)).toBe(
      [
        'level Junior Cook',
        '  fact Team size: 0',
        '  prose : Learns.',
        '  category Knives',
        '    item : Keeps them sharp',
        '    item : Cuts onions',
        '    item : Cleans up',
        '  category Growth Indicators',
        '    item : Fewer plasters',
        'level Cook',
        '  fact Team size: 1-2',
        '  prose : Cooks.',
        '  category Knives',
        '    item : Cuts fish.',
        '    item : Teaches cutting.',
        '  category Growth Indicators',
        '    item : Faster service',
        'level Head Cook',
        '  fact Team size: 5+',
        '  prose : Leads.',
        '  category Knives',
        '    item : Orders knives',
        '  category Growth Indicators',
        '    item : A calm kitchen',
      ]
        .join('\n')
        .replaceAll(' : ', ' '),
    )
    const indicators = read(GRID).outline[0]?.children.find(({ kind }) => kind === 'indicator')
    expect(indicators?.title).toBe('Growth Indicators')
  })

  test('knows two header rows: tracks above levels', () => {
    const text = lines(',Kitchen,,Hall,', 'Skill,K1,K2,H1,H2', 'Care,a,b,c,d', 'Pace,e,f,g,h')
    expect(outlineOf(text)).toMatch(
      /^track Kitchen\n {2}level K1\n[\s\S]*\ntrack Hall\n {2}level H1/,
    )
  })

  test('knows rows that head a group of rows, and codes with titles below', () => {
    const text = lines(
      'Area,IC1,IC2',
      'Title,Grower,Senior Grower',
      'Soil,,',
      'Digging,digs,plans beds',
      'Feeding,feeds,mixes feed',
      'Water,,',
      'Hoses,rolls,mends',
    )
    expect(outlineOf(text)).toBe(
      [
        'level Grower (IC1)',
        '  category Soil',
        '    category Digging',
        '      item digs',
        '    category Feeding',
        '      item feeds',
        '  category Water',
        '    category Hoses',
        '      item rolls',
        'level Senior Grower (IC2)',
        '  category Soil',
        '    category Digging',
        '      item plans beds',
        '    category Feeding',
        '      item mixes feed',
        '  category Water',
        '    category Hoses',
        '      item mends',
      ].join('\n'),
    )
  })

  test('takes a column of sentences before the levels for no category', () => {
    const about = 'How somebody treats the people and the things of the shop every day'
    const outline = outlineOf(lines('Area,About,L1,L2', `Care,${about},a,b`, `Pace,${about},c,d`))
    expect(outline).toMatch(/^level L1\n {2}category Care\n {4}item a/)
    expect(outline).toContain(`ignored About: ${about}`)
  })

  test('keeps what stands in columns that are left out', () => {
    const text = lines('Area,Hint,L1,L2', 'Craft,ask Bo,a,b')
    const outline = outlineOf(text, { columns: { Hint: 'ignored' } })
    expect(outline).toContain('ignored Hint: ask Bo')
  })
})

describe('levels as rows', () => {
  const TURNED = lines(
    'Role,Craft,Care',
    'Junior Smith,hammers,greets',
    'Senior Smith,casts,guides',
  )

  test('is turned, with a message', () => {
    expect(outlineOf(TURNED)).toBe(
      [
        'level Junior Smith',
        '  category Craft',
        '    item hammers',
        '  category Care',
        '    item greets',
        'level Senior Smith',
        '  category Craft',
        '    item casts',
        '  category Care',
        '    item guides',
      ].join('\n'),
    )
    expect(read(TURNED).messages).toMatchObject([{ code: 'W703', line: 1 }])
  })

  test('is seen where each level has one row, whatever its other columns are called', () => {
    const text = lines(
      'Level,Title,Description,Craft,Reach',
      'S1,Smith,Forges what is asked for.,hammers and files,own anvil only',
      'S2,Master Smith,Runs the forge.,casts bells,the whole forge',
    )
    expect(outlineOf(text)).toBe(
      [
        'level Smith (S1)',
        '  prose Forges what is asked for.',
        '  category Craft',
        '    item hammers and files',
        '  category Reach',
        '    item own anvil only',
        'level Master Smith (S2)',
        '  prose Runs the forge.',
        '  category Craft',
        '    item casts bells',
        '  category Reach',
        '    item the whole forge',
      ].join('\n'),
    )
  })

  test('is left as it is when a person says so', () => {
    const outline = outlineOf(TURNED, { answers: { 'csv-shape': 'grid' } })
    expect(outline).toMatch(/^level Craft\n {2}category Junior Smith/)
  })
})

test('several files add up to one outline, and ids tell their file', () => {
  const text = lines('Category,L1,L2', 'Craft,a,b')
  const outline = read(text).outline
  expect(outline[0]).toMatchObject({ id: '0:1.10', place: { file: 'a.csv', line: 1, column: 10 } })
  const again = read(text, { answers: { 'csv-shape': 'grid' } }).outline
  expect(again.map(({ id }) => id)).toEqual(outline.map(({ id }) => id))
})
