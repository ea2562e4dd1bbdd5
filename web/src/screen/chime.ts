/** Two tones for a call. A browser lets a page sound only after somebody pressed something on it. */
let audio: AudioContext | null = null

export function soundIsOn(): boolean {
  return audio !== null && audio.state === 'running'
}

export async function switchSound(): Promise<void> {
  if (audio) {
    await audio.close()
    audio = null
    return
  }
  audio = new AudioContext()
  await audio.resume()
  chime()
}

export function chime(): void {
  if (!audio) return
  for (const [tone, after] of [
    [660, 0],
    [523, 0.35],
  ] as const) {
    const at = audio.currentTime + after
    const gain = new GainNode(audio, { gain: 0 })
    const voice = new OscillatorNode(audio, { frequency: tone, type: 'sine' })
    voice.connect(gain).connect(audio.destination)
    gain.gain.setValueAtTime(0.0001, at)
    gain.gain.exponentialRampToValueAtTime(0.4, at + 0.03)
    gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.9)
    voice.start(at)
    voice.stop(at + 1)
  }
}
