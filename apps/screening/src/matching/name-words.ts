import { toLatin } from './latin-text.js';

/** People and organisations are taken apart differently: titles and patronymics here, legal forms there. */
export type NameStyle = 'person' | 'organisation';

const honorifics = wordSet(`
  mr mrs ms miss dr prof professor sir lord lady sheikh shaykh sheik shaikh mullah mulla maulavi maulawi mawlawi
  mawlavi molla haji hajji hajj hadji qari sayyid sayed syed hojjatoleslam ayatollah ustad ustaz general gen colonel
  col major captain capt lieutenant lt brigadier admiral commander jr sr junior senior eng engineer alhaji imam
  herr frau monsieur madame mme don dona senor senora president prasident minister ambassador
`);

const particles = wordSet(`
  bin ben ibn bint binti ould wuld walad oglu ogly oglo kizi kyzy de del della di da das do dos du la le las los van
  von der den ter ten zu zur y e i et and und of the st san santa saint ap mac abu abou umm bou
`);

/** Names that very many people bear; a list of a few entries does not show how common they are. */
export const commonNames = wordSet(`
  mohammed ahmed ali hassan hussein mahmoud ibrahim khalil khaled omar osman yusuf said saleh salim abdallah
  abdrahman abdaziz karim rashid hamid jamal mustafa kamal amir reza mahdi fatima khan singh kumar sharma
  alexander alexei andrei sergei dmitri vladimir mikhail ivan igor nikolai oleg viktor yuri ivanov petrov
  wang li zhang liu chen yang huang zhao wu zhou kim lee park choi jung nguyen tran
  jose juan carlos luis jorge miguel francisco antonio manuel pedro maria garcia rodriguez gonzalez hernandez
  lopez martinez perez sanchez ramirez torres silva santos john james robert michael william david richard
  thomas peter paul mark anna elena smith johnson williams brown jones miller davis
`);

/** Words of legal forms and other words that say little about which organisation it is. */
const legalWords = wordSet(`
  ab ag aktiengesellschaft gesellschaft haftung beschrankter mit open closed shareholding aktsionernoe aktsionernoye anonim anonima anonimo anonyme aps as asa association authorised bhd bv bvba ca cia
  co comercial company compania corp corporation cv cxa cy de del dba doo dmcc dooel eood ehf est establishment etablissement fzc fzco
  fze fzllc gesmbh gie gmbh group gruppa hf holding holdings hua inc incorporated int international intl jlt joint jsc kft kg kgaa kk kollektif
  lda liability limited limitada lllp llc llp lp ltd ltda mbh mchj nepublichnoe nepublichnoye nonprofit nv oao ob
  obshchestvo ogranichennoi ogranichennoy ogranichennoj ohg ojsc oo ood ooo organisation organization otkrytoe otkrytoye otvetstvennostyu
  oy oyj pao partnership pjsc plc private proprietary psc pt pte pty public publichnoe publichnoye pvt qk qsc ra responsabilidad
  responsabilite rl s sa sab sac sae sak sal sanayi sandi sarl sas sau saoc saog sc sca scs sdn sirketi sl slu
  sociedad societe sp spa spc spk spolka spol sprl sro srl stock tic ticaret tov trading ug un unlimited uab
  variable vat wll y yk zao zakrytoe zakrytoye zoo zrt a and al et und of the for i e la le el los las der die das del
`);

/**
 * The words of a name that are compared: Latin, lower case, without titles, Arabic articles joined to what they belong
 * to (`Abd al-Rahman`, `Abdul Rahman` and `Abdulrahman` become the same word). Never empty when the name has a letter
 * or digit: a name of titles alone keeps them.
 */
export function nameWords(name: string, style: NameStyle): string[] {
  const words = split(toLatin(name), style);
  if (style === 'organisation') return words;
  const joined = joinArabicParts(words);
  const kept = joined.filter((word) => !honorifics.has(word));
  return kept.length > 0 ? kept : joined;
}

/** True for words that connect (`bin`, `de`, `of`) or name a legal form: they identify nobody. */
export function isFillerWord(word: string, style: NameStyle): boolean {
  return style === 'person' ? particles.has(word) : legalWords.has(word);
}

function split(latin: string, style: NameStyle): string[] {
  const words = latin
    .replace(/['’‘`"]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map((word) => word.slice(0, 40));
  return style === 'organisation' ? joinSingleLetters(words) : words;
}

/** `s a de c v` → `sa de cv` */
function joinSingleLetters(words: readonly string[]): string[] {
  const joined: string[] = [];
  let letters = '';
  for (const word of [...words, '']) {
    if (/^[a-z]$/.test(word)) letters += word;
    else {
      if (letters) joined.push(letters);
      if (word) joined.push(word);
      letters = '';
    }
  }
  return joined;
}

function joinArabicParts(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const next = words[at + 1];
    if (isArticle(word) && (next || joined.length > 0)) continue;
    if (/^abd(?:ul|al|el|oul)?$/.test(word) && next) {
      at += isArticle(next) && words[at + 2] ? 2 : 1;
      joined.push(servantOf(words[at] ?? ''));
    } else {
      const attached = /^abd(?:ul|al|el|oul)(.{3,})$/.exec(word);
      joined.push(attached?.[1] ? servantOf(attached[1]) : word);
    }
  }
  return joined;
}

function isArticle(word: string): boolean {
  return /^(?:al|el|ul|ar|as|ad|ash|an|az|at)$/.test(word);
}

function servantOf(word: string): string {
  return `abd${word.replace(/^(?:al|el|ul)(?=.{3})/, '')}`;
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
