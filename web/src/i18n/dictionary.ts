import { language } from './language.ts'

/**
 * The typed dictionary. Each area of the app has a file `i18n/<area>.ts` that gives both languages at once:
 *
 *     export const t = area({ en: { late: '{minutes} min late' }, id: { late: 'Terlambat {minutes} mnt' } })
 *     t('late', { minutes: 5 })
 *
 * A key that one language lacks, a placeholder that nobody fills and an unknown key do not compile. A text with plural forms is an
 * object by `Intl.PluralRules` category; its number is `count`. An area is bundled with the pages that import it.
 */
export type Text = string | { one?: string; other: string }

type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never
type PlaceholdersOf<T> = T extends string
  ? Placeholders<T>
  : T extends { other: infer O extends string }
    ? Placeholders<O> | 'count'
    : never
type Fill<T> = [PlaceholdersOf<T>] extends [never] ? [] : [values: Record<PlaceholdersOf<T>, string | number>]
type Translation<T> = { [K in keyof T]: Text }

export type Dictionary<T> = <K extends keyof T>(key: K, ...fill: Fill<T[K]>) => string

const rules = { en: new Intl.PluralRules('en'), id: new Intl.PluralRules('id') }

function fill(text: Text, values: Record<string, string | number> | undefined): string {
  const form =
    typeof text === 'string'
      ? text
      : ((text as Record<string, string>)[rules[language()].select(Number(values?.count))] ?? text.other)
  if (!values) return form
  return form.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name]
    return value === undefined
      ? placeholder
      : typeof value === 'number'
        ? new Intl.NumberFormat(language()).format(value)
        : value
  })
}

/** Make the `t` of one area. English decides which keys and placeholders there are. */
export function dictionary<const T extends Record<string, Text>>(texts: {
  en: T
  id: Translation<NoInfer<T>>
}): Dictionary<T> {
  return (key, ...[values]) => fill((language() === 'id' ? texts.id : texts.en)[key], values)
}
