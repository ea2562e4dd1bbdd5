import * as v from 'valibot'
import { resource, text } from '#shared/input/text'

/** What others may know of the screens of the waiting room. */

export const CreateScreen = v.strictObject({ name: v.optional(text(60)) })
export type CreateScreen = v.InferOutput<typeof CreateScreen>

export const Screen = v.object({ ...resource, name: v.string() })
export type Screen = v.InferOutput<typeof Screen>

/** `token` is shown this once: the page of the screen sends it as a bearer token to `GET /api/queue/screen`, and to nothing else. */
export const NewScreen = v.object({ ...Screen.entries, token: v.string() })
export type NewScreen = v.InferOutput<typeof NewScreen>

/** All of them, by name: a clinic has a few. */
export const Screens = v.object({ items: v.array(Screen) })
export type Screens = v.InferOutput<typeof Screens>

/** What a waiting room may see: numbers and rooms, nobody's name. */
export const ScreenView = v.object({
  date: v.string(),
  timezone: v.string(),
  locale: v.string(),
  at: v.string(),
  /** The latest call at the head. */
  called: v.array(
    v.object({ number: v.number(), room: v.optional(v.string()), calledAt: v.string(), callCount: v.number() }),
  ),
  /** The next ten numbers, in calling order. */
  next: v.array(v.number()),
  waiting: v.number(),
})
export type ScreenView = v.InferOutput<typeof ScreenView>
