import type { RegisterPatient } from '../../../workers/patient/patients/contract.ts'
import type { Chance } from './random.ts'

/** People of Jakarta as they would register: many with one name only, NIK with birth date in it, addresses with RT and RW. */

const women = [
  'Siti',
  'Dewi',
  'Sari',
  'Ayu',
  'Putri',
  'Rina',
  'Wulan',
  'Fitri',
  'Nur',
  'Indah',
  'Ratna',
  'Yuni',
  'Lestari',
  'Maya',
  'Kartika',
  'Anisa',
  'Mega',
  'Tuti',
  'Sri',
  'Endang',
  'Melati',
  'Intan',
  'Nadia',
  'Citra',
  'Laras',
  'Komang',
  'Ni Luh',
  'Aisyah',
  'Zahra',
  'Rahmawati',
  'Suryani',
  'Hesti',
  'Dian',
  'Vina',
  'Eka',
]
const men = [
  'Budi',
  'Agus',
  'Joko',
  'Andi',
  'Rizky',
  'Dimas',
  'Bayu',
  'Hendra',
  'Ahmad',
  'Muhammad',
  'Eko',
  'Slamet',
  'Wahyu',
  'Fajar',
  'Teguh',
  'Yusuf',
  'Rahmat',
  'Iwan',
  'Dedi',
  'Surya',
  'Gede',
  'Made',
  'Wayan',
  'Arif',
  'Bambang',
  'Heri',
  'Imam',
  'Rudi',
  'Galih',
  'Satria',
  'Ilham',
  'Taufik',
  'Yohanes',
  'Kevin',
  'Doni',
]
const families = [
  'Santoso',
  'Wijaya',
  'Pratama',
  'Hidayat',
  'Nugroho',
  'Saputra',
  'Siregar',
  'Simanjuntak',
  'Nasution',
  'Lubis',
  'Kusuma',
  'Setiawan',
  'Halim',
  'Gunawan',
  'Purnama',
  'Wibowo',
  'Utami',
  'Permata',
  'Anggraini',
  'Hartono',
  'Tanuwijaya',
  'Situmorang',
  'Maharani',
  'Ramadhan',
  'Suharto',
  'Mulyani',
  'Sitompul',
  'Irawan',
  'Firmansyah',
  "Ma'ruf",
]
const mononyms = {
  female: ['Sumiati', 'Suminah', 'Ngatiyem', 'Tukinem', 'Kartini', 'Parti', 'Rusmini', 'Suwarni'],
  male: ['Sukarno', 'Suparman', 'Supriyadi', 'Paijo', 'Sukirman', 'Wagiman', 'Sutrisno', 'Mulyono'],
}
const places = [
  { district: 'Tebet', village: 'Menteng Dalam', city: 'Jakarta Selatan', postalCode: '12870', area: '317401' },
  {
    district: 'Kebayoran Baru',
    village: 'Gandaria Utara',
    city: 'Jakarta Selatan',
    postalCode: '12140',
    area: '317407',
  },
  { district: 'Pasar Minggu', village: 'Ragunan', city: 'Jakarta Selatan', postalCode: '12550', area: '317404' },
  { district: 'Matraman', village: 'Utan Kayu', city: 'Jakarta Timur', postalCode: '13120', area: '317501' },
  { district: 'Jatinegara', village: 'Cipinang', city: 'Jakarta Timur', postalCode: '13410', area: '317503' },
  { district: 'Menteng', village: 'Cikini', city: 'Jakarta Pusat', postalCode: '10330', area: '317106' },
  { district: 'Grogol Petamburan', village: 'Tomang', city: 'Jakarta Barat', postalCode: '11440', area: '317302' },
  { district: 'Kelapa Gading', village: 'Pegangsaan Dua', city: 'Jakarta Utara', postalCode: '14250', area: '317205' },
]
const streets = [
  'Jl. Melati',
  'Jl. Kenanga',
  'Jl. Anggrek',
  'Jl. Tebet Raya',
  'Jl. Casablanca',
  'Jl. Cendrawasih',
  'Jl. Merpati',
  'Gg. Mawar',
  'Jl. KH Mas Mansyur',
  'Jl. Pramuka',
  'Jl. Saharjo',
  'Gg. H. Naim',
]

export function jakartan(luck: Chance, birthDate: string, sex: 'female' | 'male', family?: string): RegisterPatient {
  const place = luck.pick(places)
  const mononym = !family && luck.often(0.14)
  const given = mononym ? luck.pick(mononyms[sex]) : luck.pick(sex === 'female' ? women : men)
  const middle = luck.often(0.35) ? ` ${luck.pick(sex === 'female' ? women : men)}` : ''
  const name = mononym
    ? { given }
    : { given: given + (middle.trim() === given ? '' : middle), family: family ?? luck.pick(families) }
  const day = Number(birthDate.slice(8, 10)) + (sex === 'female' ? 40 : 0)
  const nik = `${place.area}${String(day).padStart(2, '0')}${birthDate.slice(5, 7)}${birthDate.slice(2, 4)}${luck.digits(4)}`
  return {
    name,
    sex,
    birthDate,
    phone: luck.often(0.93)
      ? `08${luck.pick(['12', '13', '21', '52', '57', '78', '96'])}-${luck.digits(4)}-${luck.digits(4)}`
      : undefined,
    email: luck.often(0.3)
      ? `${given.toLowerCase().replace(/[^a-z]/g, '')}${luck.digits(3)}@contoh.example`
      : undefined,
    address: {
      line: [`${luck.pick(streets)} No. ${luck.whole(1, 120)}`],
      rt: String(luck.whole(1, 15)).padStart(3, '0'),
      rw: String(luck.whole(1, 12)).padStart(3, '0'),
      village: place.village,
      district: place.district,
      city: place.city,
      state: 'DKI Jakarta',
      postalCode: place.postalCode,
      country: 'ID',
    },
    identifiers: luck.often(0.85)
      ? [
          { type: 'nik', value: nik },
          ...(luck.often(0.7) ? [{ type: 'bpjs' as const, value: `000${luck.digits(10)}` }] : []),
        ]
      : [],
    language: 'id',
    maritalStatus: luck.pick(['married', 'married', 'single']),
    coverages: luck.often(0.5) ? [{ payer: 'BPJS Kesehatan', number: `000${luck.digits(10)}` }] : [],
  }
}
