import type { Case, CaseFacts } from './cases.ts'

/** What people of New York come with. */

const pounds = (kilograms: number) => Math.round(kilograms * 2.205)
const measured = ({ vitals }: CaseFacts) =>
  `BP ${vitals.systolic}/${vitals.diastolic}, pulse ${vitals.pulse}, ${((vitals.temperature * 9) / 5 + 32).toFixed(1)} °F, ${pounds(vitals.weight)} lb.`
const side = (facts: CaseFacts) => facts.luck.pick(['right', 'left'])

export const english: Case[] = [
  {
    key: 'cough',
    field: 'adult',
    type: 'general',
    reason: 'Cough for a week',
    note: facts => ({
      subjective: `${facts.luck.whole(6, 10)} days of dry cough after a cold, ${facts.luck.pick(['worse at night', 'worse outdoors', 'keeps the family awake'])}. No fever now, no shortness of breath, non-smoker.`,
      objective: `${measured(facts)} Lungs clear, no wheeze. Oropharynx normal.`,
      assessment: 'Post-viral cough (R05.2).',
      plan: 'Honey and fluids, no antibiotic. Return if fever, blood or still coughing in three weeks.',
    }),
  },
  {
    key: 'pressure',
    field: 'adult',
    type: 'control',
    reason: 'Blood pressure check',
    fits: ({ body }) => body.hypertension,
    after: { days: 7, key: 'pressure-again' },
    note: facts => ({
      subjective: `Home readings ${facts.vitals.systolic - facts.luck.whole(0, 6)} over ${facts.vitals.diastolic - facts.luck.whole(0, 4)}. Takes lisinopril ${facts.luck.pick(['daily', 'most days', 'daily, ran out Friday'])}. Eats out most days.`,
      objective: `${measured(facts)} Heart regular, no edema.`,
      assessment: 'Essential hypertension (I10), above goal.',
      plan: 'Increase lisinopril to 20 mg. Basic metabolic panel and recheck in one week. DASH handout given.',
    }),
  },
  {
    key: 'pressure-again',
    field: 'adult',
    type: 'control',
    reason: 'Blood pressure recheck on the new dose',
    control: true,
    lean: { treated: 16 },
    note: facts => ({
      subjective: `Tolerates lisinopril 20 mg${facts.luck.pick([', no cough', ', no dizziness', ''])}. Home readings ${facts.vitals.systolic - facts.luck.whole(0, 6)} over ${facts.vitals.diastolic - facts.luck.whole(0, 4)}.`,
      objective: `${measured(facts)} Heart regular. Potassium ${(facts.luck.whole(38, 47) / 10).toFixed(1)}, creatinine 0.${facts.luck.whole(7, 9)}${facts.luck.whole(0, 9)}.`,
      assessment: 'Essential hypertension (I10), improving.',
      plan: 'Continue. Recheck in three months.',
    }),
  },
  {
    key: 'physical',
    field: 'adult',
    type: 'physical',
    reason: 'Annual physical',
    fits: ({ body }) => !body.hypertension && !body.diabetes,
    note: facts => ({
      subjective: `Feels well. ${facts.luck.pick(['Walks to work.', 'Cycles at weekends.', 'Swims twice a week.', 'Sits most of the day.'])} Sleeps ${facts.luck.whole(6, 8)} hours. No tobacco, ${facts.luck.pick(['no alcohol', 'two drinks a week', 'wine at weekends'])}.`,
      objective: `${measured(facts)} Examination unremarkable.`,
      assessment: 'Encounter for general adult examination (Z00.00).',
      plan: `Lipids and A1c drawn. Influenza vaccine given.${facts.age >= 45 ? ' Colon cancer screening discussed.' : ''}`,
    }),
  },
  {
    key: 'back',
    field: 'adult',
    type: 'general',
    reason: 'Low back pain',
    fits: ({ age, body }) => age <= 70 && !body.hypertension,
    after: { days: 7, key: 'back-again' },
    note: facts => ({
      subjective: `${facts.luck.whole(2, 8)} days of ${side(facts)} low back pain after ${facts.luck.pick(['moving boxes', 'shoveling', 'a long drive'])}. No leg pain, no numbness, bladder normal.`,
      objective: `${measured(facts)} Paraspinal tenderness at L4, straight leg raise negative, strength 5/5.`,
      assessment: 'Mechanical low back pain (M54.50).',
      plan: 'Stay active, ibuprofen with food for five days, heat. Recheck in a week.',
    }),
  },
  {
    key: 'back-again',
    field: 'adult',
    type: 'control',
    reason: 'Back pain recheck',
    control: true,
    note: facts => ({
      subjective: `Pain down to ${facts.luck.whole(1, 3)} of 10. ${facts.luck.pick(['Back at work.', 'Stiff in the morning.', 'Sleeping through.'])}`,
      objective: `${measured(facts)} Full flexion, mild tenderness.`,
      assessment: 'Mechanical low back pain (M54.50), resolving.',
      plan: 'Stop ibuprofen. Home exercises, return as needed.',
    }),
  },
  {
    key: 'heartburn',
    field: 'adult',
    type: 'specialist',
    reason: 'Heartburn',
    note: facts => ({
      subjective: `Burning after dinner ${facts.luck.pick(['most nights', 'three nights a week', 'since the holidays'])} for ${facts.luck.whole(3, 8)} weeks. No trouble swallowing, no weight loss.`,
      objective: `${measured(facts)} Abdomen soft, mild epigastric tenderness.`,
      assessment: 'Gastro-esophageal reflux (K21.9).',
      plan: 'Omeprazole 20 mg before breakfast for eight weeks. Earlier, smaller dinners.',
    }),
  },
  {
    key: 'sugar',
    field: 'adult',
    type: 'control',
    reason: 'Diabetes follow-up',
    fits: ({ body }) => body.diabetes,
    note: facts => ({
      subjective: `Type 2 diabetes for ${facts.luck.whole(2, 12)} years, on metformin. ${facts.luck.pick(['Occasional tingling in the feet.', 'No foot symptoms.', 'Thirsty at night.'])} Checks sugar ${facts.luck.pick(['daily', 'twice a week'])}.`,
      objective: `${measured(facts)} Fingerstick ${facts.luck.whole(138, 205)} mg/dL. Feet: skin intact, monofilament felt at all sites.`,
      assessment: 'Type 2 diabetes mellitus (E11.9), fair control.',
      plan: 'Continue metformin. A1c today, eye referral. Shoes and foot care reviewed.',
    }),
  },
  {
    key: 'palpitations',
    field: 'adult',
    type: 'general',
    reason: 'Palpitations',
    lean: { pulse: 12 },
    note: facts => ({
      subjective: `Brief fluttering ${facts.luck.whole(2, 5)} times this week, at rest, seconds long. ${facts.luck.pick(['Three coffees a day.', 'Sleeping badly.', 'Stress at work.'])}`,
      objective: `${measured(facts)} Heart regular, no murmur. ECG sinus rhythm.`,
      assessment: 'Palpitations (R00.2), likely ectopic beats.',
      plan: 'Cut caffeine, diary. Thyroid panel. Return at once for syncope or chest pain.',
    }),
  },
  {
    key: 'ear',
    field: 'child',
    type: 'general',
    reason: 'Ear pain',
    fits: ({ age }) => age <= 8,
    lean: { temperature: 38.1, pulse: 14 },
    after: { days: 3, key: 'ear-again' },
    note: facts => {
      const ear = side(facts)
      return {
        subjective: `${facts.luck.whole(1, 3)} days of ${ear} ear pain with a cold, fever last night. Drinking well.`,
        objective: `${measured(facts)} ${ear === 'right' ? 'Right' : 'Left'} tympanic membrane red and bulging. Lungs clear.`,
        assessment: `Acute otitis media, ${ear} (H66.9${ear === 'right' ? 1 : 2}).`,
        plan: `Amoxicillin ${Math.round(facts.vitals.weight * 40)} mg twice daily for 7 days. Recheck in three days.`,
      }
    },
  },
  {
    key: 'ear-again',
    field: 'child',
    type: 'control',
    reason: 'Ear recheck',
    control: true,
    note: facts => ({
      subjective: `No fever since ${facts.luck.pick(['the second dose', 'yesterday', 'the first night'])}. Sleeping ${facts.luck.pick(['well', 'through the night'])}.`,
      objective: `${measured(facts)} Tympanic membrane dull, no bulging.`,
      assessment: 'Acute otitis media (H66.90), improving.',
      plan: 'Finish the amoxicillin. Return if pain or fever come back.',
    }),
  },
  {
    key: 'well-child',
    field: 'child',
    type: 'general',
    reason: 'Well child visit',
    note: facts => ({
      subjective: `Eating and sleeping well. ${facts.age < 5 ? facts.luck.pick(['Climbs stairs.', 'Speaks in sentences.', 'Plays with others.']) : `Grade ${Math.max(1, facts.age - 5)}, ${facts.luck.pick(['likes soccer', 'reads a lot', 'plays the piano'])}.`} No concerns from parent.`,
      objective: `${measured(facts)} Height ${facts.vitals.height} cm, along the curve. Normal examination.`,
      assessment: 'Routine child health examination (Z00.129).',
      plan: `Vaccines per schedule. ${facts.age < 8 ? 'Reading and car seat' : 'Screen time and bike helmet'} discussed. Next visit as scheduled.`,
    }),
  },
  {
    key: 'rash',
    field: 'child',
    type: 'specialist',
    reason: 'Rash',
    note: facts => ({
      subjective: `Itchy patches ${facts.luck.pick(['behind the knees', 'in the elbows', 'on the wrists'])}, worse ${facts.luck.pick(['in winter', 'after swimming', 'at night'])}.`,
      objective: `${measured(facts)} Dry eczematous plaques, no crusting.`,
      assessment: 'Atopic dermatitis (L20.9).',
      plan: 'Hydrocortisone 1% twice daily for a week, thick moisturizer after bathing.',
    }),
  },
  {
    key: 'prenatal',
    field: 'midwifery',
    type: 'prenatal',
    reason: 'Prenatal visit',
    fits: ({ body }) => body.gestationDays !== undefined,
    note: facts => ({
      subjective: `${facts.weeks} weeks. ${facts.weeks < 20 ? facts.luck.pick(['Nausea settling.', 'Tired in the evening.']) : `Feels the baby move. ${facts.luck.pick(['Some leg cramps.', 'Sleeps on her side.', 'No bleeding.'])}`}`,
      objective: `${measured(facts)} ${facts.weeks < 20 ? 'Uterus as expected for dates' : `Fundal height ${facts.weeks + facts.luck.whole(-1, 1)} cm`}, fetal heart rate ${facts.luck.whole(130, 155)}. No edema.`,
      assessment: `Supervision of normal pregnancy, ${facts.weeks < 14 ? 'first' : facts.weeks < 28 ? 'second' : 'third'} trimester (Z34.${facts.weeks < 14 ? '91' : facts.weeks < 28 ? '92' : '93'}).`,
      plan: `Prenatal vitamins. ${facts.weeks < 28 ? 'Glucose screen at 26 weeks. Return in four weeks.' : 'Birth plan discussed. Return in two weeks.'}`,
    }),
  },
  {
    key: 'well-woman',
    field: 'midwifery',
    type: 'general',
    reason: 'Well woman visit',
    fits: ({ sex, age, body }) => sex === 'female' && age >= 21 && age <= 65 && body.gestationDays === undefined,
    note: facts => ({
      subjective: `No complaints. ${facts.age < 50 ? `Periods every ${facts.luck.whole(26, 31)} days.` : 'Postmenopausal, no bleeding.'} ${facts.luck.pick(['Exercises.', 'Mother had breast cancer at 70.', 'No family history.'])}`,
      objective: `${measured(facts)} Breasts and pelvic examination normal.`,
      assessment: 'Gynecological examination (Z01.419).',
      plan: `Cervical screening taken. ${facts.age >= 40 ? 'Mammogram ordered.' : 'Contraception reviewed.'}`,
    }),
  },
]
