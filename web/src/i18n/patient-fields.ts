import {
  choicesOf,
  type PlainChoice,
  plainFieldNames,
} from '../../../workers/patient/patients/plain-fields/contract.ts'
import { dictionary } from './dictionary.ts'

/**
 * The fields of a person by name, the words of their choices (`contactTime_morning`), and what a rule asks for. A plain field or choice
 * without a word does not compile.
 */
const t = dictionary({
  en: {
    name: 'Name',
    given: 'Given name',
    family: 'Family name',
    text: 'Full name as written',
    prefix: 'Title before the name',
    suffix: 'After the name',
    preferred: 'Called',
    birthDate: 'Date of birth',
    birthUnknown: 'Date of birth',
    sex: 'Sex',
    genderIdentity: 'Gender identity',
    phone: 'Phone',
    otherPhones: 'Other phone',
    number: 'Number',
    label: 'Whose or where',
    email: 'E-mail',
    address: 'Address',
    line: 'Street and number',
    rt: 'RT',
    rw: 'RW',
    village: 'Village',
    district: 'District',
    city: 'City',
    state: 'Province or state',
    postalCode: 'Postal code',
    country: 'Country',
    areaCode: 'Area code',
    nationalId: 'National number',
    identifiers: 'Identifier',
    value: 'Number',
    type: 'Kind',
    contacts: 'Contact',
    relation: 'Relation',
    coverages: 'Coverage',
    payer: 'Payer',
    validTo: 'Valid to',
    language: 'Language',
    interpreter: 'Interpreter',
    maritalStatus: 'Marital status',
    deceased: 'Date of death',
    deceasedDate: 'Date of death',
    date: 'Date',
    mononym: 'Name',
    oldRecordNumber: 'Record number there',
    rule_name_required: 'Enter a name.',
    rule_missing: 'Choose or enter this.',
    rule_partial_date: 'Write a date such as 31/12/1984, or only the month and year, or the year.',
    rule_date: 'Write a whole date such as 31/12/1984.',
    rule_phone: 'Write a phone number: digits, spaces and +.',
    rule_email: 'Write an address such as name@example.org.',
    rule_country: 'Write the two letters of the country, such as ID or US.',
    rule_max_length: 'This is too long.',
    rule_min_length: 'Fill this in.',
    rule_picklist: 'Choose one of the offered ones.',
    rule_single_line: 'Write this on one line.',
    rule_in_the_future: 'This date is in the future.',
    rule_identifier_taken: 'Another patient already has this number.',
    rule_nik: 'A NIK has 16 digits.',
    rule_sixteen_digits: 'This number has 16 digits.',
    rule_bpjs: 'A BPJS number has 13 digits.',
    rule_ssn: 'A social security number has 9 digits.',
    rule_nhs: 'An NHS number has 10 digits.',
    rule_exponent: 'The spreadsheet has lost digits of this number. Write it again in full.',
    rule_all_zeros: 'Zeros are no number. Leave it empty if it is unknown.',
    rule_extra_cells:
      'This row has more cells than there are headers. Move the text to its column and empty the extra cells.',
    rule_before_birth: 'This is before the date of birth.',
    rule_taken: 'Another patient already has this number.',
    rule_any: 'This is not in the right form ({rule}).',
  },
  id: {
    name: 'Nama',
    given: 'Nama depan',
    family: 'Nama belakang',
    text: 'Nama lengkap sesuai tulisan',
    prefix: 'Gelar di depan nama',
    suffix: 'Gelar di belakang nama',
    preferred: 'Nama panggilan',
    birthDate: 'Tanggal lahir',
    birthUnknown: 'Tanggal lahir',
    sex: 'Jenis kelamin',
    genderIdentity: 'Identitas gender',
    phone: 'Telepon',
    otherPhones: 'Telepon lain',
    number: 'Nomor',
    label: 'Milik siapa atau di mana',
    email: 'Email',
    address: 'Alamat',
    line: 'Jalan dan nomor',
    rt: 'RT',
    rw: 'RW',
    village: 'Kelurahan/desa',
    district: 'Kecamatan',
    city: 'Kota/kabupaten',
    state: 'Provinsi',
    postalCode: 'Kode pos',
    country: 'Negara',
    areaCode: 'Kode wilayah',
    nationalId: 'Nomor induk kependudukan',
    identifiers: 'Nomor identitas',
    value: 'Nomor',
    type: 'Jenis',
    contacts: 'Kontak',
    relation: 'Hubungan',
    coverages: 'Penjamin',
    payer: 'Penjamin',
    validTo: 'Berlaku sampai',
    language: 'Bahasa',
    interpreter: 'Juru bahasa',
    maritalStatus: 'Status perkawinan',
    deceased: 'Tanggal meninggal',
    deceasedDate: 'Tanggal meninggal',
    date: 'Tanggal',
    mononym: 'Nama',
    oldRecordNumber: 'Nomor rekam medis di sana',
    rule_name_required: 'Isi namanya.',
    rule_missing: 'Pilih atau isi ini.',
    rule_partial_date: 'Tulis tanggal seperti 31/12/1984, atau bulan dan tahun saja, atau tahunnya saja.',
    rule_date: 'Tulis tanggal lengkap seperti 31/12/1984.',
    rule_phone: 'Tulis nomor telepon: angka, spasi, dan +.',
    rule_email: 'Tulis alamat seperti nama@example.org.',
    rule_country: 'Tulis dua huruf kode negara, misalnya ID atau US.',
    rule_max_length: 'Terlalu panjang.',
    rule_min_length: 'Harus diisi.',
    rule_picklist: 'Pilih salah satu yang tersedia.',
    rule_single_line: 'Tulis dalam satu baris.',
    rule_in_the_future: 'Tanggal ini belum terjadi.',
    rule_identifier_taken: 'Nomor ini sudah dipakai pasien lain.',
    rule_nik: 'NIK terdiri atas 16 angka.',
    rule_sixteen_digits: 'Nomor ini terdiri atas 16 angka.',
    rule_bpjs: 'Nomor BPJS terdiri atas 13 angka.',
    rule_ssn: 'Nomor jaminan sosial (SSN) terdiri atas 9 angka.',
    rule_nhs: 'Nomor NHS terdiri atas 10 angka.',
    rule_exponent: 'Lembar kerja menghilangkan sebagian angka nomor ini. Tulis ulang selengkapnya.',
    rule_all_zeros: 'Nol semua bukan nomor. Kosongkan bila tidak diketahui.',
    rule_extra_cells:
      'Baris ini punya lebih banyak sel daripada judul kolom. Pindahkan teksnya ke kolom yang benar dan kosongkan sel berlebih.',
    rule_before_birth: 'Tanggal ini sebelum tanggal lahir.',
    rule_taken: 'Nomor ini sudah dipakai pasien lain.',
    rule_any: 'Bentuknya belum benar ({rule}).',
  },
})

