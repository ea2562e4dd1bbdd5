import { qrPath } from '../parts/qr-path.ts'
import { keepDrawn, type Localized, textOf } from './dom.ts'

const svg = 'http://www.w3.org/2000/svg'

/** A QR code as a picture of one path, dark on white in either scheme: readers need both. */
export function qrCode(text: string, label: Localized): SVGSVGElement {
  const { size, path: dark } = qrPath(text)
  const picture = document.createElementNS(svg, 'svg')
  const path = document.createElementNS(svg, 'path')
  path.setAttribute('d', dark)
  picture.setAttribute('viewBox', `0 0 ${size} ${size}`)
  picture.setAttribute('shape-rendering', 'crispEdges')
  picture.setAttribute('class', 'qr-code')
  picture.setAttribute('role', 'img')
  keepDrawn(() => picture.setAttribute('aria-label', textOf(label)))
  picture.append(path)
  return picture
}
