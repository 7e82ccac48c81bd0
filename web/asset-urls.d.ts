/** Files that vite serves beside the page. */
declare module '*?url' {
  const url: string;
  export default url;
}

/** Style sheets that vite links. */
declare module '*.css';
