/** Two tones for a call. A browser lets a page sound only after somebody pressed something on it. */
let audio: AudioContext | null = null
/** Storage key of the sound preference, so that a reloaded page switches the sound on again. */
const key = 'screen-sound'

export function soundIsOn(): boolean {
  return audio !== null && audio.state === 'running'
}

export async function toggleSound(): Promise<void> {
  const wasOn = soundIsOn()
  await audio?.close()
  audio = null
  storePreference(!wasOn)
  if (wasOn) return
  audio = new AudioContext()
  await audio.resume()
  playCallSound()
}

/** Sound as it was before the page began anew; where the browser wants a press first it stays off, and the button says so. */
export function restoreSound(): void {
  try {
    if (localStorage.getItem(key)) audio = new AudioContext()
  } catch {
    // No storage: somebody presses the button.
  }
}

function storePreference(on: boolean): void {
  try {
    if (on) localStorage.setItem(key, 'on')
    else localStorage.removeItem(key)
  } catch {
    // No storage: it only has to be pressed again.
  }
}

export function playCallSound(): void {
  if (!audio) return
  for (const [tone, delay] of [
    [660, 0],
    [523, 0.35],
  ] as const) {
    const at = audio.currentTime + delay
    const gain = new GainNode(audio, { gain: 0 })
    const oscillator = new OscillatorNode(audio, { frequency: tone, type: 'sine' })
    oscillator.connect(gain).connect(audio.destination)
    gain.gain.setValueAtTime(0.0001, at)
    gain.gain.exponentialRampToValueAtTime(0.4, at + 0.03)
    gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.9)
    oscillator.start(at)
    oscillator.stop(at + 1)
  }
}
