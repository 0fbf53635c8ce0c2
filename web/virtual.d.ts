// Made by web/build/plugin.ts: the compiled sentences of one language.
declare module 'virtual:texts/*' {
  const messages: Record<string, import('./text/message.ts').Message>;
  export default messages;
}
