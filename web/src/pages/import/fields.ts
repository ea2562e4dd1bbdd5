import {
  type ImportedPlainField,
  importedPlainFields,
  importHeadersOf,
} from '../../../../workers/patient/patients/plain-fields/contract.ts'

/** The fields that a column of a spreadsheet may be, with the headers people give them in English and Indonesian. */
const listed = [
  'oldRecordNumber',
  'name.given',
  'name.family',
  'name.text',
  'name.prefix',
  'name.suffix',
  'name.preferred',
  'birthDate',
  'sex',
  'phone',
  'email',
  'nationalId',
  'bpjs',
  'passport',
  'address.line',
  'address.rt',
  'address.rw',
  'address.village',
  'address.district',
  'address.city',
  'address.state',
  'address.postalCode',
  'address.country',
  'maritalStatus',
  'language',
  'deceased.date',
  'guardian.name',
  'guardian.phone',
  'mother.name',
  'father.name',
  'parent.name',
  'payer',
  'memberNumber',
] as const
export type Target = (typeof listed)[number] | ImportedPlainField
export const targets: readonly Target[] = [
  ...listed,
  ...importedPlainFields.filter(name => !listed.some(one => one === name)),
]

const synonyms: Record<Exclude<Target, ImportedPlainField>, string> = {
  oldRecordNumber:
    'mrn|medical record number|record number|record no|patient id|patient number|chart number|no rm|nomor rm|no rekam medis|nomor rekam medis|norm|id pasien|no rkm medis|no rkm med|no mr|no cm|nomr|norekammedis|kode pasien|no pasien',
  'name.given': 'given names|given name|given|first name|firstname|forename|first|nama depan',
  'name.family': 'family name|last name|lastname|surname|family|last|nama belakang|nama keluarga|marga',
  'name.text':
    'name|full name|fullname|patient name|patient|nama|nama lengkap|nama pasien|nm pasien|nama lengkap pasien|nama peserta',
  'name.prefix': 'prefix|title|salutation|gelar|sapaan|gelar depan',
  'name.suffix': 'suffix|gelar belakang',
  'name.preferred': 'preferred name|nickname|known as|nama panggilan|panggilan',
  birthDate:
    'date of birth|dob|birth date|birthdate|born|birthday|tanggal lahir|tgl lahir|lahir|tgllahir|tanggal lahir pasien',
  sex: 'gender|sex|jenis kelamin|kelamin|jk|l p|lp|jns kelamin|jeniskelamin|sex pasien',
  phone:
    'phone|phone number|mobile|mobile phone|cell|cell phone|telephone|tel|telepon|no telepon|nomor telepon|no hp|hp|nomor hp|handphone|wa|whatsapp|no tlp|tlp|telp|no telp|nomor telp|no wa|nomor wa|nohp|telepon hp|no telepon hp|no telepon pasien',
  nationalId:
    'national id|national number|ssn|social security number|nik|no ktp|ktp|nomor ktp|no nik|nomor nik|nik ktp|noktp|no identitas|nhs number|nhs',
  bpjs: 'bpjs|no bpjs|nomor bpjs|no kartu bpjs|jkn|nokartu|no kartu|no bpjs kesehatan|no jkn|no kartu jkn',
  passport: 'passport|passport number|paspor|no paspor',
  'address.line':
    'street|address|address line 1|address 1|street address|alamat|jalan|alamat lengkap|alamat pasien|alamat rumah|alamat domisili',
  'address.rt': 'rt',
  'address.rw': 'rw',
  'address.village': 'village|kelurahan|desa|kelurahan desa|desa kelurahan|kel|nm kel',
  'address.district': 'district|subdistrict|kecamatan|kec|nm kec',
  'address.city': 'city|town|kota|kabupaten|kota kabupaten|kabupaten kota|kab kota|kab|nm kab',
  'address.state': 'state|province|region|provinsi|propinsi|prov|nm prop',
  'address.postalCode': 'postal code|postcode|zip|zip code|kode pos',
  'address.country': 'country|negara',
  'deceased.date':
    'date of death|death date|died|deceased|dod|tanggal meninggal|tgl meninggal|tanggal kematian|meninggal',
  'guardian.name': 'guardian|guardian name|wali|nama wali|wali pasien',
  'mother.name':
    'mother|mother name|mothers name|name of mother|nama ibu|nm ibu|ibu|nama ibu kandung|ibu kandung|nama ibu pasien',
  'father.name': 'father|father name|fathers name|name of father|nama ayah|nm ayah|ayah|nama bapak|bapak',
  'parent.name': 'parent|parent name|nama orang tua|orang tua|orangtua|nama ortu|ortu',
  'guardian.phone': 'guardian phone|parent phone|telepon wali|hp wali|no hp wali|hp orang tua',
  payer: 'insurance|payer|insurer|asuransi|penjamin|nama asuransi|cara bayar|png jawab',
  memberNumber:
    'insurance number|member number|policy number|no polis|nomor polis|no peserta|nomor peserta|no asuransi|nomor asuransi',
}

export function isImportedPlainField(target: Target): target is ImportedPlainField {
  return importedPlainFields.some(name => name === target)
}

function headersOf(target: Target): string {
  return isImportedPlainField(target) ? importHeadersOf(target) : synonyms[target]
}

function plain(header: string): string {
  return (
    header
      .normalize('NFKD')
      // noKartu, tglLahir: words joined by their capitals.
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .replace(/['’]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
  )
}

/** Which field each column is, by its header; null for none. A field is given away once. */
export function matchColumns(headers: string[]): (Target | null)[] {
  const free = new Map<string, Target>()
  for (const target of targets) for (const word of headersOf(target).split('|')) free.set(word, target)
  const used = new Set<Target>()
  return headers.map(header => {
    const target = free.get(plain(header))
    if (!target || used.has(target)) return null
    used.add(target)
    return target
  })
}
