/** What passwords are made of again and again; written by hand, in plain letters. */
const WORDS = `
abc abcd academy access account action active admin administrator adobe adventure airborne airplane alex
alexander alexis alpha amanda america american amsterdam anderson andrea andrew angel angela angels animal
anthony apollo apple apples april arsenal arthur ashley august austin autumn awesome azerty baby
babygirl backup badboy bailey banana bandit barcelona barney baseball basket basketball batman beach bear
beatles beautiful benjamin berlin bigdog bigdaddy birthday black blackberry blessed blink blizzard
blonde blue bond boomer boston brandon brandy brasil bronco bubba bubbles buddy buffalo bulldog
butter buster butterfly calvin camaro cameron canada captain carlos carmen carolina caroline casper
champion change changeme charlie charlotte chelsea cheese chester chicago chicken chocolate chris christ
christian christina christmas cisco claudia coffee college company compaq computer connect cookie cool
cooper corvette cowboy cowboys creative crystal customer daddy dakota dallas daniel danielle database david
december default denver desire developer devil diamond digital disney doctor dolphin dolphins donald dragon
dream dreams eagle eagles easter edward einstein elephant elizabeth eminem enter england engineer everton
explorer facebook falcon family fantasy february ferrari fire fireman fish fishing flower flowers flyers
football forever france frank freddy freedom friday friend friends galaxy
gandalf garden garfield gateway gemini general george germany ghost giants ginger girl girls gizmo godzilla
gold golden golf google gordon green guest guitar gunner hacker hahaha hammer hannah happy hardcore harley
harry hawaii heaven hello hellokitty help helpme hockey holiday home horse horses hotdog house houston
hunter iceman iloveyou iloveu india infinity inside internet iphone isabella ironman jackson jaguar james
january jasmine jason jasper jennifer jeremy jessica jesus jordan joseph joshua july junior june justin
justice kevin killer king kitten kitty knight ladies lakers lauren legend letmein letme liberty life
lifehack light lincoln linkedin linux little liverpool login london lonely lord louise love loveme lovely
lover loveyou lucky madison maggie magic manager manchester marina marine market marlboro martin marvin
master matrix matthew maverick maxwell melissa member mercedes merlin metallica mexico michael michelle
mickey microsoft midnight miller mine minecraft mister mommy monday money monica monitor monkey monster
monsters moon morgan morning mother motorola mountain movie muffin music mustang myspace nascar nathan
natalie naruto network newyork nicholas nicole nintendo nirvana nothing november number october
office oliver online open orange orlando oracle outlaw pacific panther paris parker pass passion passwd
password passwort patricia patrick peaches peanut pepper peter philip phoenix phone pikachu pineapple
pink pirate player please pokemon poland police porsche power prince princess private product project
purple python qazwsx qwert qwerty qwertz rabbit rachel raiders rainbow ranger rangers raptor rebecca
redsox red remember review reviews richard river robert rock rocket rocky root rose rosebud runner
rung russia sakura samantha sample samsung sandra saturday saturn scooter scorpion scotland sebastian secret
secure security september server service shadow shalom shannon sierra silver simple skippy slayer
slipknot smith smokey snoopy snowball snow soccer software soldier something sophie spain spanky spider
spiderman spring sparky stanley star starbucks startrek starwars station steelers stella steven
strawberry student stupid summer sunday sunflower sunshine super superman superstar support
survivor suzuki sweet sweety swimming sydney system tango taylor teacher team techno teddy temp temporary
tennis teresa test tester testing texas thank thankyou theman thomas thunder thursday tiffany tiger tigers
time tinkerbell titanic today together tomcat topgun toyota travel trinity trouble trustno true tuesday
tucker turtle twitter united university unknown user vanessa venus victor victoria victory viking vincent
violet virginia vision volcano wachtwoord warcraft warrior warriors water wednesday welcome werewolf
whatever william williams willow wilson windows winner winter winston wizard wolf woman wonder worker world
xavier xbox yamaha yankee yankees yellow yesterday york young zaq zxcvb zxcvbn zxcvbnm
`

export const COMMON_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/))
