/** The longest opening: a day, also one on which the clock goes back. See migrations/staff/0005. */
export const longestOpening = 90_000_000
