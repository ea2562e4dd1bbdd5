/// <reference types="vite/client" />

// Icons come by their own file, so that a chunk holds only the ones it shows.
declare module '@tabler/icons-react/dist/esm/icons/*' {
  const icon: import('@tabler/icons-react').Icon
  export default icon
}
