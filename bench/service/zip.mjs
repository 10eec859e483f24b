/** ZIP archives as an attacker would write them: any names, any sizes claimed, any contents. */
import { crc32, deflateRawSync } from 'node:zlib';

/**
 * @param {{ name: string, bytes?: Buffer, packed?: Buffer, size?: number, mode?: number, method?: number, flags?: number }[]} entries
 *   `packed` and `size`: as they are written, true or not; `mode`: Unix file mode (0o120777: a symbolic link)
 */
export function zip(entries, { count = entries.length } = {}) {
  const locals = [], directory = [];
  let offset = 0;
  for (const { name, bytes = Buffer.alloc(0), packed = deflateRawSync(bytes), size = bytes.length, mode = 0o100644, method = 8, flags = 0 } of entries) {
    const title = Buffer.from(name, 'latin1'), local = Buffer.alloc(30), central = Buffer.alloc(46);
    local.writeUInt32LE(0x04034b50, 0);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x031e, 4);
    for (const [header, at] of [[local, 4], [central, 6]]) {
      header.writeUInt16LE(20, at);
      header.writeUInt16LE(flags, at + 2);
      header.writeUInt16LE(method, at + 4);
      header.writeUInt32LE(crc32(bytes), at + 10);
      header.writeUInt32LE(packed.length, at + 14);
      header.writeUInt32LE(size >>> 0, at + 18);
      header.writeUInt16LE(title.length, at + 22);
    }
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    locals.push(local, title, packed);
    directory.push(central, title);
    offset += 30 + title.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0), end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
