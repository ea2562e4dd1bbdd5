import type { Chance } from './random.ts'

/** What people come with, and what a clinic writes about it: reason, the four parts of the note, and how the vitals lean. */
interface Complaint {
  reason: string
  subjective: string
  objective: string
  assessment: string
  plan: string
  vitals?: { systolic?: number; temperature?: number; pulse?: number; saturation?: number }
}

export const complaints: Record<
  'id' | 'en',
  { adult: Complaint[]; child: Complaint[]; dental: Complaint[]; midwifery: Complaint[] }
> = {
  id: {
    adult: [
      {
        reason: 'Batuk dan pilek 3 hari',
        subjective:
          'Batuk berdahak putih, pilek, tenggorokan gatal sejak 3 hari. Tidak sesak. Demam ringan malam pertama.',
        objective: 'Tampak baik. Faring hiperemis ringan, tonsil T1/T1. Paru vesikuler, tanpa ronki.',
        assessment: 'ISPA (J06.9).',
        plan: 'Istirahat, banyak minum hangat. Parasetamol 500 mg bila demam. Kontrol bila demam lebih dari 3 hari atau sesak.',
        vitals: { temperature: 37.4 },
      },
      {
        reason: 'Kontrol tekanan darah',
        subjective:
          'Kontrol rutin hipertensi. Obat diminum teratur, kadang pusing pagi hari. Garam belum banyak dikurangi.',
        objective: 'Keadaan umum baik. Jantung reguler, tanpa murmur. Edema tungkai tidak ada.',
        assessment: 'Hipertensi esensial (I10), belum mencapai target.',
        plan: 'Amlodipin dinaikkan menjadi 10 mg malam. Kurangi garam, jalan kaki 30 menit sehari. Kontrol 2 minggu dengan catatan tekanan darah di rumah.',
        vitals: { systolic: 152 },
      },
      {
        reason: 'Kontrol gula darah',
        subjective: 'Diabetes tipe 2 sejak 4 tahun. Kaki kadang kesemutan. Minum metformin 2 x 500 mg.',
        objective: 'GDS 186 mg/dL. Kaki tanpa luka, sensasi monofilamen baik.',
        assessment: 'Diabetes melitus tipe 2 (E11.9), kendali cukup.',
        plan: 'Metformin lanjut. Rujuk pemeriksaan HbA1c dan mata. Edukasi perawatan kaki. Kontrol 1 bulan.',
        vitals: { systolic: 134 },
      },
      {
        reason: 'Nyeri ulu hati',
        subjective: 'Nyeri ulu hati sejak 1 minggu, terutama telat makan, mual tanpa muntah. BAB tidak hitam.',
        objective: 'Nyeri tekan epigastrium ringan, tanpa defans.',
        assessment: 'Dispepsia (K30).',
        plan: 'Omeprazol 20 mg sebelum sarapan 14 hari. Makan teratur, kurangi kopi dan pedas. Kembali bila muntah darah atau BAB hitam.',
      },
      {
        reason: 'Nyeri punggung bawah',
        subjective: 'Nyeri pinggang 5 hari setelah mengangkat galon. Tidak menjalar, tidak kebas.',
        objective: 'Otot paravertebral lumbal tegang, Laseque negatif, kekuatan tungkai 5/5.',
        assessment: 'Low back pain mekanik (M54.5).',
        plan: 'Ibuprofen 400 mg 3 x sehari sesudah makan 5 hari. Kompres hangat, latihan peregangan. Kontrol bila kebas atau gangguan BAK.',
      },
      {
        reason: 'Demam 2 hari',
        subjective:
          'Demam naik turun 2 hari, nyeri otot dan belakang mata. Tidak ada mimisan. Tetangga sakit demam berdarah.',
        objective: 'Rumple Leede negatif. Tidak ada ruam. Hepar tidak teraba.',
        assessment: 'Demam, observasi dengue (A90).',
        plan: 'Cek darah lengkap hari ini dan besok. Minum 2 liter sehari, parasetamol. Tanda bahaya dijelaskan. Kontrol besok.',
        vitals: { temperature: 38.8, pulse: 102 },
      },
      {
        reason: 'Gatal di lipat paha',
        subjective: 'Gatal dan merah di lipat paha 2 minggu, bertambah saat berkeringat.',
        objective: 'Plak eritem tepi aktif, bersisik, di kedua lipat paha.',
        assessment: 'Tinea kruris (B35.6).',
        plan: 'Krim mikonazol 2 x sehari 3 minggu. Pakaian longgar, keringkan lipatan.',
      },
    ],
    child: [
      {
        reason: 'Anak demam dan batuk',
        subjective: 'Demam 1 hari, batuk pilek. Masih mau minum, BAK cukup. Imunisasi lengkap sesuai umur.',
        objective: 'Aktif. Faring merah, telinga bersih. Napas vesikuler, tanpa retraksi.',
        assessment: 'ISPA pada anak (J06.9).',
        plan: 'Parasetamol sirup sesuai berat badan. Cukup cairan. Kembali bila napas cepat, tidak mau minum, atau demam lebih dari 3 hari.',
        vitals: { temperature: 38.3, pulse: 118 },
      },
      {
        reason: 'Diare anak',
        subjective: 'BAB cair 5 kali sejak kemarin, tanpa darah. Muntah sekali. Masih minum.',
        objective: 'Mata tidak cekung, turgor baik. Abdomen supel.',
        assessment: 'Gastroenteritis akut tanpa dehidrasi (A09).',
        plan: 'Oralit setiap BAB cair, zink 20 mg 10 hari. Teruskan makan. Tanda dehidrasi dijelaskan kepada ibu.',
      },
      {
        reason: 'Imunisasi dan tumbuh kembang',
        subjective: 'Datang untuk imunisasi. Tidak demam. Perkembangan sesuai umur menurut ibu.',
        objective: 'Berat dan tinggi badan naik sesuai kurva. Pemeriksaan fisik dalam batas normal.',
        assessment: 'Anak sehat, imunisasi (Z23).',
        plan: 'Vaksin sesuai jadwal diberikan, diamati 30 menit. Kontrol bulan depan.',
      },
    ],
    dental: [
      {
        reason: 'Sakit gigi geraham',
        subjective: 'Gigi geraham bawah kanan ngilu bila minum dingin, 1 minggu.',
        objective: 'Gigi 46 karies dentin, perkusi negatif, vitalitas positif.',
        assessment: 'Karies dentin gigi 46 (K02.1).',
        plan: 'Tambal komposit hari ini. Edukasi sikat gigi. Kontrol 6 bulan.',
      },
      {
        reason: 'Pembersihan karang gigi',
        subjective: 'Gusi mudah berdarah saat sikat gigi.',
        objective: 'Kalkulus supragingiva, gingiva hiperemis.',
        assessment: 'Gingivitis kronik (K05.1).',
        plan: 'Skeling dilakukan. Obat kumur klorheksidin 1 minggu. Kontrol 6 bulan.',
      },
    ],
    midwifery: [
      {
        reason: 'Pemeriksaan kehamilan',
        subjective: 'Hamil 24 minggu, gerak janin aktif, tidak ada perdarahan. Mual sudah hilang.',
        objective: 'TFU setinggi pusat, DJJ 142 kali/menit. Edema tidak ada.',
        assessment: 'Kehamilan normal trimester kedua (Z34.9).',
        plan: 'Tablet tambah darah lanjut. Anjuran gizi dan tanda bahaya. Kontrol 4 minggu.',
      },
    ],
  },
  en: {
    adult: [
      {
        reason: 'Cough for a week',
        subjective:
          'Seven days of dry cough after a cold, worse at night. No fever now, no shortness of breath, non-smoker.',
        objective: 'Well appearing. Lungs clear, no wheeze. Oropharynx normal.',
        assessment: 'Post-viral cough (R05.2).',
        plan: 'Honey and fluids, no antibiotic. Return if fever, blood or still coughing in three weeks.',
      },
      {
        reason: 'Blood pressure check',
        subjective: 'Home readings 140s to 150s over 90. Takes lisinopril daily. Eats out most days.',
        objective: 'Heart regular, no edema.',
        assessment: 'Essential hypertension (I10), above goal.',
        plan: 'Increase lisinopril to 20 mg. Basic metabolic panel in two weeks. DASH handout given.',
        vitals: { systolic: 148 },
      },
      {
        reason: 'Annual physical',
        subjective: 'Feels well. Walks to work. Sleeps 7 hours. No tobacco, two drinks a week.',
        objective: 'Examination unremarkable.',
        assessment: 'Encounter for general adult examination (Z00.00).',
        plan: 'Lipids and A1c drawn. Influenza vaccine given. Colon cancer screening discussed.',
      },
      {
        reason: 'Low back pain',
        subjective: 'Four days of low back pain after moving boxes. No leg pain, no numbness, bladder normal.',
        objective: 'Paraspinal tenderness at L4, straight leg raise negative, strength 5/5.',
        assessment: 'Mechanical low back pain (M54.50).',
        plan: 'Stay active, ibuprofen with food for five days, heat. Return for numbness or weakness.',
      },
      {
        reason: 'Heartburn',
        subjective: 'Burning after dinner most nights for a month. No trouble swallowing, no weight loss.',
        objective: 'Abdomen soft, mild epigastric tenderness.',
        assessment: 'Gastro-esophageal reflux (K21.9).',
        plan: 'Omeprazole 20 mg before breakfast for eight weeks. Earlier, smaller dinners.',
      },
      {
        reason: 'Diabetes follow-up',
        subjective: 'Type 2 diabetes, on metformin. Occasional tingling in the feet. Checks sugar twice a week.',
        objective: 'Fingerstick 164 mg/dL. Feet: skin intact, monofilament felt at all sites.',
        assessment: 'Type 2 diabetes mellitus (E11.9), fair control.',
        plan: 'Continue metformin. A1c today, eye referral. Shoes and foot care reviewed.',
        vitals: { systolic: 132 },
      },
      {
        reason: 'Palpitations',
        subjective: 'Brief fluttering twice this week, at rest, seconds long. Three coffees a day.',
        objective: 'Heart regular, no murmur. ECG sinus rhythm.',
        assessment: 'Palpitations (R00.2), likely ectopic beats.',
        plan: 'Cut caffeine, diary. Thyroid panel. Return at once for syncope or chest pain.',
        vitals: { pulse: 88 },
      },
    ],
    child: [
      {
        reason: 'Ear pain',
        subjective: 'Two days of ear pain with a cold, low fever last night. Drinking well.',
        objective: 'Right tympanic membrane red and bulging. Lungs clear.',
        assessment: 'Acute otitis media, right (H66.91).',
        plan: 'Amoxicillin by weight for 7 days, ibuprofen for pain. Recheck if no better in 48 hours.',
        vitals: { temperature: 38.1, pulse: 112 },
      },
      {
        reason: 'Well child visit',
        subjective: 'Eating and sleeping well, meeting milestones. No concerns from parent.',
        objective: 'Growth along the curve. Normal examination.',
        assessment: 'Routine child health examination (Z00.129).',
        plan: 'Vaccines per schedule. Reading and car seat discussed. Next visit as scheduled.',
      },
      {
        reason: 'Rash',
        subjective: 'Itchy patches behind the knees, worse in winter.',
        objective: 'Dry eczematous plaques in both popliteal folds, no crusting.',
        assessment: 'Atopic dermatitis (L20.9).',
        plan: 'Hydrocortisone 1% twice daily for a week, thick moisturizer after bathing.',
      },
    ],
    dental: [],
    midwifery: [],
  },
}

