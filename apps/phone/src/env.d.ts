/// <reference types="vite/client" />
declare module "*.pack?url" {
  const url: string;
  export default url;
}
declare module "*.wasm?url" {
  const url: string;
  export default url;
}
declare module "*.txt?url" {
  const url: string;
  export default url;
}
