import type { NewClinic } from '../../gateway/identity/accounts/create-clinic.ts'
import { jakartan } from './jakarta.ts'
import { newYorker } from './new-york.ts'

/** The two demo clinics: who works there and when, their rooms, visit types and prices. */

interface DemoStaff {
  key: string
  name: string
  profession: 'doctor' | 'dentist' | 'midwife' | 'nurse' | 'admin'
  specialties: string[]
  languages: string[]
  licence?: { type: string; number: string; issuer: string; validInDays: number }
  /** Weekdays (1 is Monday) with their sessions; nobody bookable has none. */
  /** Every second visit takes the nurse's time as well. */
  assisted?: true
  hours?: { weekdays: number[]; sessions: [from: string, to: string][]; room: string; slotMinutes: number }
}

export interface DemoClinic {
  key: 'harapan' | 'harborview'
  clinic: NewClinic
  phone: string
  address: { line: string[]; city: string; state?: string; postalCode: string }
  language: 'id' | 'en'
  staff: DemoStaff[]
  rooms: { number: string; type: string; amount: number; equipment: string[] }[]
  products: { key: string; name: string; code: string; kind: 'service' | 'medicine' | 'supply'; amount: number }[]
  visitTypes: { key: string; name: string; minutes: number; product: string; selfBookable: boolean }[]
  person: typeof jakartan
  patients: number
  seed: number
}

const week = [1, 2, 3, 4, 5]