/** The fifth sentence a nurse writes. */
export const nursing: Record<'id' | 'en', string[]> = {
  id: [
    'Pasien datang sendiri, identitas dan alergi dikonfirmasi. Edukasi cuci tangan diberikan.',
    'Pasien didampingi keluarga. Obat yang sedang diminum dicatat. Nyeri skala 2.',
    'Tanda vital diukur setelah istirahat 5 menit. Pasien tampak tenang.',
  ],
  en: [
    'Walked in unaided. Identity and allergies confirmed. Pain 2 of 10.',
    'Accompanied by family. Current medicines reconciled.',
    'Vitals after five minutes of rest. Patient comfortable.',
  ],
}

export interface DemoVitals {
  systolic: number
  diastolic: number
  pulse: number
  temperature: number
  saturation: number
  weight: number
  height: number
}

/** Vitals that fit an age and a complaint. */
export function vitalsFor(luck: Chance, age: number, lean: Complaint['vitals'] = {}): DemoVitals {
  const child = age < 14
  const height = child ? Math.round(75 + age * 6.2 + luck.whole(-4, 4)) : luck.whole(150, 184)
  const systolic = Math.round(lean.systolic ?? (child ? 92 + age * 1.5 : luck.around(122, 12)))
  return {
    systolic,
    diastolic: Math.round(systolic * 0.64 + luck.whole(-4, 4)),
    pulse: Math.round(lean.pulse ?? luck.around(child ? 98 : 76, 10)),
    temperature: lean.temperature ?? luck.around(36.7, 0.3),
    saturation: Math.round(lean.saturation ?? luck.whole(96, 99)),
    weight: child ? Math.round((9 + age * 2.6) * 10) / 10 : luck.around((height - 100) * 0.95, 12),
    height,
  }
}
export type { Complaint }