const rules = [
  'name_required',
  'missing',
  'partial_date',
  'date',
  'phone',
  'email',
  'country',
  'max_length',
  'min_length',
  'picklist',
  'single_line',
  'in_the_future',
  'identifier_taken',
  'nik',
  'sixteen_digits',
  'bpjs',
  'ssn',
  'nhs',
  'exponent',
  'all_zeros',
  'extra_cells',
  'before_birth',
  'taken',
] as const

/** What a broken rule asks for; an unknown rule by its own name. */
export function ruleText(rule: string): string {
  const known = rules.find(one => one === rule)
  return known ? t(`rule_${known}`) : t('rule_any', { rule })
}

const fields = [
  ...plainFieldNames,
  'name',
  'given',
  'family',
  'text',
  'prefix',
  'suffix',
  'preferred',
  'birthDate',
  'birthUnknown',
  'sex',
  'phone',
  'otherPhones',
  'number',
  'label',
  'address',
  'line',
  'rt',
  'rw',
  'village',
  'district',
  'city',
  'state',
  'postalCode',
  'country',
  'areaCode',
  'nationalId',
  'identifiers',
  'value',
  'type',
  'contacts',
  'relation',
  'coverages',
  'payer',
  'validTo',
  'interpreter',
  'deceased',
  'deceasedDate',
  'date',
  'mononym',
  'oldRecordNumber',
] as const

function word(key: string): string {
  const known = fields.find(one => one === key)
  return known ? t(known) : key
}

/** `contacts.1.phone` is "Contact 2, Phone". */
export function fieldLabel(path: string): string {
  const [root = '', ...rest] = path.split('.')
  if (root === 'name' || root === 'address') return word(rest[0] ?? root)
  if (root === 'deceased') return word('deceased')
  const [index, key] = rest
  if (index === undefined) return word(root)
  return `${word(root)} ${Number(index) + 1}${key ? `, ${word(key)}` : ''}`
}

/** A whole part of the form by its name. */
export function sectionLabel(key: string): string {
  return word(key)
}

/** A value as people read it: the word of a choice, any other text as it is. */
export function choiceText(field: string, value: string): string {
  const choice = `${field}_${value}`
  return isChoice(choice) ? t(choice) : value
}

function isChoice(key: string): key is PlainChoice {
  return plainFieldNames.some(name => choicesOf(name)?.some(value => key === `${name}_${value}`))
}
