import { version as packaged } from '../package.json'

/** Of the whole system, as package.json has it. */
export const version: string = packaged
