/**
 * Characters that look like a Latin letter but are another one and survive NFKC. Visual pairs after Unicode Technical
 * Standard 39 (https://www.unicode.org/reports/tr39/), only the ones a reader cannot tell apart or that attacks use.
 * Each line: look-alikes, then the ASCII letters they stand for, in the same order.
 */
const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  // Cyrillic
  ['АВЕЅІЈКМНОРСТУХҮԌԚԜӀҺѴ', 'ABESIJKMHOPCTYXYGQWIHV'],
  ['аесԁһіјӏорԛѕԝхуѵүгпмтвнкьгшцԍҽө', 'aecdhijlopqswxyvyrnmtbhkbrwugeo'],
  // Greek
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϜ', 'ABEZHIKMNOPTYXCF'],
  ['αβγδεηικνορστυχωϲϳ', 'abydenikvopotuxwcj'],
  // Armenian, Cherokee, Lisu
  ['օոսցհքԼՕՍՏ', 'onugghLOUS'],
  ['ᎪᏴᏟᎠᎬᏀᎻᏆᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᎩᏃ', 'ABCDEGHIJKLMPRSTVWYZ'],
  ['ꓐꓑꓒꓓꓔꓖꓗꓙꓚꓛꓝꓞꓟꓠꓡꓢꓣꓦꓧꓨꓪꓫꓬꓮꓰꓲꓳꓴꓵ', 'BPdDTGKJCCFFMNLSRVHGWXYAEIOUN'],
  // Latin beyond NFKC: small capitals, IPA, dotless and stroked letters
  ['ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnoprstuvwyz'],
  ['ɑɡıȷɩʋɐɔǝɟɹʇʌʍʎłøđħŧƅɓɗɠƙƥɾʂƭⱱ', 'agijivacefrtvwylodhtbbdgkprstv'],
  // Enclosed letters that NFKC leaves alone
  ['🅐🅑🅒🅓🅔🅕🅖🅗🅘🅙🅚🅛🅜🅝🅞🅟🅠🅡🅢🅣🅤🅥🅦🅧🅨🅩', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  ['🅰🅱🅲🅳🅴🅵🅶🅷🅸🅹🅺🅻🅼🅽🅾🅿🆀🆁🆂🆃🆄🆅🆆🆇🆈🆉', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
];

/** Code point -> ASCII letter it is taken for. */
export const CONFUSABLE: ReadonlyMap<number, string> = new Map(
  LOOK_ALIKES.flatMap(([from, to]) =>
    Array.from(from, (character, index): [number, string] => [character.codePointAt(0)!, to[index]!]),
  ),
);

/** Small capitals, enclosed letters: nobody writes a language in them, so they are folded without a mixed token. */
export function isDecorative(codePoint: number): boolean {
  return codePoint > 0xffff || (codePoint >= 0x1d00 && codePoint < 0x1d80) || SMALL_CAPITALS.has(codePoint);
}

const SMALL_CAPITALS = new Set(Array.from('ʙꜰɢʜɪʟɴʀꜱʏ', (character) => character.codePointAt(0)!));

/** Letters of Turkish, Polish, Danish, Croatian, Vietnamese, Maltese: a word with one of them is a word, not a disguise. */
const SPELLING = new Set(Array.from('ıłøđħ', (character) => character.charCodeAt(0)));

export function isSpelling(code: number): boolean {
  return SPELLING.has(code);
}
