import { useEffect, useRef } from 'react'
import { t } from '../i18n/common.ts'
import './errors.css'

export interface FieldError {
  /** The id of the field's input; absent for what belongs to no field. */
  field?: string
  text: string
}

/**
 * After a failed submit: takes focus, lists what to correct, each line a link into its field. `attempt` counts submits, so that a second
 * failure takes focus again.
 */
export function ErrorSummary({ errors, attempt }: { errors: FieldError[]; attempt: number }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (attempt > 0) box.current?.focus()
  }, [attempt])
  if (errors.length === 0) return null
  return (
    <div ref={box} className="error-summary" role="alert" tabIndex={-1}>
      <strong>{t('errorsTitle', { count: errors.length })}</strong>
      <ul>
        {errors.map(({ field, text }) => (
          <li key={`${field} ${text}`}>
            {field ? (
              <a
                href={`#${field}`}
                onClick={event => {
                  event.preventDefault()
                  document.getElementById(field)?.focus()
                }}
              >
                {text}
              </a>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
