import type { Dashboard } from '../../api/clinic.ts'
import { t } from '../../i18n/clinic.ts'
import { language } from '../../i18n/language.ts'

interface Figure {
  name: string
  /** Absent where its part did not come. */
  value?: string
  note?: string
}

const integerText = (value: number) => new Intl.NumberFormat(language()).format(value)

/** Today in six figures. One whose part is missing says so in its place. */
export function Figures({ data }: { data: Dashboard }) {
  return (
    <dl className="clinic-figures" aria-label={t('today')}>
      {figuresOf(data).map(({ name, value, note }) => (
        <div key={name} className="clinic-figure" data-missing={value === undefined}>
          <dt>{name}</dt>
          <dd>
            <strong>{value ?? '–'}</strong>
            <span>{value === undefined ? t('notNow') : note}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function figuresOf({ today, newPatients, freeSlots }: Dashboard): Figure[] {
  return [
    ...todaysFigures(today),
    {
      name: t('free'),
      ...(freeSlots.status === 'ok' ? { value: integerText(freeSlots.count), note: t('freeNote') } : {}),
    },
    {
      name: t('fresh'),
      ...(newPatients.status === 'ok' ? { value: integerText(newPatients.count), note: t('freshNote') } : {}),
    },
  ]
}

function todaysFigures(today: Dashboard['today']): Figure[] {
  if (today.status !== 'ok') return (['visits', 'waiting', 'completed', 'wait'] as const).map(key => ({ name: t(key) }))
  const { visits, upcoming, walkIns, waiting, inProgress, completed, noShows, meanWaitMinutes } = today
  const attended = [t('visitsNote', { upcoming }), ...(walkIns > 0 ? [t('walkIns', { count: walkIns })] : [])]
  return [
    { name: t('visits'), value: integerText(visits), note: attended.join(', ') },
    { name: t('waiting'), value: integerText(waiting), note: t('waitingNote', { count: inProgress }) },
    { name: t('completed'), value: integerText(completed), note: t('completedNote', { count: noShows }) },
    {
      name: t('wait'),
      value: meanWaitMinutes === undefined ? '–' : t('minutes', { count: Math.round(meanWaitMinutes) }),
      note: meanWaitMinutes === undefined ? t('waitNone') : t('waitNote'),
    },
  ]
}
