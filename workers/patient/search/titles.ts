/** Titles that people write into a name: Ny., dr., Hj. in front, S.Pd, M.Kes behind. Pure. */

const front = new Set(
  'ny tn nn sdr sdri bpk bapak ibu dr drg drs dra ir prof hj kh ust ustad ustadz mr mrs ms miss dokter'.split(' '),
)
/** In front of a name with their dot alone: without it they may be the name. */
const frontDotted = new Set(['h.', 'an.', 'r.', 'rr.'])
const behind = new Set(
  (
    'spd spdi spdk se sh shi st skom sked skep skm ssi ssos sag spsi sfarm sgz shum sip sak sth sei sst str strkeb strkes sfil ssn spt ' +
    'mpd mkes mm msi mh mt mkom mhum mkn mag mfarm mkep mked mars mba msc ma mpsi phd amd amdkeb amdkep amk amkeb apt ns ners bsc ba ' +
    'spa spog spb spm sppd spkk sptht spjp spkj sprad span spp spok spbs spot sps spu md rn'
  ).split(' '),
)
/** A baby is called after the mother: By. Ny. Siti is not Siti. */
const baby = /^(?:by|bayi)\b/i
/** `dr.Rina`: the title and the name as one. */
const joined = /^(ny|tn|nn|drg|dr|hj|h|prof|ir)\.(?=\p{L}{3})/iu

/** A name without its titles: `dr. Hj. Siti Aminah, S.Pd` → `Siti Aminah`. One that is nothing but titles stays. */
export function withoutTitles(text: string): string {
  if (baby.test(text.trim())) return text
  const [first = '', ...after] = text.split(',')
  const kept = [first, ...after.filter(part => !part.trim().split(/\s+/).every(isDegree))]
  const words = kept.join(' ').replace(joined, '$1. ').trim().split(/\s+/)
  let from = 0
  while (from < words.length - 1 && isFront(words[from] ?? '')) {
    from++
    words[from] = (words[from] ?? '').replace(joined, '')
  }
  let to = words.length
  while (to > from + 1 && (words[to - 1] ?? '').includes('.') && isDegree(words[to - 1] ?? '')) to--
  return words.slice(from, to).join(' ')
}

function isFront(word: string): boolean {
  const typed = word.toLowerCase()
  return frontDotted.has(typed) || front.has(typed.replace(/\.$/, ''))
}

function isDegree(word: string): boolean {
  return word === '' || behind.has(word.toLowerCase().replaceAll('.', ''))
}
