/** The commonest words of some languages, diacritics removed: they say nothing about a topic. */
const LISTS = {
  en: 'a about all also am an and any are as at be because been but by can could did do does for from get give had has have he her him his how i if in into is it its just let like make may me might more most my no not now of on one or our out please shall she should show so some tell than that the their them then there these they this those to up us want was we were what when where which who why will with would you your',
  de: 'aber alle als am an auch auf aus bei bin bis bitte da damit das dass dem den der des die doch du ein eine einem einen einer es fur hat ich ihr im in ist ja kann man mein mich mir mit nach nicht noch nur oder sein sich sie sind so uber um und uns von vor war was wenn wer wie wir wird wo zu zum zur',
  fr: 'a au aux avec ce ces comme dans de des du elle en est et etre eu il ils je la le les leur lui ma mais me mes moi mon ne nos nous on ou par pas pour qu que qui sa se ses si son sur ta te tes toi ton tu un une vos votre vous',
  es: 'a al como con cual de del el ella en es esta este la las le lo los mas me mi no o para pero por que quien se si sin su sus tu un una y ya yo',
  it: 'a al alla che chi ci come con da dal dei del della di e gli ha i il in io la le lo ma mi ne non o per piu quale se si sono su tra tu un una',
  pt: 'a ao as com como da das de do dos e ela ele em eu foi me mais mas meu na nao no o os ou para por qual que se sem seu sua um uma voce',
  nl: 'aan al als bij dat de die dit een en er het hij hoe ik in is je kan maar me met mijn naar niet nog of om ook op over te tot uit van voor was wat we wie wij zijn zo',
} as const;

const STOP_WORDS: ReadonlySet<string> = new Set(Object.values(LISTS).flatMap((list) => list.split(' ')));

/** @param word lower case, without diacritics. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
