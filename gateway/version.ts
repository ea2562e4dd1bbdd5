import packaged from '../package.json' with { type: 'json' }

/** Of the whole system, as package.json has it. */
export const version: string = packaged.version
