/** Texts of sign-in, small on purpose: this entry loads nothing of the app, its dictionary included. */
const en = {
  title: 'Sign in to Smart Healthcare',
  email: 'E-mail address',
  password: 'Password',
  show: 'Show',
  hide: 'Hide',
  showLabel: 'Show password',
  hideLabel: 'Hide password',
  submit: 'Sign in',
  busy: 'Signing in …',
  emailMissing: 'Enter your e-mail address, for example sari@clinic.example.',
  passwordMissing: 'Enter your password.',
  bad_credentials: 'E-mail address and password do not belong together. Check both and try again.',
  rate_limited: 'Too many attempts. Wait {minutes} min, then try again.',
  unavailable: 'Sign-in is not available just now. Try again in a moment.',
  offline: 'No connection. Check the network and try again.',
  requestId: 'Request {id}',
}

const id: typeof en = {
  title: 'Masuk ke Smart Healthcare',
  email: 'Alamat email',
  password: 'Kata sandi',
  show: 'Lihat',
  hide: 'Tutup',
  showLabel: 'Lihat kata sandi',
  hideLabel: 'Sembunyikan kata sandi',
  submit: 'Masuk',
  busy: 'Sedang masuk …',
  emailMissing: 'Isi alamat email Anda, misalnya sari@klinik.example.',
  passwordMissing: 'Isi kata sandi Anda.',
  bad_credentials: 'Alamat email dan kata sandi tidak cocok. Periksa keduanya lalu coba lagi.',
  rate_limited: 'Terlalu banyak percobaan. Tunggu {minutes} menit, lalu coba lagi.',
  unavailable: 'Layanan masuk sedang tidak tersedia. Coba lagi sebentar lagi.',
  offline: 'Tidak ada koneksi. Periksa jaringan lalu coba lagi.',
  requestId: 'Permintaan {id}',
}

export const texts = { en, id }
export type Word = keyof typeof en
