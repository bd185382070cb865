/** Addresses from the large to the small, as China, Japan and Korea write them; and Indian ones that begin with the flat. */
import { type LiteralRule, type Pass, RANK } from '../rule.ts';
import { isDigit } from './units.ts';

const CHINA = /[\u4e00-\u9fff]{4,24}(?:路|街|道|巷|弄|胡同)\d{1,5}$/u;
/** Words before an address that are not part of it. */
const CHINA_LEAD = /^.*(?:地址|住址|位于|位於|住在|寄到|送到|发往|我家|家在|[在到于是为])(?=[\u4e00-\u9fff]{4})/u;
const CHINA_TAIL = /(?:\d{1,4}(?:栋|幢|号楼|號樓|单元|單元|室|层|層|楼|樓|座)){0,4}/uy;
const CHINA_REACH = 32;
const JAPAN =
  /(?:東京都|北海道|(?:京都|大阪)府|[\u4e00-\u9fff]{2,3}県)[\u4e00-\u9fff\u3040-\u30ff々ヶ]{2,20}?[0-9０-９]{1,4}(?:(?:丁目|番地?|号|[-‐−ー－])[0-9０-９]{0,4}){0,4}(?:号室?|番地)?/uy;
const JAPAN_CODE = /〒? ?\d{3}-\d{4}\s?$/;
const KOREA =
  /(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청[남북]|충[남북]|전라[남북]|전[남북]|경상[남북]|경[남북]|제주)[가-힣]{0,5}(?: [가-힣]{1,6}(?:시|군|구)){1,2} (?:[가-힣]{1,6}(?:읍|면) )?[가-힣\d]{1,12}(?:로|길|동)(?: ?\d{1,4}번길)? ?\d{1,4}(?:-\d{1,4})?/uy;
const INDIA =
  /(?:Flat|Plot|House|Door|H\.)(?: ?No\.?:?)? ?#?\d{1,5}[A-Za-z]?(?:[/-]\d{1,4})?(?:,\s{1,2}(?:[\p{Lu}\d][\p{L}\d.]*(?: [\p{L}\d.]+){0,3})){1,5}[ ,-]{1,3}\d{3} ?\d{3}(?!\d)/uy;

function add(pass: Pass, start: number, end: number): void {
  pass.add({ type: 'address', rule: 'pii.address', confidence: 0.75, start, end, rank: RANK.loose + 2 });
}

/** Before the last of up to five figures a street's word ends. */
function isLane(text: string, figure: number): boolean {
  let before = figure - 1;
  while (figure - before < 5 && isDigit(text.charCodeAt(before))) before -= 1;
  return '路街道巷弄同'.includes(text[before] ?? '-');
}

export const asianAddressRules: readonly LiteralRule[] = [
  {
    id: 'pii.address-china',
    literals: Array.from('0123456789', (figure) => [`${figure}号`, `${figure}號`]).flat(),
    tryAt(pass, figure, end) {
      const { text } = pass;
      const at = figure + 1;
      if (!isLane(text, figure)) return;
      const match = CHINA.exec(text.slice(Math.max(0, at - CHINA_REACH), at))?.[0];
      if (match === undefined) return;
      const lead = CHINA_LEAD.exec(match)?.[0].length ?? 0;
      CHINA_TAIL.lastIndex = end;
      add(pass, at - match.length + lead, end + (CHINA_TAIL.exec(text)?.[0].length ?? 0));
    },
  },
  {
    id: 'pii.address-japan',
    literals: ['東京都', '北海道', '京都府', '大阪府', '県'],
    tryAt(pass, at) {
      const { text } = pass;
      const isSuffix = text[at] === '県';
      for (const start of isSuffix ? [at - 2, at - 3] : [at]) {
        if (start < 0) continue;
        JAPAN.lastIndex = start;
        const match = JAPAN.exec(text);
        if (match === null) continue;
        const code = JAPAN_CODE.exec(text.slice(Math.max(0, start - 11), start))?.[0].length ?? 0;
        add(pass, start - code, start + match[0].length);
        return;
      }
    },
  },
  {
    id: 'pii.address-korea',
    literals: [
      '서울',
      '부산',
      '대구',
      '인천',
      '광주',
      '대전',
      '울산',
      '세종',
      '경기',
      '강원',
      '충청',
      '충남',
      '충북',
      '전라',
      '전남',
      '전북',
      '경상',
      '경남',
      '경북',
      '제주',
    ],
    tryAt(pass, at) {
      KOREA.lastIndex = at;
      const match = KOREA.exec(pass.text);
      if (match !== null) add(pass, at, at + match[0].length);
    },
  },
  {
    id: 'pii.address-india',
    literals: ['flat ', 'plot ', 'house no', 'door no', 'h.no'],
    tryAt(pass, at) {
      INDIA.lastIndex = at;
      const match = INDIA.exec(pass.text);
      if (match !== null) add(pass, at, at + match[0].length);
    },
  },
];