export const harapan: DemoClinic = {
  key: 'harapan',
  clinic: {
    id: 'cln-harapan',
    name: 'Klinik Harapan',
    slug: 'klinik-harapan',
    timezone: 'Asia/Jakarta',
    country: 'ID',
    currency: 'IDR',
    locale: 'id',
  },
  phone: '021-555-0142',
  address: { line: ['Jl. Tebet Raya No. 24'], city: 'Jakarta Selatan', state: 'DKI Jakarta', postalCode: '12820' },
  language: 'id',
  staff: [
    { key: 'owner', name: 'Ratna Kusumawardhani', profession: 'admin', specialties: [], languages: ['id', 'en'] },
    {
      key: 'doctor',
      name: 'dr. Sari Wulandari',

      profession: 'doctor',
      specialties: ['Umum'],
      languages: ['id', 'en'],
      licence: { type: 'SIP', number: '503/1142/DU/2024', issuer: 'Dinas Kesehatan DKI Jakarta', validInDays: 410 },
      hours: {
        weekdays: [...week, 6, 7],
        sessions: [
          ['08:00', '12:00'],
          ['13:00', '16:00'],
        ],
        room: 'P1',
        slotMinutes: 20,
      },
    },
    {
      key: 'second',
      name: 'dr. Bayu Prakoso, Sp.A',

      profession: 'doctor',
      specialties: ['Anak'],
      languages: ['id'],
      licence: { type: 'SIP', number: '503/0871/SPA/2022', issuer: 'Dinas Kesehatan DKI Jakarta', validInDays: 38 },
      hours: {
        weekdays: [...week, 6],
        sessions: [
          ['09:00', '12:00'],
          ['16:00', '20:00'],
        ],
        room: 'P2',
        slotMinutes: 20,
      },
    },
    {
      key: 'third',
      name: 'dr. Made Ariani, Sp.PD',

      profession: 'doctor',
      specialties: ['Penyakit Dalam'],
      languages: ['id', 'en'],
      licence: { type: 'SIP', number: '503/0934/SPPD/2023', issuer: 'Dinas Kesehatan DKI Jakarta', validInDays: 220 },
      hours: { weekdays: [1, 3, 5, 7], sessions: [['08:00', '13:00']], room: 'P3', slotMinutes: 30 },
    },
    {
      key: 'dentist',
      name: 'drg. Kevin Halim',

      profession: 'dentist',
      specialties: ['Gigi'],
      languages: ['id', 'en', 'zh'],
      assisted: true,
      licence: { type: 'SIP', number: '503/0455/DG/2023', issuer: 'Dinas Kesehatan DKI Jakarta', validInDays: 500 },
      hours: {
        weekdays: [2, 4, 6],
        sessions: [
          ['10:00', '14:00'],
          ['15:00', '19:00'],
        ],
        room: 'G1',
        slotMinutes: 30,
      },
    },
    {
      key: 'midwife',
      name: 'Bidan Tuti Rahayu',

      profession: 'midwife',
      specialties: ['Kebidanan'],
      languages: ['id'],
      licence: { type: 'SIPB', number: '503/2210/BD/2024', issuer: 'Dinas Kesehatan DKI Jakarta', validInDays: 365 },
      hours: { weekdays: week, sessions: [['08:00', '14:00']], room: 'P4', slotMinutes: 30 },
    },
    {
      key: 'nurse',
      name: 'Ns. Dewi Anggraini',

      profession: 'nurse',
      specialties: [],
      languages: ['id'],
      licence: { type: 'SIPP', number: '503/3321/PR/2023', issuer: 'Dinas Kesehatan DKI Jakarta', validInDays: 300 },
    },
    { key: 'reception', name: 'Rina Lestari', profession: 'admin', specialties: [], languages: ['id', 'en'] },
  ],
  rooms: [
    { number: 'P1', type: 'Poli umum', amount: 0, equipment: ['Tensimeter', 'EKG'] },
    { number: 'P2', type: 'Poli anak', amount: 0, equipment: ['Timbangan bayi'] },
    { number: 'P3', type: 'Poli penyakit dalam', amount: 0, equipment: ['EKG', 'USG'] },
    { number: 'P4', type: 'Kebidanan', amount: 0, equipment: ['Doppler', 'USG'] },
    { number: 'G1', type: 'Poli gigi', amount: 0, equipment: ['Kursi gigi', 'Rontgen gigi'] },
    { number: 'T1', type: 'Ruang tindakan', amount: 150_000, equipment: ['Oksigen', 'Set jahit'] },
  ],
  products: [
    { key: 'general', name: 'Konsultasi dokter umum', code: 'KON-UM', kind: 'service', amount: 75_000 },
    { key: 'specialist', name: 'Konsultasi dokter spesialis', code: 'KON-SP', kind: 'service', amount: 200_000 },
    { key: 'dental', name: 'Konsultasi dokter gigi', code: 'KON-GG', kind: 'service', amount: 100_000 },
    { key: 'midwifery', name: 'Pemeriksaan kehamilan', code: 'ANC', kind: 'service', amount: 90_000 },
    { key: 'scaling', name: 'Pembersihan karang gigi', code: 'SCAL', kind: 'service', amount: 350_000 },
    { key: 'glucose', name: 'Cek gula darah', code: 'LAB-GDS', kind: 'service', amount: 25_000 },
    { key: 'wound', name: 'Perawatan luka', code: 'TND-LUKA', kind: 'service', amount: 60_000 },
    { key: 'paracetamol', name: 'Parasetamol 500 mg, 10 tablet', code: 'OB-PCT', kind: 'medicine', amount: 8_000 },
    { key: 'amoxicillin', name: 'Amoksisilin 500 mg, 10 kapsul', code: 'OB-AMX', kind: 'medicine', amount: 15_000 },
    { key: 'amlodipine', name: 'Amlodipin 5 mg, 30 tablet', code: 'OB-AML', kind: 'medicine', amount: 30_000 },
    { key: 'metformin', name: 'Metformin 500 mg, 30 tablet', code: 'OB-MET', kind: 'medicine', amount: 25_000 },
    { key: 'oralit', name: 'Oralit, 5 sachet', code: 'OB-ORL', kind: 'medicine', amount: 5_000 },
  ],
  visitTypes: [
    { key: 'general', name: 'Konsultasi umum', minutes: 20, product: 'general', selfBookable: true },
    { key: 'specialist', name: 'Konsultasi spesialis', minutes: 30, product: 'specialist', selfBookable: true },
    { key: 'control', name: 'Kontrol', minutes: 20, product: 'general', selfBookable: true },
    { key: 'dental', name: 'Pemeriksaan gigi', minutes: 30, product: 'dental', selfBookable: true },
    { key: 'midwifery', name: 'Pemeriksaan kehamilan', minutes: 30, product: 'midwifery', selfBookable: true },
  ],
  person: jakartan,
  patients: 240,
  seed: 20_260_101,
}

