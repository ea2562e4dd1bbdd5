import { expect, test } from 'vitest'
import { spelled } from './spelling.ts'
import { withoutTitles } from './titles.ts'

test.each([
  ['soekarno', 'sukarno'],
  ['soedjono', 'sujono'],
  ['suyono', 'sujono'],
  ['tjokro', 'cokro'],
  ['djojohadikoesoemo', 'joyohadikusumo'],
  ['achmad', 'ahmad'],
  ['akhmad', 'ahmed'],
  ['chairul', 'khairul'],
  ['moh', 'muhammad'],
  ['mochammad', 'mohamad'],
  ['muh', 'moehammad'],
  ['mhd', 'mohd'],
  ['abd', 'abdoel'],
])('%s and %s are one name', (one, two) => expect(spelled(one)).toBe(spelled(two)))

test.each(['sari', 'siti', 'mohan', 'abdi', 'ahmadi', '王小明', 'احمد'])('%s stays as it is', word => {
  expect(spelled(word)).toBe(word)
})

test.each([
  ['Ny. Siti Aminah', 'Siti Aminah'],
  ['dr. Hj. Siti Aminah, S.Pd, M.Kes', 'Siti Aminah'],
  ['dr.Rina Wijaya, Sp.A', 'Rina Wijaya'],
  ['Drs. H. Ahmad Fauzi', 'Ahmad Fauzi'],
  ['siti s.pd', 'siti'],
  ['Siti S.H.', 'Siti'],
  ['Mrs Jane Doe', 'Jane Doe'],
  ['H Smith', 'H Smith'],
  ['An Nguyen', 'An Nguyen'],
  ['Putri, Sari', 'Putri  Sari'],
  ['J.R.R. Tolkien', 'J.R.R. Tolkien'],
  ['Ma Ying', 'Ma Ying'],
  ['Yo-Yo Ma', 'Yo-Yo Ma'],
  ['By. Ny. Siti', 'By. Ny. Siti'],
  ['Ny.', 'Ny.'],
  ['', ''],
])('%s without its titles is %s', (text, name) => {
  expect(withoutTitles(text).split(' ').filter(Boolean)).toEqual(name.split(' ').filter(Boolean))
})
