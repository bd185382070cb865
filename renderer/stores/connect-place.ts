import { create } from 'zustand';

export interface ConnectPlaceState {
  /** LiteLLM runs in a container. */
  container: boolean;
  /** Made for SLUICE_TOKEN; lives as long as this window, so that both places it is copied to get the same. */
  readonly madeToken: string;
  readonly setContainer: (container: boolean) => void;
}

/** What the Connect view's snippets are filled in with, besides what the engine says. */
export const useConnectPlace = create<ConnectPlaceState>()((set) => ({
  container: false,
  madeToken: makeToken(),
  setContainer: (container) => set({ container }),
}));

/** 128 bits, in hexadecimal: it has to be typed nowhere, but must need no quotes. */
function makeToken(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