export const harborview: DemoClinic = {
  key: 'harborview',
  clinic: {
    id: 'cln-harborview',
    name: 'Harborview Clinic',
    slug: 'harborview',
    timezone: 'America/New_York',
    country: 'US',
    currency: 'USD',
    locale: 'en',
  },
  phone: '(718) 555-0117',
  address: { line: ['88 Van Brunt St'], city: 'Brooklyn', state: 'NY', postalCode: '11231' },
  language: 'en',
  staff: [
    { key: 'owner', name: 'Margaret Ellison', profession: 'admin', specialties: [], languages: ['en'] },
    {
      key: 'doctor',
      name: 'Dr. Daniel Okafor',

      profession: 'doctor',
      specialties: ['Family medicine'],
      languages: ['en', 'fr'],
      licence: { type: 'NY medical licence', number: '284417', issuer: 'New York State', validInDays: 390 },
      hours: {
        weekdays: [...week, 6, 7],
        sessions: [
          ['08:30', '12:30'],
          ['13:30', '17:00'],
        ],
        room: '101',
        slotMinutes: 30,
      },
    },
    {
      key: 'second',
      name: 'Dr. Rachel Goldberg',

      profession: 'doctor',
      specialties: ['Pediatrics'],
      languages: ['en', 'es', 'he'],
      licence: { type: 'NY medical licence', number: '301562', issuer: 'New York State', validInDays: 52 },
      hours: {
        weekdays: [...week, 6],
        sessions: [
          ['09:00', '13:00'],
          ['14:00', '17:30'],
        ],
        room: '102',
        slotMinutes: 30,
      },
    },
    {
      key: 'third',
      name: 'Dr. Anil Mehta',

      profession: 'doctor',
      specialties: ['Internal medicine', 'Cardiology'],
      languages: ['en', 'hi'],
      assisted: true,
      licence: { type: 'NY medical licence', number: '277013', issuer: 'New York State', validInDays: 610 },
      hours: { weekdays: [1, 2, 4, 7], sessions: [['09:00', '15:00']], room: '103', slotMinutes: 30 },
    },
    {
      key: 'visiting',
      name: 'dr. Sari Wulandari',

      profession: 'doctor',
      specialties: ['Family medicine'],
      languages: ['en', 'id'],
      hours: { weekdays: [3, 5], sessions: [['09:00', '12:00']], room: '104', slotMinutes: 30 },
    },
    {
      key: 'nurse',
      name: 'Lucía Fernández',

      profession: 'nurse',
      specialties: [],
      languages: ['en', 'es'],
      licence: { type: 'NY RN licence', number: '712095', issuer: 'New York State', validInDays: 260 },
    },
    { key: 'reception', name: 'Tasha Brooks', profession: 'admin', specialties: [], languages: ['en', 'es'] },
  ],
  rooms: [
    { number: '101', type: 'Consulting', amount: 0, equipment: ['ECG'] },
    { number: '102', type: 'Pediatrics', amount: 0, equipment: ['Infant scale'] },
    { number: '103', type: 'Consulting', amount: 0, equipment: ['ECG', 'Ultrasound'] },
    { number: '104', type: 'Consulting', amount: 0, equipment: [] },
    { number: '110', type: 'Procedure', amount: 12_500, equipment: ['Oxygen', 'Suture set'] },
  ],
  products: [
    { key: 'office', name: 'Office visit, established patient', code: '99213', kind: 'service', amount: 13_500 },
    { key: 'new', name: 'Office visit, new patient', code: '99203', kind: 'service', amount: 18_500 },
    { key: 'physical', name: 'Annual physical', code: '99396', kind: 'service', amount: 22_000 },
    { key: 'ecg', name: 'Electrocardiogram', code: '93000', kind: 'service', amount: 6_500 },
    { key: 'glucose', name: 'Blood glucose, fingerstick', code: '82962', kind: 'service', amount: 1_500 },
    { key: 'flu', name: 'Influenza vaccine', code: '90686', kind: 'medicine', amount: 4_500 },
    { key: 'ibuprofen', name: 'Ibuprofen 400 mg, 20 tablets', code: 'RX-IBU', kind: 'medicine', amount: 899 },
    { key: 'amoxicillin', name: 'Amoxicillin 500 mg, 21 capsules', code: 'RX-AMX', kind: 'medicine', amount: 1_450 },
    { key: 'lisinopril', name: 'Lisinopril 10 mg, 30 tablets', code: 'RX-LIS', kind: 'medicine', amount: 1_200 },
  ],
  visitTypes: [
    { key: 'general', name: 'Office visit', minutes: 30, product: 'office', selfBookable: true },
    { key: 'specialist', name: 'New patient visit', minutes: 60, product: 'new', selfBookable: true },
    { key: 'control', name: 'Follow-up', minutes: 30, product: 'office', selfBookable: true },
    { key: 'physical', name: 'Annual physical', minutes: 60, product: 'physical', selfBookable: true },
  ],
  person: newYorker,
  patients: 220,
  seed: 20_260_202,
}
