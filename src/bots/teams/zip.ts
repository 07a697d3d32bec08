import { crc32 } from 'node:zlib';

/** A zip of a few small files, stored as they are (APPNOTE 6.3.3, method 0). Names in ASCII; the same files give the same bytes. */
export function zip(files: readonly { name: string; data: Buffer }[]): Buffer {
  const pieces: Buffer[] = [];
  const listed: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of files) {
    const path = Buffer.from(name, 'ascii');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    // 1 January 1980, midnight: the earliest moment a zip can tell
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    pieces.push(signature(0x04034b50), common, path, data);
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(offset, 12);
    listed.push(signature(0x02014b50), Buffer.from([20, 0]), common, entry.subarray(2), path);
    offset += 30 + path.length + data.length;
  }
  const directory = Buffer.concat(listed);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...pieces, directory, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(value, 0);
  return four;
}
