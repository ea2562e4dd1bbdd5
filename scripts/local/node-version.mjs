/** Node runs TypeScript as it stands from here on. Installed packages bring such a Node, which npm and npx put first. */
const least = [22, 18]

export function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > least[0] || (major === least[0] && minor >= least[1])) return
  process.stderr.write(
    `\n  Node ${process.versions.node} is too old for this; ${least.join('.')} or newer is needed. npm ci brings one, and npm start uses it.\n\n`,
  )
  process.exit(1)
}
