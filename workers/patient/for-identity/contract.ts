/** What the list of unusual reading holds against the reader: name and address of a patient. */
export interface ReviewFacts {
  id: string
  name: string
  family?: string | undefined
  email?: string | undefined
}
