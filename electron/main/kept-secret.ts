import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The part of Electron's safeStorage that is used. */
export interface SecretBox {
  isEncryptionAvailable(): boolean;
  /** Linux only: `basic_text` encrypts with a password that everybody knows. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

/** One secret, encrypted by the system's keychain in a file; where there is none, in memory until the app ends. */
export class KeptSecret {
  readonly durable: boolean;
  readonly #path: string;
  readonly #box: SecretBox;
  #value: string | null;

  constructor(path: string, box: SecretBox) {
    this.#path = path;
    this.#box = box;
    this.durable = box.isEncryptionAvailable() && box.getSelectedStorageBackend?.() !== 'basic_text';
    this.#value = this.durable ? this.#read() : null;
  }

  get value(): string | null {
    return this.#value;
  }

  /** null: forgets it. Throws when it cannot be written. */
  set(value: string | null): void {
    this.#value = value;
    // Also one that an earlier start wrote, when there was a keychain.
    if (value === null || !this.durable) {
      rmSync(this.#path, { force: true });
      return;
    }
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    writeFileSync(this.#path, this.#box.encryptString(value), { mode: 0o600 });
  }

  /** What another keychain wrote, or nobody, is as good as nothing. */
  #read(): string | null {
    try {
      return this.#box.decryptString(readFileSync(this.#path));
    } catch {
      return null;
    }
  }
}
