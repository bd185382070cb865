import { type Entry, type ZipFile, open } from 'yauzl';

/** One file out of a wheel, which is a zip. Rejects when the wheel or the file in it cannot be read. */
export function readWheelFile(wheel: string, name: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    open(wheel, { lazyEntries: true }, (error: Error | null, zip: ZipFile) => {
      if (error) return reject(error);
      zip.on('error', reject);
      zip.on('end', () => reject(new Error(`${wheel} has no ${name}`)));
      zip.on('entry', (entry: Entry) => {
        if (entry.fileName !== name) return zip.readEntry();
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('error', reject);
          stream.on('end', () => {
            zip.close();
            resolve(Buffer.concat(chunks));
          });
        });
      });
      zip.readEntry();
    });
  });
}
