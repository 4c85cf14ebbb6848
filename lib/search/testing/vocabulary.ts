import { randomNumbers } from './random-numbers';

const FREQUENT = {
  ar: 'في من على حلب ما لا أن إلى هذا القصف الحصار المدينة الناس كل اليوم الآن يا الله نحن مدنيين أطفال ماء خبز مستشفى القدس لماذا العالم صامت أنقذوا الشرقية بحلب والحصار للحصار بالقصف لاجئين للاجئين شهداء براميل طائرات هدنة وقف إطلاق النار سوريا روسيا إيران النظام باصات خضراء إجلاء جوع برد خوف موت حياة أمل بيت شارع مدرسة طبيب جريح دم سماء'.split(
    ' ',
  ),
  en: 'the in of and to is are we a not no aleppo syria people city siege bombing shelling ceasefire children hospital water bread world silent why now today live die fear kids regime forces civilians trapped evacuation buses rebels eastern barrel bombs airstrike doctor wounded blood sky cold hunger hope home street school killed left broken promise help stop save please genocide massacre'.split(
    ' ',
  ),
};
const SYLLABLES = {
  ar: 'با تا سا ما نا كا لا را دا حا عا قا فا شي بي تي سي مي ني لي ري دي حي عي في بو تو سو مو نو كو لو رو دو قو شو حر سر مر در بر قر عر نص رف تح سك'.split(
    ' ',
  ),
  en: 'ba be bo ca ce co da de do fa fe fi ga go ha he hi ka ke la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se si so ta te ti to va ve wa we ya za st tr pl'.split(
    ' ',
  ),
};
const PREFIXES = ['', '', '', 'ال', 'ال', 'وال', 'بال', 'و', 'لل'];

/** So many different words of a language, the most frequent first: real ones, then made-up ones. */
export function vocabulary(lang: 'ar' | 'en', size: number, seed: number): string[] {
  const random = randomNumbers(seed + (lang === 'ar' ? 7 : 11));
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
  const words = new Set(FREQUENT[lang]);
  while (words.size < size) {
    let word = lang === 'ar' ? pick(PREFIXES) : '';
    const syllables = 2 + Math.floor(random() * 3.4);
    for (let at = 0; at < syllables; at += 1) word += pick(SYLLABLES[lang]);
    words.add(word);
  }
  return [...words].slice(0, size);
}
